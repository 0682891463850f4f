//! A consumer of roots: a contract that has nothing of an escrow but its totals and the overcharges that a test puts on
//! record, so the record may be false.

use super::suite::Suite;
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult, Uint128};
use cw_multi_test::{App, BankKeeper, ContractWrapper, Executor};
use oracle::ContractError;
use weal_api::compute_escrow::{HOLDINGS, HoldingsRecord, OVERCHARGES, OverchargeRecord};
use weal_records::pack;

/// A sum above the total of any root of these tests, base units.
const DEPOSITS: u128 = 1 << 100;

type Api = cosmwasm_std::testing::MockApi;

/// Stores the message as its record: none for an escrow that nobody has paid into.
fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, record: Option<Binary>) -> StdResult<Response> {
    if let Some(record) = record {
        deps.storage.set(&HOLDINGS.key(), &record);
    }
    Ok(Response::new())
}

/// Stores the message as an overcharge: (epoch, lease) and its record.
fn execute(
    deps: DepsMut,
    _: Env,
    _: MessageInfo,
    (key, record): ((u64, u64), OverchargeRecord),
) -> StdResult<Response> {
    OVERCHARGES.save(deps.storage, &key, &record);
    Ok(Response::new())
}

impl Suite {
    /// Puts on the consumer's record that the lease is overcharged in that epoch.
    pub(crate) fn show(&mut self, epoch: u64, lease_id: u64, finder: &Addr, victim: &Addr) {
        let record = OverchargeRecord { finder: finder.clone(), victim: victim.clone() };
        let (sender, consumer) = (self.stranger.clone(), self.consumer.clone());
        self.app.execute_contract(sender, consumer, &((epoch, lease_id), record), &[]).unwrap();
    }
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

/// An escrow that was paid enough for every root.
pub(crate) fn consumer(app: &mut App<BankKeeper, Api>, owner: &Addr) -> Addr {
    with_record(app, owner, Some(totals(0, DEPOSITS)))
}

fn with_record(app: &mut App<BankKeeper, Api>, owner: &Addr, record: Option<Binary>) -> Addr {
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    app.instantiate_contract(code, owner.clone(), &record, &[], "escrow", None).unwrap()
}

/// The totals of an escrow that holds `deposits` of all that was ever paid in, and much that pays no leaf.
fn totals(deposits: u128, paid_in: u128) -> Binary {
    let [deposits, paid_in, other] = [deposits, paid_in, 1 << 90].map(Uint128::new);
    let (bonds, fees, credits, requests) = (other, other, other, other);
    pack(&HoldingsRecord { bonds, deposits, fees, paid_in, credits, requests, leases: 1 }).into()
}

fn suite_of(record: Option<Binary>) -> Suite {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    suite.consumer = with_record(&mut suite.app, &owner, record);
    suite
}

/// Attack 26: a root that promises a unit more than the escrow was ever paid is refused; one of as much stands, however
/// much of it was claimed or sent back since.
#[test]
fn a_root_above_the_escrow_is_refused_at_submission() {
    let root = Suite::new().next_root();
    let total = Uint128::new(root.total_charge);
    for deposits in [0, 2_000_000, 4_999_999] {
        let mut suite = suite_of(Some(totals(deposits, 4_999_999)));
        let refused = ContractError::TotalAboveEscrow { total, capacity: Uint128::new(4_999_999) };
        let msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
        suite.assert_unpublished(&msg, refused);
    }
    for deposits in [0, 5_000_000] {
        suite_of(Some(totals(deposits, 5_000_000))).settle();
    }
}

#[test]
fn an_escrow_that_nobody_paid_into_covers_nothing() {
    let mut suite = suite_of(None);
    let (total, capacity) = (Uint128::new(5_000_000), Uint128::zero());
    let msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
    suite.assert_unpublished(&msg, ContractError::TotalAboveEscrow { total, capacity });
}

/// An account whose totals cannot be read gets no root: it is no contract, or has another record.
#[test]
fn a_consumer_without_readable_totals_gets_no_root() {
    let mut suite = Suite::new();
    suite.consumer = suite.stranger.clone();
    let msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
    let refused = suite.publish(&msg).unwrap_err().to_string();
    assert!(refused.contains("the leaves charge 5000000 in all, the escrow was ever paid 0"), "{refused}");
    assert_eq!(suite.latest().epoch, 0);
    let whole = totals(0, DEPOSITS).to_vec();
    for record in [vec![1, 2], whole[..whole.len() - 1].to_vec(), [&whole[..], &[0]].concat()] {
        let mut suite = suite_of(Some(record.into()));
        let msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
        let refused = suite.publish(&msg).unwrap_err().to_string();
        assert!(
            refused.contains("cannot be read as an escrow: the stored HoldingsRecord is damaged"),
            "{refused}"
        );
        assert_eq!(suite.latest().epoch, 0);
    }
}
