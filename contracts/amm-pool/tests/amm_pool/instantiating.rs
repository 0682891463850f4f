use super::suite::{RICH, Suite, USD, code, event, pairs};
use amm_pool::ContractError;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, Uint128, WasmMsg, coins, to_json_binary};
use cw_multi_test::Executor;
use weal_api::amm_pool::{ConfigResponse, InstantiateMsg, MigrateMsg, PoolKind, QueryMsg};
use weal_api::asset::{AssetError, AssetInfo, Token};
use weal_api::cw20::{MinterResponse, TokenInfoResponse};
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;
use weal_fixed_point::FixedPointError;

fn refused(change: impl FnOnce(&mut InstantiateMsg), reason: impl Into<ContractError>) {
    let error = Suite::try_with(change).err().unwrap().to_string();
    let reason = reason.into().to_string();
    assert!(error.contains(&reason), "expected '{reason}', found '{error}'");
}

#[test]
fn a_new_pool_is_empty_and_says_what_it_is() {
    let suite = Suite::new();
    let config = suite.config();
    assert_eq!(
        config,
        ConfigResponse {
            assets: suite.assets.clone(),
            kind: PoolKind::ConstantProduct {},
            amplification: None,
            fee_bps: 30,
            default_max_impact_bps: 500,
            locked_shares: Uint128::new(1_000),
            owner: suite.alice.clone(),
        }
    );
    assert_eq!((suite.reserves(), suite.fees_held(), suite.supply()), ([0, 0], [0, 0], 0));
    let token: TokenInfoResponse = suite.query(&QueryMsg::TokenInfo {});
    assert_eq!((token.name.as_str(), token.symbol.as_str(), token.decimals), ("Commonweal LP", "WEAL-LP", 6));
    assert_eq!(suite.query::<Option<MinterResponse>>(&QueryMsg::Minter {}), None);
}

#[test]
fn natives_and_cw20s_mix_in_any_way() {
    let two_cw20 = |suite: &mut Suite| {
        [suite.new_token(), suite.new_token()].map(|token| AssetInfo::cw20(token.to_string())).to_vec()
    };
    let mut suite = Suite::new();
    let mut msg = default_msg(&suite);
    for assets in [
        vec![AssetInfo::native("uatom"), AssetInfo::native(USD)],
        vec![suite.assets[1].clone(), AssetInfo::native(USD)],
        two_cw20(&mut suite),
    ] {
        msg.assets.clone_from(&assets);
        suite.pool = create(&mut suite, &msg);
        suite.assets.clone_from(&assets);
        let alice = suite.alice.clone();
        for asset in &assets {
            suite.allow(&alice, asset, RICH);
        }
        suite.provide(&alice, [4_000, 9_000]).unwrap();
        suite.sell(&alice, 0, 500).unwrap();
        suite.sell(&alice, 1, 500).unwrap();
        suite.withdraw(&alice, 5_000).unwrap();
        assert_eq!(suite.wallet(&suite.pool), suite.holdings());
    }
}

fn default_msg(suite: &Suite) -> InstantiateMsg {
    InstantiateMsg {
        assets: suite.assets.clone(),
        kind: PoolKind::ConstantProduct {},
        fee_bps: 30,
        lp_name: Some("Atom and dollar".into()),
        lp_symbol: Some("ATOM-USD".into()),
        owner: suite.bob.to_string(),
        params: None,
    }
}

fn create(suite: &mut Suite, msg: &InstantiateMsg) -> Addr {
    suite.app.instantiate_contract(suite.code_id, suite.alice.clone(), msg, &[], "pool", None).unwrap()
}

#[test]
fn one_or_three_assets_are_refused() {
    refused(|msg| msg.assets.truncate(1), ContractError::WrongAssetCount { found: 1, required: 2 });
    refused(
        |msg| msg.assets.push(AssetInfo::native("uatom")),
        ContractError::WrongAssetCount { found: 3, required: 2 },
    );
}

#[test]
fn the_same_asset_twice_is_refused() {
    let token = Token::Native(USD.into());
    refused(|msg| msg.assets[1] = AssetInfo::native(USD), ContractError::DuplicateAsset { token });
}

#[test]
fn what_is_no_token_is_refused() {
    refused(|msg| msg.assets[0] = AssetInfo::native("u"), AssetError::InvalidDenom { denom: "u".into() });
    let mut account = None;
    let refused = Suite::try_with(|msg| {
        account = Some(msg.owner.clone());
        msg.assets[0] = AssetInfo::cw20(&msg.owner);
    });
    let error = refused.err().unwrap().to_string();
    assert!(error.contains(&format!("{} does not answer as a cw20 token", account.unwrap())), "{error}");
    Suite::try_with(|msg| msg.assets[0] = AssetInfo::cw20("nobody")).err().unwrap();
}

/// The address of a contract can be known before it exists.
#[test]
fn a_pool_of_its_own_shares_is_refused() {
    let mut deps = mock_dependencies();
    let (env, sender) = (mock_env(), deps.api.addr_make("sender"));
    let msg = InstantiateMsg {
        assets: vec![AssetInfo::native(USD), AssetInfo::cw20(&env.contract.address)],
        owner: sender.to_string(),
        ..default_msg(&Suite::new())
    };
    let refused = amm_pool::contract::instantiate(deps.as_mut(), env, message_info(&sender, &[]), msg);
    assert!(matches!(refused.map_err(|failure| *failure), Err(ContractError::OwnShares)));
}

#[test]
fn the_fee_reaches_its_cap_and_not_one_point_more() {
    assert_eq!(Suite::with(|msg| msg.fee_bps = 500).config().fee_bps, 500);
    assert_eq!(Suite::with(|msg| msg.fee_bps = 0).config().fee_bps, 0);
    refused(|msg| msg.fee_bps = 501, FixedPointError::BpsAboveMaximum { found: 501, max: 500 });
}

#[test]
fn the_lp_token_needs_a_name_and_a_symbol_as_cw20_has_them() {
    refused(|msg| msg.lp_name = Some("LP".into()), Cw20Error::InvalidName { found: 2 });
    refused(|msg| msg.lp_symbol = Some("LP1".into()), Cw20Error::InvalidSymbol { symbol: "LP1".into() });
}

#[test]
fn funds_with_the_instantiation_are_refused() {
    let mut suite = Suite::new();
    let msg = default_msg(&suite);
    let (code_id, alice) = (suite.code_id, suite.alice.clone());
    let refused = suite.app.instantiate_contract(code_id, alice, &msg, &coins(1, USD), "pool", None);
    let reason = PaymentError::NotPayable { found: format!("1{USD}") }.to_string();
    assert!(refused.unwrap_err().to_string().contains(&reason));
}

#[test]
fn the_creation_is_an_event() {
    let mut suite = Suite::new();
    let msg = default_msg(&suite);
    let response = suite
        .app
        .execute(
            suite.alice.clone(),
            WasmMsg::Instantiate {
                admin: None,
                code_id: suite.code_id,
                msg: to_json_binary(&msg).unwrap(),
                funds: vec![],
                label: "pool".into(),
            }
            .into(),
        )
        .unwrap();
    let AssetInfo::Cw20 { contract_addr } = &suite.assets[1] else { panic!("the second asset is a cw20") };
    let assets = format!("{USD},{contract_addr}");
    let expected = [("assets", assets.as_str()), ("fee_bps", "30"), ("owner", suite.bob.as_str())];
    assert_eq!(event(&response, "wasm-pool_created"), pairs(&expected));
}

#[test]
fn migrating_is_the_admins_and_keeps_everything() {
    let mut suite = Suite::opened([4_000, 9_000]);
    let next = suite.app.store_code(code());
    let (pool, alice, bob) = (suite.pool.clone(), suite.alice.clone(), suite.bob.clone());
    let before = suite.snapshot();
    let refused =
        suite.app.migrate_contract(bob, pool.clone(), &MigrateMsg {}, next).unwrap_err().to_string();
    assert!(refused.contains("Only admin can migrate contract"), "{refused}");
    suite.app.migrate_contract(alice, pool, &MigrateMsg {}, next).ok();
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn a_denomination_that_a_list_would_read_as_two_makes_no_pool() {
    let denom = "uatom,nuusd";
    refused(
        |msg| msg.assets = vec![AssetInfo::native(denom), AssetInfo::native("udust")],
        AssetError::InvalidDenom { denom: denom.into() },
    );
}
