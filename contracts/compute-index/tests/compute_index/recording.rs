//! Recording: what counts, once, and for whom.

use super::suite::{Suite, account, assert_event, fee, work};
use compute_index::ContractError;
use cosmwasm_std::{Addr, Uint128, coin, coins};
use cw_multi_test::{BankSudo, SudoMsg};
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{
    ComputeIndexContract, QueryMsg, RecordedLeaseResponse, TotalsResponse, UsageRecord, UsagesResponse,
};
use weal_contract_kit::payment::PaymentError;

fn running(lease_id: u64, claimed: u128) -> SettledWork {
    SettledWork { ended_at: None, is_settled: false, is_closed: false, ..work(lease_id, "north", claimed) }
}

fn tenant() -> Addr {
    account("tenant of north")
}

fn recorded(suite: &Suite, lease_id: u64) -> RecordedLeaseResponse {
    suite.query(&QueryMsg::RecordedLease { lease_id })
}

#[test]
fn a_payers_usage_grows_by_what_claims_add_and_is_read_raw() {
    let mut suite = Suite::new();
    let handle = ComputeIndexContract(suite.index.clone());
    assert_eq!(handle.usage(&suite.app.wrap(), &tenant()).unwrap(), UsageRecord::default());
    suite.settle(&[running(1, 10_000)]);
    let response = suite.record(&[1]);
    let expected = [("leases", "1"), ("fees", "250"), ("settled", "0"), ("volume", "0")];
    assert_event(&response, "wasm-work_recorded", &expected);
    suite.advance(5);
    suite.settle(&[running(1, 10_001)]);
    suite.record(&[1]);
    let usage = UsageRecord { fees: Uint128::new(251), volume: Uint128::new(10_001), grew_at: suite.now() };
    assert_eq!(suite.usage(&tenant()), usage);
    assert_eq!(handle.usage(&suite.app.wrap(), &tenant()).unwrap(), usage);
    assert!(handle.usage(&suite.app.wrap(), &account("nobody")).unwrap().fees.is_zero());
}

/// 24: nothing counts twice, and nobody can put a record back.
#[test]
fn recording_again_adds_nothing_even_in_one_block_or_message() {
    let mut suite = Suite::new();
    suite.settle(&[work(1, "north", 10_000), running(2, 500)]);
    suite.record(&[1, 2, 1, 2]);
    let once = suite.snapshot();
    let usage = suite.usage(&tenant());
    let again = suite.record(&[1, 2]);
    let expected = [("leases", "2"), ("fees", "0"), ("settled", "0"), ("volume", "0")];
    assert_event(&again, "wasm-work_recorded", &expected);
    suite.advance(100);
    suite.record(&[2, 1, 1]);
    assert_eq!(suite.snapshot(), once);
    assert_eq!(suite.usage(&tenant()), usage);
    let totals = TotalsResponse {
        fees: Uint128::new(fee(10_000) + fee(500)),
        volume: Uint128::new(10_500),
        settled_leases: 1,
        settled_volume: Uint128::new(10_000),
    };
    assert_eq!(suite.totals(), totals);
}

#[test]
fn a_lease_counts_as_settled_once_nothing_more_can_be_claimed() {
    let mut suite = Suite::new();
    let mut lease = running(1, 10_000);
    suite.index(&[lease.clone()]);
    assert_eq!(suite.score("north").settled_leases, 0);
    lease.ended_at = work(1, "north", 0).ended_at;
    suite.index(&[lease.clone()]);
    assert!(!recorded(&suite, 1).is_final);
    lease.is_settled = true;
    lease.claimed = Uint128::new(12_000);
    lease.protocol_fees = Uint128::new(fee(12_000));
    suite.index(&[lease.clone()]);
    let found = suite.score("north");
    assert_eq!((found.settled_leases, found.volume.u128()), (1, 12_000));
    assert_eq!(
        recorded(&suite, 1),
        RecordedLeaseResponse {
            claimed: Uint128::new(12_000),
            fees: Uint128::new(fee(12_000)),
            is_own: false,
            is_final: true,
        }
    );
    assert_eq!(suite.usage(&tenant()).fees.u128(), fee(12_000));
}

#[test]
fn a_lease_that_was_never_charged_counts_for_nothing() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", 0)]);
    assert_eq!(suite.score("north").settled_leases, 0);
    assert_eq!((suite.totals(), suite.history()), (TotalsResponse::default(), vec![]));
    let usages = QueryMsg::Usages { start_after: None, limit: None };
    assert_eq!(suite.query::<UsagesResponse>(&usages).usages, []);
}

/// 24: a lease from oneself is no work.
#[test]
fn a_tenants_own_leases_count_for_nothing() {
    let mut suite = Suite::new();
    let by_provider = SettledWork { tenant: account("north"), ..work(1, "north", 10_000) };
    let by_payee = SettledWork { payee: account("tenant of north"), ..work(2, "north", 10_000) };
    suite.index(&[by_provider, by_payee]);
    assert_eq!(suite.totals(), TotalsResponse::default());
    assert_eq!((suite.score("north").score, suite.history()), (0, vec![]));
    assert_eq!(suite.usage(&account("north")), UsageRecord::default());
    assert!(recorded(&suite, 1).is_own && recorded(&suite, 2).is_own);
    // A lender that is paid instead of the provider is neither.
    suite.index(&[SettledWork { payee: account("lender"), ..work(3, "north", 10_000) }]);
    assert_eq!(suite.totals().settled_leases, 1);
}

/// A payout that was the tenant's when it was recorded: assigning it back afterwards makes nothing of it count.
#[test]
fn a_lease_that_was_its_tenants_own_stays_so() {
    let mut suite = Suite::new();
    suite.index(&[SettledWork { payee: tenant(), ..running(1, 10_000) }]);
    suite.index(&[work(1, "north", 30_000)]);
    assert_eq!((suite.totals(), suite.history()), (TotalsResponse::default(), vec![]));
    assert_eq!(recorded(&suite, 1).claimed.u128(), 30_000);
}

#[test]
fn one_to_thirty_known_leases_are_taken_without_funds() {
    let mut suite = Suite::new();
    let leases: Vec<SettledWork> = (1..=31).map(|lease_id| work(lease_id, "north", 1_000)).collect();
    suite.settle(&leases);
    let range = |found| ContractError::OutOfRange { field: "lease_ids", found, min: 1, max: 30 };
    suite.assert_refused(vec![], &[], &range(0));
    suite.assert_refused((1..=31).collect(), &[], &range(31));
    let (stranger, funds) = (suite.stranger.clone(), coins(1, "uusd"));
    let mint = BankSudo::Mint { to_address: stranger.to_string(), amount: funds };
    suite.app.sudo(SudoMsg::Bank(mint)).unwrap();
    let paid = PaymentError::NotPayable { found: "1uusd".into() };
    suite.assert_refused(vec![1], &[coin(1, "uusd")], &paid.into());
    let before = suite.snapshot();
    let refused = suite.try_record(vec![1, 99], &[]).unwrap_err().to_string();
    assert!(refused.contains("00, 63] not found"), "{refused}");
    assert_eq!(suite.snapshot(), before);
    suite.record(&(1..=30).collect::<Vec<_>>());
    assert_eq!(suite.totals().settled_leases, 30);
}

/// 24: a record never falls.
#[test]
fn an_escrow_that_takes_something_back_is_refused() {
    let mut suite = Suite::new();
    suite.index(&[running(1, 10_000)]);
    suite.settle(&[running(1, 9_999)]);
    let fell = |recorded: u128, found: u128| ContractError::SourceFell {
        lease_id: 1,
        recorded: Uint128::new(recorded),
        found: Uint128::new(found),
    };
    suite.assert_refused(vec![1], &[], &fell(10_000, 9_999));
    suite.settle(&[SettledWork { protocol_fees: Uint128::new(249), ..running(1, 10_000) }]);
    suite.assert_refused(vec![1], &[], &fell(250, 249));
}

#[test]
fn payers_are_paged_by_address() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", 1_000), work(2, "south", 2_000), work(3, "west", 3_000)]);
    let page = |start_after: Option<String>, limit| {
        let msg = QueryMsg::Usages { start_after, limit };
        suite.query::<UsagesResponse>(&msg).usages
    };
    let all = page(None, None);
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by_key(|row| row.payer.clone()));
    assert_eq!(page(None, Some(2)), all[..2]);
    assert_eq!(page(Some(all[1].payer.to_string()), None), all[2..]);
}
