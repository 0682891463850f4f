//! Sealed bids and their opening.

use crate::suite::{
    BID_DEPOSIT, BID_SECONDS, DENOM, DEPOSIT, RATE, REVEAL_SECONDS, Suite, offer, opening, reveal, terms,
};
use compute_market::{ContractError, Disqualification};
use cosmwasm_std::{Binary, Uint128, coins};
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, OfferTerms, VolumeTier};
use weal_api::compute_market::{BidOpening, ExecuteMsg, OrderTerms};
use weal_api::oracle::HashLength;

fn place(order_id: u64, commitment: impl Into<Binary>) -> ExecuteMsg {
    ExecuteMsg::PlaceBid { order_id, commitment: commitment.into() }
}

#[test]
fn a_bid_takes_its_deposit_once_and_is_replaced_without_one() {
    let mut suite = Suite::new();
    let provider = suite.providers[0].clone();
    let order_id = suite.open(terms(), DEPOSIT);
    for paid in [BID_DEPOSIT - 1, BID_DEPOSIT + 1] {
        let (found, required) = (Uint128::new(paid), Uint128::new(BID_DEPOSIT));
        let reason = ContractError::WrongDeposit { found, required };
        suite.assert_refused(&provider, &place(order_id, [1; 32]), &coins(paid, DENOM), &reason);
    }
    let missing = ContractError::NoBid { order_id, provider: provider.clone() };
    suite.assert_refused(&provider, &place(order_id, [1; 32]), &[], &missing);

    suite.bid(order_id, 0, RATE);
    assert_eq!(suite.holdings().bids.u128(), BID_DEPOSIT);
    let again = ContractError::WrongDeposit { found: Uint128::new(BID_DEPOSIT), required: Uint128::zero() };
    suite.assert_refused(&provider, &place(order_id, [1; 32]), &coins(BID_DEPOSIT, DENOM), &again);

    suite.execute(&provider, &place(order_id, [2; 32]), &[]).unwrap();
    let bids = suite.order(order_id).bids;
    assert_eq!((bids.len(), bids[0].commitment.as_slice()), (1, &[2; 32][..]));
    assert_eq!(suite.holdings().bids.u128(), BID_DEPOSIT);
}

#[test]
fn bids_are_taken_until_the_second_before_their_end() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    suite.advance(BID_SECONDS - 1);
    suite.bid(order_id, 0, RATE);
    suite.advance(1);
    let (late, now) = (suite.providers[1].clone(), suite.now());
    let reason = ContractError::BidsClosed { bids_until: now, now };
    suite.assert_refused(&late, &place(order_id, [1; 32]), &coins(BID_DEPOSIT, DENOM), &reason);
    let early = suite.providers[0].clone();
    suite.assert_refused(&early, &place(order_id, [1; 32]), &[], &reason);
}

#[test]
fn the_seventeenth_bid_and_a_short_commitment_are_refused() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    let stranger = suite.stranger.clone();
    let short = HashLength { field: "commitment", found: 31 };
    suite.assert_refused(&stranger, &place(order_id, [1; 31]), &coins(BID_DEPOSIT, DENOM), &short.into());
    for n in 0..16u8 {
        let bidder = suite.app.api().addr_make(&format!("bidder{n}"));
        let (from, coins) = (stranger.clone(), coins(BID_DEPOSIT, DENOM));
        cw_multi_test::Executor::send_tokens(&mut suite.app, from, bidder.clone(), &coins).unwrap();
        suite.execute(&bidder, &place(order_id, [n; 32]), &coins).unwrap();
    }
    let full = ContractError::TooManyBids { max: 16 };
    suite.assert_refused(&stranger, &place(order_id, [1; 32]), &coins(BID_DEPOSIT, DENOM), &full);
}

/// Bytes of the market's storage that differ after `change`, keys included.
fn written(suite: &mut Suite, change: impl FnOnce(&mut Suite)) -> usize {
    let before = suite.app.dump_wasm_raw(&suite.market);
    change(suite);
    let after = suite.app.dump_wasm_raw(&suite.market);
    after.iter().filter(|record| !before.contains(record)).map(|(key, value)| key.len() + value.len()).sum()
}

#[test]
fn what_a_bid_writes_does_not_grow_with_the_bids_before_it() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    let stranger = suite.stranger.clone();
    let bid = |suite: &mut Suite, n: u8| {
        let bidder = suite.app.api().addr_make(&format!("bidder{n:02}"));
        let (from, coins) = (stranger.clone(), coins(BID_DEPOSIT, DENOM));
        cw_multi_test::Executor::send_tokens(&mut suite.app, from, bidder.clone(), &coins).unwrap();
        written(suite, |suite| {
            suite.execute(&bidder, &place(order_id, [n; 32]), &coins).unwrap();
        })
    };
    let first = bid(&mut suite, 0);
    for n in 1..16 {
        // The sum of all bids' deposits gets a digit.
        assert!(bid(&mut suite, n) <= first + 1, "bid {n}");
    }
    let commitments: Vec<_> = suite.order(order_id).bids.into_iter().map(|bid| bid.commitment).collect();
    assert_eq!(commitments, (0..16).map(|n| Binary::from([n; 32])).collect::<Vec<_>>());
}

#[test]
fn a_bid_is_revealed_between_the_end_of_bids_and_the_end_of_reveals() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    for n in 0..2 {
        suite.bid(order_id, n, RATE);
    }
    let (bids_until, first) = (suite.now() + BID_SECONDS, suite.providers[0].clone());
    let reveals_until = bids_until + REVEAL_SECONDS;
    suite.advance(BID_SECONDS - 1);
    let early = ContractError::NotRevealing { bids_until, reveals_until, now: bids_until - 1 };
    suite.assert_refused(&first, &reveal(order_id, 1, RATE), &[], &early);
    suite.advance(1);
    suite.reveal(order_id, 0, RATE).unwrap();
    let again = ContractError::AlreadyRevealed { provider: first.clone() };
    suite.assert_refused(&first, &reveal(order_id, 1, RATE), &[], &again);
    suite.advance(REVEAL_SECONDS);
    let late = ContractError::NotRevealing { bids_until, reveals_until, now: reveals_until };
    let second = suite.providers[1].clone();
    suite.assert_refused(&second, &reveal(order_id, 2, RATE), &[], &late);
}

/// I5: whoever copies a commitment cannot open it, nor can it be opened with another rate, offer or salt.
#[test]
fn a_commitment_opens_for_its_bidder_order_market_and_chain_only() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    suite.bid(order_id, 0, RATE - 1);
    let (thief, copied) = (suite.providers[1].clone(), suite.sealed(order_id, 0, RATE - 1));
    suite.execute(&thief, &place(order_id, copied), &coins(BID_DEPOSIT, DENOM)).unwrap();
    suite.advance(BID_SECONDS);

    let stolen = ContractError::WrongOpening { provider: thief.clone() };
    for offer_id in [1, 2] {
        suite.assert_refused(&thief, &reveal(order_id, offer_id, RATE - 1), &[], &stolen);
    }
    let bidder = suite.providers[0].clone();
    let wrong = ContractError::WrongOpening { provider: bidder.clone() };
    suite.assert_refused(&bidder, &reveal(order_id, 1, RATE), &[], &wrong);
    suite.assert_refused(&bidder, &reveal(order_id, 2, RATE - 1), &[], &wrong);
    let other = BidOpening { salt: [8; 32].into(), ..opening(order_id, 1, RATE - 1) };
    let other = ExecuteMsg::RevealBid(other);
    suite.assert_refused(&bidder, &other, &[], &wrong);
    suite.reveal(order_id, 0, RATE - 1).unwrap();
}

#[test]
fn an_offer_that_cannot_carry_the_order_does_not_qualify() {
    type Change = fn(&mut OfferTerms, &mut OrderTerms);
    let cases: [(Change, u128, Disqualification); 6] = [
        (|offer, _| offer.accept_seconds = 1, RATE, Disqualification::NeedsAcceptance { offer_id: 1 }),
        (
            |offer, _| offer.sku = "a100".into(),
            RATE,
            Disqualification::OtherSku { found: "a100".into(), required: "h100-sxm-80".into() },
        ),
        (
            |_, order| order.regions = vec!["us-east".into()],
            RATE,
            Disqualification::OtherRegion { found: "eu-north".into() },
        ),
        (|offer, _| offer.gpus = 1, RATE, Disqualification::TooFewGpus { found: 1, required: 2 }),
        (
            |offer, _| offer.min_seconds = 3_601,
            RATE,
            Disqualification::Duration { found: 3_600, min: 3_601, max: 7_200 },
        ),
        (
            |_, _| {},
            RATE + 1,
            Disqualification::RateAboveMaximum { found: Uint128::new(RATE + 1), max: Uint128::new(RATE) },
        ),
    ];
    for (change, rate, reason) in cases {
        let mut suite = Suite::without_offers();
        let (mut offered, mut wanted) = (offer(), terms());
        change(&mut offered, &mut wanted);
        let provider = suite.providers[0].clone();
        suite.publish(&provider, offered);
        let order_id = suite.open(wanted, DEPOSIT);
        suite.bid(order_id, 0, rate);
        suite.advance(BID_SECONDS);
        let refusal = ContractError::NotQualified { reason };
        suite.assert_refused(&provider, &reveal(order_id, 1, rate), &[], &refusal);
    }
}

/// The escrow opens no lease above the offer's own price, its volume discount included: such a bid would be refused at
/// every award.
#[test]
fn a_bid_above_the_offers_own_price_does_not_qualify() {
    let mut suite = Suite::without_offers();
    let provider = suite.providers[0].clone();
    let tier = VolumeTier { gpu_seconds: 7_200, discount_bps: 1_000 };
    suite.publish(&provider, OfferTerms { volume_tiers: vec![tier], ..offer() });
    let own = RATE * 9 / 10;
    for (rate, qualifies) in [(own + 1, false), (own, true)] {
        let order_id = suite.open(terms(), DEPOSIT);
        suite.bid(order_id, 0, rate);
        suite.advance(BID_SECONDS);
        if qualifies {
            suite.reveal(order_id, 0, rate).unwrap();
        } else {
            let (found, max) = (Uint128::new(rate), Uint128::new(own));
            let reason = Disqualification::RateAboveOffer { found, max };
            let refusal = ContractError::NotQualified { reason };
            suite.assert_refused(&provider, &reveal(order_id, 1, rate), &[], &refusal);
        }
    }
}

#[test]
fn a_retired_offer_and_the_offer_of_another_do_not_qualify() {
    let mut suite = Suite::new();
    let order_id = suite.open(terms(), DEPOSIT);
    let (first, second) = (suite.providers[0].clone(), suite.providers[1].clone());
    suite.bid(order_id, 0, RATE);
    let chain_id = suite.app.block_info().chain_id;
    let foreign = opening(order_id, 1, RATE).commitment(&chain_id, &suite.market, &second);
    suite.execute(&second, &place(order_id, foreign), &coins(BID_DEPOSIT, DENOM)).unwrap();
    suite.advance(BID_SECONDS);

    let reason = Disqualification::OtherProvider { offer_id: 1, provider: first.clone() };
    suite.assert_refused(&second, &reveal(order_id, 1, RATE), &[], &ContractError::NotQualified { reason });
    suite.escrow_run(&first, &EscrowMsg::RetireOffer { offer_id: 1 }, &[]).unwrap();
    let reason = Disqualification::Retired { offer_id: 1 };
    suite.assert_refused(&first, &reveal(order_id, 1, RATE), &[], &ContractError::NotQualified { reason });
}
