//! Messages that no contract knows.

use super::ground;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, coins};
use cw_multi_test::{App, AppBuilder, BankKeeper, Executor};
use scenarios::{Attempt, Break, Sent, Wire};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weal_client::{Chain, Deployment, DeploymentTerms, Economy, POOL_CREATION_FEE, USD};
use weal_testing::{codes, embedded_chain};

/// The messages that a deployment sends.
fn deployment() -> Vec<Sent> {
    let chain = embedded_chain();
    let wire = Wire::to(&chain, Break::Never);
    let mut book = Deployment::in_memory(chain.chain_id());
    Economy::deploy(&wire, &mut book, &DeploymentTerms::development(), &mut |_, _| ()).unwrap();
    wire.sent()
}

/// A chain whose storage can be looked at, on which the operator deploys.
struct Replay {
    app: App<BankKeeper, MockApi>,
    operator: Addr,
    codes: BTreeMap<String, u64>,
    /// Label, address, and the message of the creation.
    contracts: Vec<(String, Addr, Value)>,
}

impl Replay {
    fn send(&mut self, sent: Sent) {
        match sent {
            Sent::Stored(name) => {
                let code_id = self.app.store_code(codes()[name.as_str()]());
                self.codes.insert(name, code_id);
            }
            Sent::Created { label, address, msg } => {
                let (code_id, operator) = (self.codes[&label], self.operator.clone());
                let admin = Some(operator.to_string());
                let created =
                    self.app.instantiate_contract(code_id, operator, &msg, &[], &label, admin).unwrap();
                assert_eq!(created.as_str(), address, "{label} must be where the others look for it");
                self.contracts.push((label, created, msg));
            }
            Sent::Executed { contract, msg } => {
                let (operator, contract) = (self.operator.clone(), Addr::unchecked(contract));
                let is_pool = msg.get("create_pool").is_some();
                let fee = if is_pool { coins(POOL_CREATION_FEE, USD) } else { vec![] };
                self.app.execute_contract(operator, contract.clone(), &msg, &fee).unwrap();
                if let Some(pool) = msg.get("create_pool") {
                    self.note_pool(&contract, pool.clone());
                }
            }
            Sent::Coins => panic!("a deployment sends no coins"),
        }
    }

    /// The factory's message has the fields of the pool's, less the owner and the parameters.
    fn note_pool(&mut self, factory: &Addr, mut msg: Value) {
        let listed: Value = self.app.wrap().query_wasm_smart(factory, &json!({"pools": {}})).unwrap();
        let pool = Addr::unchecked(listed["pools"][0]["pool"].as_str().unwrap());
        msg["owner"] = json!(self.operator);
        self.contracts.push(("amm-pool".into(), pool, msg));
    }
}

/// The message of a contract's creation does nothing as an execute message: not to its version, not to its
/// state, byte for byte.
#[test]
fn a_contract_cannot_be_instantiated_again() {
    let api = MockApi::default().with_prefix("wasm");
    let operator = api.addr_make("operator");
    let app: App<BankKeeper, MockApi> = AppBuilder::new().with_api(api).build(|router, _, storage| {
        router.bank.init_balance(storage, &operator, coins(POOL_CREATION_FEE, USD)).unwrap();
    });
    let mut replay = Replay { app, operator, codes: BTreeMap::new(), contracts: vec![] };
    for sent in deployment() {
        replay.send(sent);
    }
    let Replay { mut app, operator, contracts, .. } = replay;
    assert_eq!(contracts.len(), 12);
    for (label, contract, msg) in contracts {
        let before = app.dump_wasm_raw(&contract);
        let version = cw2_version(&app, &contract);
        assert!(version.contains(&label), "{version}");
        for again in [msg.clone(), json!({"instantiate": msg})] {
            let refused = app
                .execute_contract(operator.clone(), contract.clone(), &again, &[])
                .unwrap_err()
                .to_string();
            assert!(refused.contains("kind: Serialization"), "{refused}");
        }
        assert_eq!(app.dump_wasm_raw(&contract), before, "{label}");
        assert_eq!(cw2_version(&app, &contract), version);
    }
}

fn cw2_version(app: &App<BankKeeper, MockApi>, contract: &Addr) -> String {
    let raw = app.wrap().query_wasm_raw(contract, b"contract_info".as_slice()).unwrap().unwrap();
    String::from_utf8(raw).unwrap()
}

/// A label names nothing on the chain: the same message makes another contract, elsewhere, with a ledger of
/// its own.
#[test]
fn a_second_contract_of_the_same_label_is_another_contract() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let before = world.books().unwrap();
    let code = chain.store("faucet", &weal_client::Code { name: "vesting".into() }).unwrap();
    let msg = json!({"owner": chain.address("faucet").unwrap()});
    let (address, _) = chain.instantiate("faucet", code.code_id, "vesting", &msg).unwrap();
    assert_ne!(address, world.economy.vesting.address);
    assert_eq!(world.books().unwrap(), before);
}

/// The message with one field too many is refused for that field; without it, it is understood.
fn refuses_a_field_too_many(contract: &str, account: &str, msg: &Value) {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let at = world.economy.addresses().into_iter().find(|(label, _)| *label == contract).unwrap().1;
    let known = Attempt::raw(account, at, msg.clone()).send(&world);
    let known = known.map_or_else(|error| error.to_string(), |_| "accepted".into());
    assert!(!known.contains("unknown field"), "{known}");

    let mut wrong = msg.clone();
    for fields in wrong.as_object_mut().unwrap().values_mut() {
        fields["memo"] = json!("x");
    }
    let words = Attempt::raw(account, at, wrong).refused(&world).unwrap();
    assert!(words.contains("unknown field `memo`"), "{words}");
}

#[test]
fn the_token_refuses_a_field_too_many() {
    let msg = json!({"burn": {"amount": "1"}});
    refuses_a_field_too_many("governance-token", "operator", &msg);
}

#[test]
fn vesting_refuses_a_field_too_many() {
    refuses_a_field_too_many("vesting", "grantee", &json!({"claim": {"grant_id": 1}}));
}

#[test]
fn the_oracle_refuses_a_field_too_many() {
    let feed = json!({"name": "DOGE/USD", "max_age_seconds": 60, "max_deviation_bps": 0});
    refuses_a_field_too_many("oracle", "operator", &json!({"add_feed": feed}));
}

#[test]
fn the_pool_refuses_a_field_too_many() {
    refuses_a_field_too_many("amm-pool", "provider_liquidity", &json!({"withdraw": {"shares": "1000"}}));
}

#[test]
fn the_lending_market_refuses_a_field_too_many() {
    refuses_a_field_too_many("lending-market", "borrower", &json!({"borrow": {"amount": "1"}}));
}

#[test]
fn the_escrow_refuses_a_field_too_many() {
    refuses_a_field_too_many("compute-escrow", "tenant", &json!({"stop_lease": {"lease_id": 1}}));
}

#[test]
fn the_factory_refuses_a_field_too_many() {
    let msg = json!({"pause_creation": {"kind": "stableswap"}});
    refuses_a_field_too_many("amm-factory", "operator", &msg);
}

#[test]
fn the_router_refuses_a_field_too_many() {
    let msg = json!({"swap": {"routes": []}});
    refuses_a_field_too_many("amm-router", "supplier", &msg);
}

#[test]
fn the_incentives_refuse_a_field_too_many() {
    let msg = json!({"claim_rewards": {"schedules": [1]}});
    refuses_a_field_too_many("amm-incentives", "supplier", &msg);
}
