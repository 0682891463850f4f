//! The slope of the curve against whole numbers of any size.

use super::model::{normalised, root};
use super::{amounts, cases, curve};
use cosmwasm_std::Uint256;
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::observation::stableswap_price;

/// Bits by which the model's *D* is finer than the contract's.
const FINER: u32 = 160;

fn big(value: Uint256) -> BigUint {
    BigUint::from_bytes_be(&value.to_be_bytes())
}

fn ten_to(power: u8) -> BigUint {
    BigUint::from(10u32).pow(u32::from(power))
}

/// The exact slope at the exact root, 2^-64, rounded down.
fn exact(held: &[u128], decimals: &[u8], amp: u32, (offer, ask): (usize, usize)) -> BigUint {
    let balances: Vec<BigUint> = normalised(held, decimals).iter().map(|balance| balance << FINER).collect();
    let assets = u32::try_from(held.len()).unwrap();
    let d = root(&balances, amp);
    let product: BigUint = balances.iter().map(|balance| balance * assets).product();
    let weight = |balance: &BigUint| amp * assets * balance * &product + d.pow(assets + 1);
    let (x, y) = (&balances[offer], &balances[ask]);
    // Base units of one asset for base units of the other.
    let over = (weight(x) * y * ten_to(18 - decimals[offer])) << 64;
    over / (weight(y) * x * ten_to(18 - decimals[ask]))
}

/// Returns the price's error and the error that the precision of *D* allows: one unit, and the part of the price that
/// the width of the interval around *D* is of *D*, 2(*n* + 1) times.
fn off(held: &[u128], decimals: &[u8], amp: u32, pair: (usize, usize)) -> (BigUint, BigUint, BigUint) {
    let pool = curve(decimals, amp);
    let found = big(stableswap_price(&pool, &amounts(held), pair).unwrap());
    // The price is kept between 2^-64 and 2^96.
    let exact =
        exact(held, decimals, amp, pair).clamp(BigUint::from(1u32), (BigUint::from(1u32) << 160) - 1u32);
    let d = pool.invariant(&amounts(held)).unwrap();
    let (low, high) = (big(d.low), big(d.high));
    let allowed = &exact * (2 * (u32::try_from(held.len()).unwrap() + 1)) * (&high - &low) / low + 1u32;
    let off = if found > exact { &found - &exact } else { &exact - &found };
    (off, allowed, exact)
}

/// The states of the audit, a million tokens of the lesser asset: parts in 10^18 where the floors before the last quotient had cost up to 4.4 %.
#[test]
fn a_lopsided_price_across_decimals_is_exact() {
    for (decimals, ratio) in [
        ([18u8, 6u8], 10u128),
        ([18, 6], 1_000),
        ([18, 6], 1_000_000),
        ([18, 3], 10),
        ([18, 0], 1_000_000),
        ([6, 18], 1_000_000),
        ([0, 18], 1_000_000),
        ([6, 6], 1_000_000),
        ([0, 0], 1_000),
    ] {
        let tokens = |decimals: u8, tokens: u128| tokens * 10u128.pow(u32::from(decimals));
        for held in [
            [tokens(decimals[0], 1_000_000 * ratio), tokens(decimals[1], 1_000_000)],
            [tokens(decimals[0], 1_000_000), tokens(decimals[1], 1_000_000 * ratio)],
        ] {
            for pair in [(0, 1), (1, 0)] {
                let (off, allowed, exact) = off(&held, &decimals, 100, pair);
                assert!(
                    off <= allowed,
                    "{decimals:?} {held:?} {pair:?}: {off} of {exact}, {allowed} allowed"
                );
                // One unit of 2^-64, or 10^-18 of the price.
                assert!(
                    off <= &exact / 10u128.pow(18) + 1u32,
                    "{decimals:?} {held:?} {pair:?}: {off} of {exact}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(96)))]

    /// Prices for decimals from 0 to 18, any two of two to four assets, and ratios up to a million are exact to the
    /// unit of 2^-64, or to the precision of *D*.
    #[test]
    fn a_price_is_exact_to_a_unit_or_to_what_the_invariant_is_known_to(
        assets in prop::collection::vec((0u8..=18, 1u128..1_000, 0u32..=6), 2..=4),
        tokens in 1u128..1_000_000,
        amp in prop_oneof![Just(1u32), Just(10), Just(100), Just(2_000), 1u32..=100_000],
        turn in 0usize..4,
        step in 1usize..4,
    ) {
        let decimals: Vec<u8> = assets.iter().map(|asset| asset.0).collect();
        // Within a factor of a million of each other.
        let held: Vec<u128> = assets
            .iter()
            .map(|(d, part, power)| (tokens * part * 10u128.pow(*power) / 1_000).clamp(tokens, tokens * 1_000_000) * 10u128.pow(u32::from(*d)))
            .collect();
        let offer = turn % held.len();
        let pair = (offer, (offer + 1 + (step - 1) % (held.len() - 1)) % held.len());
        let (off, allowed, exact) = off(&held, &decimals, amp, pair);
        prop_assert!(off <= allowed, "{decimals:?} {held:?} {amp} {pair:?}: {off} of {exact}, {allowed} allowed");
    }
}
