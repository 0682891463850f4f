//! The invariants of `docs/spec/amm-pool.md` §4 on the formulas alone, against a big-integer model.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::Uint128;
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::constant_product::{offer_for_exact_out, swap_exact_in};
use weal_amm_math::liquidity::{deposit, first_deposit, withdraw};
use weal_amm_math::{Balances, LpShares, MathError, SwapOutcome};
use weal_fixed_point::Bps;

fn bps(value: u16) -> Bps {
    Bps::at_most(value, 10_000).unwrap()
}

fn swap(x: u128, y: u128, a: u128, fee: u16) -> Result<SwapOutcome, MathError> {
    swap_exact_in(x.into(), y.into(), a.into(), bps(fee))
}

fn product(a: impl Into<u128>, b: impl Into<u128>) -> BigUint {
    BigUint::from(a.into()) * BigUint::from(b.into())
}

/// Every order of magnitude alike: dust, six decimals, eighteen decimals, near the limit.
fn amount() -> impl Strategy<Value = u128> {
    (0u32..120, any::<u128>()).prop_map(|(bits, noise)| (1u128 << bits) + noise % (1u128 << bits))
}

fn fee() -> impl Strategy<Value = u16> {
    prop_oneof![Just(0u16), Just(30), 0u16..=500, 0u16..=10_000]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_swap_agrees_with_the_big_integer_model(x in amount(), y in amount(), a in amount(), f in fee()) {
        let gross = product(y, a) / (BigUint::from(x) + a);
        let fee = (&gross * f + 9_999u32) / 10_000u32;
        let impact = (product(a, 10_000u128) + (x + a - 1)) / (x + a);
        match swap(x, y, a, f) {
            Ok(outcome) => {
                prop_assert_eq!(BigUint::from(outcome.received.u128()), &gross - &fee);
                prop_assert_eq!(BigUint::from(outcome.fee.u128()), fee);
                prop_assert_eq!(BigUint::from(outcome.price_impact_bps), impact);
            }
            Err(error) => {
                prop_assert_eq!(gross, fee);
                prop_assert_eq!(error, MathError::ZeroOutput { paid: a.into() });
            }
        }
    }

    #[test]
    fn k_never_falls_by_a_swap(x in amount(), y in amount(), a in amount(), f in fee()) {
        if let Ok(outcome) = swap(x, y, a, f) {
            prop_assert!(product(outcome.offer_reserve, outcome.ask_reserve) >= product(x, y));
        }
    }

    #[test]
    fn a_swap_never_empties_a_reserve(x in 1u128..1_000, y in 1u128..1_000, a in amount()) {
        if let Ok(outcome) = swap(x, y, a, 0) {
            prop_assert!(!outcome.ask_reserve.is_zero());
            prop_assert_eq!(outcome.ask_reserve + outcome.received + outcome.fee, Uint128::new(y));
        }
    }

    #[test]
    fn splitting_a_swap_never_beats_it(
        x in amount(), y in amount(), parts in prop::collection::vec(amount(), 1..8), f in fee(),
    ) {
        let whole: u128 = parts.iter().sum();
        let (mut sold_into, mut bought_from, mut received) = (x, y, 0);
        for part in parts {
            // What would receive nothing is refused: then the splitter simply does not trade it.
            let Ok(outcome) = swap(sold_into, bought_from, part, f) else { continue };
            (sold_into, bought_from) = (outcome.offer_reserve.u128(), outcome.ask_reserve.u128());
            received += outcome.received.u128();
        }
        let at_once = swap(x, y, whole, f).map_or(0, |outcome| outcome.received.u128());
        prop_assert!(received <= at_once, "{received} in parts, {at_once} at once");
    }

    #[test]
    fn round_trips_never_gain(x in amount(), y in amount(), a in amount(), f in fee()) {
        if let Ok(there) = swap(x, y, a, f) {
            let back = swap(there.ask_reserve.u128(), there.offer_reserve.u128(), there.received.u128(), f);
            prop_assert!(back.map_or(0, |outcome| outcome.received.u128()) <= a);
        }
    }

    #[test]
    fn an_exact_output_costs_the_least_offer_that_buys_it(
        x in amount(), y in amount(), wanted in amount(), f in 0u16..=500,
    ) {
        match offer_for_exact_out(x.into(), y.into(), wanted.into(), bps(f)) {
            Ok(offer) => {
                let bought = |a: u128| swap(x, y, a, f).map_or(0, |outcome| outcome.received.u128());
                prop_assert!(bought(offer.u128()) >= wanted);
                prop_assert!(bought(offer.u128() - 1) < wanted);
            }
            // Refused only where no offer whatever would do.
            Err(MathError::AboveReserve { .. }) => {
                let all = swap(x, y, u128::MAX - x, f).map_or(0, |outcome| outcome.received.u128());
                prop_assert!(all < wanted);
            }
            Err(error) => prop_assert!(matches!(error, MathError::FixedPoint(_)), "{error}"),
        }
    }

    #[test]
    fn in_of_out_and_out_of_in_never_favour_the_trader(x in amount(), y in amount(), a in amount(), f in 0u16..=500) {
        if let Ok(outcome) = swap(x, y, a, f) {
            let offer = offer_for_exact_out(x.into(), y.into(), outcome.received, bps(f)).unwrap();
            prop_assert!(offer.u128() <= a);
            prop_assert_eq!(swap(x, y, offer.u128(), f).unwrap().received, outcome.received);
        }
    }

    #[test]
    fn the_first_deposit_is_the_root_of_the_product(d in [amount(), amount()]) {
        let root = product(d[0], d[1]).sqrt();
        match first_deposit(d.map(Uint128::new)) {
            Ok(outcome) => {
                prop_assert_eq!(BigUint::from(outcome.supply.amount().u128()), root);
                prop_assert_eq!(outcome.shares.checked_add(outcome.locked).unwrap(), outcome.supply);
            }
            Err(_) => prop_assert!(root <= BigUint::from(1_000u32)),
        }
    }

    /// Every reserve and every fee per share, and with them k per share², never falls; nothing is taken beyond
    /// the offer.
    #[test]
    fn deposits_and_withdrawals_never_dilute(
        start in [amount(), amount()], fees in [fees(), fees()], offered in [amount(), amount()], burned in amount(),
    ) {
        let Some((mut held, mut supply)) = opened(start, fees) else { return Ok(()) };
        if let Ok(second) = deposit(&held, supply, &offered.map(Uint128::new)) {
            for (side, amount) in offered.into_iter().enumerate() {
                prop_assert_eq!(second.used[side] + second.refunded[side], Uint128::new(amount));
            }
            assert_not_diluted(&held, supply, &second.balances, second.supply)?;
            (held, supply) = (second.balances, second.supply);
        }
        let burned = LpShares::new(burned % (supply.amount().u128() - 999));
        if let Ok(left) = withdraw(&held, supply, burned) {
            assert_not_diluted(&held, supply, &left.balances, left.supply)?;
            prop_assert!(left.balances.reserves.iter().all(|reserve| !reserve.is_zero()));
        }
    }

    #[test]
    fn a_deposit_withdrawn_at_once_never_gains(
        start in [amount(), amount()], fees in [fees(), fees()], offered in [amount(), amount()],
    ) {
        let Some((held, supply)) = opened(start, fees) else { return Ok(()) };
        let Ok(second) = deposit(&held, supply, &offered.map(Uint128::new)) else { return Ok(()) };
        if let Ok(left) = withdraw(&second.balances, second.supply, second.shares) {
            for side in 0..2 {
                prop_assert!(left.amounts[side] <= second.used[side]);
            }
        }
    }
}

fn fees() -> impl Strategy<Value = u128> {
    prop_oneof![Just(0u128), 1u128..10, amount()]
}

/// A pool opened with `start` that has since earned `fees`; `None` where the deposit is too small.
fn opened(start: [u128; 2], fees: [u128; 2]) -> Option<(Balances, LpShares)> {
    let first = first_deposit(start.map(Uint128::new)).ok()?;
    Some((Balances { fees: fees.map(Uint128::new).into(), ..first.balances }, first.supply))
}

fn assert_not_diluted(
    before: &Balances,
    supply_before: LpShares,
    after: &Balances,
    supply_after: LpShares,
) -> Result<(), TestCaseError> {
    let pots = |held: &Balances| [held.reserves.clone(), held.fees.clone()].concat();
    for (then, now) in pots(before).into_iter().zip(pots(after)) {
        prop_assert!(product(now, supply_before.amount()) >= product(then, supply_after.amount()));
    }
    Ok(())
}
