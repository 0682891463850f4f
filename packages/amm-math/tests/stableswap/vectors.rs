use super::{E18, amounts, bps, curve, holding};
use cosmwasm_std::{Uint128, Uint256};
use weal_amm_math::liquidity::withdraw;
use weal_amm_math::{LpShares, MathError};

/// (source, decimals, A, reserves, offered of the first, gross)
type Row = (&'static str, [u8; 2], u32, [u128; 2], u128, u128);

const GROSS: [Row; 6] = [
    // The balance of the asset bought becomes 99,900,000,990.x: one more is kept.
    (
        "White-Whale-Defi-Platform/white-whale-core@f423770cf1ff terraswap_pair/src/tests/stableswap.rs does_calculate_y_value",
        [6, 6],
        100,
        [100_000_000_000, 100_000_000_000],
        100_000_000,
        99_999_009,
    ),
    (
        "White-Whale-Defi-Platform/white-whale-core@f423770cf1ff stableswap.rs does_calculate_y_value (990,050 − 980,052.966)",
        [6, 6],
        100,
        [1_010_000, 990_050],
        10_000,
        9_997,
    ),
    (
        "White-Whale-Defi-Platform/white-whale-core@f423770cf1ff stableswap.rs does_stableswap_correctly_with_smaller_asset_pool (exact floor)",
        [6, 6],
        100,
        [4_602_500_763_431, 4_607_500_000_000],
        1_000_000,
        1_000_010,
    ),
    (
        "White-Whale-Defi-Platform/white-whale-core@f423770cf1ff stableswap.rs does_stableswap_with_different_precisions",
        [6, 18],
        100,
        [1_000_000_000_000, 1_000_000 * E18],
        1_000_000_000,
        999_990_099_098_224_001_849,
    ),
    // 10,000,000 in the source, after which its invariant has fallen: a negative control.
    (
        "astroport-fi/astroport-core@a6d1c041f4bb contracts/pair_stable/tests/integration.rs test_compatibility_of_tokens_with_different_precision",
        [5, 7],
        100,
        [100_000_000_000, 10_000_000_000_000],
        100_000,
        9_999_999,
    ),
    (
        "astroport-fi/astroport-core@a6d1c041f4bb contracts/pair_stable/tests/stablepool_tests.rs swap_different_precisions",
        [4, 5],
        100,
        [1_000_000_000, 10_000_000_000],
        1_000_000,
        9_999_900,
    ),
];

#[test]
fn the_curve_gives_the_published_outputs() {
    for (source, decimals, amp, reserves, offered, gross) in GROSS {
        let pool = curve(&decimals, amp);
        let outcome = pool.swap_exact_in(&amounts(&reserves), (0, 1), offered.into(), bps(0)).unwrap();
        let found = outcome.received.u128();
        // Within two units of 10^-18, never above.
        assert!(found <= gross && gross - found <= 2, "{source}: {found}");
    }
}

/// Source: as above, swap_different_precisions: 9,994,902 there and 9,994,901 in Curve's form, of a gross output of
/// 9,999,900.99. Both floor the fee of 4,999.95; ours is rounded up.
#[test]
fn a_fee_of_five_basis_points_is_rounded_up() {
    let pool = curve(&[4, 5], 100);
    let reserves = amounts(&[1_000_000_000, 10_000_000_000]);
    let outcome = pool.swap_exact_in(&reserves, (0, 1), Uint128::new(1_000_000), bps(5)).unwrap();
    assert_eq!((outcome.received.u128(), outcome.fee.u128()), (9_994_900, 5_000));
}

/// Source: White-Whale-Defi-Platform/white-whale-core@f423770cf1ff stableswap.rs does_stableswap_correctly: two
/// fees of 25 bps, floored, 9,949. Ours is one fee of 50, rounded up: ⌈49.985⌉ = 50.
#[test]
fn two_published_fees_as_one() {
    let pool = curve(&[6, 6], 100);
    let reserves = amounts(&[1_010_000, 990_050]);
    let outcome = pool.swap_exact_in(&reserves, (0, 1), Uint128::new(10_000), bps(50)).unwrap();
    assert_eq!((outcome.received.u128(), outcome.fee.u128()), (9_947, 50));
}

/// Source: curvefi/stableswap-ng@2abe778f4020 tests/token/test_get_D.py test_convergence. The published *D* is two units above the root,
/// which its own roundings raise it by; ours is the unit that holds the root.
#[test]
fn the_published_invariant_of_an_extreme_state() {
    let found = curve(&[18, 18], 10).invariant(&amounts(&[100_000 * E18, E18])).unwrap();
    let published = Uint256::from(9_010_395_375_710_532_394_006u128);
    assert!(found.low <= published && published <= found.high + Uint256::from(2u8), "{found:?}");
    assert_eq!(found.high - found.low, Uint256::one());
}

/// Source: balancer/balancer-maths@63436f4e4466 testData/11155111-7439300-Stable-stataUSDC-stataUSDT.json
/// swaps\[0\], \[1\] of a live pool, whose balances are scaled by rates and whose fee of 0.1 % is on the input. The
/// offer in its scale is 9,990,000 × rate₀; the output divided by rate₁ is the published 8,771,615.
#[test]
fn a_live_pool_with_rates() {
    let pool = curve(&[18, 18], 1_000);
    let reserves = amounts(&[21_116_734_020_109_359_171_539, 82_348_545_564_048_094_640_470]);
    let (rate0, rate1) = (1_238_765_561_700_857_944u128, 1_414_776_878_607_727_229u128);
    let offered = Uint128::new(9_990_000 * (rate0 / 1_000_000));
    let outcome = pool.swap_exact_in(&reserves, (0, 1), offered, bps(0)).unwrap();
    assert_eq!(outcome.received.u128() / (rate1 / 1_000_000), 8_771_615);

    let wanted = Uint128::new(2_000_000_000 * (rate1 / 1_000_000 + 1));
    let offer = pool.offer_for_exact_out(&reserves, (0, 1), wanted, bps(0)).unwrap();
    let unscaled = offer.u128().div_ceil(rate0 / 1_000_000);
    // The source divides by 0.999 for its fee on the input; rates rounded to 12 digits are within 5 units.
    assert!(unscaled.abs_diff(2_280_896_608 * 999 / 1_000) <= 5, "{unscaled}");
}

/// Source: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair_stable/tests/stablepool_tests.rs
/// provide_and_withdraw_no_fee.
#[test]
fn the_published_shares_of_three_assets() {
    let pool = curve(&[6, 6, 6], 100);
    let first = pool.first_deposit(&amounts(&[100_000_000; 3])).unwrap();
    assert_eq!((first.shares, first.locked), (LpShares::new(299_999_000), LpShares::new(1_000)));

    let held = holding(&[149_836_023, 299_890_682, 149_945_341]);
    let wanted = amounts(&[0, 101_000_000, 0]);
    let outcome = pool.withdraw_exact(&held, LpShares::new(599_306_003), &wanted, bps(0)).unwrap();
    assert_eq!(outcome.burned, LpShares::new(100_679_731));
}

/// Source: the same file, provide_with_different_precision.
#[test]
fn the_published_balanced_withdrawals() {
    let pool = curve(&[4, 5], 100);
    let deposit = amounts(&[1_000_000, 10_000_000]);
    let first = pool.first_deposit(&deposit).unwrap();
    assert_eq!(first.shares, LpShares::new(19_999_000));
    let second = pool.deposit(&first.balances, first.supply, &deposit, bps(5)).unwrap();
    // 20,000,000 in the source; one less, because D is an interval.
    assert!(second.shares.amount().u128().abs_diff(20_000_000) <= 1);
    let left = withdraw(&second.balances, second.supply, first.shares).unwrap();
    assert_eq!(left.amounts, amounts(&[999_950, 9_999_500]));
}

/// Source: the Oak Security audit of 2022-01-20 (critical): one unit bought one unit of the scarcer asset.
#[test]
fn one_unit_never_buys_more_than_it_is_worth() {
    let pool = curve(&[12, 9], 100);
    let reserves = amounts(&[5_000_000_000_000, 1_000_000_000]);
    let refused = pool.swap_exact_in(&reserves, (0, 1), Uint128::one(), bps(0));
    assert_eq!(refused, Err(MathError::ZeroOutput { paid: Uint128::one() }));
}
