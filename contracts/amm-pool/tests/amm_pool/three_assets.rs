//! Three assets in a stableswap with the bound: whoever acts around others in one block has no more of all.

use super::invariants::cases;
use super::suite::{RICH, Suite, Terms, USD, bounded};
use cosmwasm_std::{Addr, StdResult};
use proptest::prelude::*;
use weal_api::amm_pool::PoolKind;
use weal_api::asset::AssetInfo;

#[derive(Clone, Debug)]
enum Act {
    /// The attacker's, by one of two accounts.
    Sell(usize, (usize, usize), u128),
    Provide(usize, [u128; 3]),
    ProvideOne(usize, usize, u128),
    Withdraw(usize, u128),
    WithdrawOne(usize, usize, u128),
    WithdrawExact(usize, [u128; 3]),
    /// A swap of somebody else's.
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

/// Performs everything in one block; then the attacker leaves and buys back what it lacks. Returns what it has, where
/// that is more of one asset and no less of any.
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
