//! Attacks on grants by grantors, strangers and tokens.

use super::suite::Suite;
use cosmwasm_std::{Addr, Uint128, coins, to_json_binary};
use cw_multi_test::Executor;
use weal_api::asset::AssetInfo;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_api::vesting::{Cw20HookMsg, ExecuteMsg, GrantSpec, Holding, HoldingsResponse, QueryMsg};

/// The message of a false token, which says that `amount` of it came.
fn receive(suite: &Suite, amount: u128) -> ExecuteMsg {
    let spec = GrantSpec { amount: Uint128::new(amount), ..suite.spec() };
    let msg = to_json_binary(&Cw20HookMsg::CreateGrants { grants: vec![spec] }).unwrap();
    ExecuteMsg::Receive(Cw20ReceiveMsg { sender: suite.payer.to_string(), amount: Uint128::new(amount), msg })
}

fn false_token(suite: &Suite) -> Addr {
    suite.app.api().addr_make("false token")
}

/// Calling `receive` without being a token makes grants in a token that does not exist: nobody else's money
/// can ever pay them.
#[test]
fn a_false_token_pays_out_nothing_and_blocks_nobody() {
    let mut suite = Suite::with_grant();
    let (liar, alice, payer) = (false_token(&suite), suite.alice.clone(), suite.payer.clone());
    let lie = receive(&suite, 1_000);
    suite.execute(&liar, &lie, &[]).unwrap();
    assert_eq!(suite.grant(2).token, AssetInfo::cw20(&liar));
    suite.at(50);
    let before = suite.snapshot();
    let refused = suite.claim(&alice, 2).unwrap_err().to_string();
    assert!(refused.contains("type: cw_multi_test::wasm::ContractData"), "{refused}");
    let refused = suite.cancel(&payer, 2).unwrap_err().to_string();
    assert!(refused.contains("type: cw_multi_test::wasm::ContractData"), "{refused}");
    assert_eq!(suite.snapshot(), before);
    suite.claim(&alice, 1).unwrap();
    assert_eq!(suite.balance(&alice, &suite.uusd()), 500);
    assert_eq!((suite.claimable(2), suite.owed(&AssetInfo::cw20(&liar))), (500, 1_000));
}

/// The sum for the lying token stops at the largest amount; those of the others on the page are untouched.
#[test]
fn a_false_token_that_claims_too_much_hides_no_other() {
    let mut suite = Suite::with_grant();
    let liar = false_token(&suite);
    let most = receive(&suite, u128::MAX);
    suite.execute(&liar, &most, &[]).unwrap();
    suite.execute(&liar, &most, &[]).unwrap();
    let page: HoldingsResponse = suite.query(&QueryMsg::Holdings { start_after: None, limit: None });
    let holding = |token: AssetInfo, owed: u128| Holding { token, owed: Uint128::new(owed) };
    assert_eq!(page.holdings, [holding(suite.uusd(), 1_000), holding(AssetInfo::cw20(&liar), u128::MAX)]);
    suite.at(100);
    let alice = suite.alice.clone();
    suite.claim(&alice, 1).unwrap();
    assert_eq!(suite.owed(&suite.uusd()), 0);
}

/// A grant cannot be crowded out: grants are numbered, and one more changes none.
#[test]
fn a_stranger_registering_grants_for_a_recipient_changes_nothing_of_its_own() {
    let mut suite = Suite::with_grant();
    let (bob, spec) = (suite.bob.clone(), GrantSpec { amount: Uint128::one(), ..suite.spec() });
    let before = suite.grant(1);
    suite.create_by(&bob, &vec![spec; 50]).unwrap();
    assert_eq!(suite.grant(1), before);
    suite.at(100);
    let alice = suite.alice.clone();
    suite.claim(&alice, 1).unwrap();
    assert_eq!(suite.balance(&alice, &suite.uusd()), 1_000);
}

/// Coins sent to the contract by the bank, or tokens by `transfer`, are nobody's and move nothing.
#[test]
fn a_donation_changes_no_grant_and_no_holdings() {
    let mut suite = Suite::with_grant();
    let (bob, vesting, token) = (suite.bob.clone(), suite.vesting.clone(), suite.token.clone());
    let before = (suite.grants(), suite.holdings());
    suite.app.send_tokens(bob.clone(), vesting.clone(), &coins(50, "uusd")).unwrap();
    let amount = Uint128::new(50);
    let transfer = weal_api::cw20::Cw20ExecuteMsg::Transfer { recipient: vesting.to_string(), amount };
    suite.app.execute_contract(bob, token, &transfer, &[]).unwrap();
    assert_eq!((suite.grants(), suite.holdings()), before);
}

#[test]
fn unknown_messages_and_fields_are_refused() {
    let mut suite = Suite::with_grant();
    suite.at(50);
    let (payer, vesting) = (suite.payer.clone(), suite.vesting.clone());
    let before = suite.snapshot();
    for msg in [
        serde_json::json!({"claim": {"grant_id": 1, "recipient": suite.bob}}),
        serde_json::json!({"claim": {"grant_id": -1}}),
        serde_json::json!({"update_grant": {"grant_id": 1}}),
        serde_json::json!({"instantiate": {}}),
    ] {
        let refused =
            suite.app.execute_contract(payer.clone(), vesting.clone(), &msg, &[]).unwrap_err().to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
    assert_eq!(suite.snapshot(), before);
}
