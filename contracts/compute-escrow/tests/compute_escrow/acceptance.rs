//! Leases that wait for their provider.

use super::suite::{DENOM, Suite, WINDOW, assert_event, leaf, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Uint128, coins};
use weal_api::compute_escrow::{ExecuteMsg, LeaseRequest, LeaseStatus, OfferTerms};

const WAIT: u64 = 300;

/// A lease on offer 2, whose provider has five minutes to accept it.
fn pending() -> (Suite, u64) {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    suite.publish(&provider, OfferTerms { accept_seconds: WAIT, notice_seconds: 60, ..terms() });
    let lease_id = suite.open_as(&tenant, LeaseRequest::new(2, 2, 600), 3_000);
    (suite, lease_id)
}

#[test]
fn a_lease_starts_when_its_provider_accepts_it() {
    let (mut suite, lease_id) = pending();
    let (provider, now) = (suite.provider.clone(), suite.now());
    let held = Uint128::new(3_000);
    let lease = suite.lease(lease_id);
    assert_eq!(lease.status, LeaseStatus::Pending { held, accept_until: now + WAIT });
    assert_eq!((lease.accrued.u128(), lease.runway_until), (0, now + WAIT));
    assert_eq!(suite.offers()[1].gpus_in_use, 2);
    suite.advance(WAIT - 1);

    let accepted = suite.run(&provider, &ExecuteMsg::AcceptLease { lease_id });

    let start = suite.now();
    let (from, end) = (start.to_string(), (start + 600).to_string());
    assert_event(
        &accepted,
        "wasm-lease_accepted",
        &[("lease_id", "1"), ("starts_at", &from), ("agreed_end", &end), ("runway_until", &end)],
    );
    let lease = suite.lease(lease_id);
    assert_eq!((lease.starts_at, lease.accrued.u128()), (start, 0));
    assert_eq!(lease.status, LeaseStatus::Running { held });
    suite.advance(10);
    assert_eq!(suite.lease(lease_id).accrued.u128(), 50);
    let again = LeaseError::NotPending { lease_id };
    suite.assert_refused(&provider, &ExecuteMsg::AcceptLease { lease_id }, &[], &again.into());
}

#[test]
fn an_acceptance_is_the_providers_and_in_time() {
    let (mut suite, lease_id) = pending();
    let (provider, tenant, now) = (suite.provider.clone(), suite.tenant.clone(), suite.now());
    let accept = ExecuteMsg::AcceptLease { lease_id };
    for sender in [tenant, suite.rival.clone(), suite.owner.clone()] {
        let reason = ContractError::NotProvider { sender: sender.clone(), provider: provider.clone() };
        suite.assert_refused(&sender, &accept, &[], &reason);
    }
    let unknown = ContractError::UnknownLease { lease_id: 9 };
    suite.assert_refused(&provider, &ExecuteMsg::AcceptLease { lease_id: 9 }, &[], &unknown);
    let paid = weal_contract_kit::payment::PaymentError::NotPayable { found: "5uusd".into() };
    suite.assert_refused(&provider, &accept, &coins(5, DENOM), &paid.into());
    suite.advance(WAIT);
    let late = ContractError::LeaseEnded { lease_id, ended_at: now + WAIT };
    suite.assert_refused(&provider, &accept, &[], &late);
    assert_eq!(suite.lease(lease_id).status, LeaseStatus::Expired { held: Uint128::new(3_000) });
}

/// 18, 30: a silent provider holds nobody's money: from the end of the wait anyone sends it back.
#[test]
fn a_lease_that_nobody_accepts_is_refunded_in_full() {
    let (mut suite, lease_id) = pending();
    let (tenant, stranger, now) = (suite.tenant.clone(), suite.stranger.clone(), suite.now());
    let before = suite.balance(&tenant);
    suite.advance(WAIT - 1);
    let refund = ExecuteMsg::Refund { lease_id, depositor: None };
    let early = ContractError::LeaseRunning { lease_id, runway_until: now + WAIT };
    suite.assert_refused(&stranger, &refund, &[], &early);
    suite.advance(1);
    suite.run(&stranger, &refund);
    assert_eq!(suite.balance(&tenant), before + 3_000);
    assert_eq!(suite.offers()[1].gpus_in_use, 0);
    let settled = LeaseStatus::Settled { paid: Uint128::zero(), refunded: Uint128::new(3_000) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

#[test]
fn either_side_ends_the_wait_without_notice_and_without_charge() {
    for by_tenant in [true, false] {
        let (mut suite, lease_id) = pending();
        let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
        let before = suite.balance(&tenant);
        suite.advance(100);
        let sender = if by_tenant { &tenant } else { &provider };
        suite.run(sender, &ExecuteMsg::StopLease { lease_id });
        assert_eq!(suite.offers()[1].gpus_in_use, 0);
        let over = LeaseError::NotPending { lease_id };
        suite.assert_refused(&provider, &ExecuteMsg::AcceptLease { lease_id }, &[], &over.into());
        suite.refund(lease_id, None);
        assert_eq!(suite.balance(&tenant), before + 3_000);
    }
}

/// The tenant needs one message: its refund closes the lease.
#[test]
fn a_tenant_takes_its_deposit_back_before_acceptance() {
    let (mut suite, lease_id) = pending();
    let (tenant, now) = (suite.tenant.clone(), suite.now());
    let before = suite.balance(&tenant);
    suite.advance(7);
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(suite.balance(&tenant), before + 3_000);
    let lease = suite.lease(lease_id);
    assert_eq!((lease.runway_until, lease.accrued.u128()), (now + 7, 0));
}

/// 23, 26: whatever a committee signs, a lease that has not begun pays nothing.
#[test]
fn nothing_is_charged_before_the_start() {
    let (mut suite, lease_id) = pending();
    let stranger = suite.stranger.clone();
    suite.advance(10);
    let epoch = suite.attest(&[leaf(lease_id, 1, suite.now())]);
    suite.advance(WINDOW);
    let reason = ContractError::ChargeAboveElapsed { lease_id, found: Uint128::one(), max: Uint128::zero() };
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(0)), &[], &reason);
}

#[test]
fn a_waiting_lease_is_topped_up_but_neither_extended_nor_scaled() {
    let (mut suite, lease_id) = pending();
    let (tenant, now) = (suite.tenant.clone(), suite.now());
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(5, DENOM)).unwrap();
    let waits = LeaseError::Pending { lease_id, accept_until: now + WAIT };
    for msg in
        [ExecuteMsg::ExtendLease { lease_id, seconds: 1 }, ExecuteMsg::ScaleLease { lease_id, gpus: 3 }]
    {
        suite.assert_refused(&tenant, &msg, &[], &waits.clone().into());
    }
    suite.advance(1);
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(suite.holdings().deposits.u128(), 0);
}
