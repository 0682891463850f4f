//! Reading by another contract, through the handle and without calling the oracle.

use super::suite::{FEED, MAX_AGE, Suite, decimal};
use cosmwasm_std::to_json_string;
use weal_api::oracle::{OracleContract, OracleReadError, PriceRecord};

#[test]
fn a_price_is_read_as_the_query_tells_it() {
    let mut suite = Suite::new();
    suite.publish(&suite.round(1, &["5", "5.5", "5.2", "5.4"])).unwrap();
    let record = suite.handle().price(&suite.app.wrap(), FEED).unwrap();
    assert_eq!(Some(&record), suite.price().price.as_ref());
    assert_eq!((record.low, record.high), (decimal("5.2"), decimal("5.4")));
}

#[test]
fn a_price_is_fresh_through_its_last_second() {
    let mut suite = Suite::new();
    let published = suite.now();
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
    suite.advance(MAX_AGE);
    let (oracle, now) = (suite.handle(), suite.now());
    assert_eq!(now, published + MAX_AGE);
    assert_eq!(oracle.fresh_price(&suite.app.wrap(), FEED, now).unwrap().expires_at, now);
    let stale = oracle.fresh_price(&suite.app.wrap(), FEED, now + 1).unwrap_err();
    let OracleReadError::StalePrice { feed, expires_at, now: asked } = stale else { panic!("{stale}") };
    assert_eq!((feed.as_str(), expires_at, asked), (FEED, now, now + 1));
    oracle.price(&suite.app.wrap(), FEED).unwrap();
}

#[test]
fn a_missing_price_or_settlement_is_a_typed_error() {
    let suite = Suite::new();
    let (oracle, wrap) = (suite.handle(), suite.app.wrap());
    for missing in [oracle.price(&wrap, FEED), oracle.fresh_price(&wrap, "other", 0)] {
        assert!(matches!(missing, Err(OracleReadError::NoPrice { .. })), "{missing:?}");
    }
    let missing = oracle.settlement(&wrap, &suite.consumer, 1);
    assert!(matches!(missing, Err(OracleReadError::NoSettlement { epoch: 1, .. })), "{missing:?}");
    assert_eq!(oracle.latest_settlement(&wrap, &suite.consumer).unwrap(), None);
}

#[test]
fn settlements_are_read_by_epoch_and_the_latest_with_its_number() {
    let mut suite = Suite::new();
    let first = suite.settle();
    suite.advance(10);
    let second = suite.settle();
    let (oracle, wrap) = (suite.handle(), suite.app.wrap());
    let read = |epoch| oracle.settlement(&wrap, &suite.consumer, epoch).unwrap();
    assert_eq!((read(1).root_hash(), read(2).root_hash()), (Ok(first.root), Ok(second.root)));
    assert_eq!(oracle.latest_settlement(&wrap, &suite.consumer).unwrap(), Some((2, read(2))));
    assert_eq!(oracle.latest_settlement(&wrap, &suite.stranger).unwrap(), None);
}

#[test]
fn an_address_that_is_no_oracle_gives_an_error_and_never_a_price() {
    let suite = Suite::new();
    let elsewhere = OracleContract::check(suite.app.api(), suite.stranger.as_str()).unwrap();
    let refused = elsewhere.price(&suite.app.wrap(), FEED).unwrap_err().to_string();
    assert!(refused.contains("the oracle has no price of uatom/uusd"), "{refused}");
    let refused = OracleContract::check(suite.app.api(), "oracle").unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

/// Raw keys and records are public interface: other contracts, indexers and pages read them.
#[test]
fn the_raw_keys_and_records_are_as_documented() {
    let mut suite = Suite::new();
    let now = suite.now();
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
    suite.settle();
    let raw = |key: &[u8]| suite.app.wrap().query_wasm_raw(&suite.oracle, key).unwrap().unwrap();

    let time = |seconds: u64| [&[243], &u32::try_from(seconds).unwrap().to_be_bytes()[..]].concat();
    let five = [&[247], &5_000_000_000_000_000_000u64.to_be_bytes()[..]].concat();
    let price = raw(&[&[1], FEED.as_bytes()].concat());
    assert_eq!(price, [vec![1], five.clone(), five, time(now), time(now + MAX_AGE)].concat());

    let consumer = suite.consumer.as_bytes();
    let length = u16::try_from(consumer.len()).unwrap().to_be_bytes();
    let epoch = 1u64.to_be_bytes();
    let settlement = raw(&[&[2], &length[..], consumer, &epoch].concat());
    let expected = [
        vec![32],
        vec![1; 32],
        vec![187, 0x30],             // 1,000 leaves: 184 + 3 · 256 + 48
        vec![242, 0x4c, 0x4b, 0x40], // 5,000,000 in all
        time(now - 10),
        time(now),
        time(now),
        vec![1, 0b111], // committee 1, members 0, 1 and 2
    ];
    assert_eq!(settlement, expected.concat());
    assert_eq!(raw(&[&[3], consumer].concat()), [1]);
}

#[test]
fn the_handle_is_stored_and_shown_as_its_address() {
    let suite = Suite::new();
    let handle = suite.handle();
    assert_eq!(to_json_string(&handle).unwrap(), format!("\"{}\"", suite.oracle));
    assert_eq!((handle.to_string(), handle.addr()), (suite.oracle.to_string(), &suite.oracle));
}

#[test]
fn is_fresh_counts_the_last_second() {
    let price =
        PriceRecord { round: 1, low: decimal("1"), high: decimal("1"), observed_at: 5, expires_at: 9 };
    assert!(price.is_fresh(0) && price.is_fresh(9) && !price.is_fresh(10));
}
