//! The oracle contract and its members.

use crate::suite::{Chain, FEED, MAX_AGE};
use cosmwasm_std::{Addr, Binary};
use cw_multi_test::{ContractWrapper, Executor};
use weal_api::oracle::{self as oracle_api, FeedSpec};
use weal_attestation::{Domain, KeyPossession, MemberKey};

/// The oracle contract with a committee of four whose keys are registered.
pub(crate) fn oracle(app: &mut Chain, owner: &Addr) -> (Addr, Vec<MemberKey>) {
    let code = ContractWrapper::new(
        oracle::contract::execute,
        oracle::contract::instantiate,
        oracle::contract::query,
    );
    let code_id = app.store_code(Box::new(code));
    let operators: Vec<_> = (0..4).map(|seat| app.api().addr_make(&format!("operator{seat}"))).collect();
    let msg = oracle_api::InstantiateMsg {
        owner: owner.to_string(),
        operators: operators.iter().map(Addr::to_string).collect(),
        feeds: vec![FeedSpec {
            name: FEED.into(),
            max_age_seconds: MAX_AGE,
            max_deviation_bps: 0,
            min_observations: None,
        }],
        terms: oracle_api::CommitteeTerms::default(),
    };
    let oracle = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "oracle", None).unwrap();
    let challenge: oracle_api::ChallengeResponse =
        app.wrap().query_wasm_smart(&oracle, &oracle_api::QueryMsg::Challenge {}).unwrap();
    let keys: Vec<_> = (1..=4).map(|seed| MemberKey::from_seed([seed; 32])).collect();
    let chain_id = app.block_info().chain_id;
    for (operator, key) in operators.iter().zip(&keys) {
        let possession = KeyPossession {
            challenge: challenge.challenge.as_slice().try_into().unwrap(),
            operator: operator.as_str(),
            public_key: key.public_key(),
        };
        let domain = Domain { chain_id: &chain_id, contract: oracle.as_str(), committee_epoch: 1 };
        let msg = oracle_api::ExecuteMsg::RegisterKey {
            public_key: Binary::from(key.public_key()),
            proof: Binary::from(key.sign(&domain, &possession)),
        };
        app.execute_contract(operator.clone(), oracle.clone(), &msg, &[]).unwrap();
    }
    (oracle, keys)
}
