//! Attacks that others have suffered, and none that works here. The numbers are those of the project's list of findings.

use super::suite::{KIND, RICH, Suite, event, pairs};
use amm_factory::{ContractError, contract};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    Binary, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response, StdError, StdResult,
    SubMsgResponse, SubMsgResult, Uint128, coin, coins, from_json,
};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use weal_api::amm_factory::{ExecuteMsg, InstantiateMsg, QueryMsg};
use weal_api::amm_pool::{ExecuteMsg as PoolMsg, InstantiateMsg as PoolInstantiateMsg};
use weal_api::asset::AssetInfo;
use weal_api::cw20::Cw20ExecuteMsg;
use weal_contract_kit::payment::PaymentError;

/// (26) The same assets in another order are the same pool (Oak Security, 2022-01: unsorted asset infos).
#[test]
fn the_order_of_the_assets_makes_no_second_pool() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    suite.create(&bob, [1, 2], 30).unwrap();
    let pool = suite.pools()[0].pool.clone();
    for assets in [[1, 2], [2, 1]] {
        let refused = ContractError::PoolExists { kind: KIND.into(), fee_bps: 30, pool: pool.clone() };
        suite.assert_refused(refused, |suite| suite.create(&bob, assets, 30));
    }
    // Another fee is another pool.
    suite.create(&bob, [2, 1], 31).unwrap();
    assert_eq!(suite.pools().len(), 2);
    // A denomination that reads like a contract is not that contract.
    let token = suite.token(2).to_string();
    suite.assets[3] = AssetInfo::native(token);
    suite.create(&bob, [1, 3], 30).unwrap();
}

/// (9) Funds that were not sent, or not exactly sent (Astroport incentives, critical).
#[test]
fn a_deposit_must_be_attached_exactly() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let msg = suite.provide_msg([0, 50_000, 50_000, 0]);
    let wrong = |found: u128| PaymentError::WrongAmount {
        denom: "uusd".into(),
        found: found.into(),
        required: Uint128::new(50_000),
    };
    suite.assert_refused(wrong(0), |suite| suite.execute(&bob, &msg, &[]));
    for found in [49_999, 50_001] {
        suite.assert_refused(wrong(found), |suite| suite.execute(&bob, &msg, &coins(found, "uusd")));
    }
    let foreign =
        PaymentError::WrongToken { found: "uatom".into(), required: format!("uusd or {}", suite.token(2)) };
    let funds = [coin(1, "uatom"), coin(50_000, "uusd")];
    suite.assert_refused(foreign, |suite| suite.execute(&bob, &msg, &funds));
    // An asset twice.
    let mut twice = msg;
    if let ExecuteMsg::CreateAndProvide { assets, .. } = &mut twice {
        assets.push(assets[0].clone());
    }
    let token = weal_api::asset::Token::Native("uusd".into());
    suite.assert_refused(ContractError::DuplicateAsset { token }, |suite| {
        suite.execute(&bob, &twice, &coins(50_000, "uusd"))
    });
}

/// (30) Between creation and first deposit somebody else sets the price (Balancer ToB #4). There is no between: and a
/// pool that another has created empty refuses the second creation instead of taking its deposit.
#[test]
fn nobody_comes_between_creation_and_deposit() {
    let mut suite = Suite::new();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    suite.create(&carol, [1, 2], 30).unwrap();
    let pool = suite.pools()[0].pool.clone();
    let msg = suite.provide_msg([0, 50_000, 50_000, 0]);
    let refused = ContractError::PoolExists { kind: KIND.into(), fee_bps: 30, pool };
    suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &coins(50_000, "uusd")));
}

/// (28) What the factory was given by mistake is nobody's to take with a creation.
#[test]
fn a_donation_stays_where_it_is() {
    let mut suite = Suite::new();
    let (alice, bob, factory) = (suite.alice.clone(), suite.bob.clone(), suite.factory.clone());
    suite.app.send_tokens(alice.clone(), factory.clone(), &coins(77, "uusd")).unwrap();
    let send = Cw20ExecuteMsg::Transfer { recipient: factory.to_string(), amount: Uint128::new(55) };
    let token = suite.token(2);
    suite.app.execute_contract(alice, token, &send, &[]).unwrap();
    let msg = suite.provide_msg([0, 50_000, 50_000, 0]);
    suite.execute(&bob, &msg, &coins(50_000, "uusd")).unwrap();
    assert_eq!((suite.wallet(&factory), suite.given(2)), ([0, 77, 55, 0], 0));
    assert_eq!(suite.wallet(&bob), [RICH, RICH - 50_000, RICH - 50_000, RICH]);
}

#[test]
fn an_answer_to_no_message_is_refused() {
    let mut deps = mock_dependencies();
    #[allow(deprecated)] // the field must be given
    let response = SubMsgResponse { events: vec![], data: None, msg_responses: vec![] };
    let reply = Reply { id: 2, payload: Binary::default(), gas_used: 0, result: SubMsgResult::Ok(response) };
    let error = contract::reply(deps.as_mut(), mock_env(), reply).unwrap_err();
    assert!(matches!(error, ContractError::UnknownReply { id: 2 }));
}

#[test]
fn unknown_fields_are_refused() {
    from_json::<InstantiateMsg>(br#"{"owner":"a","kinds":[],"creation_fee":null}"#).unwrap();
    let refused = from_json::<InstantiateMsg>(br#"{"owner":"a","kinds":[],"creation_fee":null,"x":1}"#)
        .unwrap_err()
        .to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let refused = from_json::<ExecuteMsg>(br#"{"accept_ownership":{"x":1}}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    from_json::<ExecuteMsg>(br#"{"pause_creation":{"kind":"k"}}"#).unwrap();
    let refused =
        from_json::<ExecuteMsg>(br#"{"pause_creation":{"kind":"k","x":1}}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    from_json::<ExecuteMsg>(br#"{"set_decimals":{"denom":"uusd"}}"#).unwrap();
    let refused =
        from_json::<ExecuteMsg>(br#"{"set_decimals":{"denom":"uusd","x":1}}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let refused = from_json::<QueryMsg>(br#"{"config":{"x":1}}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let kind = r#"{"kind":"a","code_id":1,"creation":"open","max_fee_bps":1,"migratable":true,"x":1}"#;
    let error = from_json::<ExecuteMsg>(format!(r#"{{"update_kind":{{"kind":{kind}}}}}"#)).unwrap_err();
    assert!(error.to_string().contains("unknown field"), "{error}");
}

#[test]
fn only_an_earlier_version_of_this_contract_is_migrated() {
    let mut deps = mock_dependencies();
    let owner = deps.api.addr_make("owner");
    let msg = InstantiateMsg { owner: owner.to_string(), kinds: vec![], creation_fee: None, decimals: None };
    let paid = message_info(&owner, &[Coin::new(1u128, "uusd")]);
    let refused =
        contract::instantiate(deps.as_mut(), mock_env(), paid, msg.clone()).unwrap_err().to_string();
    assert!(refused.contains("this message takes no funds, but 1uusd was sent"), "{refused}");
    contract::instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap();
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().contract, "commonweal:amm-factory");
    cw2::set_contract_version(&mut deps.storage, "other", "0.0.1").unwrap();
    let info = cosmwasm_std::MigrateInfo { sender: owner, old_migrate_version: None };
    let msg = weal_api::amm_factory::MigrateMsg {};
    let error = contract::migrate(deps.as_mut(), mock_env(), msg, info).unwrap_err();
    let reason = "Cannot migrate from other to commonweal:amm-factory";
    assert!(error.to_string().contains(reason), "{error}");
}

/// A pool that takes half of a first deposit: of natives it gives the other half back, of tokens it pulls no more.
fn half_taking_pool() -> Box<dyn Contract<Empty>> {
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: PoolInstantiateMsg) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: PoolMsg) -> StdResult<Response> {
        let PoolMsg::Provide { assets, .. } = msg else { return Err(StdError::msg("only provides")) };
        let mut response = Response::new();
        for asset in assets {
            let (token, half) = (asset.info.check(deps.api).unwrap(), asset.amount / Uint128::new(2));
            response = response.add_message(match token.pull(&info.sender, &env.contract.address, half)? {
                Some(pull) => pull,
                None => token.transfer(&info.sender, half)?,
            });
        }
        Ok(response)
    }
    fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

/// (28) What the pool does not take goes back to who paid it, and no allowance outlives the message.
#[test]
fn what_the_pool_does_not_take_goes_back() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let factory = suite.factory.clone();
    suite.app.send_tokens(alice.clone(), factory.clone(), &coins(77, "uusd")).unwrap();
    let code_id = suite.app.store_code(half_taking_pool());
    let kind = super::suite::kind(code_id);
    suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]).unwrap();
    let msg = suite.provide_msg([0, 50_000, 70_000, 0]);
    let response = suite.execute(&bob, &msg, &coins(50_000, "uusd")).unwrap();
    let pool = suite.pools()[0].pool.clone();
    assert_eq!(suite.wallet(&pool), [0, 25_000, 35_000, 0]);
    assert_eq!(suite.wallet(&bob), [RICH, RICH - 25_000, RICH - 35_000, RICH]);
    assert_eq!((suite.wallet(&factory), suite.given(2)), ([0, 77, 0, 0], 0));
    let expected = [("pool", pool.as_str()), ("recipient", bob.as_str()), ("amounts", "25000,35000")];
    assert_eq!(event(&response, "wasm-unused_returned"), pairs(&expected));
}
