//! Refunds: the part of a deposit that goes back to the tenant, and the second from which on it does.

use super::suite::{DENOM, PERIOD, Suite, WINDOW, assert_event, leaf};
use compute_escrow::ContractError;
use cosmwasm_std::{Uint128, coins};
use weal_api::compute_escrow::{ExecuteMsg, LeaseStatus};

#[test]
fn a_running_lease_refunds_nothing() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let lease_id = suite.open(2, 600, 10_000);
    let runway_until = suite.now() + 600;
    suite.advance(599);
    let running = ContractError::LeaseRunning { lease_id, runway_until };
    suite.assert_refused(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None }, &[], &running);
    suite.advance(1);
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    let unknown = ContractError::UnknownLease { lease_id: 9 };
    suite.assert_refused(&tenant, &ExecuteMsg::Refund { lease_id: 9, depositor: None }, &[], &unknown);
}

#[test]
fn what_no_leaf_can_charge_goes_back_at_the_end() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 10_000);
    suite.advance(100);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let before = suite.balance(&tenant);

    let refunded = suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });

    assert_event(
        &refunded,
        "wasm-lease_refunded",
        &[
            ("lease_id", "1"),
            ("depositor", tenant.as_str()),
            ("amount", "9500"),
            ("refunded", "9500"),
            ("held", "500"),
        ],
    );
    assert_eq!(suite.balance(&tenant), before + 9_500);
    let amount = Uint128::new;
    let ended = LeaseStatus::Ended { held: amount(500), refunded: amount(9_500) };
    assert_eq!(suite.lease(lease_id).status, ended);
    assert_eq!(suite.holdings().deposits, amount(500));
    let settles_at = suite.now() + PERIOD;
    let nothing = ContractError::NothingToRefund { lease_id, held: amount(500), settles_at };
    suite.assert_refused(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None }, &[], &nothing);
}

/// The first refund of a lease that used up its deposit has nothing to send and still frees the GPUs.
#[test]
fn the_first_refund_closes_the_lease() {
    let mut suite = Suite::new();
    let stranger = suite.stranger.clone();
    let lease_id = suite.open(2, 600, 3_000);
    let ended_at = suite.now() + 600;
    suite.advance(700);

    let closed = suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });

    let settles_at = (ended_at + PERIOD).to_string();
    assert_event(
        &closed,
        "wasm-lease_ended",
        &[
            ("lease_id", "1"),
            ("ended_by", stranger.as_str()),
            ("ended_at", &ended_at.to_string()),
            ("settles_at", &settles_at),
            ("deposit", "3000"),
            ("claimed", "0"),
        ],
    );
    assert!(closed.events.iter().all(|event| event.ty != "wasm-lease_refunded"));
    assert_eq!(suite.offers()[0].gpus_in_use, 0);
}

/// The attested part stays paid; the rest goes back from the very second in which the period is over, not before.
#[test]
fn a_silent_committee_refunds_the_unattested_part() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    suite.settle(lease_id, 500);
    suite.advance(600 - 100 - WINDOW);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });
    let settles_at = suite.now() + PERIOD;
    let before = suite.balance(&tenant);

    suite.advance(PERIOD - 1);
    let held = Uint128::new(2_500);
    let early = ContractError::NothingToRefund { lease_id, held, settles_at };
    suite.assert_refused(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None }, &[], &early);
    suite.advance(1);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });

    assert_eq!(suite.balance(&tenant), before + 2_500);
    let (paid, refunded) = (Uint128::new(500), Uint128::new(2_500));
    assert_eq!(suite.lease(lease_id).status, LeaseStatus::Settled { paid, refunded });
    assert_eq!(suite.holdings().deposits, Uint128::zero());
    let settled = ContractError::LeaseSettled { lease_id, paid, refunded };
    suite.assert_refused(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None }, &[], &settled);
    suite.ballast();
    let epoch = suite.attest(&[leaf(lease_id, 3_000, suite.now())]);
    suite.advance(WINDOW);
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(0)), &[], &settled);
}

/// One call long after the end closes and settles.
#[test]
fn a_forgotten_lease_is_settled_in_one_call() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let before = suite.balance(&tenant);
    let lease_id = suite.open(2, 600, 3_001);
    suite.advance(600 + PERIOD);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(suite.balance(&tenant), before);
    let settled = LeaseStatus::Settled { paid: Uint128::zero(), refunded: Uint128::new(3_001) };
    assert_eq!(suite.lease(lease_id).status, settled);
    assert_eq!(suite.offers()[0].gpus_in_use, 0);
}

/// The provider keeps the whole settlement period, and longer while nobody asks for the money back.
#[test]
fn a_late_claim_is_paid_until_a_refund_settles_the_lease() {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(600);
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    let before = suite.balance(&provider);
    suite.advance(PERIOD + 1_000);
    suite.settle(lease_id, 3_000);
    assert_eq!(suite.balance(&provider), before + 2_925);
    let settled = LeaseStatus::Settled { paid: Uint128::new(3_000), refunded: Uint128::zero() };
    assert_eq!(suite.lease(lease_id).status, settled);
}

#[test]
fn a_claim_after_the_first_refund_finds_its_money() {
    let mut suite = Suite::new();
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    let lease_id = suite.open(2, 600, 10_000);
    suite.advance(100);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    let before = suite.balance(&provider);
    suite.settle(lease_id, 500);
    assert_eq!(suite.balance(&provider), before + 487);
    let settled = LeaseStatus::Settled { paid: Uint128::new(500), refunded: Uint128::new(9_500) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

/// The tenant's deposit is spent first; what a stranger paid is the stranger's again.
#[test]
fn the_refund_of_a_topped_up_lease_goes_to_those_who_paid() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 1_000);
    suite.execute(&stranger, &ExecuteMsg::TopUp { lease_id }, &coins(4_000, DENOM)).unwrap();
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let (before, others) = (suite.balance(&tenant), suite.balance(&stranger));
    suite.refund(lease_id, None);
    suite.refund(lease_id, Some(&stranger));
    assert_eq!(suite.balance(&tenant), before + 1_000);
    assert_eq!(suite.balance(&stranger), others + 4_000);
}
