//! The rule by which a quorum's readings become leaves, against liars who see everything first.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use compute_worker::Epoch;
use cosmwasm_std::{Binary, Uint128};
use oracle_node::{AcceptedWork, Derivation, Finding, LeaseReading, Readings, derive};
use proptest::prelude::*;
use proptest::sample::subsequence;
use weal_attestation::Quorum;

const RUN: u64 = 1_000;

fn work(lease_id: u64) -> AcceptedWork {
    AcceptedWork {
        charge: Uint128::new(u128::from(lease_id) * 100),
        provider: format!("provider{}", lease_id % 3),
        output_commitment: Binary::from([7; 32]),
        starts_at: 0,
        metered_until: RUN,
        gpu_seconds: 8 * RUN,
    }
}

fn accepted(lease_id: u64, uptime_seconds: u64, latency_p95_ms: u64) -> LeaseReading {
    LeaseReading { lease_id, finding: Finding::Accepted(work(lease_id)), uptime_seconds, latency_p95_ms }
}

fn rejected(lease_id: u64, uptime_seconds: u64, latency_p95_ms: u64) -> LeaseReading {
    let finding = Finding::Rejected { reason: "wrong".into() };
    LeaseReading { lease_id, finding, uptime_seconds, latency_p95_ms }
}

fn readings(member: u8, leases: Vec<LeaseReading>) -> Readings {
    let epoch = Epoch { number: 1, starts_at: 0, ends_at: RUN };
    Readings { member, committee_epoch: 1, epoch, leases }
}

/// An honest member's measure of one lease.
#[derive(Clone, Copy, Debug)]
struct Measured {
    uptime: u64,
    latency: u64,
}

/// A committee, the members in the bundle (honest first) and what the honest ones measured of leases 1 (right for all),
/// 2 (wrong for all) and 3 (two-faced: right for some).
#[derive(Clone, Debug)]
struct Case {
    quorum: Quorum,
    liars: Vec<Readings>,
    honest: Vec<Readings>,
    two_faced_for: Vec<bool>,
}

fn measured() -> impl Strategy<Value = Measured> {
    (0..=RUN, 0..5_000u64).prop_map(|(uptime, latency)| Measured { uptime, latency })
}

/// Anything at all of the three leases and of one that nobody else knows.
fn lie(member: u8) -> impl Strategy<Value = Readings> {
    let one = (any::<bool>(), any::<u64>(), any::<u64>(), 0u128..1_000);
    let leases = proptest::collection::vec(one, 4).prop_map(move |lies| {
        let told = (1u64..).zip(lies).map(|(lease_id, (accepts, uptime, latency, more))| {
            let mut told = if accepts {
                accepted(lease_id, uptime, latency)
            } else {
                rejected(lease_id, uptime, latency)
            };
            if let Finding::Accepted(work) = &mut told.finding {
                // Often the honest figure, so that lies join the honest.
                work.charge += Uint128::new(more / 500);
            }
            told
        });
        told.collect::<Vec<_>>()
    });
    (leases, subsequence(vec![0usize, 1, 2, 3], 0..=4)).prop_map(move |(leases, kept)| {
        readings(member, kept.into_iter().map(|place| leases[place].clone()).collect())
    })
}

fn case() -> impl Strategy<Value = Case> {
    (4usize..=13).prop_flat_map(|n| {
        let quorum = Quorum::of(n).unwrap();
        (0..=quorum.faulty(), quorum.required()..=n).prop_flat_map(move |(liars, size)| {
            let honest = size - liars;
            let lies: Vec<_> = (0..liars).map(|place| lie(u8::try_from(honest + place).unwrap())).collect();
            let seen = proptest::collection::vec((measured(), any::<bool>()), honest);
            (lies, seen).prop_map(move |(liars, seen)| {
                let honest = (0u8..).zip(&seen).map(|(member, (at, right))| {
                    let Measured { uptime, latency } = *at;
                    let third =
                        if *right { accepted(3, uptime, latency) } else { rejected(3, uptime, latency) };
                    readings(member, vec![accepted(1, uptime, latency), rejected(2, uptime, latency), third])
                });
                Case {
                    quorum,
                    honest: honest.collect(),
                    liars,
                    two_faced_for: seen.iter().map(|(_, right)| *right).collect(),
                }
            })
        })
    })
}

fn derived(case: &Case) -> Derivation {
    derive(case.honest.iter().chain(&case.liars), case.quorum).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Bounds the derivation by at most f liars among n − f or more: what all honest members accept has its leaf, with figures that
    /// an honest member measured or that lie between two; what all reject has none; a machine with two faces has a leaf only for work that
    /// an honest member has seen to be right.
    #[test]
    fn f_liars_neither_include_a_lease_nor_leave_one_out_nor_move_a_figure(case in case()) {
        let Derivation { leaves, left_out } = derived(&case);
        let leaf = |lease_id| leaves.iter().find(|one| one.leaf.lease_id == lease_id);
        let within = |figure: u64, of: fn(&LeaseReading) -> u64| {
            let figures: Vec<u64> = case.honest.iter().map(|one| of(&one.leases[0])).collect();
            figures.iter().min() <= Some(&figure) && Some(&figure) <= figures.iter().max()
        };
        let right = leaf(1).expect("accepted by every honest member");
        prop_assert_eq!(right.leaf.charge, 100);
        prop_assert_eq!(&right.provider, "provider1");
        prop_assert!(within(right.leaf.uptime_seconds, |lease| lease.uptime_seconds));
        prop_assert!(within(right.leaf.latency_p95_ms, |lease| lease.latency_p95_ms));
        prop_assert!(leaf(2).is_none() && leaf(4).is_none());
        prop_assert!(left_out.iter().any(|rejection| rejection.lease_id == 2));
        if let Some(other) = leaf(3) {
            prop_assert!(case.two_faced_for.contains(&true));
            prop_assert_eq!(other.leaf.charge, 300);
            prop_assert!(within(other.leaf.uptime_seconds, |lease| lease.uptime_seconds));
        }
        if case.two_faced_for.iter().all(|right| *right) {
            prop_assert!(leaf(3).is_some());
        }
    }

    /// Every member that has the bundle has the tree: nothing else goes in, and no order does.
    #[test]
    fn every_member_derives_the_same_from_one_bundle(case in case()) {
        let once = derived(&case);
        prop_assert_eq!(&once, &derived(&case));
        let backwards = case.liars.iter().rev().chain(case.honest.iter().rev());
        prop_assert_eq!(&once, &derive(backwards, case.quorum).unwrap());
        let places = once.leaves.iter().map(|one| (one.provider.clone(), one.leaf.lease_id));
        prop_assert!(places.is_sorted_by(|one, other| one < other));
    }
}

/// Shows that f + 1 liars have the threshold to themselves: the bound is the committee's, and no lower.
#[test]
fn one_liar_more_than_f_can_include_a_lease() {
    let quorum = Quorum::of(4).unwrap();
    let told = |liars: u8| {
        let honest = (0..3 - liars).map(|member| readings(member, vec![rejected(2, 0, 0)]));
        let lies = (3 - liars..3).map(|member| readings(member, vec![accepted(2, RUN, 0)]));
        let all: Vec<Readings> = honest.chain(lies).collect();
        derive(&all, quorum).unwrap().leaves.len()
    };
    assert_eq!((told(1), told(2)), (0, 1));
}

/// Two honest members have read the lease before it was stopped, two after: more say the one, or the lower charge counts.
#[test]
fn of_two_readings_of_the_chain_the_lower_charge_counts() {
    let quorum = Quorum::of(4).unwrap();
    let mut lower = accepted(1, RUN, 0);
    if let Finding::Accepted(work) = &mut lower.finding {
        work.charge = Uint128::new(90);
    }
    let higher = accepted(1, RUN, 0);
    let of = |leases: [&LeaseReading; 4]| {
        let all: Vec<Readings> =
            (0u8..).zip(leases).map(|(member, lease)| readings(member, vec![lease.clone()])).collect();
        derive(&all, quorum).unwrap().leaves[0].leaf.charge
    };
    assert_eq!(of([&higher, &higher, &lower, &lower]), 90);
    assert_eq!(of([&higher, &higher, &higher, &lower]), 100);
}

/// The lower of the two middles; who has not read a lease has seen nothing wrong with it.
#[test]
fn an_unread_lease_counts_as_up_and_fast() {
    let quorum = Quorum::of(4).unwrap();
    let read = |uptimes: &[Option<u64>]| {
        let lease =
            |uptime: &Option<u64>| uptime.map(|uptime| accepted(1, uptime, uptime)).into_iter().collect();
        let all: Vec<Readings> =
            (0u8..).zip(uptimes).map(|(member, uptime)| readings(member, lease(uptime))).collect();
        let leaf = derive(&all, quorum).unwrap().leaves[0].leaf.clone();
        (leaf.uptime_seconds, leaf.latency_p95_ms)
    };
    assert_eq!(read(&[Some(1), Some(2), Some(3), Some(4)]), (2, 2));
    assert_eq!(read(&[Some(1), Some(2), Some(3)]), (2, 2));
    assert_eq!(read(&[Some(1), Some(2), Some(3), None]), (2, 1));
    assert_eq!(read(&[Some(5), Some(6), None]), (6, 5));
    assert_eq!(read(&[Some(u64::MAX), Some(u64::MAX), Some(7)]), (RUN, u64::MAX));
}
