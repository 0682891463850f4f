//! The parameters with which an index begins; none of them changes.

use super::suite::{CAP_BPS, HALF_VOLUME, MIN_PROVIDERS, Suite, work};
use compute_index::ContractError;
use cosmwasm_std::{Empty, Uint128, from_json};
use cw_multi_test::Executor;
use weal_api::compute_escrow::QueryMsg as EscrowQuery;
use weal_api::compute_index::{ConfigResponse, ExecuteMsg, InstantiateMsg, QueryMsg};

type Change = fn(&mut InstantiateMsg);

#[test]
fn parameters_keep_their_bounds() {
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    let cases: [(Change, ContractError); 6] = [
        (|msg| msg.provider_cap_bps = 499, range("provider_cap_bps", 499, 500, 2_499)),
        (|msg| msg.provider_cap_bps = 2_500, range("provider_cap_bps", 2_500, 500, 2_499)),
        (|msg| msg.min_providers = 4, range("min_providers", 4, 5, 64)),
        (|msg| msg.min_providers = 65, range("min_providers", 65, 5, 64)),
        (|msg| msg.provider_cap_bps = 1_999, range("min_providers", 5, 6, 64)),
        (|msg| msg.half_volume = Uint128::zero(), ContractError::ZeroHalfVolume),
    ];
    for (change, reason) in cases {
        let refused = Suite::try_new(change).err().unwrap().to_string();
        assert!(refused.contains(&reason.to_string()), "{refused}");
    }
    let refused = Suite::try_new(|msg| msg.escrow = "nowhere".into()).err().unwrap().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
    for change in [
        (|msg| (msg.provider_cap_bps, msg.min_providers) = (500, 20)) as Change,
        |msg| (msg.provider_cap_bps, msg.min_providers) = (2_499, 64),
        |msg| msg.half_volume = Uint128::one(),
    ] {
        Suite::try_new(change).unwrap();
    }
}

#[test]
fn it_says_what_it_began_with() {
    let suite = Suite::new();
    let expected = ConfigResponse {
        escrow: suite.escrow.clone(),
        provider_cap_bps: CAP_BPS,
        min_providers: MIN_PROVIDERS,
        half_volume: Uint128::new(HALF_VOLUME),
    };
    assert_eq!(suite.query::<ConfigResponse>(&QueryMsg::Config {}), expected);
}

#[test]
fn unknown_fields_are_refused() {
    let unknown = |error: cosmwasm_std::StdError| assert!(error.to_string().contains("unknown field"));
    unknown(from_json::<ExecuteMsg>(r#"{"record":{"lease_ids":[1],"extra":1}}"#).unwrap_err());
    unknown(from_json::<QueryMsg>(r#"{"usage_of":{"payer":"p","extra":1}}"#).unwrap_err());
    unknown(from_json::<EscrowQuery>(r#"{"settled_work":{"lease_ids":[1],"extra":1}}"#).unwrap_err());
    let start = r#"{"escrow":"e","provider_cap_bps":1,"min_providers":1,"half_volume":"1","owner":"o"}"#;
    unknown(from_json::<InstantiateMsg>(start).unwrap_err());
}

#[test]
fn it_migrates_to_its_own_version_and_by_its_admin_alone() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "north", 1_000)]);
    let (admin, stranger, code_id) = (suite.admin.clone(), suite.stranger.clone(), suite.code_id);
    let index = suite.index.clone();
    let refused = suite.app.migrate_contract(stranger, index.clone(), &Empty {}, code_id);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("Only admin can migrate contract"), "{refused}");
    let before = suite.snapshot();
    suite.app.migrate_contract(admin, index, &Empty {}, code_id).unwrap();
    assert_eq!(suite.snapshot(), before);
}
