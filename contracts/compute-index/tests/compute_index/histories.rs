//! Invariants over whatever an escrow settles, however it is recorded.

use super::suite::{DAY, SKU, Suite, TODAY, account, fee, work};
use cosmwasm_std::Uint128;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::HISTORY_DAYS;

/// A lease in its last state.
fn lease() -> impl Strategy<Value = SettledWork> {
    let days =
        prop_oneof![Just(0), Just(1), Just(HISTORY_DAYS - 1), Just(HISTORY_DAYS), Just(2 * HISTORY_DAYS)];
    let parties = (0usize..7, 0usize..5, 0usize..12);
    (parties, 0u128..10_000_000, 1u128..1 << 60, 0u128..1_000, days, 0u8..5).prop_map(
        |((provider, tenant, payee), claimed, rate, credited, day, kind)| {
            let provider = account(format!("account {provider}"));
            let payee = if payee < 7 { account(format!("account {payee}")) } else { provider.clone() };
            SettledWork {
                tenant: account(format!("account {}", tenant + 4)),
                provider,
                payee,
                rate: Uint128::new(rate),
                credited: Uint128::new(credited),
                ended_at: Some((TODAY - day) * DAY),
                is_settled: kind > 0,
                ..work(0, "", claimed)
            }
        },
    )
}

fn numbered(leases: Vec<SettledWork>) -> Vec<SettledWork> {
    (1..).zip(leases).map(|(lease_id, lease)| SettledWork { lease_id, ..lease }).collect()
}

/// The lease while only `part` of 4 was claimed and nothing is final.
fn earlier(lease: &SettledWork, part: u128) -> SettledWork {
    let claimed = lease.claimed.u128() * part / 4;
    SettledWork {
        claimed: Uint128::new(claimed),
        protocol_fees: Uint128::new(fee(claimed)),
        credited: Uint128::zero(),
        ended_at: None,
        is_settled: false,
        is_closed: false,
        ..lease.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn usage_adds_up_to_the_fees_of_leases_that_are_not_the_tenants_own(
        leases in vec(lease(), 1..25), records in vec((0usize..25, 1u128..4), 0..40),
    ) {
        let mut suite = Suite::new();
        let leases = numbered(leases);
        // Claims and records in between, in any order; what was claimed never falls.
        let mut parts = BTreeMap::<usize, u128>::new();
        for (place, part) in records {
            let Some(lease) = leases.get(place) else { continue };
            let part = parts.entry(place).and_modify(|known| *known = part.max(*known)).or_insert(part);
            suite.index(&[earlier(lease, *part)]);
        }
        suite.index(&leases);

        let mut expected = BTreeMap::new();
        for lease in leases.iter().filter(|lease| !lease.is_own() && !lease.claimed.is_zero()) {
            *expected.entry(lease.tenant.clone()).or_insert(0) += lease.protocol_fees.u128();
        }
        let found = suite.snapshot();
        let fees: BTreeMap<_, _> =
            found.usages.iter().map(|row| (row.payer.clone(), row.usage.fees.u128())).collect();
        prop_assert_eq!(&fees, &expected);
        prop_assert_eq!(found.totals.fees.u128(), expected.values().sum::<u128>());
        let volume: u128 = found.usages.iter().map(|row| row.usage.volume.u128()).sum();
        prop_assert_eq!(found.totals.volume.u128(), volume);
        let settled: u128 = found.scores.iter().map(|row| row.volume.u128()).sum();
        prop_assert_eq!(found.totals.settled_volume.u128(), settled);
        prop_assert!(settled <= volume);
    }

    #[test]
    fn order_and_batches_of_recording_do_not_matter(
        leases in vec(lease(), 1..25).prop_map(numbered),
        order in any::<prop::sample::Index>(),
        shuffled in vec(any::<u64>(), 25),
        batch in 1usize..31,
        repeats in vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let mut reference = Suite::new();
        reference.index(&leases);

        let mut suite = Suite::new();
        suite.settle(&leases);
        let mut ids: Vec<u64> = leases.iter().map(|lease| lease.lease_id).collect();
        let again: Vec<u64> = repeats.iter().map(|place| *place.get(&ids)).collect();
        ids.extend(again);
        ids.sort_by_key(|id| shuffled[usize::try_from(*id - 1).unwrap()]);
        let start = order.index(ids.len());
        ids.rotate_left(start);
        for part in ids.chunks(batch) {
            suite.record(part);
        }
        prop_assert_eq!(suite.snapshot(), reference.snapshot());
    }

    /// Usage and scores' volumes only grow, whatever is recorded.
    #[test]
    fn nothing_recorded_ever_falls(leases in vec(lease(), 1..15).prop_map(numbered)) {
        let mut suite = Suite::new();
        for lease in &leases {
            let before = suite.snapshot();
            suite.index(std::slice::from_ref(lease));
            let after = suite.snapshot();
            for row in &before.usages {
                let now = suite.usage(&row.payer);
                prop_assert!(now.fees >= row.usage.fees && now.volume >= row.usage.volume);
            }
            for row in &before.scores {
                let now = after.scores.iter().find(|now| now.provider == row.provider).unwrap();
                prop_assert!(now.volume >= row.volume && now.settled_leases >= row.settled_leases);
            }
        }
    }

    /// Attackers with less than half of the capped weight leave the contract's price among honest ones.
    /// Each honest provider has more volume than any attacker here, so more of them means more weight.
    #[test]
    fn the_price_stays_in_the_honest_range_while_the_honest_hold_most_weight(
        honest in vec((1_000u128..5_000, 2_000_000u128..3_000_000), 3..10),
        mut attackers in vec((1u128..1_000, prop_oneof![1u128..1_000_000, 4_000_000u128..1 << 60]), 0..9),
    ) {
        attackers.truncate(honest.len() - 1);
        let mut suite = Suite::new();
        let lease = |(place, (claimed, rate)): (usize, &(u128, u128))| {
            let lease = work(0, &format!("provider {place}"), *claimed);
            SettledWork { rate: Uint128::new(*rate), ..lease }
        };
        suite.index(&numbered(honest.iter().chain(&attackers).enumerate().map(lease).collect()));
        let rates = honest.iter().map(|(_, rate)| *rate);
        let (least, most) = (rates.clone().min().unwrap(), rates.max().unwrap());
        let found = suite.gpu_hour(None);
        prop_assert!(found.low_rate.u128() >= least && found.high_rate.u128() <= most, "{SKU} {found:?}");
    }
}
