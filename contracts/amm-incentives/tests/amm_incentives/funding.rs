//! Anyone pays for a schedule, in anything.

use crate::suite::{NOW, PURSE, Suite, assert_refused, attributes, golden};
use cosmwasm_std::{Coin, coin};
use weal_api::amm_incentives::{ExecuteMsg, QueryMsg, SchedulesResponse};

const YEAR: u64 = 31_536_000;

#[test]
fn a_schedule_in_a_native_token_is_numbered_and_held() {
    let mut suite = Suite::new();
    let response = suite.fund().unwrap();
    let expected = golden(&[
        ("schedule_id", "1"),
        ("pool", suite.pool.as_str()),
        ("funder", suite.funder.as_str()),
        ("token", "uusd"),
        ("amount", "1000"),
        ("starts_at", "1700000010"),
        ("ends_at", "1700000110"),
    ]);
    assert_eq!(attributes(&response, "schedule_created"), expected);
    assert_eq!(suite.uusd(&suite.incentives), 1_000);
    assert_eq!(suite.schedule(1).amount.u128(), 1_000);
}

#[test]
fn a_schedule_in_a_cw20_belongs_to_who_sent_it() {
    let mut suite = Suite::new();
    let gold = suite.gold.clone();
    suite.fund_in(&gold).unwrap();
    suite.fund_in(&gold).unwrap();
    assert_eq!(suite.schedule(2).funder, suite.funder);
    assert_eq!(suite.balance(&gold, &suite.incentives), 2_000);
    assert_eq!(suite.balance(&gold, &suite.funder), PURSE - 2_000);
}

#[test]
fn exactly_one_coin_pays_for_a_schedule() {
    let mut suite = Suite::new();
    let (funder, msg) = (suite.funder.clone(), ExecuteMsg::CreateSchedule(suite.period(10, 110)));
    let wrong: [&[Coin]; 2] = [&[], &[coin(1, "uatom"), coin(1, "uusd")]];
    for funds in wrong {
        assert_refused(suite.execute(&funder, &msg, funds), "exactly one coin above zero");
    }
}

#[test]
fn a_period_is_accepted_at_its_limits_and_refused_beyond() {
    let mut suite = Suite::new();
    suite.at(1_000);
    let cases = [
        (1_000, 1_001, None),
        (999, 2_000, Some("a schedule starts at")),
        (1_000 + YEAR, 1_001 + YEAR, None),
        (1_001 + YEAR, 1_002 + YEAR, Some("a schedule starts at")),
        (1_000, 1_000, Some("a schedule ends at")),
        (1_000, 1_000 + 2 * YEAR, None),
        (1_000, 1_001 + 2 * YEAR, Some("a schedule ends at")),
    ];
    let funder = suite.funder.clone();
    for (starts, ends, refusal) in cases {
        let msg = ExecuteMsg::CreateSchedule(suite.period(starts, ends));
        let result = suite.execute(&funder, &msg, &[coin(1, "uusd")]);
        match refusal {
            Some(reason) => assert_refused(result, reason),
            None => assert!(result.is_ok(), "{starts} to {ends}: {result:?}"),
        }
    }
    let mut period = suite.period(1_000, 2_000);
    period.pool = "POOL".into();
    let wrong = suite.execute(&funder, &ExecuteMsg::CreateSchedule(period), &[coin(1, "uusd")]);
    assert_refused(wrong, "parse failed");
}

#[test]
fn schedules_are_listed_by_page() {
    let mut suite = Suite::new();
    for _ in 0..3 {
        suite.fund().unwrap();
    }
    let page = |start_after, limit| -> Vec<u64> {
        let msg = QueryMsg::Schedules { start_after, limit };
        let found: SchedulesResponse = suite.app.wrap().query_wasm_smart(&suite.incentives, &msg).unwrap();
        found.schedules.iter().map(|schedule| schedule.schedule_id).collect()
    };
    assert_eq!(page(None, None), [1, 2, 3]);
    assert_eq!(page(Some(1), Some(1)), [2]);
    assert_eq!(suite.schedule(3).starts_at, NOW + 10);
}
