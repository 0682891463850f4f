//! The report of a position against a replay of the events, as an indexer would keep it.

use super::invariants::cases;
use super::suite::{Suite, all, seasoned};
use cosmwasm_std::{Addr, Event, Uint128};
use cw_multi_test::AppResponse;
use proptest::prelude::*;
use std::collections::HashMap;
use weal_api::amm_pool::{ExecuteMsg, PositionReportResponse};

const BLOCKS: u32 = 6;

/// A model of the pool from its events alone: it asks the pool nothing.
#[derive(Default)]
struct Indexer {
    reserves: [u128; 2],
    fees: [u128; 2],
    supply: u128,
    accounts: HashMap<String, Account>,
}

#[derive(Clone, Default)]
struct Account {
    shares: u128,
    entry: [u128; 2],
    bought: [u128; 2],
    young: u128,
    young_bought: [u128; 2],
    /// The height at which the young shares season, 2^-32 of a height.
    seasons_at: u128,
}

fn two(values: &str) -> [u128; 2] {
    let numbers: Vec<u128> = values.split(',').map(|value| value.parse().unwrap()).collect();
    [numbers[0], numbers[1]]
}

impl Indexer {
    fn read(&mut self, response: &AppResponse, pool: &Addr, height: u64) {
        for event in &response.events {
            let is_own =
                event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == pool.as_str());
            if is_own && event.ty.starts_with("wasm") {
                self.take_in(event, height);
            }
        }
    }

    fn take_in(&mut self, event: &Event, height: u64) {
        let get = |key: &str| event.attributes.iter().find(|a| a.key == key).map(|a| a.value.clone());
        let number = |key: &str| get(key).unwrap().parse::<u128>().unwrap();
        let part = |held: [u128; 2], shares: u128, supply: u128| held.map(|held| held * shares / supply);
        match event.ty.as_str() {
            "wasm-liquidity_provided" => {
                self.after(event);
                let (shares, amounts) = (number("shares"), two(&get("amounts").unwrap()));
                let bought = part(self.fees, shares, self.supply);
                let account = self.settled(&get("recipient").or_else(|| get("provider")).unwrap(), height);
                account.shares += shares;
                account.young += shares;
                for side in 0..2 {
                    account.entry[side] += amounts[side];
                    account.bought[side] += bought[side];
                    account.young_bought[side] += bought[side];
                }
                let at = (u128::from(height) + u128::from(BLOCKS)) << 32;
                let sum = account.seasons_at * (account.young - shares) + at * shares;
                account.seasons_at = sum.div_ceil(account.young);
            }
            "wasm-liquidity_withdrawn" => {
                self.settled(&get("provider").unwrap(), height).leave(number("shares"));
                self.after(event);
            }
            "wasm-swapped" => self.after(event),
            _ if get("action").as_deref() == Some("transfer") => {
                let shares = number("amount");
                self.settled(&get("from").unwrap(), height).leave(shares);
                let fees = part(self.fees, shares, self.supply);
                let holdings = [self.reserves[0] + self.fees[0], self.reserves[1] + self.fees[1]];
                let worth = part(holdings, shares, self.supply);
                let account = self.settled(&get("to").unwrap(), height);
                account.shares += shares;
                for side in 0..2 {
                    account.entry[side] += worth[side];
                    account.bought[side] += fees[side];
                }
            }
            other => panic!("an event that the indexer does not know: {other}"),
        }
    }

    fn after(&mut self, event: &Event) {
        for attribute in &event.attributes {
            match attribute.key.as_str() {
                "reserves" => self.reserves = two(&attribute.value),
                "fees_held" => self.fees = two(&attribute.value),
                "supply" => self.supply = attribute.value.parse().unwrap(),
                _ => {}
            }
        }
    }

    fn settled(&mut self, account: &str, height: u64) -> &mut Account {
        let account = self.accounts.entry(account.into()).or_default();
        if account.young == 0 || u128::from(height) << 32 >= account.seasons_at {
            *account = Account { young: 0, young_bought: [0; 2], seasons_at: 0, ..account.clone() };
        }
        account
    }

    /// Returns what the pool should report, to be compared to the unit.
    fn report(&mut self, account: &Addr, height: u64) -> Expected {
        let (reserves, fees, supply) = (self.reserves, self.fees, self.supply);
        let account = self.settled(account.as_str(), height).clone();
        let old = account.shares - account.young;
        let of_fees = [0, 1].map(|side| {
            fees[side] * old / supply + (fees[side] * account.young / supply).min(account.young_bought[side])
        });
        let amounts = [0, 1].map(|side| reserves[side] * account.shares / supply + of_fees[side]);
        let earned = [0, 1].map(|side| of_fees[side].saturating_sub(account.bought[side]));
        let value = |amounts: [u128; 2]| amounts[0] + amounts[1] * reserves[0] / reserves[1];
        let [value, hold, fees] = [value(amounts), value(account.entry), value(earned)];
        let signed = |value: u128| i128::try_from(value).unwrap();
        let net = signed(value) - signed(hold);
        Expected {
            amounts,
            entry: account.entry,
            young: account.young,
            sums: [signed(value), signed(hold), signed(fees), signed(fees) - net, net],
        }
    }
}

impl Account {
    fn leave(&mut self, shares: u128) {
        let young = shares.saturating_sub(self.shares - self.young);
        for side in 0..2 {
            self.entry[side] -= self.entry[side] * shares / self.shares;
            self.bought[side] -= self.bought[side] * shares / self.shares;
            if young > 0 {
                self.young_bought[side] -= self.young_bought[side] * young / self.young;
            }
        }
        self.young -= young;
        self.shares -= shares;
    }
}

struct Expected {
    amounts: [u128; 2],
    entry: [u128; 2],
    young: u128,
    /// Value, hold value, fees, impermanent loss, net.
    sums: [i128; 5],
}

fn assert_reported(report: &PositionReportResponse, expected: &Expected) -> Result<(), TestCaseError> {
    prop_assert_eq!(all(&report.entry), expected.entry);
    prop_assert_eq!(all(&report.amounts), expected.amounts);
    prop_assert_eq!(report.unseasoned.u128(), expected.young);
    let signed = |value: Uint128| i128::try_from(value.u128()).unwrap();
    let sums = [
        signed(report.value),
        signed(report.hold_value),
        signed(report.fees),
        report.impermanent_loss.i128(),
        report.net.i128(),
    ];
    prop_assert_eq!(sums, expected.sums);
    Ok(())
}

#[derive(Clone, Debug)]
enum Step {
    Provide(usize, [u128; 2]),
    ProvideOne(usize, usize, u128),
    Swap(usize, u128),
    Withdraw(usize, u128),
    Transfer(usize, usize, u128),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let amount = || 1_000u128..200_000_000;
    let who = || 0usize..3;
    prop_oneof![
        2 => (who(), [amount(), amount()]).prop_map(|(a, n)| Step::Provide(a, n)),
        1 => (who(), 0usize..2, amount()).prop_map(|(a, side, n)| Step::ProvideOne(a, side, n)),
        3 => (0usize..2, amount()).prop_map(|(side, n)| Step::Swap(side, n)),
        2 => (who(), 1u128..1_001).prop_map(|(a, n)| Step::Withdraw(a, n)),
        1 => (who(), who(), amount()).prop_map(|(a, b, n)| Step::Transfer(a, b, n)),
        2 => (1u64..5).prop_map(Step::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(40)))]

    #[test]
    fn every_report_is_what_a_replay_of_the_events_says(steps in prop::collection::vec(step(), 1..25)) {
        let mut suite = Suite::with(|msg| msg.params = seasoned(BLOCKS));
        let users = suite.users();
        let mut indexer = Indexer::default();
        let opened = suite.provide(&users[0], [1_000_000_000, 700_000_000]).unwrap();
        indexer.read(&opened, &suite.pool, suite.height());
        for step in steps {
            let done = match step {
                Step::Provide(a, n) => suite.provide(&users[a], n),
                Step::ProvideOne(a, side, n) => suite.provide_one(&users[a], side, n, 0),
                Step::Swap(side, n) => suite.sell(&users[2], side, n),
                Step::Withdraw(a, thousandths) => {
                    let shares = suite.shares(&users[a]) * thousandths.min(1_000) / 1_000;
                    suite.withdraw(&users[a], shares)
                }
                Step::Transfer(a, b, n) if a != b => {
                    let (recipient, amount) = (users[b].to_string(), Uint128::new(n));
                    suite.execute(&users[a], &ExecuteMsg::Transfer { recipient, amount }, &[])
                }
                Step::Transfer(..) => continue,
                Step::Pass(blocks) => {
                    suite.pass(blocks);
                    continue;
                }
            };
            if let Ok(response) = done {
                indexer.read(&response, &suite.pool, suite.height());
            }
            for user in &users {
                assert_reported(&suite.report(user), &indexer.report(user, suite.height()))?;
            }
        }
    }
}

#[test]
fn where_nothing_seasons_no_positions_are_kept() {
    let suite = Suite::opened([1_000_000, 1_000_000]);
    let msg = weal_api::amm_pool::QueryMsg::PositionReport { owner: suite.alice.to_string() };
    let error = suite.try_query::<PositionReportResponse>(&msg).unwrap_err().to_string();
    assert!(error.contains(&amm_pool::ContractError::NoPositions.to_string()), "{error}");
}
