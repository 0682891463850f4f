//! Who wins, what it costs, and what becomes of the deposits.

use crate::suite::{BID_DEPOSIT, DENOM, DEPOSIT, RATE, REVEAL_SECONDS, Suite, attribute, terms};
use api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseRequest, LeaseResponse, QueryMsg as EscrowQuery};
use api::compute_market::{ExecuteMsg, OrderStatus};
use compute_market::ContractError;
use cosmwasm_std::{Uint128, coins};

#[test]
fn the_award_opens_the_tenants_lease_at_the_winning_rate() {
    let mut suite = Suite::new();
    let (low, middle) = (2_000_000_000_000, 2_200_000_000_000);
    let order_id = suite.auction(&[(0, middle), (1, low), (2, RATE)], &[0, 1, 2]);
    let awarded = suite.award(order_id);

    assert_eq!(attribute(&awarded, "wasm-order_awarded", "cost"), "14400");
    let lease: LeaseResponse = suite.escrow_query(&EscrowQuery::Lease { lease_id: 1 });
    assert_eq!((lease.tenant, lease.provider), (suite.tenant.clone(), suite.providers[1].clone()));
    assert_eq!((lease.rate.u128(), lease.gpus, lease.deposit.u128()), (low, 2, 14_400));
    assert_eq!(lease.runway_until, suite.now() + 3_600);
    assert_eq!(suite.credit(&suite.tenant), DEPOSIT - 14_400);
    for provider in &suite.providers[..3] {
        assert_eq!(suite.credit(provider), BID_DEPOSIT);
    }
    assert_eq!(suite.holdings().credits.u128(), DEPOSIT - 14_400 + 3 * BID_DEPOSIT);
    let status = suite.order(order_id).status;
    let (provider, rate) = (suite.providers[1].clone(), Uint128::new(low));
    assert_eq!(status, OrderStatus::Awarded { provider, offer_id: 2, rate });
}

/// I3, I4: in every order of reveals, and among equals the bid placed first.
#[test]
fn the_lowest_revealed_bid_wins_whatever_the_order_of_reveals() {
    let bids = [(2, RATE - 5), (0, RATE - 5), (1, RATE)];
    for reveals in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut suite = Suite::new();
        let order_id = suite.auction(&bids, &reveals);
        let awarded = suite.award(order_id);
        let winner = attribute(&awarded, "wasm-order_awarded", "provider");
        assert_eq!(winner, suite.providers[2].as_str());
        assert!(attribute(&awarded, "wasm-order_awarded", "cost").parse::<u128>().unwrap() <= DEPOSIT);
    }
}

#[test]
fn a_bid_that_is_not_revealed_forfeits_its_deposit_to_the_tenant() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, 1), (1, RATE)], &[1]);
    suite.award(order_id);
    assert_eq!(suite.credit(&suite.tenant), BID_DEPOSIT);
    assert_eq!((suite.credit(&suite.providers[0]), suite.credit(&suite.providers[1])), (0, BID_DEPOSIT));
}

#[test]
fn a_winner_whose_gpus_are_gone_forfeits_and_the_next_is_tried() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE - 1), (1, RATE)], &[0, 1]);
    let stranger = suite.stranger.clone();
    let all = EscrowMsg::OpenLease(LeaseRequest::new(1, 7, 3_600));
    suite.escrow_run(&stranger, &all, &coins(100_000, DENOM)).unwrap();

    let refused = suite.award(order_id);
    assert_eq!(attribute(&refused, "wasm-award_refused", "provider"), suite.providers[0].as_str());
    assert_eq!(suite.order(order_id).status, OrderStatus::Open {});
    assert_eq!((suite.credit(&suite.tenant), suite.credit(&suite.providers[0])), (BID_DEPOSIT, 0));
    assert_eq!(suite.holdings().orders.u128(), DEPOSIT);

    let awarded = suite.award(order_id);
    assert_eq!(attribute(&awarded, "wasm-order_awarded", "provider"), suite.providers[1].as_str());
    assert_eq!(suite.credit(&suite.providers[1]), BID_DEPOSIT);
}

#[test]
fn an_order_without_a_revealed_bid_fails_and_everything_is_the_tenants() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE), (1, RATE)], &[]);
    suite.award(order_id);
    assert_eq!(suite.order(order_id).status, OrderStatus::Failed {});
    assert_eq!(suite.credit(&suite.tenant), DEPOSIT + 2 * BID_DEPOSIT);
    let stranger = suite.stranger.clone();
    let again = ExecuteMsg::AwardOrder { order_id };
    suite.assert_refused(&stranger, &again, &[], &ContractError::OrderClosed { order_id });
}

#[test]
fn an_award_waits_for_the_end_of_the_reveals() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    let reveals_until = suite.order(order_id).reveals_until;
    suite.advance(reveals_until - suite.now() - 1);
    let (stranger, now) = (suite.stranger.clone(), suite.now());
    let reason = ContractError::StillRevealing { reveals_until, now };
    suite.assert_refused(&stranger, &ExecuteMsg::AwardOrder { order_id }, &[], &reason);
    suite.advance(1);
    suite.award(order_id);
}

#[test]
fn when_the_escrow_changes_its_market_nobody_loses() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE), (1, RATE)], &[0]);
    let stranger = suite.stranger.clone();
    suite.name_market(&stranger);
    suite.advance(REVEAL_SECONDS);
    suite.award(order_id);
    assert_eq!(suite.credit(&suite.tenant), DEPOSIT);
    assert_eq!(
        (suite.credit(&suite.providers[0]), suite.credit(&suite.providers[1])),
        (BID_DEPOSIT, BID_DEPOSIT)
    );
}
