//! Feeds: the terms that are allowed, the owner's right to add one, the list of all.

use super::suite::{FEED, Suite, attributes, feed, pairs};
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, FeedSpec, FeedsResponse, QueryMsg};

#[test]
fn the_owner_adds_a_feed_that_is_then_served() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let msg = ExecuteMsg::AddFeed(FeedSpec { min_observations: Some(4), ..feed("uosmo/uusd") });
    let response = suite.execute(&owner, &msg).unwrap();
    let expected = pairs(&[
        ("feed", "uosmo/uusd"),
        ("max_age_seconds", "300"),
        ("max_deviation_bps", "1000"),
        ("min_observations", "4"),
    ]);
    assert_eq!(attributes(&response, "oracle_feed_added"), expected);
    let names = names(&suite, None, None);
    assert_eq!(names, [FEED, "uosmo/uusd"]);
    suite.assert_refused(&owner, &msg, ContractError::DuplicateFeed { name: "uosmo/uusd".into() });
}

#[test]
fn a_stranger_or_an_operator_cannot_add_a_feed() {
    let mut suite = Suite::new();
    for sender in [suite.stranger.clone(), suite.operators[0].clone()] {
        let error = ContractError::NotOwner { sender: sender.clone(), owner: suite.owner.clone() };
        suite.assert_refused(&sender, &ExecuteMsg::AddFeed(feed("uosmo/uusd")), error);
    }
}

#[test]
fn a_feed_twice_in_the_instantiation_is_refused() {
    let error = Suite::vacant(4, |msg| msg.feeds.push(feed(FEED))).err().unwrap().to_string();
    assert!(error.contains(&ContractError::DuplicateFeed { name: FEED.into() }.to_string()), "{error}");
}

#[test]
fn names_have_one_to_128_printable_characters_without_a_space() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    for name in ["a".into(), "a".repeat(128), "ibc/27394FB092D2".into(), "~!".into()] {
        suite.execute(&owner, &ExecuteMsg::AddFeed(feed(&name))).unwrap();
    }
    for name in [String::new(), "a".repeat(129), "a b".into(), "é".into(), "a\n".into()] {
        let error = ContractError::FeedName { name: name.clone() };
        suite.assert_refused(&owner, &ExecuteMsg::AddFeed(feed(&name)), error);
    }
}

/// The term's name, a feed with it, its least and its most for four members, and what lies beyond.
type Term<'a> = (&'static str, &'a dyn Fn(u64) -> FeedSpec, u64, u64, &'static [u64]);

#[test]
fn terms_are_accepted_up_to_their_bounds_and_refused_one_beyond() {
    let age = |found: u64| FeedSpec { max_age_seconds: found, ..feed("x") };
    let deviation = |found: u64| FeedSpec { max_deviation_bps: found, ..feed("x") };
    let sources = |found: u64| FeedSpec { min_observations: Some(found as u8), ..feed("x") };
    let terms: [Term<'_>; 3] = [
        ("max_age_seconds", &age, 1, 604_800, &[0, 604_801, u64::MAX]),
        ("max_deviation_bps", &deviation, 0, 10_000, &[10_001, u64::MAX]),
        ("min_observations", &sources, 3, 4, &[0, 2, 5, 255]),
    ];
    for (term, spec, min, max, refused) in terms {
        for bound in [min, max] {
            let mut suite = Suite::new();
            let owner = suite.owner.clone();
            suite.execute(&owner, &ExecuteMsg::AddFeed(spec(bound))).unwrap();
        }
        let mut suite = Suite::new();
        let owner = suite.owner.clone();
        for &found in refused {
            let error = ContractError::FeedTerm { name: "x".into(), term, found, min, max };
            suite.assert_refused(&owner, &ExecuteMsg::AddFeed(spec(found)), error);
        }
    }
}

#[test]
fn a_feed_may_ask_for_more_than_the_quorum() {
    let mut suite = Suite::with(4, |msg| msg.feeds[0].min_observations = Some(4));
    let error = ContractError::TooFewObservations { found: 3, required: 4 };
    suite.assert_unpublished(&suite.round(1, &["5", "5", "5"]), error);
    suite.publish(&suite.round(1, &["5", "5", "5", "5"])).unwrap();
}

fn names(suite: &Suite, start_after: Option<&str>, limit: Option<u32>) -> Vec<String> {
    let msg = QueryMsg::Feeds { start_after: start_after.map(str::to_owned), limit };
    suite.query::<FeedsResponse>(&msg).feeds.into_iter().map(|feed| feed.name).collect()
}

#[test]
fn feeds_are_listed_by_name_in_pages_of_ten_to_thirty() {
    let expected: Vec<String> = (0..35).map(|i| format!("feed{i:02}")).collect();
    let suite = Suite::with(4, |msg| msg.feeds = expected.iter().rev().map(|name| feed(name)).collect());
    assert_eq!(names(&suite, None, None), expected[..10]);
    assert_eq!(names(&suite, None, Some(31)), expected[..30]);
    assert_eq!(names(&suite, Some("feed29"), Some(30)), expected[30..]);
    assert_eq!(names(&suite, Some("feed34"), None), [""; 0]);
}
