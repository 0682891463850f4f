use super::suite::{Suite, attributes, code, pairs};
use cosmwasm_std::{Addr, DepsMut, Empty, Env, MessageInfo, Response, Uint128};
use cw_multi_test::{ContractWrapper, Executor};
use governance_token::contract;
use weal_api::cw20::{Cw20Coin, MinterResponse};
use weal_api::governance_token::{ExecuteMsg, MigrateMsg, QueryMsg};

fn mint(recipient: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Mint { recipient: recipient.to_string(), amount: Uint128::new(amount) }
}

#[test]
fn the_minter_mints_up_to_the_cap_and_not_one_unit_more() {
    let mut suite = Suite::new();
    let (minter, bob) = (suite.minter.clone(), suite.bob.clone());
    suite.assert_refused(&minter, &mint(&bob, 1_001), "a supply of 2001 would be above the cap of 2000");
    let response = suite.execute(&minter, &mint(&bob, 1_000)).unwrap();
    let expected = [("action", "mint"), ("to", bob.as_str()), ("amount", "1000")];
    assert_eq!(attributes(&response), pairs(&expected));
    assert_eq!((suite.supply(), suite.balance(&bob)), (2_000, 1_000));
}

#[test]
fn nobody_else_mints_or_names_a_minter() {
    let mut suite = Suite::new();
    let (minter, alice) = (suite.minter.clone(), suite.alice.clone());
    let reason = format!("{alice} may not mint: the minter is {minter}");
    suite.assert_refused(&alice, &mint(&alice, 1), &reason);
    let update = ExecuteMsg::UpdateMinter { new_minter: Some(alice.to_string()) };
    suite.assert_refused(&alice, &update, &reason);
}

#[test]
fn a_new_minter_takes_over_with_the_same_cap() {
    let mut suite = Suite::new();
    let (minter, bob) = (suite.minter.clone(), suite.bob.clone());
    let update = ExecuteMsg::UpdateMinter { new_minter: Some(bob.to_string()) };
    let response = suite.execute(&minter, &update).unwrap();
    assert_eq!(attributes(&response), pairs(&[("action", "update_minter"), ("new_minter", bob.as_str())]));
    suite.assert_refused(&minter, &mint(&bob, 1), &format!("the minter is {bob}"));
    let shown: Option<MinterResponse> = suite.query(&QueryMsg::Minter {});
    assert_eq!(shown, Some(MinterResponse { minter: bob.to_string(), cap: Some(Uint128::new(2_000)) }));
}

#[test]
fn minting_that_has_ended_cannot_begin_again() {
    let mut suite = Suite::new();
    let minter = suite.minter.clone();
    let response = suite.execute(&minter, &ExecuteMsg::UpdateMinter { new_minter: None }).unwrap();
    assert_eq!(attributes(&response), pairs(&[("action", "update_minter"), ("new_minter", "None")]));
    suite.assert_refused(&minter, &mint(&minter, 1), "nobody may mint this token");
    assert_eq!(suite.query::<Option<MinterResponse>>(&QueryMsg::Minter {}), None);
}

#[test]
fn the_first_holders_may_reach_the_cap_and_not_pass_it() {
    let at = |amount| {
        Suite::try_with(|msg| msg.initial_balances[0].amount = Uint128::new(amount)).map(|_| ()).is_ok()
    };
    assert_eq!((at(2_000), at(2_001)), (true, false));
}

#[test]
fn a_holder_named_twice_is_refused() {
    let refused = Suite::try_with(|msg| {
        let address = msg.initial_balances[0].address.clone();
        msg.initial_balances.push(Cw20Coin { address, amount: Uint128::new(1) });
    });
    let error = refused.err().unwrap().to_string();
    assert!(error.contains("stands twice among the initial balances"), "{error}");
}

#[test]
fn only_the_admin_migrates_and_balances_stay() {
    let mut suite = Suite::new();
    let (minter, alice, token) = (suite.minter.clone(), suite.alice.clone(), suite.token.clone());
    let next = suite.app.store_code(code());
    let before = suite.snapshot();
    let error =
        suite.app.migrate_contract(alice, token.clone(), &MigrateMsg {}, next).unwrap_err().to_string();
    assert!(error.contains("Only admin can migrate contract"), "{error}");
    suite.app.migrate_contract(minter, token, &MigrateMsg {}, next).unwrap();
    assert_eq!(suite.snapshot(), before);
}

/// The state of another contract, or of a later version of this one, is not taken over.
#[test]
fn foreign_and_later_state_is_refused() {
    for (name, version, reason) in [
        ("someone:else", "0.0.1", "Cannot migrate from someone:else to commonweal:governance-token"),
        ("commonweal:governance-token", "99.0.0", "Cannot migrate from newer version (99.0.0) to older"),
    ] {
        let mut suite = Suite::new();
        let admin = suite.minter.clone();
        let foreign = suite.app.store_code(Box::new(ContractWrapper::new(
            contract::execute,
            |deps: DepsMut, _: Env, _: MessageInfo, (name, version): (String, String)| {
                cw2::set_contract_version(deps.storage, name, version).map(|()| Response::<Empty>::new())
            },
            contract::query,
        )));
        let sender = admin.clone();
        let msg = (name, version);
        let there =
            suite.app.instantiate_contract(foreign, sender, &msg, &[], "foreign", Some(admin.to_string()));
        let next = suite.app.store_code(code());
        let error =
            suite.app.migrate_contract(admin, there.unwrap(), &MigrateMsg {}, next).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}
