//! Stableswaps of assets that have next to nothing in common but their price: decimals from 0 to 18, balances down to single units.

use super::invariants::cases;
use super::suite::{RICH, Suite, Terms, USD};
use cosmwasm_std::Addr;
use proptest::prelude::*;
use weal_api::amm_pool::PoolKind;
use weal_api::asset::AssetInfo;

#[derive(Clone, Debug)]
enum Act {
    Sell((usize, usize), u128),
    Buy((usize, usize), u128),
    Provide([u128; 4]),
    ProvideOne(usize, u128),
    Withdraw(u128),
    WithdrawOne(usize, u128),
    WithdrawExact([u128; 4]),
}

fn act() -> impl Strategy<Value = Act> {
    let amount = || prop_oneof![1u128..20, 1u128..10_000, 1u128..200_000_000, 1u128..100_000_000_000];
    let some = || prop_oneof![Just(0u128), 1u128..20, 1u128..200_000_000];
    let pair = || (0usize..4, 1usize..4).prop_map(|(offer, turn)| (offer, (offer + turn) % 4));
    prop_oneof![
        4 => (pair(), amount()).prop_map(|(pair, n)| Act::Sell(pair, n)),
        2 => (pair(), amount()).prop_map(|(pair, n)| Act::Buy(pair, n)),
        1 => [some(), some(), some(), some()].prop_map(Act::Provide),
        2 => (0usize..4, amount()).prop_map(|(side, n)| Act::ProvideOne(side, n)),
        1 => (1u128..=1_000).prop_map(Act::Withdraw),
        2 => (0usize..4, 1u128..=1_000).prop_map(|(side, n)| Act::WithdrawOne(side, n)),
        1 => [some(), some(), some(), some()].prop_map(Act::WithdrawExact),
    ]
}

/// Terms that accept any price above zero.
fn any_price(suite: &Suite, ask: usize) -> Terms {
    Terms { ask: Some(suite.assets[ask].clone()), max_impact_bps: Some(10_000), ..Terms::default() }
}

fn perform(suite: &mut Suite, user: &Addr, act: &Act) -> cosmwasm_std::StdResult<()> {
    let part = |suite: &Suite, n: u128| suite.shares(user) * n / 1_000;
    match act {
        Act::Sell((offer, ask), n) => {
            let terms = any_price(suite, *ask);
            suite.sell_with(user, *offer, *n, &terms)
        }
        Act::Buy(pair, n) => suite.buy(user, *pair, *n, RICH / 10),
        Act::Provide(n) => suite.provide(user, *n),
        Act::ProvideOne(side, n) => suite.provide_one(user, *side, *n, 0),
        Act::Withdraw(n) => {
            let shares = part(suite, *n);
            suite.withdraw(user, shares)
        }
        Act::WithdrawOne(side, n) => {
            let shares = part(suite, *n);
            suite.withdraw_one(user, *side, shares, 0)
        }
        Act::WithdrawExact(n) => suite.withdraw_exact(user, *n, u128::MAX),
    }
    .map(drop)
}

/// The assets of a pool of three natives and the suite's cw20, which has 18 decimals.
fn four(decimals: [u8; 4], amp: u32) -> Suite {
    Suite::with(|msg| {
        let token = msg.assets.pop();
        msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).into_iter().chain(token).collect();
        msg.kind = PoolKind::Stableswap { amp, decimals: decimals.into() };
        msg.fee_bps = 0;
    })
}

/// A pool of decimals 0, 6 and 18 that somebody sells a billion tokens into, for all but a unit of the last asset. The curve had no solution
/// there, and from the next second on no message could trade or provide; now the trade goes back, and everybody is paid out.
#[test]
fn a_pool_that_was_sold_empty_of_an_asset_trades_back_and_pays_out() {
    let mut suite = Suite::with(|msg| {
        msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).to_vec();
        msg.kind = PoolKind::Stableswap { amp: 1, decimals: vec![0, 6, 18] };
        msg.fee_bps = 0;
    });
    let [alice, bob, _] = suite.users();
    suite.provide(&alice, [1, 1_000_000, RICH / 10]).unwrap();
    let before = suite.wallet_of_all(&bob);
    let terms = any_price(&suite, 2);
    suite.sell_with(&bob, 0, 1_000_000_000, &terms).unwrap();
    let bought = suite.wallet_of_all(&bob)[2] - before[2];
    assert!(bought < RICH / 10 && bought > RICH / 10 - 10, "{bought}");
    suite.pass(1);
    let terms = any_price(&suite, 0);
    suite.sell_with(&bob, 2, bought, &terms).unwrap();
    let after = suite.wallet_of_all(&bob);
    assert!(after[0] <= before[0] && after[0] > before[0] - 10_000 && after[2] == before[2], "{after:?}");
    suite.pass(1);
    suite.provide_one(&bob, 1, 1_000, 1).unwrap();
    for user in [&alice, &bob] {
        let shares = suite.shares(user);
        suite.withdraw(user, shares).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// Four assets of 6, 0, 12 and 18 decimals, no fee: whoever acts alone and leaves has no more of all; and whatever was done, a
    /// withdrawal in the ratio of the holdings is never refused for the curve, not those of who did it and not the others'.
    #[test]
    fn alone_among_four_assets_of_unlike_decimals_nobody_gains(
        amp in prop_oneof![Just(1u32), Just(85), Just(100_000)],
        (decimals, open) in prop_oneof![
            Just(([6u8, 0, 12, 18], [900_000u128, 1, 900_000_000_000, 900_000_000_000])),
            Just(([6, 9, 12, 18], [1, 1_000, 1_000_000, 900_000_000_000])),
            Just(([6, 6, 12, 18], [1, 1, 1_000_000, 900_000_000_000])),
            Just(([8, 9, 12, 18], [70, 700, 700_000, 700_000_000_000])),
            Just(([0, 0, 18, 18], [1, 1, 900_000_000_000, 900_000_000_000])),
        ],
        acts in prop::collection::vec(act(), 1..14),
    ) {
        let mut suite = four(decimals, amp);
        let [alice, bob, _] = suite.users();
        suite.provide(&alice, open).unwrap();
        let before = suite.wallet_of_all(&bob);
        for act in &acts {
            perform(&mut suite, &bob, act).ok();
            suite.pass(1);
        }
        for user in [&bob, &alice] {
            let shares = suite.shares(user);
            if shares > 0 {
                let left = suite.withdraw(user, shares);
                // What rounds to nothing of every asset is no withdrawal; nothing else is refused.
                let is_nothing = left.as_ref().is_err_and(|error| error.to_string().ends_with("it would receive nothing"));
                prop_assert!(left.is_ok() || is_nothing, "{left:?}");
            }
        }
        let after = suite.wallet_of_all(&bob);
        let gained = (0..4).all(|i| after[i] >= before[i]) && after != before;
        prop_assert!(!gained, "{before:?} {after:?}");
    }
}
