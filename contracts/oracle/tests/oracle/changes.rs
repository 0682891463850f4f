//! A feed's terms change late, and its last prices are kept.

use super::suite::{FEED, MAX_AGE, Suite, attributes, feed, pairs};
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, FeedSpec, PriceHistoryResponse, PriceRecord, QueryMsg};

const DELAY: u64 = 86_400;

fn update(max_age_seconds: u64) -> ExecuteMsg {
    let spec = FeedSpec { max_age_seconds, min_observations: Some(4), ..feed(FEED) };
    ExecuteMsg::UpdateFeed(FeedSpec { max_deviation_bps: 0, ..spec })
}

#[test]
fn a_feed_changes_after_the_delay_and_not_a_second_sooner() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let response = suite.execute(&owner, &update(600)).unwrap();
    let effective_at = suite.now() + DELAY;
    let expected = pairs(&[
        ("feed", FEED),
        ("max_age_seconds", "600"),
        ("max_deviation_bps", "0"),
        ("min_observations", "4"),
        ("effective_at", &effective_at.to_string()),
    ]);
    assert_eq!(attributes(&response, "oracle_feed_update_scheduled"), expected);
    suite.advance(DELAY - 1);
    let before = suite.price();
    assert_eq!((before.max_age_seconds, before.min_observations), (MAX_AGE, 3));
    assert_eq!(before.change.unwrap().effective_at, effective_at);
    suite.publish(&suite.round(1, &["5"; 3])).unwrap();
    let kept = suite.price().price.unwrap().expires_at;
    suite.advance(1);
    let after = suite.price();
    assert_eq!((after.max_age_seconds, after.min_observations, after.change), (600, 4, None));
    assert_eq!(after.price.unwrap().expires_at, kept, "a published price keeps its last second");
    let error = ContractError::TooFewObservations { found: 3, required: 4 };
    suite.assert_unpublished(&suite.round(2, &["9"; 3]), error);
    suite.publish(&suite.round(2, &["9"; 4])).unwrap();
    assert_eq!(suite.price().price.unwrap().expires_at, suite.now() + 600);
}

#[test]
fn a_later_change_replaces_one_that_waits_and_not_one_that_is_in_force() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    suite.execute(&owner, &update(600)).unwrap();
    suite.execute(&owner, &update(700)).unwrap();
    suite.advance(DELAY);
    assert_eq!(suite.price().max_age_seconds, 700);
    suite.execute(&owner, &update(800)).unwrap();
    let now = suite.price();
    assert_eq!((now.max_age_seconds, now.change.unwrap().max_age_seconds), (700, 800));
}

#[test]
fn strangers_unknown_feeds_and_wrong_terms_are_refused() {
    let mut suite = Suite::new();
    let (owner, stranger) = (suite.owner.clone(), suite.stranger.clone());
    let error = ContractError::NotOwner { sender: stranger.clone(), owner: owner.clone() };
    suite.assert_refused(&stranger, &update(600), error);
    let unknown = ContractError::UnknownFeed { feed: "x".into() };
    suite.assert_refused(&owner, &ExecuteMsg::UpdateFeed(feed("x")), unknown);
    let error = ContractError::FeedTerm {
        name: FEED.into(),
        term: "max_age_seconds",
        found: 0,
        min: 1,
        max: 604_800,
    };
    suite.assert_refused(&owner, &update(0), error);
}

fn history(suite: &Suite, start_before: Option<u64>, limit: Option<u32>) -> Vec<PriceRecord> {
    let query = QueryMsg::PriceHistory { feed: FEED.into(), start_before, limit };
    suite.query::<PriceHistoryResponse>(&query).prices
}

#[test]
fn the_last_sixty_four_rounds_are_kept_newest_first() {
    let mut suite = Suite::new();
    assert!(history(&suite, None, None).is_empty());
    let mut published = vec![];
    for round in 1..=70 {
        suite.advance(1);
        suite.publish(&suite.round(round, &["5.1", "5.2", "5.3", "5.4"])).unwrap();
        published.insert(0, suite.price().price.unwrap());
    }
    published.truncate(64);
    assert_eq!(history(&suite, None, None), published[..10]);
    assert_eq!(history(&suite, None, Some(99)), published[..30]);
    assert_eq!(history(&suite, Some(41), Some(30)), published[30..60]);
    assert_eq!(history(&suite, Some(11), Some(30)), published[60..]);
    assert!(history(&suite, Some(7), None).is_empty());
}

#[test]
fn rounds_that_were_left_out_leave_no_hole_in_the_order() {
    let mut suite = Suite::new();
    for round in [3, 66, 130, 1_130] {
        suite.publish(&suite.round(round, &["5"; 3])).unwrap();
    }
    let rounds: Vec<u64> = history(&suite, None, None).iter().map(|price| price.round).collect();
    assert_eq!(rounds, [1_130, 130, 3], "130 lies in the place of 66");
    let unknown = QueryMsg::PriceHistory { feed: "x".into(), start_before: None, limit: None };
    let refused = suite
        .app
        .wrap()
        .query_wasm_smart::<PriceHistoryResponse>(&suite.oracle, &unknown)
        .unwrap_err()
        .to_string();
    assert!(refused.contains("there is no feed x"), "{refused}");
}
