//! Every state has a solution: nobody trades a pool to where nobody can trade any more.

use super::model::{normalised, root};
use super::{E18, amounts, bps, cases, curve, holding};
use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::{Balances, LpShares, MathError, Stableswap};

fn big(value: Uint256) -> BigUint {
    BigUint::from_bytes_be(&value.to_be_bytes())
}

/// A pool of decimals 0, 6 and 18 with a token of each. Who sells 10^9 tokens of the first leaves a few units of the last; the sum was
/// then so far above the root that Newton's first products did not fit, and every swap of the pool was refused for good. The
/// same trade goes back now.
#[test]
fn a_pool_that_was_emptied_of_an_asset_trades_back() {
    let (pool, start) = (curve(&[0, 6, 18], 1), [1, 1_000_000, E18]);
    let sold = pool.swap_exact_in(&amounts(&start), (0, 2), 1_000_000_000u128.into(), bps(0)).unwrap();
    let after = [sold.offer_reserve.u128(), start[1], sold.ask_reserve.u128()];
    assert_eq!(after, [1_000_000_001, 1_000_000, 1]);
    let found = pool.invariant(&amounts(&after)).unwrap();
    let exact = root(&normalised(&after, &[0, 6, 18]), 1);
    assert!(big(found.low) <= exact && exact <= big(found.high), "{found:?} without {exact}");
    let back = pool.swap_exact_in(&amounts(&after), (2, 0), sold.received, bps(0)).unwrap();
    assert!(back.received > Uint128::new(999_999_000) && back.received <= sold.offered, "{}", back.received);
    // And a deposit of what is missing is taken, where the imbalance fee on it is not more than the pool has.
    let supply = LpShares::from(Uint128::new(3 * E18));
    let held = holding(&after);
    assert!(pool.deposit(&held, supply, &amounts(&[0, 0, 1_000]), bps(4)).is_ok());
    let far = pool.deposit(&held, supply, &amounts(&[0, 0, E18]), bps(4));
    assert_eq!(far, Err(MathError::TooLopsided));
}

/// The farthest states there are: 10^34 units beside single ones, in every order.
#[test]
fn the_most_lopsided_states_have_a_solution() {
    let (most, least) = (10u128.pow(34), 1);
    for amp in [1, 100, 100_000] {
        for assets in 2..=4u32 {
            for which in 0..2u32.pow(assets) {
                let at = |place: u32| if which >> place & 1 == 1 { most } else { least };
                let held: Vec<u128> = (0..assets).map(at).collect();
                let decimals = vec![18; held.len()];
                let found = curve(&decimals, amp).invariant(&amounts(&held));
                let found = found.unwrap_or_else(|error| panic!("{held:?} {amp}: {error}"));
                let exact = root(&normalised(&held, &decimals), amp);
                assert!(
                    big(found.low) <= exact && exact <= big(found.high),
                    "{held:?} {amp} {found:?} {exact}"
                );
            }
        }
    }
}

/// Anything from one unit to the most that fits.
fn any_state() -> impl Strategy<Value = (Vec<u8>, Vec<u128>, u32)> {
    let amp = prop_oneof![Just(1u32), Just(100), Just(100_000), 1u32..=100_000];
    (prop::collection::vec((0u8..=18, 0u32..=34, 1u128..1_000), 2..=4), amp).prop_map(|(assets, amp)| {
        let most = |d: u8| 10u128.pow(34 - 18 + u32::from(d));
        let held = assets
            .iter()
            .map(|(d, power, part)| (10u128.pow(*power) / 1_000).saturating_mul(*part).clamp(1, most(*d)));
        (assets.iter().map(|asset| asset.0).collect(), held.collect(), amp)
    })
}

#[derive(Clone, Debug)]
enum Act {
    Sell { pair: (usize, usize), power: u32, part: u128 },
    Buy { pair: (usize, usize), part: u128 },
    Deposit { side: usize, power: u32, part: u128 },
    Withdraw { part: u128 },
    WithdrawOne { side: usize, part: u128 },
}

fn act() -> impl Strategy<Value = Act> {
    let pair = || (0usize..3, 1usize..3).prop_map(|(offer, turn)| (offer, (offer + turn) % 3));
    prop_oneof![
        4 => (pair(), 0u32..30, 1u128..1_000).prop_map(|(pair, power, part)| Act::Sell { pair, power, part }),
        2 => (pair(), 900u128..1_000).prop_map(|(pair, part)| Act::Buy { pair, part }),
        2 => (0usize..3, 0u32..30, 1u128..1_000).prop_map(|(side, power, part)| Act::Deposit { side, power, part }),
        2 => (1u128..=1_000).prop_map(|part| Act::Withdraw { part }),
        2 => (0usize..3, 1u128..1_000).prop_map(|(side, part)| Act::WithdrawOne { side, part }),
    ]
}

/// The pool after an act; `None` where it is refused.
fn after(pool: &Stableswap, held: &Balances, supply: LpShares, act: &Act) -> Option<(Balances, LpShares)> {
    let amount = |power: u32, part: u128| Uint128::new((10u128.pow(power) * part / 1_000).max(1));
    match *act {
        Act::Sell { pair, power, part } => {
            let outcome = pool.swap_exact_in(&held.reserves, pair, amount(power, part), bps(4)).ok()?;
            let mut next = held.clone();
            next.reserves[pair.0] = outcome.offer_reserve;
            let left = held.reserves[pair.1] - outcome.ask_reserve - outcome.received;
            next.reserves[pair.1] = outcome.ask_reserve;
            next.fees[pair.1] += left;
            Some((next, supply))
        }
        Act::Buy { pair, part } => {
            let wanted = held.reserves[pair.1].multiply_ratio(part, 1_000u128);
            let offer = pool.offer_for_exact_out(&held.reserves, pair, wanted, bps(4)).ok()?;
            let outcome = pool.swap_exact_in(&held.reserves, pair, offer, bps(4)).ok()?;
            let mut next = held.clone();
            next.reserves[pair.0] = outcome.offer_reserve;
            next.fees[pair.1] += held.reserves[pair.1] - outcome.ask_reserve - outcome.received;
            next.reserves[pair.1] = outcome.ask_reserve;
            Some((next, supply))
        }
        Act::Deposit { side, power, part } => {
            let mut offered = vec![Uint128::zero(); held.reserves.len()];
            offered[side] = amount(power, part);
            let outcome = pool.deposit(held, supply, &offered, bps(4)).ok()?;
            Some((outcome.balances, outcome.supply))
        }
        Act::Withdraw { part } => {
            let own = supply.amount() - Uint128::new(1_000);
            let burned = LpShares::from(own.multiply_ratio(part, 1_000u128));
            let outcome = weal_amm_math::liquidity::withdraw(held, supply, burned).ok()?;
            Some((outcome.balances, outcome.supply))
        }
        Act::WithdrawOne { side, part } => {
            let own = supply.amount() - Uint128::new(1_000);
            let burned = LpShares::from(own.multiply_ratio(part, 1_000u128));
            let outcome = pool.withdraw_one(held, supply, burned, side, bps(4)).ok()?;
            Some((outcome.balances, outcome.supply))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(96)))]

    #[test]
    fn every_state_of_balances_has_a_solution((decimals, held, amp) in any_state()) {
        let found = curve(&decimals, amp).invariant(&amounts(&held));
        prop_assert!(found.is_ok(), "{decimals:?} {held:?} {amp}: {found:?}");
        let found = found.unwrap();
        let exact = root(&normalised(&held, &decimals), amp);
        prop_assert!(big(found.low) <= exact && exact <= big(found.high), "{decimals:?} {held:?} {amp}: {found:?} without {exact}");
    }

    /// The state has a solution and a price whatever is sold, bought, deposited and withdrawn, with whatever decimals,
    /// to the last unit, and a withdrawal in the ratio of the holdings is never refused for the curve.
    #[test]
    fn no_history_ends_where_the_curve_has_no_solution(
        decimals in prop_oneof![Just([0u8, 6, 18]), Just([18, 6, 0]), Just([0, 18, 18]), Just([6, 6, 6]), [0u8..=18, 0u8..=18, 0u8..=18]],
        open in [1u128..2_000_000, 1u128..2_000_000, 1u128..2_000_000],
        amp in prop_oneof![Just(1u32), Just(100), Just(100_000)],
        acts in prop::collection::vec(act(), 1..16),
    ) {
        let pool = curve(&decimals, amp);
        // Up to two tokens of each, down to a millionth of one where there are so many decimals.
        let open: Vec<u128> = open.iter().zip(&decimals).map(|(millionths, d)| (millionths * 10u128.pow(u32::from(*d)) / 1_000_000).max(1)).collect();
        let Ok(first) = pool.first_deposit(&amounts(&open)) else { return Ok(()) };
        let (mut held, mut supply) = (first.balances, first.supply);
        for act in &acts {
            let Some((next, shares)) = after(&pool, &held, supply, act) else { continue };
            (held, supply) = (next, shares);
            prop_assert!(held.reserves.iter().all(|reserve| !reserve.is_zero()), "{act:?} {held:?}");
            let solved = pool.invariant(&held.reserves);
            prop_assert!(solved.is_ok(), "{decimals:?} {amp} {act:?} {held:?}: {solved:?}");
            for pair in [(0, 1), (1, 2), (2, 0)] {
                let price = weal_amm_math::observation::stableswap_price(&pool, &held.reserves, pair);
                prop_assert!(price.is_ok(), "{decimals:?} {amp} {act:?} {held:?}: {price:?}");
            }
            let own = LpShares::from(supply.amount() - Uint128::new(1_000));
            if !own.is_zero() {
                let left = weal_amm_math::liquidity::withdraw(&held, supply, own);
                prop_assert!(left.is_ok() || matches!(left, Err(MathError::ZeroOutput { .. })), "{held:?} {supply:?}: {left:?}");
            }
        }
    }
}
