//! Three and four assets of unlike decimals: whoever acts alone, or around others in a block, has no more of all.

use super::invariants::cases;
use super::suite::{RICH, Suite, Terms, USD, bounded};
use api::amm_pool::PoolKind;
use api::asset::AssetInfo;
use cosmwasm_std::{Addr, StdResult};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Act {
    /// The attacker's, by one of two accounts.
    Sell(usize, (usize, usize), u128),
    Provide(usize, [u128; 3]),
    ProvideOne(usize, usize, u128),
    Withdraw(usize, u128),
    WithdrawOne(usize, usize, u128),
    WithdrawExact(usize, [u128; 3]),
    /// Somebody else's.
    Victim((usize, usize), u128),
    VictimProvides(usize, u128),
}

fn act() -> impl Strategy<Value = Act> {
    let amount = || prop_oneof![1u128..1_000, 1u128..2_000_000, 1u128..20_000_000];
    let some = || prop_oneof![Just(0u128), 1u128..2_000_000, 1u128..20_000_000];
    let who = || 1usize..3;
    let pair = || (0usize..3, 1usize..3).prop_map(|(offer, turn)| (offer, (offer + turn) % 3));
    prop_oneof![
        4 => (who(), pair(), amount()).prop_map(|(a, pair, n)| Act::Sell(a, pair, n)),
        1 => (who(), [some(), some(), some()]).prop_map(|(a, n)| Act::Provide(a, n)),
        1 => (who(), 0usize..3, amount()).prop_map(|(a, side, n)| Act::ProvideOne(a, side, n)),
        1 => (who(), amount()).prop_map(|(a, n)| Act::Withdraw(a, n)),
        1 => (who(), 0usize..3, amount()).prop_map(|(a, side, n)| Act::WithdrawOne(a, side, n)),
        1 => (who(), [some(), some(), some()]).prop_map(|(a, n)| Act::WithdrawExact(a, n)),
        3 => (pair(), amount()).prop_map(|(pair, n)| Act::Victim(pair, n)),
        1 => (0usize..3, amount()).prop_map(|(side, n)| Act::VictimProvides(side, n)),
    ]
}

fn terms(suite: &Suite, ask: usize) -> Terms {
    Terms { ask: Some(suite.assets[ask].clone()), max_impact_bps: Some(10_000), ..Terms::default() }
}

fn perform(suite: &mut Suite, users: &[Addr], act: &Act) -> StdResult<()> {
    match act {
        Act::Sell(a, (offer, ask), n) => {
            let terms = terms(suite, *ask);
            suite.sell_with(&users[*a], *offer, *n, &terms)
        }
        Act::Provide(a, n) => suite.provide(&users[*a], *n),
        Act::ProvideOne(a, side, n) => suite.provide_one(&users[*a], *side, *n, 0),
        Act::Withdraw(a, n) => suite.withdraw(&users[*a], *n),
        Act::WithdrawOne(a, side, n) => suite.withdraw_one(&users[*a], *side, *n, 0),
        Act::WithdrawExact(a, n) => suite.withdraw_exact(&users[*a], *n, u128::MAX),
        Act::Victim((offer, ask), n) => {
            let terms = terms(suite, *ask);
            suite.sell_with(&users[0], *offer, *n, &terms)
        }
        Act::VictimProvides(side, n) => suite.provide_one(&users[0], *side, *n, 0),
    }
    .map(drop)
}

fn purse(suite: &Suite, users: &[Addr]) -> [u128; 3] {
    [0, 1, 2].map(|side| users[1..].iter().map(|user| suite.wallet_of_all(user)[side]).sum())
}

/// Everything in one block; then the attacker leaves and buys back what it lacks. What it has, where that is more of one asset and no
/// less of any.
fn attacked(suite: &mut Suite, acts: &[Act]) -> Option<[u128; 3]> {
    let users = suite.users();
    let before = purse(suite, &users);
    for act in acts {
        perform(suite, &users, act).ok();
    }
    for user in &users[1..] {
        let shares = suite.shares(user);
        if shares > 0 {
            suite.withdraw(user, shares).ok();
        }
    }
    for _ in 0..2 {
        for want in 0..3 {
            for give in 0..3 {
                let now = purse(suite, &users);
                let (lacking, spare) =
                    (before[want].saturating_sub(now[want]), now[give].saturating_sub(before[give]));
                if want == give || lacking == 0 || spare == 0 {
                    continue;
                }
                if suite.buy(&users[1], (give, want), lacking, spare).is_err() {
                    let terms = terms(suite, want);
                    suite.sell_with(&users[1], give, spare, &terms).ok();
                }
            }
        }
    }
    let after = purse(suite, &users);
    ((0..3).all(|i| after[i] >= before[i]) && after != before).then_some(after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32)))]

    #[test]
    fn nobody_gains_around_others_among_three_assets(
        open in [1_000_000u128..30_000_000, 1_000_000u128..30_000_000, 1_000_000u128..30_000_000],
        fee_bps in prop_oneof![Just(0u16), Just(1), Just(30)],
        amp in prop_oneof![Just(1u32), Just(100), Just(5_000)],
        acts in prop::collection::vec(act(), 1..14),
    ) {
        let mut suite = Suite::with(|msg| {
            msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).to_vec();
            msg.kind = PoolKind::Stableswap { amp, decimals: vec![6; 3] };
            (msg.fee_bps, msg.params) = (fee_bps, bounded(5));
        });
        let alice = suite.alice.clone();
        suite.provide(&alice, open).unwrap();
        suite.pass(10);
        let gained = attacked(&mut suite, &acts);
        prop_assert!(gained.is_none(), "{gained:?} of {RICH}");
    }
}

#[derive(Clone, Debug)]
enum Alone {
    Sell((usize, usize), u128),
    Buy((usize, usize), u128),
    Provide([u128; 4]),
    ProvideOne(usize, u128),
    Withdraw(u128),
    WithdrawOne(usize, u128),
    WithdrawExact([u128; 4]),
}

fn alone() -> impl Strategy<Value = Alone> {
    let amount = || prop_oneof![1u128..20, 1u128..10_000, 1u128..200_000_000, 1u128..100_000_000_000];
    let some = || prop_oneof![Just(0u128), 1u128..20, 1u128..200_000_000];
    let pair = || (0usize..4, 1usize..4).prop_map(|(offer, turn)| (offer, (offer + turn) % 4));
    prop_oneof![
        4 => (pair(), amount()).prop_map(|(pair, n)| Alone::Sell(pair, n)),
        2 => (pair(), amount()).prop_map(|(pair, n)| Alone::Buy(pair, n)),
        1 => [some(), some(), some(), some()].prop_map(Alone::Provide),
        2 => (0usize..4, amount()).prop_map(|(side, n)| Alone::ProvideOne(side, n)),
        1 => (1u128..=1_000).prop_map(Alone::Withdraw),
        2 => (0usize..4, 1u128..=1_000).prop_map(|(side, n)| Alone::WithdrawOne(side, n)),
        1 => [some(), some(), some(), some()].prop_map(Alone::WithdrawExact),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32)))]

    /// Four assets of 6, 0, 12 and 18 decimals (the last a cw20), no fee: whoever acts alone and leaves has no more of all.
    #[test]
    fn alone_among_four_assets_of_unlike_decimals_nobody_gains(
        amp in prop_oneof![Just(1u32), Just(85), Just(100_000)],
        (decimals, open) in prop_oneof![
            Just(([6u8, 0, 12, 18], [900_000u128, 1, 900_000_000_000, 900_000_000_000])),
            Just(([6, 9, 12, 18], [1, 1_000, 1_000_000, 900_000_000_000])),
            Just(([6, 6, 12, 18], [1, 1, 1_000_000, 900_000_000_000])),
            Just(([8, 9, 12, 18], [70, 700, 700_000, 700_000_000_000])),
        ],
        acts in prop::collection::vec(alone(), 1..14),
    ) {
        let mut token = None;
        let mut suite = Suite::with(|msg| {
            token = msg.assets.pop();
            msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).into_iter().chain(token.clone()).collect();
            msg.kind = PoolKind::Stableswap { amp, decimals: decimals.into() };
            msg.fee_bps = 0;
        });
        let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
        // 10^-6 of a token of eighteen decimals is all that 10^12 units are; the others to match within reason.
        suite.provide(&alice, open).unwrap();
        let before = suite.wallet_of_all(&bob);
        for act in &acts {
            let part = |suite: &Suite, n: u128| suite.shares(&bob) * n / 1_000;
            match act {
                Alone::Sell((offer, ask), n) => {
                    let terms = terms(&suite, *ask);
                    suite.sell_with(&bob, *offer, *n, &terms)
                }
                Alone::Buy(pair, n) => suite.buy(&bob, *pair, *n, RICH / 10),
                Alone::Provide(n) => suite.provide(&bob, *n),
                Alone::ProvideOne(side, n) => suite.provide_one(&bob, *side, *n, 0),
                Alone::Withdraw(n) => { let n = part(&suite, *n); suite.withdraw(&bob, n) }
                Alone::WithdrawOne(side, n) => { let n = part(&suite, *n); suite.withdraw_one(&bob, *side, n, 0) }
                Alone::WithdrawExact(n) => suite.withdraw_exact(&bob, *n, u128::MAX),
            }
            .ok();
        }
        let shares = suite.shares(&bob);
        if shares > 0 {
            // Balanced withdrawals work whatever the curve says.
            suite.withdraw(&bob, shares).ok();
        }
        let after = suite.wallet_of_all(&bob);
        let gained = (0..4).all(|i| after[i] >= before[i]) && after != before;
        prop_assert!(!gained, "{before:?} {after:?}");
    }
}
