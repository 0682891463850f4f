//! Prices of either curve, and what an amount is worth at one.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Uint128, Uint256};
use weal_amm_math::observation::{at_price, stableswap_price, stableswap_prices};
use weal_amm_math::zap::{ZapPool, swap_part};
use weal_amm_math::{Amplification, LpShares, MathError, Stableswap};
use weal_fixed_point::Bps;

/// A price is in units of 2^-64.
const ONE: u128 = 1 << 64;

fn curve(decimals: &[u8]) -> Stableswap {
    Stableswap::new(decimals, Amplification::fixed(100).unwrap().at(0)).unwrap()
}

/// Every price of balanced reserves is one; the price of the scarcer asset is above one.
#[test]
fn a_stableswap_has_two_prices_for_each_asset_after_the_first() {
    let curve = curve(&[6, 6, 6]);
    let balanced = [1_000_000_000u128; 3].map(Uint128::new);
    let prices = stableswap_prices(&curve, &balanced).unwrap();
    assert_eq!(prices, [(Uint256::from(ONE), Uint256::from(ONE)); 2]);

    let scarce = [1_000_000_000u128, 500_000_000, 1_000_000_000].map(Uint128::new);
    let prices = stableswap_prices(&curve, &scarce).unwrap();
    assert!(prices[0].0 < Uint256::from(ONE) && prices[0].1 > Uint256::from(ONE), "{prices:?}");
    assert_eq!(prices[1], (Uint256::from(ONE), Uint256::from(ONE)));
    for (pair, other) in [(0, 1), (1, 2)] {
        assert_eq!(prices[pair].0, stableswap_price(&curve, &scarce, (0, other)).unwrap());
        assert_eq!(prices[pair].1, stableswap_price(&curve, &scarce, (other, 0)).unwrap());
    }
}

#[test]
fn an_amount_at_a_price_is_rounded_down() {
    let price = Uint256::from(ONE + ONE / 2);
    for (amount, worth) in [(0u128, 0u128), (1, 1), (3, 4), (1_000_001, 1_500_001)] {
        assert_eq!(at_price(Uint128::new(amount), price), Some(Uint128::new(worth)));
    }
    assert_eq!(at_price(Uint128::MAX, Uint256::from(ONE)), Some(Uint128::MAX));
    assert_eq!(at_price(Uint128::MAX, Uint256::from(ONE + 1)), None);
}

/// One minus what was received over what the price before would have given: a trade of a tenth of balanced reserves moves a curve of
/// *A* = 100 by little, one of nine tenths by much.
#[test]
fn the_price_impact_of_a_stableswap_grows_with_the_trade() {
    let (curve, fee) = (curve(&[6, 6]), Bps::at_most(0, 500).unwrap());
    let reserves = [1_000_000_000u128; 2].map(Uint128::new);
    for (offered, least, most) in [(1_000_000u128, 1, 2), (100_000_000, 8, 12), (900_000_000, 200, 700)] {
        let outcome = curve.swap_exact_in(&reserves, (0, 1), Uint128::new(offered), fee).unwrap();
        let missing = (offered - outcome.gross.u128()) * 10_000;
        let expected = u16::try_from(missing.div_ceil(offered)).unwrap();
        assert_eq!(outcome.price_impact_bps, expected, "{offered}");
        assert!((least..=most).contains(&expected), "{offered} {expected}");
    }
}

#[test]
fn an_asset_is_not_swapped_for_itself() {
    let (curve, fee) = (curve(&[6, 6, 6]), Bps::at_most(5, 500).unwrap());
    let reserves = [1_000_000_000u128; 3].map(Uint128::new);
    let refused = curve.swap_exact_in(&reserves, (1, 1), Uint128::new(1_000), fee);
    assert_eq!(refused, Err(MathError::WrongLength { found: 2, required: 3 }));
}

/// A pool that lacks any one of the three amounts by which a zap divides is refused.
#[test]
fn a_zap_into_a_pool_that_lacks_anything_is_refused() {
    let reserve = Uint128::new(1_000_000);
    let full = ZapPool {
        offer_reserve: reserve,
        ask_reserve: reserve,
        offer_holding: reserve,
        ask_holding: reserve,
    };
    let fee = Bps::at_most(30, 500).unwrap();
    swap_part(full, reserve, fee).unwrap();
    for empty in [
        ZapPool { offer_reserve: Uint128::zero(), ..full },
        ZapPool { ask_reserve: Uint128::zero(), ..full },
        ZapPool { ask_holding: Uint128::zero(), ..full },
    ] {
        assert_eq!(swap_part(empty, reserve, fee), Err(MathError::EmptyPool));
    }
}

#[test]
fn shares_are_shown_as_their_number() {
    assert_eq!(LpShares::new(1_234).to_string(), "1234");
}
