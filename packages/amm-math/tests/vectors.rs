//! Figures that others publish, to the unit.
//!
//! Where the source takes its fee on the input, the curve is tested alone: the offer is what the fee leaves
//! (exact in each row) and our fee is zero.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::Uint128;
use weal_amm_math::constant_product::{offer_for_exact_out, swap_exact_in};
use weal_amm_math::liquidity::{deposit, first_deposit, withdraw};
use weal_amm_math::{Balances, LpShares, MathError};
use weal_fixed_point::Bps;

const E18: u128 = 1_000_000_000_000_000_000;

fn bps(value: u16) -> Bps {
    Bps::at_most(value, 500).unwrap()
}

fn amounts<const N: usize>(values: [u128; N]) -> Vec<Uint128> {
    values.into_iter().map(Uint128::new).collect()
}

/// A pool that has earned no fees.
fn holding<const N: usize>(reserves: [u128; N]) -> Balances {
    Balances { reserves: amounts(reserves), fees: amounts([0; N]) }
}

/// (source, offer after the source's fee, reserve sold into, reserve bought from, received)
const EXACT_IN: [(&str, u128, u128, u128, u128); 7] = [
    (
        "Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts getInputPrice:2",
        2 * E18 / 1_000 * 997,
        5 * E18,
        10 * E18,
        2_851_015_155_847_869_602,
    ),
    (
        "Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts getInputPrice:4",
        E18 / 1_000 * 997,
        10 * E18,
        10 * E18,
        906_610_893_880_149_131,
    ),
    (
        "Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts getInputPrice:5",
        E18 / 1_000 * 997,
        100 * E18,
        100 * E18,
        987_158_034_397_061_298,
    ),
    (
        "Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts getInputPrice:6",
        E18 / 1_000 * 997,
        1_000 * E18,
        1_000 * E18,
        996_006_981_039_903_216,
    ),
    (
        "balancer/balancer-maths@63436f4e4466 testData/11155111-7439300-Weighted-USDC-DAI.json swaps[2]",
        693 * E18,
        6_240_659_067_374_271_172_646,
        6_916_384_366,
        691_273_441,
    ),
    // Negative controls: the source rounds for the trader, 4,505 and 4,546; for the pool it is one less.
    (
        "solana-labs/solana-program-library@016eb327be67 token-swap constant_product.rs swap_calculation_trade_fee",
        99,
        1_000,
        50_000,
        4_504,
    ),
    (
        "solana-labs/solana-program-library@016eb327be67 token-swap constant_product.rs swap_no_fee",
        100,
        1_000,
        50_000,
        4_545,
    ),
];

#[test]
fn the_curve_gives_the_published_outputs() {
    for (source, offer, x, y, received) in EXACT_IN {
        let outcome = swap_exact_in(x.into(), y.into(), offer.into(), bps(0)).unwrap();
        assert_eq!(outcome.received.u128(), received, "{source}");
    }
}

/// Source: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair/src/testing.rs try_native_to_token. It
/// floors the commission (2,857,142 and 949,523,810); ours is rounded up, one unit for the LPs.
#[test]
fn a_fee_on_the_output_is_rounded_up() {
    let [x, y, a] = [30_000_000_000, 20_000_000_000, 1_500_000_000].map(Uint128::new);
    let outcome = swap_exact_in(x, y, a, bps(30)).unwrap();
    assert_eq!((outcome.received + outcome.fee).u128(), 952_380_952);
    assert_eq!((outcome.fee.u128(), outcome.received.u128()), (2_857_143, 949_523_809));
}

/// Source: the same test, reversed. Astroport's floored formula quotes 1,499,999,999, which does not buy the
/// amount. Ours quotes 1,500,000,000 for what that offer receives here, and more for one unit more.
#[test]
fn a_reverse_quote_buys_what_it_promises() {
    let [x, y, wanted] = [30_000_000_000, 20_000_000_000, 949_523_809].map(Uint128::new);
    assert_eq!(offer_for_exact_out(x, y, wanted, bps(30)).unwrap().u128(), 1_500_000_000);
    let one_more = wanted + Uint128::one();
    let offer = offer_for_exact_out(x, y, one_more, bps(30)).unwrap();
    assert!(offer.u128() > 1_500_000_000);
    assert!(swap_exact_in(x, y, offer, bps(30)).unwrap().received >= one_more);
}

/// Source: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair/src/testing.rs compute_swap_rounding; the
/// old code returned 1 (Oak Security, Astroport, 2022-01-20, critical). Here it is refused.
#[test]
fn one_unit_into_a_lopsided_pool_is_refused() {
    let refused = swap_exact_in(5_000_000_000_000u128.into(), 1_000_000_000u128.into(), 1u128.into(), bps(0));
    assert_eq!(refused, Err(MathError::ZeroOutput { paid: Uint128::one() }));
}

/// Sources: Uniswap/v2-periphery@0335e8f7e1bd test/UniswapV2Router02.spec.ts getAmountIn, and
/// balancer/balancer-maths@63436f4e4466 testData/11155111-7439300-Weighted-USDC-DAI.json swaps[1], whose 1 %
/// is on the input: ⌈22,236,822 ÷ 0.99⌉ = 22,461,437.
#[test]
fn exact_outputs_cost_the_published_inputs() {
    let offer = offer_for_exact_out(100u128.into(), 100u128.into(), 1u128.into(), bps(0)).unwrap();
    assert_eq!(offer.u128(), 2);
    let x = Uint128::new(6_916_384_366);
    let y = Uint128::new(6_240_659_067_374_271_172_646);
    let offer = offer_for_exact_out(x, y, Uint128::new(20 * E18), bps(0)).unwrap();
    assert_eq!((offer.u128() * 100).div_ceil(99), 22_461_437);
}

/// Sources: Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts mint, and
/// MANTRA-Chain/mantra-dex@1698174796bb lp_actions/shares_calculation.rs provide_liquidity_emits_right_lp_shares.
#[test]
fn first_deposits_mint_the_published_shares() {
    for (deposit, shares) in [([E18, 4 * E18], 2 * E18 - 1_000), ([1_500_000, 1_000_000], 1_223_744)] {
        let outcome = first_deposit(deposit.map(Uint128::new)).unwrap();
        assert_eq!((outcome.shares, outcome.locked), (LpShares::new(shares), LpShares::new(1_000)));
    }
}

/// Source: Uniswap/v2-periphery@0335e8f7e1bd test/UniswapV2Router01.spec.ts removeLiquidity.
#[test]
fn withdrawing_everything_leaves_the_lock() {
    let first = first_deposit([E18, 4 * E18].map(Uint128::new)).unwrap();
    let outcome = withdraw(&first.balances, first.supply, first.shares).unwrap();
    assert_eq!(outcome.amounts, amounts([E18 - 500, 4 * E18 - 2_000]));
    assert_eq!(outcome.balances, holding([500, 2_000]));
}

/// Source: balancer/balancer-maths@63436f4e4466 testData/11155111-7439300-Weighted-USDC-DAI.json removes[0].
#[test]
fn a_withdrawal_pays_the_published_amounts() {
    let held = holding([6_916_384_366, 6_240_659_067_374_271_172_646]);
    let outcome = withdraw(&held, LpShares::new(6_565_147_517_543_863_649_467), LpShares::new(E18)).unwrap();
    assert_eq!(outcome.amounts, amounts([1_053_500, 950_574_080_886_610_561]));
}

/// Source: Uniswap/v2-periphery@0335e8f7e1bd test/UniswapV2Router02.spec.ts quote: 1 goes with 2 at 100 : 200.
#[test]
fn a_deposit_takes_the_published_ratio() {
    let outcome = deposit(&holding([100, 200]), LpShares::new(1_000), &amounts([1, 3])).unwrap();
    assert_eq!((outcome.used, outcome.refunded), (amounts([1, 2]), amounts([0, 1])));
}

#[test]
fn empty_pools_and_zero_amounts_are_refused() {
    let [zero, one] = [0u128, 1].map(Uint128::new);
    assert_eq!(swap_exact_in(one, one, zero, bps(0)), Err(MathError::ZeroAmount));
    assert_eq!(swap_exact_in(zero, one, one, bps(0)), Err(MathError::EmptyPool));
    assert_eq!(offer_for_exact_out(one, one, zero, bps(0)), Err(MathError::ZeroAmount));
    assert_eq!(offer_for_exact_out(one, zero, one, bps(0)), Err(MathError::EmptyPool));
    assert_eq!(first_deposit([zero, one]), Err(MathError::ZeroAmount));
    assert_eq!(deposit(&holding([1, 1]), LpShares::new(0), &[one, one]), Err(MathError::EmptyPool));
    assert_eq!(deposit(&holding([1, 1]), LpShares::new(1), &[one, zero]), Err(MathError::ZeroAmount));
    assert_eq!(
        deposit(&holding([1, 1]), LpShares::new(1), &[one]),
        Err(MathError::WrongLength { found: 1, required: 2 })
    );
    assert_eq!(withdraw(&holding([1, 1]), LpShares::new(1), LpShares::new(0)), Err(MathError::ZeroAmount));
}

#[test]
fn the_boundaries_of_the_formulas() {
    let refused = first_deposit([1_000, 1_000].map(Uint128::new));
    let (found, locked) = (LpShares::new(1_000), LpShares::new(1_000));
    assert_eq!(refused, Err(MathError::BelowMinimumLiquidity { found, locked }));
    assert_eq!(first_deposit([1_001, 1_001].map(Uint128::new)).unwrap().shares, LpShares::new(1));

    let reserve = Uint128::new(100);
    let all = offer_for_exact_out(reserve, reserve, reserve, bps(0));
    assert_eq!(all, Err(MathError::AboveReserve { required: reserve, reserve }));
    assert_eq!(offer_for_exact_out(reserve, reserve, 99u128.into(), bps(0)).unwrap().u128(), 9_900);

    let whole = Bps::at_most(10_000, 10_000).unwrap();
    assert_eq!(
        offer_for_exact_out(reserve, reserve, 1u128.into(), whole),
        Err(MathError::FeeIsTheWhole { fee_bps: 10_000 })
    );
    assert_eq!(swap_exact_in(reserve, reserve, reserve, whole), Err(MathError::ZeroOutput { paid: reserve }));

    let (found, required) = (LpShares::new(10), LpShares::new(11));
    assert_eq!(
        withdraw(&holding([100]), found, required),
        Err(MathError::InsufficientShares { found, required })
    );
    assert_eq!(
        withdraw(&holding([1]), found, LpShares::new(9)),
        Err(MathError::ZeroOutput { paid: 9u128.into() })
    );
    assert_eq!(
        swap_exact_in(Uint128::MAX, reserve, Uint128::one(), bps(0)),
        Err(MathError::Overflow { found: Uint128::MAX, added: Uint128::one() })
    );
    assert_eq!(
        deposit(&holding([100, 100]), LpShares::new(10), &[9u128.into(), 1_000u128.into()]),
        Err(MathError::ZeroShares)
    );
}
