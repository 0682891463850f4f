//! Amounts that the bound of a block's opening lets through, and the owners of the rest.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::constant_product::swap_exact_in;
use weal_amm_math::exact::{at, at_mut, less, plus};
use weal_amm_math::liquidity::{SetApart, set_apart, withdraw_seasoning};
use weal_amm_math::opening::OpeningWorth;
use weal_amm_math::{Amplification, Balances, Leaving, LpShares, MathError, Stableswap, SwapOutcome};
use weal_fixed_point::{Bps, FULL_BPS, Rounding};

fn bps(value: u16) -> Bps {
    Bps::at_most(value, 10_000).unwrap()
}

fn parts_of(outcome: &SwapOutcome) -> u128 {
    [outcome.received, outcome.fee, outcome.withheld, outcome.surplus].iter().map(|part| part.u128()).sum()
}

#[test]
fn a_bound_at_the_gross_and_above_it_changes_nothing() {
    let [x, y] = [1_000_000, 1_000_000].map(Uint128::new);
    let outcome = swap_exact_in(x, y, Uint128::new(10_000), bps(30)).unwrap();
    for most in [outcome.gross, outcome.gross + Uint128::one(), Uint128::MAX] {
        assert_eq!(outcome.bounded_by(most, bps(30)).unwrap(), outcome);
    }
    let below = outcome.bounded_by(outcome.gross - Uint128::one(), bps(30)).unwrap();
    assert_eq!((below.withheld.u128(), below.received), (1, outcome.received - Uint128::one()));
    for nothing in [0, 1] {
        let refused = outcome.bounded_by(Uint128::new(nothing), bps(30));
        assert_eq!(refused, Err(MathError::ZeroOutput { paid: Uint128::new(10_000) }));
    }
}

#[test]
fn the_impact_is_that_of_the_curve_and_of_what_is_withheld() {
    let [x, y] = [990_000, 1_000_000].map(Uint128::new);
    let outcome = swap_exact_in(x, y, Uint128::new(10_000), bps(0)).unwrap();
    // A hundredth of the curve; half of what is left.
    assert_eq!((outcome.price_impact_bps, outcome.gross.u128()), (100, 10_000));
    assert_eq!(outcome.bounded_by(Uint128::new(5_000), bps(0)).unwrap().price_impact_bps, 5_050);
    assert_eq!(outcome.bounded_by(Uint128::new(9_999), bps(0)).unwrap().price_impact_bps, 101);
    assert_eq!(outcome.bounded_by(Uint128::one(), bps(0)).unwrap().price_impact_bps, 10_000);
}

#[test]
fn an_exact_output_is_paid_and_its_surplus_named() {
    let [x, y] = [1_000_000, 1_000_000].map(Uint128::new);
    let outcome = swap_exact_in(x, y, Uint128::new(10_000), bps(30)).unwrap();
    let wanted = outcome.received - Uint128::new(3);
    let paid = outcome.paying(wanted).unwrap();
    assert_eq!((paid.received, paid.surplus.u128(), paid.fee), (wanted, 3, outcome.fee));
    assert_eq!(outcome.paying(outcome.received), Ok(outcome));
    let broken = "the offer for an exact output buys it";
    assert_eq!(outcome.paying(outcome.received + Uint128::one()), Err(MathError::Invariant { broken }));
}

#[test]
fn what_is_set_apart_is_a_part_and_refuses_nothing() {
    let pair = |values: [u128; 2]| values.map(Uint128::new).to_vec();
    let before = Balances { reserves: pair([1_000, 4_001]), fees: pair([0, 10]) };
    let supply = LpShares::new(2_000);
    let SetApart { withheld, balances } = set_apart(&before, supply, LpShares::new(500)).unwrap();
    assert_eq!(withheld, pair([250, 1_002]));
    assert_eq!(balances, Balances { reserves: pair([750, 3_001]), fees: pair([0, 8]) });
    let nothing = set_apart(&before, supply, LpShares::default()).unwrap();
    assert_eq!(nothing, SetApart { withheld: pair([0, 0]), balances: before.clone() });
    // An empty pool has nothing to set apart, and nothing is divided by its supply.
    set_apart(&Balances::empty(2), LpShares::default(), LpShares::default()).unwrap();
    let broken = "what is withheld is a part of the reserves";
    let more = set_apart(&before, supply, LpShares::new(2_002));
    assert_eq!(more, Err(MathError::Invariant { broken }));
}

#[test]
fn what_is_withheld_of_a_withdrawal_is_of_the_reserves_alone() {
    let pair = |values: [u128; 2]| values.map(Uint128::new).to_vec();
    let before = Balances { reserves: pair([1_000, 4_000]), fees: pair([100, 10]) };
    let supply = LpShares::new(1_000);
    let leaving = |withheld: u128| Leaving {
        withheld: LpShares::new(withheld),
        ..Leaving::seasoned(LpShares::new(500))
    };
    let outcome = withdraw_seasoning(&before, supply, &leaving(100)).unwrap();
    assert_eq!((outcome.amounts, outcome.withheld), (pair([450, 1_605]), pair([100, 400])));
    assert_eq!(outcome.balances, Balances { reserves: pair([500, 2_000]), fees: pair([50, 5]) });
    assert_eq!(outcome.supply, LpShares::new(500));
    let [found, required] = [500, 501].map(LpShares::new);
    let refused = withdraw_seasoning(&before, supply, &leaving(501));
    assert_eq!(refused, Err(MathError::InsufficientShares { found, required }));
}

#[test]
fn a_position_without_its_amounts_is_a_broken_invariant() {
    let before = Balances { reserves: vec![Uint128::new(9); 2], fees: vec![Uint128::new(9); 2] };
    let [seasoned, unseasoned] = [1, 2].map(LpShares::new);
    let leaving = Leaving { seasoned, unseasoned, ..Leaving::default() };
    let broken = "there is one amount for each asset";
    let refused = withdraw_seasoning(&before, LpShares::new(10), &leaving);
    assert_eq!(refused, Err(MathError::Invariant { broken }));
}

#[test]
fn sums_differences_and_places_fail_by_name() {
    let [one, two] = [1u128, 2].map(Uint128::new);
    assert_eq!((plus(one, two), less(two, one, "")), (Ok(Uint128::new(3)), Ok(one)));
    assert_eq!(plus(Uint128::MAX, one), Err(MathError::Overflow { found: Uint128::MAX, added: one }));
    assert_eq!(less(one, two, "order"), Err(MathError::Invariant { broken: "order" }));
    let mut amounts = [one, two];
    *at_mut(&mut amounts, 1).unwrap() = one;
    assert_eq!((at(&amounts, 0), at(&amounts, 1)), (Ok(one), Ok(one)));
    let missing = MathError::Invariant { broken: "there is one amount for each asset" };
    assert_eq!((at(&amounts, 2), at_mut(&mut amounts, 2)), (Err(missing.clone()), Err(missing)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No part of the gross has two owners or none, bounded or not, exact or not.
    #[test]
    fn every_part_of_the_gross_has_one_owner(
        x in 1_000u128..1 << 100, y in 1_000u128..1 << 100, share in 1u128..3_000, fee in 0u16..=600,
        kept in 0u128..=1_100, wanted in 1u128..=1_000,
    ) {
        let offered = Uint128::new(x * share / 1_000 + 1);
        let Ok(outcome) = swap_exact_in(x.into(), y.into(), offered, bps(fee)) else { return Ok(()) };
        prop_assert_eq!(parts_of(&outcome), outcome.gross.u128());
        let most = Uint128::new(outcome.gross.u128() / 1_000 * kept);
        let Ok(bounded) = outcome.bounded_by(most, bps(fee)) else { return Ok(()) };
        prop_assert_eq!(parts_of(&bounded), outcome.gross.u128());
        prop_assert_eq!((bounded.offer_reserve, bounded.ask_reserve), (outcome.offer_reserve, outcome.ask_reserve));
        let left = bounded.gross - bounded.withheld;
        prop_assert_eq!(left, most.min(outcome.gross));
        prop_assert_eq!(bounded.fee, bps(fee).of(left, Rounding::Up).unwrap());
        // 1 − left ÷ (offered × price before): rounded up, and by less than two more.
        let exact = Uint256::from(FULL_BPS) * left.full_mul(1u128) / outcome.gross.full_mul(1u128);
        prop_assert!(Uint256::from(bounded.price_impact_bps) + exact >= Uint256::from(FULL_BPS));
        let wanted = Uint128::new(bounded.received.u128() * wanted / 1_000);
        let paid = bounded.paying(wanted).unwrap();
        prop_assert_eq!((parts_of(&paid), paid.received), (outcome.gross.u128(), wanted));
    }

    /// A withdrawal from a constant product is worth at most what the shares were at the opening, at the opening's
    /// price, whatever was traded since, and but for two shares as much.
    #[test]
    fn who_leaves_is_paid_the_value_of_the_opening(
        x in 1_000_000u128..1 << 90, y in 1_000_000u128..1 << 90, supply in 1_000_000u128..1 << 90,
        trades in prop::collection::vec((any::<bool>(), 1u128..3_000), 1..6), part in 1u128..=1_000, grown in 1u128..5,
    ) {
        let mut reserves = [Uint128::new(x), Uint128::new(y)];
        for (side, share) in trades {
            let (offer, ask) = if side { (1, 0) } else { (0, 1) };
            let offered = Uint128::new(reserves[offer].u128() / 1_000 * share + 1);
            let Ok(swap) = swap_exact_in(reserves[offer], reserves[ask], offered, bps(0)) else { continue };
            (reserves[offer], reserves[ask]) = (swap.offer_reserve, swap.ask_reserve);
        }
        // Others have come since, in its ratio.
        let reserves = reserves.map(|reserve| Uint128::new(reserve.u128() * grown));
        let now_supply = LpShares::new(supply * grown);
        let shares = LpShares::new(supply * part / 1_000 + 1);
        let worth = OpeningWorth::of_constant_product(&[x.into(), y.into()], &reserves).unwrap();
        let counted = worth.counted(shares, now_supply, LpShares::new(supply)).unwrap();
        prop_assert!(counted <= shares);
        let big = |value: u128| BigUint::from(value);
        let value = |counted: u128| {
            (big(reserves[0].u128()) * big(y) + big(reserves[1].u128()) * big(x)) * big(counted) * big(supply)
        };
        let most = big(x) * big(y) * big(2) * big(shares.amount().u128()) * big(now_supply.amount().u128());
        prop_assert!(value(counted.amount().u128()) <= most);
        let next = counted.amount().u128() + grown + 1;
        prop_assert!(next > shares.amount().u128() || value(next) > most, "too little");
    }

    /// The same of a stableswap, whose price is the slope of its curve.
    #[test]
    fn who_leaves_a_stableswap_is_paid_the_value_of_the_opening(
        x in 1_000_000u128..1 << 70, lopsided in 200u128..5_000, share in 1u128..900, first in any::<bool>(), amp in 1u32..1_000,
    ) {
        let curve = Stableswap::new(&[6, 6], Amplification::fixed(amp).unwrap().at(0)).unwrap();
        let then = [x, x / 1_000 * lopsided + 1_000].map(Uint128::new);
        let (offer, ask) = if first { (0, 1) } else { (1, 0) };
        let offered = Uint128::new(then[offer].u128() / 1_000 * share + 1);
        let Ok(swap) = curve.swap_exact_in(&then, (offer, ask), offered, bps(0)) else { return Ok(()) };
        let mut now = then;
        (now[offer], now[ask]) = (swap.offer_reserve, swap.ask_reserve);
        let worth = OpeningWorth::of_stableswap(&curve, &then, &then, &now).unwrap();
        let supply = LpShares::new(x);
        let counted = worth.counted(supply, supply, supply).unwrap();
        // The opening's price makes the opening's reserves the cheapest: what is left of the value is not above it.
        prop_assert!(worth.now + Uint256::from(4u8) >= worth.then && counted <= supply);
        let of_both = |held: [Uint128; 2]| {
            let second = curve.worth(&then, (1, 0), held[1]).unwrap();
            Uint256::from(held[0]) + second
        };
        let kept = now.map(|reserve| Uint128::try_from(reserve.full_mul(counted.amount()) / Uint256::from(x)).unwrap());
        prop_assert!(of_both(kept) <= of_both(then));
        let untouched = OpeningWorth::of_stableswap(&curve, &then, &then, &then).unwrap();
        let all = untouched.counted(supply, supply, supply).unwrap();
        prop_assert!(all.amount().u128() + 4 >= x && all <= supply);
    }
}
