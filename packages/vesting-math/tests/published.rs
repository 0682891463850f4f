//! Figures that others published for cliff and linear vesting, to the unit.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::Uint128;
use weal_vesting_math::{Schedule, position};

const OZ: &str = "OpenZeppelin/openzeppelin-contracts@fddac901c test/finance/VestingWallet.test.js";
const OZ_CLIFF: &str =
    "OpenZeppelin/openzeppelin-contracts@fddac901c test/finance/VestingWalletCliff.test.js";
const CURVE: &str =
    "curvefi/curve-dao-contracts@5679275 tests/unitary/VestingEscrow/test_claim.py::test_claim_partial";
const ASTROPORT: &str = "astroport-fi/astroport-governance@aa9e205 \
    contracts/builder_unlock/tests/builder_unlock_integration.rs::test_withdraw";
const WYND: &str = "cosmorama/wynddao@15027fe packages/utils/src/curve.rs";
const HALF_WAY: &str = "DA0-DA0/dao-contracts@c05a6c8a \
    contracts/external/cw-vesting/src/vesting_tests.rs::test_distribute_half_way";
const CLOSE: &str =
    "DA0-DA0/dao-contracts@c05a6c8a contracts/external/cw-vesting/src/vesting_tests.rs::test_complex_close";

const FOUR_YEARS: u64 = 126_144_000;
const YEAR: u64 = 31_536_000;
const E20: u128 = 100_000_000_000_000_000_000;

/// Source, (start, cliff, duration), amount, now, vested. Start and now are relative where the source's are.
type Row = (&'static str, (u64, u64, u64), u128, u64, u128);
const VESTED: &[Row] = &[
    (OZ, (0, 0, FOUR_YEARS), E20, 0, 0),
    (OZ, (0, 0, FOUR_YEARS), E20, 2_102_400, 1_666_666_666_666_666_666),
    (OZ, (0, 0, FOUR_YEARS), E20, 94_608_000, 75_000_000_000_000_000_000),
    (OZ, (0, 0, FOUR_YEARS), E20, 124_041_600, 98_333_333_333_333_333_333),
    (OZ, (0, 0, FOUR_YEARS), E20, FOUR_YEARS, E20),
    (OZ_CLIFF, (0, YEAR, FOUR_YEARS), E20, 0, 0),
    (OZ_CLIFF, (0, YEAR, FOUR_YEARS), E20, 29_433_600, 0),
    (OZ_CLIFF, (0, YEAR, FOUR_YEARS), E20, YEAR, 25_000_000_000_000_000_000),
    (OZ_CLIFF, (0, YEAR, FOUR_YEARS), E20, 33_638_400, 26_666_666_666_666_666_666),
    (OZ_CLIFF, (0, YEAR, FOUR_YEARS), E20, FOUR_YEARS, E20),
    (CURVE, (0, 0, 100_000_000), E20, 31_337, 31_337_000_000_000_000),
    (ASTROPORT, (0, 0, YEAR), 5_000_000_000_000, 1, 158_548),
    (ASTROPORT, (0, 0, YEAR), 5_000_000_000_000, 2, 317_097),
    (WYND, (100, 0, 100), 50, 1, 0),
    (WYND, (100, 0, 100), 50, 103, 1),
    (WYND, (100, 0, 100), 50, 1_000_000, 50),
    (HALF_WAY, (0, 0, 100), 100_000_000, 50, 50_000_000),
    (CLOSE, (0, 0, 100), 100, 50, 50),
];

#[test]
fn vested_amounts_agree_with_published_figures() {
    for (source, (start, cliff_seconds, duration_seconds), amount, now, expected) in VESTED.iter().copied() {
        let schedule = Schedule::CliffLinear { start, cliff_seconds, duration_seconds };
        schedule.check().unwrap();
        let vested = schedule.vested(Uint128::new(amount), now).unwrap();
        assert_eq!(vested.u128(), expected, "{source} at {now}");
    }
}

/// Cancelled half way with 10 of 100 claimed: 40 stay claimable and 50 return. Source: `CLOSE`, without the
/// staking that delays the payout there.
#[test]
fn a_grant_cancelled_half_way_divides_as_published() {
    let [amount, vested, claimed] = [100u128, 50, 10].map(Uint128::new);
    let parts = position(amount, vested, claimed).unwrap();
    assert_eq!((parts.claimable.u128(), parts.unvested.u128()), (40, 50), "{CLOSE}");
}
