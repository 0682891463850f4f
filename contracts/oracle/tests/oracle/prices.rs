//! Rounds: values, times and order.

use super::suite::{FEED, MAX_AGE, Suite, atomics, attributes, decimal, pairs, submission};
use cosmwasm_std::Uint128;
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, MAX_ROUND_STEP, PriceRecord, QueryMsg};

#[test]
fn a_round_publishes_its_two_medians_dated_by_the_oldest_observation() {
    let mut suite = Suite::new();
    let now = suite.now();
    let round = suite.round_at(7, &[("5.2", now - 3), ("5.1", now - 20), ("5.4", now), ("5.3", now + 1)]);
    let response = suite.publish(&round).unwrap();

    let record = PriceRecord {
        round: 7,
        low: decimal("5.2"),
        high: decimal("5.3"),
        observed_at: now - 20,
        expires_at: now - 20 + MAX_AGE,
    };
    let answer = suite.price();
    assert_eq!((answer.price.as_ref(), answer.is_fresh), (Some(&record), true));
    let (observed_at, expires_at) = (record.observed_at.to_string(), record.expires_at.to_string());
    let expected = pairs(&[
        ("feed", FEED),
        ("round", "7"),
        ("low", "5.2"),
        ("high", "5.3"),
        ("observed_at", &observed_at),
        ("expires_at", &expires_at),
        ("signers", "15"),
    ]);
    assert_eq!(attributes(&response, "oracle_price_published"), expected);
}

#[test]
fn signers_are_told_by_their_bits() {
    let mut suite = Suite::new();
    let now = suite.now();
    let observations = [3, 0, 2].map(|member| suite.observation(member, 1, "5", now)).into();
    let response = suite.publish(&submission(1, observations)).unwrap();
    assert_eq!(attributes(&response, "oracle_price_published")[6], ("signers".into(), "13".into()));
}

/// Attack 21: the smallest committee bears one dead.
#[test]
fn one_dead_member_does_not_stop_the_feed_whoever_it_is() {
    for dead in 0..4 {
        let mut suite = Suite::new();
        for round in 1..=3 {
            let now = suite.now();
            let observations = (0..4).filter(|member| *member != dead);
            let observations =
                observations.map(|member| suite.observation(member, round, "5", now)).collect();
            suite.publish(&submission(round, observations)).unwrap();
            suite.advance(6);
        }
        assert_eq!(suite.price().price.unwrap().round, 3);
    }
}

/// Attack 21: the smallest committee bears one liar.
#[test]
fn one_liar_of_four_cannot_move_either_price_out_of_the_honest_range() {
    for lie in ["0.000000000000000001", "4.9", "5.25", "6", "340282366920938463463"] {
        for others in [&["5", "5.1", "5.2"][..], &["5", "5.2"]] {
            let mut suite = Suite::new();
            let prices: Vec<&str> = [lie].iter().chain(others).copied().collect();
            suite.publish(&suite.round(1, &prices)).unwrap();
            let price = suite.price().price.unwrap();
            let (low, high) = (decimal("5"), decimal("5.2"));
            assert!(low <= price.low && price.low <= price.high && price.high <= high, "{lie} {others:?}");
        }
    }
}

#[test]
fn a_round_must_be_above_the_last_and_may_leave_some_out() {
    let mut suite = Suite::new();
    let error = ContractError::RoundPassed { found: 0, last: 0 };
    suite.assert_unpublished(&suite.round(0, &["5", "5", "5"]), error);
    suite.publish(&suite.round(5, &["5", "5", "5"])).unwrap();
    for found in [0, 4, 5] {
        let error = ContractError::RoundPassed { found, last: 5 };
        suite.assert_unpublished(&suite.round(found, &["5", "5", "5"]), error);
    }
    suite.publish(&suite.round(6, &["5", "5", "5"])).unwrap();
    suite.publish(&suite.round(60, &["5", "5", "5"])).unwrap();
}

#[test]
fn the_same_round_twice_in_a_block_is_refused() {
    let mut suite = Suite::new();
    let round = suite.round(1, &["5", "5", "5"]);
    suite.publish(&round).unwrap();
    suite.assert_unpublished(&round, ContractError::RoundPassed { found: 1, last: 1 });
}

#[test]
fn a_price_of_zero_is_refused_and_the_smallest_is_not() {
    let mut suite = Suite::new();
    suite.assert_unpublished(&suite.round(1, &["5", "0", "5"]), ContractError::ZeroPrice { member: 1 });
    let least = "0.000000000000000001";
    suite.publish(&suite.round(1, &[least, least, least])).unwrap();
    assert_eq!(suite.price().price.unwrap().low, atomics(1));
}

#[test]
fn the_greatest_price_there_is_can_be_published() {
    let mut suite = Suite::new();
    let most = "340282366920938463463.374607431768211455";
    suite.publish(&suite.round(1, &[most, most, most])).unwrap();
    assert_eq!(suite.price().price.unwrap().high, atomics(u128::MAX));
}

/// Attack 23: a clock may run ten seconds ahead of the block's.
#[test]
fn an_observation_ten_seconds_ahead_is_accepted_and_eleven_refused() {
    let mut suite = Suite::new();
    let now = suite.now();
    let ahead = |seconds| [("5", now), ("5", now + seconds), ("5", now)];
    let error = ContractError::FromTheFuture { found: now + 11, max: now + 10 };
    suite.assert_unpublished(&suite.round_at(1, &ahead(11)), error);
    suite.publish(&suite.round_at(1, &ahead(10))).unwrap();
    assert_eq!(suite.price().price.unwrap().observed_at, now);
}

#[test]
fn an_observation_as_old_as_allowed_is_accepted_and_a_second_older_refused() {
    let mut suite = Suite::new();
    let (oldest, near) = (suite.now() - MAX_AGE, suite.now() - MAX_AGE + 30);
    let error = ContractError::ObservationTooOld { member: 2, found: oldest - 1, min: oldest };
    suite.assert_unpublished(&suite.round_at(1, &[("5", near), ("5", near), ("5", oldest - 1)]), error);
    suite.publish(&suite.round_at(1, &[("5", near), ("5", near), ("5", oldest)])).unwrap();
    let price = suite.price();
    assert_eq!((price.price.unwrap().expires_at, price.is_fresh), (suite.now(), true));
}

/// Attack 21, 23: a liar dating itself back would otherwise let the honest price expire at once.
#[test]
fn observations_sixty_seconds_apart_are_accepted_and_sixty_one_refused() {
    let mut suite = Suite::new();
    let now = suite.now();
    let apart = |seconds| [("5", now), ("5", now - seconds), ("5", now)];
    let error = ContractError::ObservationsApart { found: 61, max: 60 };
    suite.assert_unpublished(&suite.round_at(1, &apart(61)), error);
    suite.publish(&suite.round_at(1, &apart(60))).unwrap();
}

#[test]
fn a_later_round_of_older_observations_is_refused() {
    let mut suite = Suite::new();
    let now = suite.now();
    suite.publish(&suite.round_at(1, &[("5", now - 10); 3])).unwrap();
    let error = ContractError::ObservationsGoBack { found: now - 11, last: now - 10 };
    suite.assert_unpublished(&suite.round_at(2, &[("5", now), ("5", now), ("5", now - 11)]), error);
    suite.publish(&suite.round_at(2, &[("5", now - 10); 3])).unwrap();
}

#[test]
fn a_movement_of_a_tenth_is_accepted_and_one_unit_more_refused_both_ways() {
    let refused = |to: &str| {
        let mut suite = Suite::new();
        suite.publish(&suite.round(1, &["10", "10", "10"])).unwrap();
        let error = ContractError::Deviation { found: Uint128::new(1_001), max: 1_000 };
        suite.assert_unpublished(&suite.round(2, &[to, to, to]), error);
    };
    refused("11.000000000000000001");
    refused("8.999999999999999999");
    for to in ["11", "9"] {
        let mut suite = Suite::new();
        suite.publish(&suite.round(1, &["10", "10", "10"])).unwrap();
        suite.publish(&suite.round(2, &[to, to, to])).unwrap();
        assert_eq!(suite.price().price.unwrap().low, decimal(to));
    }
}

#[test]
fn either_median_alone_can_move_too_far() {
    for (low, high) in [("8", "10"), ("10", "12")] {
        let mut suite = Suite::new();
        suite.publish(&suite.round(1, &["10", "10", "10", "10"])).unwrap();
        let error = ContractError::Deviation { found: Uint128::new(2_000), max: 1_000 };
        suite.assert_unpublished(&suite.round(2, &[low, low, high, high]), error);
    }
}

#[test]
fn a_movement_beyond_counting_is_refused() {
    let mut suite = Suite::new();
    let least = "0.000000000000000001";
    suite.publish(&suite.round(1, &[least, least, least])).unwrap();
    let error = ContractError::Deviation { found: Uint128::MAX, max: 1_000 };
    suite.assert_unpublished(&suite.round(2, &["340282366920938463463"; 3]), error);
}

#[test]
fn after_the_last_price_expired_the_next_may_be_anywhere() {
    let mut suite = Suite::new();
    suite.publish(&suite.round(1, &["10", "10", "10"])).unwrap();
    suite.advance(MAX_AGE);
    let error = ContractError::Deviation { found: Uint128::new(5_000), max: 1_000 };
    suite.assert_unpublished(&suite.round(2, &["5", "5", "5"]), error);
    suite.advance(1);
    assert!(!suite.price().is_fresh);
    suite.publish(&suite.round(2, &["5", "5", "5"])).unwrap();
    assert!(suite.price().is_fresh);
}

#[test]
fn a_feed_without_a_bound_moves_anywhere() {
    let mut suite = Suite::with(4, |msg| msg.feeds[0].max_deviation_bps = 0);
    suite.publish(&suite.round(1, &["10", "10", "10"])).unwrap();
    suite.publish(&suite.round(2, &["1000", "1000", "1000"])).unwrap();
    assert_eq!(suite.price().price.unwrap().low, decimal("1000"));
}

#[test]
fn an_unknown_feed_is_refused_and_cannot_be_queried() {
    let mut suite = Suite::with(4, |msg| msg.feeds[0].name = "other/uusd".into());
    let msg = suite.round(1, &["5", "5", "5"]);
    suite.assert_unpublished(&msg, ContractError::UnknownFeed { feed: FEED.into() });
    let query = QueryMsg::Price { feed: FEED.into() };
    let error = suite.app.wrap().query_wasm_smart::<PriceRecord>(&suite.oracle, &query).unwrap_err();
    assert!(error.to_string().contains("there is no feed uatom/uusd"), "{error}");
}

#[test]
fn two_feeds_have_rounds_of_their_own() {
    let mut suite = Suite::with(4, |msg| msg.feeds.push(super::suite::feed("uosmo/uusd")));
    let msg = suite.round(3, &["5", "5", "5"]);
    suite.publish(&msg).unwrap();
    let ExecuteMsg::SubmitPrices { round, observations, .. } = msg else { unreachable!() };
    let elsewhere = ExecuteMsg::SubmitPrices { feed: "uosmo/uusd".into(), round, observations };
    let refused = suite.publish(&elsewhere).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    let other: weal_api::oracle::FeedResponse = suite.query(&QueryMsg::Price { feed: "uosmo/uusd".into() });
    assert_eq!((other.price, other.is_fresh), (None, false));
}

/// A corrupt quorum may sign the highest round that it may, however often: a later committee publishes the next.
#[test]
fn a_feed_outlives_a_committee_that_signed_the_highest_rounds_it_could() {
    let mut suite = Suite::bonded(4);
    for found in [u64::MAX, u64::MAX - 1, MAX_ROUND_STEP + 1] {
        let error = ContractError::RoundAhead { found, max: MAX_ROUND_STEP };
        suite.assert_unpublished(&suite.round(found, &["5", "5", "5"]), error);
    }
    suite.publish(&suite.round(MAX_ROUND_STEP, &["5", "5", "5"])).unwrap();
    let error = ContractError::RoundAhead { found: 2 * MAX_ROUND_STEP + 1, max: 2 * MAX_ROUND_STEP };
    suite.assert_unpublished(&suite.round(2 * MAX_ROUND_STEP + 1, &["5", "5", "5"]), error);
    suite.publish(&suite.round(2 * MAX_ROUND_STEP, &["5", "5", "5"])).unwrap();
    suite.rotate(suite.accounts(4, 7));
    suite.publish(&suite.round(2 * MAX_ROUND_STEP + 1, &["5"; 5])).unwrap();
}
