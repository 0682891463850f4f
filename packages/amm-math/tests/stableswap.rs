//! The stableswap against published figures, against a big-integer model and over random states.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

#[path = "stableswap/liquidity.rs"]
mod liquidity;
#[path = "stableswap/model.rs"]
mod model;
#[path = "stableswap/prices.rs"]
mod prices;
#[path = "stableswap/second.rs"]
mod second;
#[path = "stableswap/solvability.rs"]
mod solvability;
#[path = "stableswap/swaps.rs"]
mod swaps;
#[path = "stableswap/vectors.rs"]
mod vectors;

use cosmwasm_std::Uint128;
use weal_amm_math::{Amplification, Balances, Stableswap};
use weal_fixed_point::Bps;

pub(crate) const E18: u128 = 1_000_000_000_000_000_000;

pub(crate) fn bps(value: u16) -> Bps {
    Bps::at_most(value, 500).unwrap()
}

pub(crate) fn curve(decimals: &[u8], amp: u32) -> Stableswap {
    Stableswap::new(decimals, Amplification::fixed(amp).unwrap().at(0)).unwrap()
}

pub(crate) fn amounts(values: &[u128]) -> Vec<Uint128> {
    values.iter().copied().map(Uint128::new).collect()
}

pub(crate) fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// A pool that has earned no fees.
pub(crate) fn holding(reserves: &[u128]) -> Balances {
    Balances { reserves: amounts(reserves), fees: amounts(&vec![0; reserves.len()]) }
}
