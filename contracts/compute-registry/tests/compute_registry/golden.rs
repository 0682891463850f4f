//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::{Suite, document};
use compute_registry::{ContractError, contract, layout};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, Uint128, from_json};
use std::path::PathBuf;
use weal_api::compute_registry::{
    AttestationStatus, AttestationsResponse, AuditorResponse, Claim, ExecuteMsg, HoldingsResponse,
    MigrateMsg, QueryMsg, Sku, SkuSpec,
};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::new();
    let (auditor, rival, stranger) = (suite.auditor.clone(), suite.rival.clone(), suite.stranger.clone());
    let spec = SkuSpec { name: "H100-SXM".into(), vram_gb: 80, int8_tops: 1_979, watts: 700 };
    suite.govern(&ExecuteMsg::AddSku(spec));
    for (auditor, claim) in [(&auditor, Claim::RenewableShare { bps: 9_000 }), (&rival, Claim::Soc2 {})] {
        let attest = suite.attestation(claim, 86_400);
        suite.run(auditor, &attest);
    }
    suite.govern(&ExecuteMsg::Refute {
        attestation_id: 2,
        evidence_hash: document(9),
        reporter: Some(stranger.to_string()),
    });
    let rows = suite.app.dump_wasm_raw(&suite.registry);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:compute-registry", version).unwrap();
        let [provider, auditor, stranger] =
            ["provider", "auditor", "stranger"].map(|name| deps.api.addr_make(name).to_string());
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(Suite::empty(|_| {}).now());
        let info = MigrateInfo { sender: deps.api.addr_make("owner"), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let caller = deps.api.addr_make("anyone");
        let claim = ExecuteMsg::ClaimAward { account: stranger };
        contract::execute(deps.as_mut(), env.clone(), message_info(&caller, &[]), claim).unwrap();
        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let sku: Sku = from_json(ask(QueryMsg::Sku { name: "H100-SXM".into() })).unwrap();
        assert_eq!((sku.vram_gb, sku.is_retired), (80, false));
        let found: AuditorResponse = from_json(ask(QueryMsg::Auditor { auditor })).unwrap();
        assert_eq!((found.bond.u128(), found.kinds.len()), (1_000, 7));
        let all = QueryMsg::Attestations { provider, start_after: None, limit: None };
        let all: AttestationsResponse = from_json(ask(all)).unwrap();
        let statuses: Vec<_> = all.attestations.iter().map(|row| (row.attestation_id, &row.status)).collect();
        assert!(
            matches!(
                statuses[..],
                [(2, AttestationStatus::Refuted { slashed, .. }), (1, AttestationStatus::Standing)]
                    if *slashed == Uint128::new(500)
            ),
            "{statuses:?}"
        );
        // 100 of the 500 were the reporter's, who has just been paid.
        let holdings: HoldingsResponse = from_json(ask(QueryMsg::Holdings {})).unwrap();
        assert_eq!((holdings.bonds.u128(), holdings.awards.u128()), (1_500, 400));
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap_err();
    let damaged = matches!(&refused, ContractError::Record(RecordError::Damaged { record: "Ownership", .. }));
    assert!(damaged, "{refused}");
}
