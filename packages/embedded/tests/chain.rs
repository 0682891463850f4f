//! The embedded chain as a stranger's test meets it.
#![allow(clippy::unwrap_used, missing_docs)]

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use serde_json::json;
use std::collections::BTreeSet;
use weal_client::{Chain, ClientError, Code, Funds, ONE, USD};
use weal_embedded::{ACTORS, ENDOWMENT, EmbeddedChain, codes, deploy, embedded_chain};

/// A contract of somebody else, which refuses every message and answers its own address.
fn stranger() -> Box<dyn Contract<Empty>> {
    fn accept(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn refuse(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Err(StdError::msg("not today"))
    }
    fn address(_: Deps, env: Env, _: Empty) -> StdResult<Binary> {
        to_json_binary(&env.contract.address)
    }
    Box::new(ContractWrapper::new(refuse, accept, address))
}

#[test]
fn every_contract_is_deployed_under_its_crates_name() {
    let chain = embedded_chain();
    let economy = deploy(&chain).unwrap();
    let labels: BTreeSet<_> = economy.addresses().into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, codes().into_keys().collect());
    let addresses: BTreeSet<_> =
        economy.addresses().into_iter().map(|(_, address)| address.to_owned()).collect();
    assert_eq!(addresses.len(), labels.len());
}

#[test]
fn each_actor_begins_with_its_endowment() {
    let chain = embedded_chain();
    for actor in ACTORS {
        let address = chain.address(actor).unwrap();
        assert_eq!(chain.balance(&address, USD).unwrap(), ENDOWMENT);
    }
}

#[test]
fn a_strangers_contract_joins_and_is_refused_in_its_own_words() {
    let mut codes = codes();
    codes.insert("stranger", Box::new(stranger));
    let chain = EmbeddedChain::new(codes, &ACTORS, &[(ENDOWMENT, USD)]);
    deploy(&chain).unwrap();
    let code = chain.store("spare", &Code { name: "stranger".into() }).unwrap();
    let (address, _) = chain.instantiate("spare", code.code_id, "stranger", &json!({})).unwrap();
    assert_eq!(chain.query(&address, &json!({})).unwrap(), json!(address));
    let refused = chain.execute("spare", &address, &json!({}), &Funds::none());
    assert!(matches!(refused, Err(ClientError::Refused { reason, .. }) if reason == "not today"));
}

#[test]
fn a_transaction_ends_a_block_of_one_second_and_a_refused_one_none() {
    let chain = embedded_chain();
    let (first, recipient) = (chain.block().unwrap(), chain.address("spare").unwrap());
    chain.send("tenant", &recipient, &Funds::one(ONE, USD)).unwrap();
    let second = chain.block().unwrap();
    assert_eq!((second.height, second.time), (first.height + 1, first.time + 1));
    chain.send("tenant", &recipient, &Funds::one(ENDOWMENT, USD)).unwrap_err();
    assert_eq!(chain.block().unwrap(), second);
}

#[test]
fn time_passes_at_once_and_never_backwards() {
    let chain = embedded_chain();
    let first = chain.block().unwrap();
    let later = chain.wait_until(first.time + 86_400).unwrap();
    assert_eq!((later.height, later.time), (first.height + 1, first.time + 86_400));
    assert_eq!(chain.wait_until(first.time).unwrap(), later);
}

#[test]
fn unknown_accounts_and_codes_are_named_with_what_there_is() {
    let chain = embedded_chain();
    let unknown = chain.address("nobody");
    assert!(
        matches!(unknown, Err(ClientError::UnknownAccount { name, known }) if name == "nobody" && known.contains("tenant"))
    );
    let unknown = chain.store("operator", &Code { name: "nothing".into() });
    assert!(matches!(unknown, Err(ClientError::UnknownCode { name, .. }) if name == "nothing"));
}

#[test]
fn the_chain_beneath_is_cw_multi_tests_own() {
    let chain = embedded_chain();
    let beneath = chain.app().block_info();
    assert_eq!(
        (beneath.height, beneath.chain_id.as_str()),
        (chain.block().unwrap().height, chain.chain_id())
    );
}
