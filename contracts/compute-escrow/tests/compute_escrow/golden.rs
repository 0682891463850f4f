//! Records of each release: this one's are written as they are kept, and every one of them is read.

use super::disputes::{INNER, Work, at, commit, committed_to, dispute, with_output};
use super::requests::ask;
use super::suite::{BOND, DENOM, REQUEST_BOND, Suite, WINDOW, leaf};
use compute_escrow::{ContractError, contract, layout};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, coins, from_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use weal_api::compute_escrow::{
    ConfigResponse, DepositsResponse, ExecuteMsg, HoldingsResponse, Job, LeaseResponse, MigrateMsg,
    OffersResponse, OutputCommitmentResponse, ProviderResponse, QueryMsg, RequestsResponse,
};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// An escrow in which something is stored under every prefix: three leases, of which one has two depositors, an assignee, a declared
/// job, a void epoch and an open request, one was overcharged and one was claimed of.
fn complete() -> Suite {
    let work = Work::seeded(INNER).spoiled(at(13, 7), 1);
    let mut suite = committed_to(&work);
    let (provider, rival) = (suite.provider.clone(), suite.rival.clone());
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    suite.execute(&provider, &ExecuteMsg::TopUpBond {}, &coins(BOND, DENOM)).unwrap();
    suite.execute(&stranger, &ExecuteMsg::TopUp { lease_id: 1 }, &coins(100, DENOM)).unwrap();
    suite.run(&tenant, &ExecuteMsg::DeclareJob { lease_id: 1, job: work.job() });
    suite.run(&provider, &ExecuteMsg::AssignPayout { lease_id: 1, assignee: rival.to_string() });
    suite.run(&stranger, &dispute(1, &work, at(13, 7)));
    let (overcharged, claimed) = (suite.ballast(), suite.ballast());
    suite.run(&provider, &commit(1, 2, &work));
    suite.advance(100);
    let now = suite.now();
    let first = with_output(leaf(1, 1_000, now), &work);
    let epoch = suite.attest(&[first, leaf(overcharged, 251, now), leaf(claimed, 250, now)]);
    suite.run(&stranger, &ExecuteMsg::ReportOvercharge(epoch.claim(1)));
    suite.execute(&rival, &ask(2, Some(at(13, 7))), &coins(REQUEST_BOND, DENOM)).unwrap();
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(2)));
    suite
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let suite = complete();
    let rows = suite.app.dump_wasm_raw(&suite.escrow);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    let suite = complete();
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:compute-escrow", version).unwrap();
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(suite.now());
        let info = MigrateInfo { sender: suite.owner.clone(), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let read = |msg: QueryMsg| contract::query(deps.as_ref(), env.clone(), msg).unwrap();
        /// The same answer as the escrow that was never migrated gives.
        fn ensure_same<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(
            suite: &Suite,
            msg: QueryMsg,
            read: impl Fn(QueryMsg) -> cosmwasm_std::Binary,
        ) {
            assert_eq!(from_json::<T>(read(msg.clone())).unwrap(), suite.query::<T>(&msg));
        }
        let provider = suite.provider.to_string();
        ensure_same::<ConfigResponse>(&suite, QueryMsg::Config {}, read);
        ensure_same::<ProviderResponse>(&suite, QueryMsg::Provider { provider }, read);
        ensure_same::<OffersResponse>(&suite, QueryMsg::Offers { start_after: None, limit: None }, read);
        for lease_id in 1..=3 {
            ensure_same::<LeaseResponse>(&suite, QueryMsg::Lease { lease_id }, read);
            ensure_same::<DepositsResponse>(&suite, QueryMsg::Deposits { lease_id }, read);
            ensure_same::<String>(&suite, QueryMsg::Payee { lease_id }, read);
        }
        ensure_same::<Option<Job>>(&suite, QueryMsg::Job { lease_id: 1, at: None }, read);
        let output = QueryMsg::OutputCommitment { lease_id: 1, epoch: 2 };
        ensure_same::<Option<OutputCommitmentResponse>>(&suite, output, read);
        let requests = QueryMsg::Requests { lease_id: 1, start_after: None, limit: None };
        ensure_same::<RequestsResponse>(&suite, requests, read);
        ensure_same::<String>(&suite, QueryMsg::Credit { account: suite.tenant.to_string() }, read);
        ensure_same::<HoldingsResponse>(&suite, QueryMsg::Holdings {}, read);
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap_err();
    let damaged = matches!(*refused, ContractError::Record(RecordError::Damaged { record: "Ownership", .. }));
    assert!(damaged, "{refused}");
}
