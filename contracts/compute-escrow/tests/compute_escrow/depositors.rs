//! Several accounts pay for one lease, and each takes back its own.

use super::suite::{DENOM, PERIOD, RATE, Suite, assert_event, leaf};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Addr, Uint128, coins};
use cw_multi_test::Executor;
use weal_api::compute_escrow::{ExecuteMsg, LeaseStatus};

/// The tenant's 1,000, then 600 of the rival's and 400 of the stranger's: 400 seconds at five.
fn funded() -> (Suite, u64, [Addr; 3]) {
    let mut suite = Suite::new();
    let payers = [suite.tenant.clone(), suite.rival.clone(), suite.stranger.clone()];
    let lease_id = suite.open(2, 600, 1_000);
    top_up(&mut suite, &payers[1], lease_id, 600);
    top_up(&mut suite, &payers[2], lease_id, 400);
    (suite, lease_id, payers)
}

fn top_up(suite: &mut Suite, payer: &Addr, lease_id: u64, amount: u128) {
    suite.execute(payer, &ExecuteMsg::TopUp { lease_id }, &coins(amount, DENOM)).unwrap();
}

/// (paid, refunded, refundable) of each payer.
fn rows(suite: &Suite, lease_id: u64) -> Vec<(u128, u128, u128)> {
    let row = |row: weal_api::compute_escrow::DepositResponse| {
        (row.paid.u128(), row.refunded.u128(), row.refundable.u128())
    };
    suite.deposits(lease_id).into_iter().map(row).collect()
}

/// The record's key is 13 and the lease's number: opening a lease and topping it up would each pay for it.
#[test]
fn a_tenant_alone_has_no_record_of_deposits_until_it_takes_one_back() {
    let mut suite = Suite::new();
    let (tenant, rival) = (suite.tenant.clone(), suite.rival.clone());
    let is_recorded = |suite: &Suite, lease_id: u64| {
        let key = [&[13][..], &lease_id.to_be_bytes()].concat();
        suite.app.wrap().query_wasm_raw(&suite.escrow, key).unwrap().is_some()
    };
    let (alone, shared) = (suite.open(1, 600, 1_000), suite.open(1, 600, 1_000));
    top_up(&mut suite, &tenant, alone, 200);
    top_up(&mut suite, &tenant, shared, 200);
    assert_eq!((is_recorded(&suite, alone), is_recorded(&suite, shared)), (false, false));
    assert_eq!(rows(&suite, alone), [(1_200, 0, 0)]);

    top_up(&mut suite, &rival, shared, 300);
    assert_eq!((is_recorded(&suite, alone), is_recorded(&suite, shared)), (false, true));
    assert_eq!(rows(&suite, shared), [(1_200, 0, 0), (300, 0, 0)]);
    top_up(&mut suite, &tenant, shared, 100);
    assert_eq!(rows(&suite, shared), [(1_300, 0, 0), (300, 0, 0)]);

    suite.advance(100);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: alone });
    let free = 1_200 - 250;
    assert_eq!(rows(&suite, alone), [(1_200, 0, free)]);
    suite.refund(alone, None);
    assert!(is_recorded(&suite, alone));
    assert_eq!(rows(&suite, alone), [(1_200, free, 0)]);
}

#[test]
fn deposits_are_spent_in_order_of_payment() {
    let (mut suite, lease_id, [tenant, rival, stranger]) = funded();
    assert_eq!(suite.lease(lease_id).runway_until, suite.now() + 400);
    suite.advance(250);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    // 1,250 are spent or can be: all of the tenant's, 250 of the rival's.
    assert_eq!(rows(&suite, lease_id), [(1_000, 0, 0), (600, 0, 350), (400, 0, 400)]);
    let before = suite.balance(&stranger);

    let refunded = suite.refund(lease_id, Some(&stranger));

    assert_event(
        &refunded,
        "wasm-lease_refunded",
        &[
            ("lease_id", "1"),
            ("depositor", stranger.as_str()),
            ("amount", "400"),
            ("refunded", "750"),
            ("held", "1250"),
        ],
    );
    assert_eq!(suite.balance(&stranger), before + 400);
    assert_eq!(rows(&suite, lease_id), [(1_000, 0, 0), (600, 0, 350), (400, 400, 0)]);
    assert_eq!(suite.holdings().deposits.u128(), 1_600);
    suite.refund(lease_id, Some(&rival));
    suite.settle(lease_id, 1_000);
    // 250 of what could have been charged never was.
    let settles_at = suite.lease(lease_id).settles_at;
    suite.advance(settles_at - suite.now());
    assert_eq!(rows(&suite, lease_id), [(1_000, 0, 0), (600, 350, 250), (400, 400, 0)]);
    suite.refund(lease_id, Some(&rival));
    assert_eq!(suite.holdings().deposits.u128(), 0);
}

/// 28: who takes first, and who never does, changes nobody else's part; claims go on beside it.
#[test]
fn each_depositor_takes_its_part_whatever_the_others_do() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let (mut suite, lease_id, payers) = funded();
        let before = payers.clone().map(|payer| suite.balance(&payer));
        suite.advance(100);
        suite.run(&payers[0], &ExecuteMsg::StopLease { lease_id });
        for payer in order {
            suite.refund(lease_id, Some(&payers[payer]));
        }
        let parts: Vec<_> =
            payers.iter().zip(before).map(|(payer, before)| suite.balance(payer) - before).collect();
        assert_eq!(parts, [500, 600, 400]);
        suite.settle(lease_id, 500);
        let settled = LeaseStatus::Settled { paid: Uint128::new(500), refunded: Uint128::new(1_500) };
        assert_eq!(suite.lease(lease_id).status, settled);
    }
}

/// 26: once a refund has set all free, no late leaf takes what another depositor has not fetched yet.
#[test]
fn a_late_claim_cannot_take_what_was_set_free() {
    let (mut suite, lease_id, [tenant, rival, stranger]) = funded();
    suite.advance(400);
    let epoch = suite.attest(&[leaf(lease_id, 2_000, suite.now())]);
    suite.advance(PERIOD);
    suite.refund(lease_id, Some(&stranger));
    let settled =
        ContractError::LeaseSettled { lease_id, paid: Uint128::zero(), refunded: Uint128::new(2_000) };
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(epoch.claim(0)), &[], &settled);
    suite.refund(lease_id, Some(&rival));
    suite.refund(lease_id, None);
    let refund = ExecuteMsg::Refund { lease_id, depositor: None };
    suite.assert_refused(&tenant, &refund, &[], &settled);
    assert_eq!(suite.holdings().deposits.u128(), 0);
}

#[test]
fn a_refund_is_a_depositors_and_once() {
    let (mut suite, lease_id, [tenant, rival, _]) = funded();
    suite.advance(100);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let settles_at = suite.now() + PERIOD;
    let provider = suite.provider.clone();
    let stranger = LeaseError::NotDepositor { lease_id, depositor: provider.clone() };
    let refund = |who: &Addr| ExecuteMsg::Refund { lease_id, depositor: Some(who.to_string()) };
    suite.assert_refused(&tenant, &refund(&provider), &[], &stranger.into());
    suite.run(&provider, &refund(&rival));
    let nothing = ContractError::NothingToRefund { lease_id, held: Uint128::new(500), settles_at };
    suite.assert_refused(&rival, &refund(&rival), &[], &nothing);
    let bad = ExecuteMsg::Refund { lease_id, depositor: Some("nobody".into()) };
    let refused = suite.execute(&tenant, &bad, &[]).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

/// The price of a second of two GPUs at 2.5 is five; at a millionth of a unit it is rounded up to one.
#[test]
fn a_payment_is_at_least_a_seconds_price() {
    let (mut suite, lease_id, [tenant, ..]) = funded();
    let provider = suite.provider.clone();
    let small = LeaseError::TopUpTooSmall { found: Uint128::new(4), required: Uint128::new(5) };
    suite.assert_refused(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(4, DENOM), &small.into());
    top_up(&mut suite, &tenant, lease_id, 5);
    let cheap = weal_api::compute_escrow::OfferTerms {
        rate: Uint128::new(RATE / 1_000_000),
        ..super::suite::terms()
    };
    suite.publish(&provider, cheap);
    let lease_id = suite.open_as(&tenant, weal_api::compute_escrow::LeaseRequest::new(2, 1, 600), 1);
    top_up(&mut suite, &provider, lease_id, 1);
}

/// 16: the tenant is the first in the list and cannot be kept out of it.
#[test]
fn sixteen_accounts_pay_into_a_lease() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 1_000);
    let mut friends = vec![];
    for seat in 0..15 {
        let friend = suite.app.api().addr_make(&format!("friend{seat}"));
        suite.app.send_tokens(stranger.clone(), friend.clone(), &coins(10, DENOM)).unwrap();
        top_up(&mut suite, &friend, lease_id, 10);
        friends.push(friend);
    }
    let full = LeaseError::TooManyDepositors { lease_id, max: 16 };
    suite.assert_refused(&stranger, &ExecuteMsg::TopUp { lease_id }, &coins(10, DENOM), &full.into());
    top_up(&mut suite, &tenant, lease_id, 10);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    for friend in friends.iter().rev() {
        suite.refund(lease_id, Some(friend));
        assert_eq!(suite.balance(friend), 10);
    }
    suite.refund(lease_id, None);
    assert_eq!(suite.holdings().deposits.u128(), 0);
}

/// 15: a top-up in the block before the end keeps the lease running, whoever pays it.
#[test]
fn a_sponsor_keeps_a_lease_running() {
    let mut suite = Suite::new();
    let stranger = suite.stranger.clone();
    let lease_id = suite.open(2, 600, 1_000);
    suite.advance(199);
    top_up(&mut suite, &stranger, lease_id, 500);
    suite.advance(101);
    suite.run(&stranger.clone(), &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(suite.lease(lease_id).accrued.u128(), 1_500);
}
