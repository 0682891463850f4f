//! Stopping a lease with notice: both sides are bound by it, and it is paid by time.

use super::suite::{DENOM, PERIOD, Suite, assert_event, cases, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Addr, Uint128, coins};
use proptest::prelude::*;
use weal_api::compute_escrow::{ExecuteMsg, LeaseKind, LeaseRequest, LeaseStatus, OfferTerms};

/// Offer 2: five units a second for two GPUs, 120 seconds of notice, a fifth off for an interruptible lease.
fn suite() -> Suite {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let offer = OfferTerms { notice_seconds: 120, interruptible_discount_bps: Some(2_000), ..terms() };
    suite.publish(&provider, offer);
    suite
}

fn open(suite: &mut Suite, kind: LeaseKind, deposit: u128) -> u64 {
    let tenant = suite.tenant.clone();
    suite.open_as(&tenant, LeaseRequest { kind, ..LeaseRequest::new(2, 2, 600) }, deposit)
}

/// The end, whoever stopped it, and what the tenant has paid once all is settled and refunded.
fn wind_up(suite: &mut Suite, lease_id: u64) -> (u64, u128) {
    let lease = suite.lease(lease_id);
    suite.advance(lease.runway_until.saturating_sub(suite.now()));
    let accrued = suite.lease(lease_id).accrued.u128();
    if accrued > 0 {
        suite.settle(lease_id, accrued);
    }
    if !matches!(suite.lease(lease_id).status, LeaseStatus::Settled { .. }) {
        suite.refund(lease_id, None);
    }
    let lease = suite.lease(lease_id);
    assert!(matches!(lease.status, LeaseStatus::Settled { .. }));
    (lease.runway_until, lease.claimed.u128())
}

#[test]
fn a_reserved_lease_runs_through_its_notice_whoever_stops_it() {
    for by_tenant in [true, false] {
        let mut suite = suite();
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
        let start = suite.now();
        suite.advance(100);
        let sender = if by_tenant { &tenant } else { &provider };

        let stopped = suite.run(sender, &ExecuteMsg::StopLease { lease_id });

        let end = (start + 220).to_string();
        assert_event(
            &stopped,
            "wasm-notice_given",
            &[("lease_id", "1"), ("given_by", sender.as_str()), ("agreed_end", &end), ("runway_until", &end)],
        );
        let lease = suite.lease(lease_id);
        assert_eq!(lease.status, LeaseStatus::Running { held: Uint128::new(3_000) });
        assert!(lease.notice_given);
        assert_eq!(suite.offers()[1].gpus_in_use, 2);
        let running = ContractError::LeaseRunning { lease_id, runway_until: start + 220 };
        let refund = ExecuteMsg::Refund { lease_id, depositor: None };
        suite.assert_refused(&tenant, &refund, &[], &running);
        assert_eq!(wind_up(&mut suite, lease_id), (start + 220, 1_100));
        assert_eq!(suite.offers()[1].gpus_in_use, 0);
    }
}

/// The other side cannot lengthen, and the same side cannot either.
#[test]
fn a_second_stop_does_not_move_the_end() {
    let mut suite = suite();
    let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
    let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
    let start = suite.now();
    suite.advance(100);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let given = LeaseError::NoticeGiven { lease_id, agreed_end: start + 220 };
    for seconds in [0, 1, 118] {
        suite.advance(seconds);
        for sender in [&tenant, &provider] {
            suite.assert_refused(sender, &ExecuteMsg::StopLease { lease_id }, &[], &given.clone().into());
        }
    }
    // One second before the end it still runs; at the end either closes it.
    suite.advance(1);
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id });
    assert_eq!(suite.lease(lease_id).runway_until, start + 220);
}

/// Near the agreed end a notice does not reach past it.
#[test]
fn a_notice_never_lengthens_a_lease() {
    let mut suite = suite();
    let tenant = suite.tenant.clone();
    let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
    let start = suite.now();
    suite.advance(599);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    assert_eq!(wind_up(&mut suite, lease_id), (start + 600, 3_000));
}

/// The deposit pays for the notice as far as it goes, to the second; a top-up carries it to its end and no further.
#[test]
fn a_deposit_short_of_the_notice_ends_the_lease_exactly() {
    for (top_up, seconds) in [(0, 200), (5, 201), (99, 219), (100, 220), (500, 220)] {
        let mut suite = suite();
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        let lease_id = open(&mut suite, LeaseKind::Reserved, 1_000);
        let start = suite.now();
        suite.advance(100);
        suite.run(&provider, &ExecuteMsg::StopLease { lease_id });
        if top_up > 0 {
            suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(top_up, DENOM)).unwrap();
        }
        let found = wind_up(&mut suite, lease_id);
        assert_eq!(found, (start + seconds, u128::from(seconds) * 5), "{top_up}");
    }
}

/// 30: the tenant is warned: the provider serves on; an interruptible lease is cheaper and has no notice.
#[test]
fn an_interruptible_lease_is_cheaper_and_stops_at_once() {
    for by_tenant in [true, false] {
        let mut suite = suite();
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        let lease_id = open(&mut suite, LeaseKind::Interruptible, 3_000);
        let start = suite.now();
        suite.advance(100);
        let sender = if by_tenant { tenant } else { provider };
        suite.run(&sender, &ExecuteMsg::StopLease { lease_id });
        let lease = suite.lease(lease_id);
        assert_eq!((lease.kind, lease.settles_at), (LeaseKind::Interruptible, start + 100 + PERIOD));
        assert_eq!(suite.offers()[1].gpus_in_use, 0);
        assert_eq!(wind_up(&mut suite, lease_id), (start + 100, 400));
    }
}

#[test]
fn an_offer_without_the_discount_lets_no_interruptible_leases() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let request = LeaseRequest { kind: LeaseKind::Interruptible, ..LeaseRequest::new(1, 1, 600) };
    let refused = LeaseError::NotInterruptible { offer_id: 1 };
    suite.assert_refused(&tenant, &ExecuteMsg::OpenLease(request), &coins(3_000, DENOM), &refused.into());
}

#[test]
fn nobody_but_the_parties_stops_a_lease_with_notice() {
    let mut suite = suite();
    let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
    for sender in [suite.stranger.clone(), suite.owner.clone(), suite.rival.clone()] {
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        let reason = ContractError::NotParty { sender: sender.clone(), tenant, provider };
        suite.assert_refused(&sender, &ExecuteMsg::StopLease { lease_id }, &[], &reason);
    }
}

/// 29: an offer's terms never change: retiring it shortens nobody's notice.
#[test]
fn a_notice_outlives_its_offer() {
    let mut suite = suite();
    let provider = suite.provider.clone();
    let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
    let start = suite.now();
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 2 });
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id });
    assert_eq!(suite.lease(lease_id).runway_until, start + 120);
}

/// 30: the GPUs of a lease whose tenant cannot be paid are freed all the same, by a stop that moves no money.
#[test]
fn a_lease_is_closed_without_paying_anybody() {
    let mut suite = suite();
    let provider = suite.provider.clone();
    let lease_id = open(&mut suite, LeaseKind::Reserved, 3_000);
    suite.advance(700);
    let before: Vec<_> = [&suite.tenant, &suite.escrow].map(|account: &Addr| suite.balance(account)).into();
    suite.run(&provider, &ExecuteMsg::StopLease { lease_id });
    assert_eq!(suite.offers()[1].gpus_in_use, 0);
    assert_eq!([&suite.tenant, &suite.escrow].map(|account| suite.balance(account)).to_vec(), before);
}

proptest! {
    #![proptest_config(cases(32))]

    /// I10.
    #[test]
    fn a_stop_never_lengthens_and_is_paid_by_time(
        notice in 0u64..400, at in 0u64..700, again in 0u64..400, deposit in 300u128..4_000, by_tenant: bool,
    ) {
        let mut suite = Suite::new();
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        suite.publish(&provider, OfferTerms { notice_seconds: notice, ..terms() });
        let lease_id = suite.open_as(&tenant, LeaseRequest::new(2, 2, 600), deposit);
        let start = suite.now();
        let runway = suite.lease(lease_id).runway_until - start;
        let (one, other) = if by_tenant { (&tenant, &provider) } else { (&provider, &tenant) };
        suite.advance(at);
        suite.run(one, &ExecuteMsg::StopLease { lease_id });
        suite.advance(again);
        // Closes a lease whose end has come, and is refused otherwise.
        let _ = suite.execute(other, &ExecuteMsg::StopLease { lease_id }, &[]);
        let seconds = runway.min(at + notice);
        prop_assert_eq!(wind_up(&mut suite, lease_id), (start + seconds, u128::from(seconds) * 5));
    }
}
