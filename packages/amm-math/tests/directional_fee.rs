//! The invariants of `docs/spec/amm-options.md` §1.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::constant_product::swap_exact_in;
use weal_amm_math::directional_fee::{DirectionalFee, MAX_SURCHARGE_BPS, MAX_TOTAL_FEE_BPS, PriceMove};
use weal_amm_math::observation::constant_product_prices;
use weal_amm_math::{Balances, MathError};
use weal_fixed_point::{Bps, FixedPointError};

const BOTH: [PriceMove; 2] = [PriceMove::Up, PriceMove::Down];

fn bps(value: u16) -> Bps {
    Bps::at_most(value, 10_000).unwrap()
}

fn rate(fee: (u16, u16), base: u16, opening: u128, mean: u128, direction: PriceMove) -> u16 {
    let fee = DirectionalFee::new(fee.0, fee.1).unwrap();
    fee.rate(bps(base), opening.into(), mean.into(), direction).unwrap().value()
}

#[test]
fn only_trades_away_from_the_mean_pay_more() {
    let half = (5_000, 100);
    assert_eq!(rate(half, 30, 101, 100, PriceMove::Up), 80, "1 % above, half of it");
    assert_eq!(rate(half, 30, 101, 100, PriceMove::Down), 30);
    assert_eq!(rate(half, 30, 99, 100, PriceMove::Down), 80);
    assert_eq!(rate(half, 30, 99, 100, PriceMove::Up), 30);
    for direction in BOTH {
        assert_eq!(rate(half, 30, 100, 100, direction), 30, "at the mean");
        assert_eq!(rate(half, 30, 100, 0, direction), 30, "no mean yet");
    }
}

#[test]
fn the_surcharge_rounds_up_and_stops_at_its_cap() {
    assert_eq!(rate((5_000, 100), 30, 1_000_001, 1_000_000, PriceMove::Up), 31, "0.005 bps is one");
    assert_eq!(rate((10_000, 40), 30, 10_040, 10_000, PriceMove::Up), 70);
    assert_eq!(rate((10_000, 40), 30, 10_041, 10_000, PriceMove::Up), 70);
    assert_eq!(rate((10_000, 40), 30, u128::MAX, 1, PriceMove::Up), 70);
}

#[test]
fn the_fee_and_its_surcharge_stay_below_the_cap_of_a_pool() {
    assert_eq!(rate((10_000, 100), 450, 2, 1, PriceMove::Up), MAX_TOTAL_FEE_BPS);
    assert_eq!(rate((10_000, 100), 500, 2, 1, PriceMove::Up), 500);
}

#[test]
fn parameters_beyond_their_limits_are_refused() {
    assert!(DirectionalFee::new(10_000, MAX_SURCHARGE_BPS).is_ok());
    let error = |found, max| Err(MathError::FixedPoint(FixedPointError::BpsAboveMaximum { found, max }));
    assert_eq!(DirectionalFee::new(10_001, 1), error(10_001, 10_000));
    assert_eq!(DirectionalFee::new(1, MAX_SURCHARGE_BPS + 1), error(101, 100));
}

#[test]
fn a_pool_without_it_charges_its_fee() {
    for direction in BOTH {
        let found = DirectionalFee::default().rate(bps(30), 7u128.into(), 3u128.into(), direction);
        assert_eq!(found, Ok(bps(30)));
    }
}

#[test]
fn prices_that_no_pool_has_are_an_error() {
    let fee = DirectionalFee::new(10_000, 100).unwrap();
    let found = fee.rate(bps(30), Uint256::MAX, Uint256::one(), PriceMove::Up);
    assert_eq!(found, Err(MathError::TooLopsided));
}

/// Every price that a pool can have: 1 to 2^160.
fn price() -> impl Strategy<Value = Uint256> {
    (0u32..128, 0u32..32, any::<u128>()).prop_map(|(bits, shift, noise)| {
        let value = (1u128 << bits) + noise % (1u128 << bits);
        Uint256::from(value) << shift
    })
}

fn close_prices() -> impl Strategy<Value = (Uint256, Uint256)> {
    let near = (1u128 << 60..1u128 << 70, 9_000u128..11_000)
        .prop_map(|(mean, part)| (Uint256::from(mean * part / 10_000), Uint256::from(mean)));
    prop_oneof![near, (price(), price())]
}

fn terms() -> impl Strategy<Value = (u16, u16)> {
    (0u16..=10_000, 0u16..=MAX_SURCHARGE_BPS)
}

fn big(value: Uint256) -> BigUint {
    BigUint::from_bytes_be(&value.to_be_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_rate_agrees_with_the_big_integer_model(
        terms in terms(), base in 0u16..=500, (opening, mean) in close_prices(),
    ) {
        let fee = DirectionalFee::new(terms.0, terms.1).unwrap();
        let (above, below) = (opening.max(mean), opening.min(mean));
        let exact = (big(above - below) * terms.0 + big(mean) - 1u32) / big(mean);
        let surcharge = exact.min(BigUint::from(terms.1));
        let total = (surcharge + base).min(BigUint::from(MAX_TOTAL_FEE_BPS));
        for direction in BOTH {
            let widens = if direction == PriceMove::Up { opening > mean } else { opening < mean };
            let found = fee.rate(bps(base), opening, mean, direction).unwrap().value();
            let expected = if widens { total.clone() } else { BigUint::from(base) };
            prop_assert_eq!(BigUint::from(found), expected);
        }
    }

    /// The floor, the caps, and that at most one direction pays more.
    #[test]
    fn the_rate_is_between_the_base_and_the_caps(
        terms in terms(), base in 0u16..=500, (opening, mean) in close_prices(),
    ) {
        let fee = DirectionalFee::new(terms.0, terms.1).unwrap();
        let [up, down] = BOTH.map(|way| fee.rate(bps(base), opening, mean, way).unwrap().value());
        prop_assert!(up.min(down) == base);
        prop_assert!(up.max(down) <= (base + terms.1).min(MAX_TOTAL_FEE_BPS));
    }

    #[test]
    fn the_farther_from_the_mean_the_higher_the_rate(
        terms in terms(), mean in 1u128 << 64..1 << 80, near in 0u128..1 << 75, further in 0u128..1 << 75,
    ) {
        let at = |distance: u128| rate(terms, 30, mean + distance, mean, PriceMove::Up);
        prop_assert!(at(near) <= at(near + further));
    }

    /// Every trade of a block in one direction pays the rate of the opening: in parts, in turns with trades in the
    /// other direction, in any order, the fee is at least that of one trade and what is received at most.
    #[test]
    fn splitting_in_a_block_never_pays_less(
        terms in terms(), reserves in (1u128 << 20..1 << 90, 1u128 << 20..1 << 90),
        mean_bps in 5_000u128..20_000, parts in prop::collection::vec(1u128..1 << 70, 1..8),
    ) {
        let (x, y) = reserves;
        let held = Balances { reserves: vec![x.into(), y.into()], fees: vec![Uint128::zero(); 2] };
        let opening = constant_product_prices(&held).unwrap()[0].0;
        let mean = opening.checked_multiply_ratio(mean_bps, 10_000u128).unwrap();
        let fee = DirectionalFee::new(terms.0, terms.1).unwrap();
        let rate = fee.rate(bps(30), opening, mean, PriceMove::Down).unwrap();
        let (mut sold_into, mut bought_from) = (Uint128::new(x), Uint128::new(y));
        let (mut received, mut fees, mut sold) = (Uint128::zero(), Uint128::zero(), Uint128::zero());
        for part in parts {
            // What would receive nothing is refused: then the splitter simply does not trade it.
            let Ok(outcome) = swap_exact_in(sold_into, bought_from, part.into(), rate) else { continue };
            (sold_into, bought_from) = (outcome.offer_reserve, outcome.ask_reserve);
            received += outcome.received;
            fees += outcome.fee;
            sold += Uint128::new(part);
        }
        if let Ok(whole) = swap_exact_in(x.into(), y.into(), sold, rate) {
            prop_assert!(received <= whole.received);
            // The units that a part's output is rounded by never reach the fee.
            prop_assert!(fees + Uint128::new(8) >= whole.fee);
        }
    }

    #[test]
    fn a_larger_trade_pays_a_larger_fee(
        terms in terms(), x in 1u128 << 20..1 << 90, y in 1u128 << 20..1 << 90,
        a in 1u128..1 << 80, more in 1u128..1 << 80, opening in 5_000u128..20_000,
    ) {
        let rate = bps(rate(terms, 30, opening, 10_000, PriceMove::Down));
        let swap = |offer: u128| swap_exact_in(x.into(), y.into(), offer.into(), rate);
        if let (Ok(small), Ok(large)) = (swap(a), swap(a + more)) {
            prop_assert!(small.fee <= large.fee);
        }
    }
}
