//! The cost of moving a GPU-hour's price with leases between one's own accounts.
//!
//! Figures as published: an H100 at 2.49 USD an hour (AEP-26), a fee of 250 bps, five providers who together leased
//! 100,000 USD on the day. The formulas are those of docs/spec/compute-index.md.

use super::suite::{CAP_BPS, FEE_BPS, Suite, account, fee, priced};
use weal_api::compute_index::GpuHourResponse;

const HONEST_PRICE: u128 = 2_490_000;
/// A price 5 % above the honest one.
const TARGET: u128 = 2_614_500;
/// The volume of each honest provider: 20,000 USD.
const HONEST_VOLUME: u128 = 20_000_000_000;
const HONEST_TOTAL: u128 = 5 * HONEST_VOLUME;

/// The day's price with `providers` of the attacker that lease `volume` in all to other accounts of it, at the target.
fn attacked(providers: u64, volume: u128) -> (GpuHourResponse, u128) {
    let mut suite = Suite::new();
    let mut leases: Vec<_> =
        (1..=5).map(|n| priced(n, &format!("honest {n}"), HONEST_VOLUME, HONEST_PRICE)).collect();
    let share = volume.checked_div(providers.into()).unwrap_or_default();
    leases.extend((1..=providers).map(|n| {
        let rest = if n == 1 { volume - share * u128::from(providers) } else { 0 };
        priced(100 + n, &format!("sybil {n}"), share + rest, TARGET)
    }));
    suite.index(&leases);
    let paid = |n| suite.usage(&account(format!("tenant of sybil {n}"))).fees.u128();
    let fees = (1..=providers).map(paid).sum();
    (suite.gpu_hour(None), fees)
}

/// 24: even with a thousand times the volume of all others: it weighs a fifth.
#[test]
fn one_provider_cannot_move_the_price_at_any_cost() {
    let untouched = attacked(0, 0).0;
    for volume in [HONEST_TOTAL, 1_000 * HONEST_TOTAL] {
        let (found, fees) = attacked(1, volume);
        assert_eq!((found.low_rate, found.high_rate), (untouched.low_rate, untouched.high_rate));
        assert_eq!(fees, fee(volume));
    }
}

/// k·c ≥ 1/2: at a cap of a fifth two are too few, whatever they spend.
#[test]
fn fewer_accounts_than_half_the_caps_cannot_either() {
    let fewest = 10_000u64.div_ceil(2 * u64::from(CAP_BPS));
    assert_eq!(fewest, 3);
    let (found, _) = attacked(fewest - 1, 1_000 * HONEST_TOTAL);
    assert_eq!(found.gpu_hour_high.u128(), HONEST_PRICE + 1);
}

/// 24: with enough accounts they must lease as much as all the honest together, and lose the fee on all of it:
/// 2.5 % of 100,000 USD, so 2,500 USD for one model and one day.
#[test]
fn enough_accounts_lose_the_fee_on_the_honest_volume() {
    for providers in [3, 5, 20] {
        let (below, _) = attacked(providers, HONEST_TOTAL - 1);
        assert_eq!(below.gpu_hour_high.u128(), HONEST_PRICE + 1, "{providers}");

        let (even, _) = attacked(providers, HONEST_TOTAL);
        assert_eq!((even.gpu_hour_low.u128(), even.gpu_hour_high.u128()), (HONEST_PRICE, TARGET));

        let (above, fees) = attacked(providers, HONEST_TOTAL + 1);
        assert_eq!(above.gpu_hour_low.u128(), TARGET);
        assert!(fees >= HONEST_TOTAL * FEE_BPS / 10_000);
        assert!(fees >= 2_500_000_000);
    }
}

/// A target within the spread of honest prices takes less volume: L − U, the volume below the target less the rest.
#[test]
fn within_the_honest_spread_the_cost_is_the_fee_on_the_gap() {
    let price = |attack: u128| {
        let mut suite = Suite::new();
        let mut leases: Vec<_> =
            (1..=3).map(|n| priced(n, &format!("low {n}"), 1_000, HONEST_PRICE)).collect();
        leases.extend((4..=5).map(|n| priced(n, &format!("high {n}"), 1_000, TARGET)));
        leases.extend((6..=7).map(|n| priced(n, &format!("sybil {n}"), attack / 2, TARGET)));
        leases.retain(|lease| !lease.claimed.is_zero());
        suite.index(&leases);
        suite.gpu_hour(None).gpu_hour_low.u128()
    };
    // L = 3,000, U = 2,000.
    for (attack, expected) in [(0, HONEST_PRICE), (1_000, HONEST_PRICE), (1_002, TARGET)] {
        assert_eq!(price(attack), expected, "{attack}");
    }
}
