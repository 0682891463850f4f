//! Awards: the winner, its cost, and what becomes of the deposits.

use crate::suite::{BID_DEPOSIT, DENOM, DEPOSIT, RATE, REVEAL_SECONDS, Suite, attribute, terms};
use compute_market::{ContractError, OwnAct};
use cosmwasm_std::{Addr, Uint128, coins};
use weal_api::compute_escrow::{
    ExecuteMsg as EscrowMsg, LeaseRequest, LeaseResponse, QueryMsg as EscrowQuery,
};
use weal_api::compute_market::{ExecuteMsg, OrderStatus, TURN_SECONDS};

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

/// I3, I4: the lowest rate wins in every order of reveals, and among equals the bid placed first.
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

fn lease_all(suite: &mut Suite, account: &Addr, offer_id: u64) -> u64 {
    let all = EscrowMsg::OpenLease(LeaseRequest::new(offer_id, 8, 7_200));
    let opened = suite.escrow_run(account, &all, &coins(144_000, DENOM)).unwrap();
    attribute(&opened, "wasm-lease_opened", "lease_id").parse().unwrap()
}

fn give_back(suite: &mut Suite, account: &Addr, lease_id: u64) {
    suite.escrow_run(account, &EscrowMsg::StopLease { lease_id }, &[]).unwrap();
    suite.escrow_run(account, &EscrowMsg::Refund { lease_id, depositor: None }, &[]).unwrap();
}

/// Tries an award that must be refused, with nothing changed.
fn assert_in_turn(suite: &mut Suite, order_id: u64, provider: usize, turn_until: u64) {
    let (stranger, provider, now) = (suite.stranger.clone(), suite.providers[provider].clone(), suite.now());
    let before = (suite.order(order_id), suite.holdings());
    let refused =
        suite.execute(&stranger, &ExecuteMsg::AwardOrder { order_id }, &[]).unwrap_err().to_string();
    let reason = String::new();
    let expected = ContractError::TurnNotOver { order_id, provider, turn_until, now, reason }.to_string();
    assert!(refused.contains(&expected), "{refused}");
    assert_eq!((suite.order(order_id), suite.holdings()), before);
}

#[test]
fn a_bid_whose_gpus_are_leased_keeps_its_turn_and_then_has_its_deposit_back() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE - 1), (1, RATE)], &[0, 1]);
    let stranger = suite.stranger.clone();
    lease_all(&mut suite, &stranger, 1);

    let deferred = suite.award(order_id);
    let turn_until = suite.now() + TURN_SECONDS;
    let told = |key| attribute(&deferred, "wasm-award_deferred", key);
    assert_eq!((told("provider"), told("offer_id")), (suite.providers[0].to_string(), "1".into()));
    assert_eq!(told("turn_until"), turn_until.to_string());
    assert_eq!(suite.order(order_id).turn_until, Some(turn_until));
    assert_in_turn(&mut suite, order_id, 0, turn_until);
    suite.advance(TURN_SECONDS - 1);
    assert_in_turn(&mut suite, order_id, 0, turn_until);
    assert_eq!((suite.credit(&suite.tenant), suite.credit(&suite.providers[0])), (0, 0));

    suite.advance(1);
    let passed = suite.award(order_id);
    assert_eq!(attribute(&passed, "wasm-bid_passed", "provider"), suite.providers[0].as_str());
    assert_eq!(attribute(&passed, "wasm-bid_passed", "returned"), BID_DEPOSIT.to_string());
    assert_eq!(suite.order(order_id).status, OrderStatus::Open {});
    assert_eq!(suite.order(order_id).turn_until, None);
    assert_eq!((suite.credit(&suite.tenant), suite.credit(&suite.providers[0])), (0, BID_DEPOSIT));
    assert_eq!(suite.holdings().orders.u128(), DEPOSIT);

    let awarded = suite.award(order_id);
    assert_eq!(attribute(&awarded, "wasm-order_awarded", "provider"), suite.providers[1].as_str());
    assert_eq!(suite.credit(&suite.providers[1]), BID_DEPOSIT);
}

/// The tenant leases each winner's GPUs itself, awards, stops and is refunded, for every bidder in one block.
#[test]
fn a_tenant_that_leases_the_winners_gpus_takes_no_deposit() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE - 3), (1, RATE - 2), (2, RATE - 1), (3, RATE)], &[0, 1, 2, 3]);
    let tenant = suite.tenant.clone();
    let turn_until = suite.now() + TURN_SECONDS;
    for (offer_id, deferred) in [(1, false), (1, true), (2, true), (3, true)] {
        let first = lease_all(&mut suite, &tenant, 1);
        let other = (offer_id > 1).then(|| lease_all(&mut suite, &tenant, offer_id));
        if deferred {
            assert_in_turn(&mut suite, order_id, 0, turn_until);
        } else {
            suite.award(order_id);
        }
        give_back(&mut suite, &tenant, first);
        if let Some(other) = other {
            give_back(&mut suite, &tenant, other);
        }
    }
    assert_eq!((suite.credit(&tenant), suite.holdings().bids.u128()), (0, 4 * BID_DEPOSIT));
    // Who comes when the GPUs are free gives the lease to the best bid.
    let awarded = suite.award(order_id);
    assert_eq!(attribute(&awarded, "wasm-order_awarded", "provider"), suite.providers[0].as_str());
    for provider in &suite.providers {
        assert_eq!(suite.credit(provider), BID_DEPOSIT);
    }
}

/// The rival takes the GPUs for a block in the first and in the last second of the turn.
#[test]
fn a_rival_that_takes_the_best_bidders_gpus_for_a_block_does_not_get_its_turn() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, 1), (1, RATE)], &[0, 1]);
    let rival = suite.providers[1].clone();
    let turn_until = suite.now() + TURN_SECONDS;
    let taken = lease_all(&mut suite, &rival, 1);
    suite.award(order_id);
    assert_in_turn(&mut suite, order_id, 0, turn_until);
    give_back(&mut suite, &rival, taken);
    suite.advance(TURN_SECONDS - 1);
    let taken = lease_all(&mut suite, &rival, 1);
    assert_in_turn(&mut suite, order_id, 0, turn_until);
    give_back(&mut suite, &rival, taken);

    suite.award(order_id);
    let OrderStatus::Awarded { provider, rate, .. } = suite.order(order_id).status else { panic!() };
    assert_eq!((&provider, rate.u128()), (&suite.providers[0], 1));
    assert_eq!(suite.credit(&provider), BID_DEPOSIT);
}

/// A rival is left with one way: to pay the best bidder's posted price for all of its GPUs and the whole turn.
#[test]
fn a_rival_that_keeps_the_gpus_for_a_whole_turn_owes_their_rent() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, 1), (1, RATE)], &[0, 1]);
    let rival = suite.providers[1].clone();
    let lease_id = lease_all(&mut suite, &rival, 1);
    suite.award(order_id);
    suite.advance(TURN_SECONDS);
    suite.award(order_id);
    let lease: LeaseResponse = suite.escrow_query(&EscrowQuery::Lease { lease_id });
    let order_of_two_gpus = DEPOSIT;
    assert_eq!(lease.accrued.u128(), 4 * order_of_two_gpus, "eight GPUs for an hour at the posted price");
    assert_eq!(suite.credit(&suite.providers[0]), BID_DEPOSIT);
}

/// A bidder that leases its own GPUs, or whose offer never carries the lease, holds an order up for its turn and no
/// longer.
#[test]
fn an_order_ends_after_every_bids_turn_with_everybodys_money() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE - 2), (1, RATE - 1), (2, RATE), (3, RATE)], &[0, 1, 2]);
    for n in 0..3 {
        let own = suite.providers[n].clone();
        lease_all(&mut suite, &own, n as u64 + 1);
        suite.award(order_id);
        suite.advance(TURN_SECONDS);
        suite.award(order_id);
    }
    suite.award(order_id);
    assert_eq!(suite.order(order_id).status, OrderStatus::Failed {});
    assert_eq!(suite.credit(&suite.tenant), DEPOSIT + BID_DEPOSIT, "the fourth bid was never revealed");
    for n in 0..3 {
        assert_eq!(suite.credit(&suite.providers[n]), BID_DEPOSIT);
    }
    assert_eq!(suite.holdings().bids.u128() + suite.holdings().orders.u128(), 0);
}

#[test]
fn a_bidder_that_retired_its_offer_forfeits_and_the_next_is_tried_at_once() {
    let mut suite = Suite::new();
    let order_id = suite.auction(&[(0, RATE - 1), (1, RATE)], &[0, 1]);
    let (stranger, first) = (suite.stranger.clone(), suite.providers[0].clone());
    // Not before and not in its turn can it get out of its bid by what is its own doing.
    lease_all(&mut suite, &stranger, 1);
    suite.award(order_id);
    suite.escrow_run(&first, &EscrowMsg::RetireOffer { offer_id: 1 }, &[]).unwrap();

    let refused = suite.award(order_id);
    let told = |key| attribute(&refused, "wasm-award_refused", key);
    assert_eq!((told("provider"), told("forfeited")), (first.to_string(), BID_DEPOSIT.to_string()));
    assert_eq!(told("reason"), OwnAct::OfferRetired { offer_id: 1 }.to_string());
    assert_eq!((suite.credit(&suite.tenant), suite.credit(&first)), (BID_DEPOSIT, 0));
    assert_eq!(suite.order(order_id).turn_until, None);

    let awarded = suite.award(order_id);
    assert_eq!(attribute(&awarded, "wasm-order_awarded", "provider"), suite.providers[1].as_str());
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
