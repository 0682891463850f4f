//! Extending and scaling a running lease: what was charged before a change stays what it was.

use super::suite::{DENOM, Suite, WINDOW, assert_event, cases, leaf, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{ExecuteMsg, LeaseRequest, LeaseSegment, OfferTerms};

const NOTICE: u64 = 50;

/// Two GPUs of offer 2 for ten minutes: five units a second; fewer after fifty seconds.
fn running(deposit: u128) -> (Suite, u64) {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    suite.publish(&provider, OfferTerms { notice_seconds: NOTICE, ..terms() });
    let lease_id = suite.open_as(&tenant, LeaseRequest::new(2, 2, 600), deposit);
    (suite, lease_id)
}

fn scale(lease_id: u64, gpus: u32) -> ExecuteMsg {
    ExecuteMsg::ScaleLease { lease_id, gpus }
}

#[test]
fn more_gpus_are_charged_from_this_second() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, start) = (suite.tenant.clone(), suite.now());
    suite.advance(100);

    let scaled = suite.run(&tenant, &scale(lease_id, 4));

    // 500 are spent; the other 2,500 last for 250 seconds at ten a second.
    let (now, runway) = ((start + 100).to_string(), (start + 350).to_string());
    assert_event(
        &scaled,
        "wasm-lease_scaled",
        &[("lease_id", "1"), ("gpus", "4"), ("from", &now), ("runway_until", &runway)],
    );
    assert_eq!(suite.offers()[1].gpus_in_use, 4);
    suite.advance(10);
    let lease = suite.lease(lease_id);
    assert_eq!((lease.accrued.u128(), lease.gpus), (600, 4));
    let segments = [(start, 2), (start + 100, 4)].map(|(from, gpus)| LeaseSegment { from, gpus });
    assert_eq!(lease.schedule, segments);
}

#[test]
fn fewer_gpus_are_charged_after_the_notice_and_freed_by_anyone() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, stranger, start) = (suite.tenant.clone(), suite.stranger.clone(), suite.now());
    suite.advance(100);
    suite.run(&tenant, &scale(lease_id, 1));
    // 150 seconds at five, then 450 at two and a half: 750 + 1,125.
    assert_eq!(suite.lease(lease_id).runway_until, start + 600);
    let refund = ExecuteMsg::Refund { lease_id, depositor: None };
    suite.advance(NOTICE - 1);
    let early = ContractError::LeaseRunning { lease_id, runway_until: start + 600 };
    suite.assert_refused(&stranger, &refund, &[], &early);
    assert_eq!((suite.lease(lease_id).gpus, suite.offers()[1].gpus_in_use), (2, 2));
    suite.advance(1);

    let freed = suite.run(&stranger, &refund);

    assert_event(&freed, "wasm-gpus_freed", &[("lease_id", "1"), ("freed", "1"), ("gpus", "1")]);
    assert_eq!((suite.lease(lease_id).gpus, suite.offers()[1].gpus_in_use), (1, 1));
    suite.assert_refused(&stranger, &refund, &[], &early);
    suite.advance(450);
    assert_eq!(suite.lease(lease_id).accrued.u128(), 1_875);
    suite.run(&stranger, &refund);
    assert_eq!(suite.offers()[1].gpus_in_use, 0);
}

/// GPUs whose notice is over and that nobody has freed are freed by the next scaling, and by the end.
#[test]
fn gpus_are_freed_by_whatever_comes_next() {
    for ends in [true, false] {
        let (mut suite, lease_id) = running(3_000);
        let tenant = suite.tenant.clone();
        suite.run(&tenant, &scale(lease_id, 1));
        suite.advance(NOTICE);
        if ends {
            suite.advance(600);
            suite.refund(lease_id, None);
            assert_eq!(suite.offers()[1].gpus_in_use, 0);
        } else {
            suite.run(&tenant, &scale(lease_id, 8));
            assert_eq!(suite.offers()[1].gpus_in_use, 8);
        }
    }
}

#[test]
fn scaling_has_its_limits() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, provider, start) = (suite.tenant.clone(), suite.provider.clone(), suite.now());
    let other = suite.open_as(&tenant, LeaseRequest::new(2, 3, 600), 4_500);
    let not_tenant = LeaseError::NotTenant { sender: provider.clone(), tenant: tenant.clone() };
    suite.assert_refused(&provider, &scale(lease_id, 3), &[], &not_tenant.into());
    let range = |found| ContractError::OutOfRange { field: "gpus", found, min: 1, max: 8 };
    for (gpus, reason) in [
        (0, range(0)),
        (9, range(9)),
        (2, LeaseError::SameGpus { lease_id, gpus: 2 }.into()),
        (6, ContractError::GpusTaken { offer_id: 2, free: 3, required: 4 }),
    ] {
        suite.assert_refused(&tenant, &scale(lease_id, gpus), &[], &reason);
    }
    let unknown = ContractError::UnknownLease { lease_id: 9 };
    suite.assert_refused(&tenant, &scale(9, 3), &[], &unknown);
    suite.run(&tenant, &scale(lease_id, 5));
    // Fewer pending: nothing else, up or down, until they have come.
    suite.advance(10);
    suite.run(&tenant, &scale(lease_id, 1));
    let pending = LeaseError::ScalePending { lease_id, from: start + 10 + NOTICE };
    for (seconds, gpus) in [(0, 2), (NOTICE - 1, 6)] {
        suite.advance(seconds);
        suite.assert_refused(&tenant, &scale(lease_id, gpus), &[], &pending.clone().into());
    }
    suite.advance(1);
    suite.run(&tenant, &scale(lease_id, 2));
    // A retired offer takes fewer, not more.
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 2 });
    let retired = ContractError::OfferRetired { offer_id: 2 };
    suite.assert_refused(&tenant, &scale(lease_id, 3), &[], &retired);
    suite.run(&tenant, &scale(lease_id, 1));
    // Nor after notice.
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: other });
    let given = LeaseError::NoticeGiven { lease_id: other, agreed_end: suite.now() + NOTICE };
    suite.assert_refused(&tenant, &scale(other, 1), &[], &given.into());
}

#[test]
fn a_scaling_down_comes_before_the_end_or_not_at_all() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, start) = (suite.tenant.clone(), suite.now());
    suite.advance(550);
    let late = LeaseError::ScaleAfterEnd { lease_id, from: start + 600, agreed_end: start + 600 };
    suite.assert_refused(&tenant, &scale(lease_id, 1), &[], &late.into());
    suite.run(&tenant, &ExecuteMsg::ExtendLease { lease_id, seconds: 1 });
    suite.run(&tenant, &scale(lease_id, 1));
    suite.advance(50);
    let ended = ContractError::LeaseEnded { lease_id, ended_at: start + 600 };
    suite.assert_refused(&tenant, &scale(lease_id, 2), &[], &ended);
}

/// 14: a deposit that does not carry the greater lease for a second takes no more GPUs: 990 of 1,000 are spent.
#[test]
fn scaling_up_needs_a_second_of_deposit() {
    let (mut suite, lease_id) = running(1_000);
    let tenant = suite.tenant.clone();
    suite.advance(198);
    let short = LeaseError::DepositShort { found: Uint128::new(1_000), required: Uint128::new(1_010) };
    suite.assert_refused(&tenant, &scale(lease_id, 8), &[], &short.into());
    suite.run(&tenant, &scale(lease_id, 4));
    assert_eq!(suite.lease(lease_id).runway_until, suite.now() + 1);
}

#[test]
fn a_lease_has_eight_segments() {
    let (mut suite, lease_id) = running(100_000);
    let tenant = suite.tenant.clone();
    for gpus in [3, 4, 5, 6, 7] {
        suite.advance(1);
        suite.run(&tenant, &scale(lease_id, gpus));
    }
    for gpus in [3, 4] {
        suite.run(&tenant, &scale(lease_id, gpus));
        suite.advance(NOTICE + 1);
    }
    assert_eq!(suite.lease(lease_id).schedule.len(), 8);
    let full = LeaseError::TooManySegments { lease_id, max: 8 };
    suite.assert_refused(&tenant, &scale(lease_id, 5), &[], &full.into());
}

/// Twice in a block is one change, and none at all in the lease's first second is one rate.
#[test]
fn two_changes_in_one_second_are_one_segment() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, start) = (suite.tenant.clone(), suite.now());
    suite.run(&tenant, &scale(lease_id, 4));
    assert_eq!(suite.lease(lease_id).schedule, [LeaseSegment { from: start, gpus: 4 }]);
    suite.advance(10);
    suite.run(&tenant, &scale(lease_id, 5));
    suite.run(&tenant, &scale(lease_id, 6));
    assert_eq!(suite.lease(lease_id).schedule.len(), 2);
    assert_eq!(suite.offers()[1].gpus_in_use, 6);
    suite.advance(1);
    assert_eq!(suite.lease(lease_id).accrued.u128(), 10 * 10 + 15);
}

#[test]
fn an_extension_moves_the_agreed_end_at_the_same_rate() {
    let (mut suite, lease_id) = running(5_000);
    let (tenant, start) = (suite.tenant.clone(), suite.now());
    suite.advance(599);

    let extended = suite.run(&tenant, &ExecuteMsg::ExtendLease { lease_id, seconds: 500 });

    let (end, runway) = ((start + 1_100).to_string(), (start + 1_000).to_string());
    assert_event(
        &extended,
        "wasm-lease_extended",
        &[("lease_id", "1"), ("agreed_end", &end), ("runway_until", &runway)],
    );
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(500, DENOM)).unwrap();
    suite.advance(10_000);
    assert_eq!(suite.lease(lease_id).accrued.u128(), 5_500);
}

#[test]
fn an_extension_has_its_limits() {
    let (mut suite, lease_id) = running(3_000);
    let (tenant, provider, start) = (suite.tenant.clone(), suite.provider.clone(), suite.now());
    let extend = |seconds| ExecuteMsg::ExtendLease { lease_id, seconds };
    let not_tenant = LeaseError::NotTenant { sender: provider.clone(), tenant: tenant.clone() };
    suite.assert_refused(&provider, &extend(1), &[], &not_tenant.into());
    for found in [0, 3_001] {
        let range = ContractError::OutOfRange { field: "seconds", found, min: 1, max: 3_000 };
        suite.assert_refused(&tenant, &extend(found), &[], &range);
    }
    suite.run(&tenant, &extend(3_000));
    let full = ContractError::OutOfRange { field: "seconds", found: 1, min: 1, max: 0 };
    suite.assert_refused(&tenant, &extend(1), &[], &full);
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id });
    let given = LeaseError::NoticeGiven { lease_id, agreed_end: start + NOTICE };
    suite.assert_refused(&tenant, &extend(1), &[], &given.into());
    let second = suite.open_as(&tenant, LeaseRequest::new(2, 1, 600), 1_500);
    let extend = ExecuteMsg::ExtendLease { lease_id: second, seconds: 1 };
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 2 });
    let retired = ContractError::OfferRetired { offer_id: 2 };
    suite.assert_refused(&tenant, &extend, &[], &retired);
    suite.advance(600);
    let ended = ContractError::LeaseEnded { lease_id: second, ended_at: start + 600 };
    suite.assert_refused(&tenant, &extend, &[], &ended);
}

proptest! {
    #![proptest_config(cases(24))]

    /// 11, 12, I5: the same changes, claimed at any partition, pay the same; and the price is that of GPUs × seconds.
    #[test]
    fn a_scaled_lease_pays_the_same_at_any_partition(
        rate in 1u128..1 << 44, bps in 0u16..=500, notice in 0u64..80,
        changes in vec((1u64..80, 1u32..=8), 0..6), cuts in vec(1u64..600, 0..6),
    ) {
        let run = |cuts: &[u64]| {
            let mut suite = Suite::empty(|msg| {
                msg.protocol_fee_bps = bps;
                msg.challenge_window_seconds = 0;
            });
            let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
            suite.register(&provider);
            suite.publish(
                &provider,
                OfferTerms { rate: Uint128::new(rate), notice_seconds: notice, ..terms() },
            );
            let lease_id = suite.open(2, 600, 200_000);
            let (start, before) = (suite.now(), suite.balance(&provider));
            let mut at = 0;
            let mut events: Vec<(u64, Option<u32>)> = changes
                .iter()
                .map(|(after, gpus)| { at += after; (at, Some(*gpus)) })
                .chain(cuts.iter().map(|cut| (*cut, None)))
                .collect();
            events.sort_by_key(|(at, change)| (*at, change.is_none()));
            for (at, change) in events {
                suite.advance(start + at - suite.now());
                match change {
                    Some(gpus) => {
                        let _ = suite.execute(&tenant, &scale(lease_id, gpus), &[]);
                    }
                    None => {
                        let lease = suite.lease(lease_id);
                        let epoch = suite.attest(&[leaf(lease_id, lease.accrued.u128(), suite.now())]);
                        let claim = ExecuteMsg::Claim(epoch.claim(0));
                        assert_eq!(suite.execute(&tenant, &claim, &[]).is_ok(), lease.accrued > lease.claimed);
                    }
                }
            }
            let lease = suite.lease(lease_id);
            let ends = lease.schedule.iter().skip(1).map(|segment| segment.from).chain([u64::MAX]);
            let gpu_seconds: u64 = lease.schedule.iter().zip(ends).map(|(segment, end)| {
                let end = end.min(lease.runway_until);
                u64::from(segment.gpus) * end.saturating_sub(segment.from)
            }).sum();
            let price = u128::from(gpu_seconds) * rate / 1_000_000_000_000;
            assert_eq!((lease.accrued.u128(), lease.claimed.u128()), (price, price));
            (suite.balance(&provider) - before, suite.holdings().fees)
        };
        let mut partition = cuts;
        partition.push(600);
        partition.sort_unstable();
        partition.dedup();
        prop_assert_eq!(run(&partition), run(&[600]));
    }
}

/// 13: a lease that is scaled, claimed and topped up in one block owes what it did before.
#[test]
fn scaling_between_two_claims_of_a_block_pays_nothing_twice() {
    let (mut suite, lease_id) = running(3_000);
    let tenant = suite.tenant.clone();
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    suite.advance(WINDOW);
    suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(0)));
    suite.run(&tenant, &scale(lease_id, 8));
    let again = ContractError::NothingToClaim { charge: Uint128::new(500), claimed: Uint128::new(500) };
    suite.assert_refused(&tenant, &ExecuteMsg::Claim(epoch.claim(0)), &[], &again);
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(20, DENOM)).unwrap();
    assert_eq!(suite.lease(lease_id).accrued.u128(), 800);
}
