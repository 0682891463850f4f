//! The identity of a pool: nobody takes another's place with it, and nothing that changes later is part of it.

use super::suite::{KIND, STABLE, Suite, event, kind, pairs, stable};
use amm_factory::ContractError;
use cosmwasm_std::StdResult;
use weal_api::amm_factory::{
    AmpRange, DecimalsResponse, ExecuteMsg, KindConfig, NativeDecimals, PoolRecord, QueryMsg,
};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{AssetError, AssetInfo, Token};

fn with_stable() -> Suite {
    Suite::with(|msg| {
        let code_id = msg.kinds[0].code_id;
        msg.kinds.push(stable(code_id));
    })
}

/// The attack takes all 101 fee tiers of a pair, with decimals and an amplification that make the price wrong from the start: none can be taken, and every
/// correct pool can be made afterwards.
#[test]
fn no_fee_tier_of_a_pair_can_be_taken_by_a_wrong_stableswap() {
    let mut suite = with_stable();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    for fee_bps in 0..=100 {
        let wrong = ContractError::WrongDecimals { denom: "uatom".into(), declared: 0, required: 6 };
        let refused = suite.create_stable(&carol, 10, [0, 18], fee_bps).unwrap_err().to_string();
        assert!(refused.ends_with(&wrong.to_string()), "{refused}");
        // An amplification that the kind takes is another pool, which takes nobody's place.
        suite.create_stable(&carol, 10, [6, 6], fee_bps).unwrap();
        suite.create_stable(&bob, 100, [6, 6], fee_bps).unwrap();
    }
    assert_eq!(suite.config().pools, 202);
}

#[test]
fn decimals_of_natives_are_those_of_the_table() {
    let mut suite = with_stable();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    for (decimals, denom, declared) in [([5, 6], "uatom", 5), ([7, 6], "uatom", 7), ([6, 18], "uusd", 18)] {
        let refused = ContractError::WrongDecimals { denom: denom.into(), declared, required: 6 };
        suite.assert_refused(refused, |suite| suite.create_stable(&bob, 100, decimals, 4));
    }
    let refused = ContractError::WrongDecimalsCount { found: 3, required: 2 };
    let msg = ExecuteMsg::CreatePool {
        kind: PoolKind::Stableswap { amp: 100, decimals: vec![6; 3] },
        assets: suite.assets[..2].to_vec(),
        fee_bps: 4,
        lp_name: None,
        lp_symbol: None,
    };
    suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &[]));
    // What is not there is refused, by the owner too, until the owner says it.
    suite.set_decimals(&alice, "uusd", None).unwrap();
    let refused = || ContractError::UnknownDecimals { denom: "uusd".into() };
    for sender in [&alice, &bob] {
        suite.assert_refused(refused(), |suite| suite.create_stable(sender, 100, [6, 6], 4));
    }
    let response = suite.set_decimals(&alice, "uusd", Some(18)).unwrap();
    assert_eq!(event(&response, "wasm-decimals_set"), pairs(&[("denom", "uusd"), ("decimals", "18")]));
    suite.create_stable(&bob, 100, [6, 18], 4).unwrap();
    // A pool counts as it began, and a table that was wrong keeps nobody from the right one.
    suite.set_decimals(&alice, "uusd", Some(6)).unwrap();
    suite.create_stable(&bob, 100, [6, 6], 4).unwrap();
    let says = |id: usize| suite.says(&suite.pools()[id].pool).kind;
    assert_eq!(says(0), PoolKind::Stableswap { amp: 100, decimals: vec![6, 18] });
    assert_eq!(says(1), PoolKind::Stableswap { amp: 100, decimals: vec![6, 6] });
}

#[test]
fn only_the_owner_writes_the_table_and_it_is_read_by_page() {
    let mut suite = with_stable();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let refused = ContractError::NotOwner { sender: bob.clone(), owner: alice.clone() };
    suite.assert_refused(refused, |suite| suite.set_decimals(&bob, "uosmo", Some(6)));
    let refused = ContractError::TooManyDecimals { found: 19, max: 18 };
    suite.assert_refused(refused, |suite| suite.set_decimals(&alice, "uosmo", Some(19)));
    let refused = AssetError::InvalidDenom { denom: "u".into() };
    suite.assert_refused(refused, |suite| suite.set_decimals(&alice, "u", Some(6)));
    suite.set_decimals(&alice, "uosmo", Some(18)).unwrap();
    let page = |start_after: Option<&str>, limit| {
        let query = QueryMsg::Decimals { start_after: start_after.map(Into::into), limit };
        suite.try_query::<DecimalsResponse>(&query).unwrap().decimals
    };
    let row = |denom: &str, decimals| NativeDecimals { denom: denom.into(), decimals };
    assert_eq!(page(None, Some(2)), [row("uatom", 6), row("uosmo", 18)]);
    assert_eq!(page(Some("uosmo"), None), [row("uusd", 6)]);
    let response = suite.set_decimals(&alice, "uosmo", None).unwrap();
    assert_eq!(event(&response, "wasm-decimals_set"), pairs(&[("denom", "uosmo"), ("decimals", "")]));
    assert_eq!(suite.decimals().len(), 2);
    let twice = Suite::try_with(|msg| msg.decimals.get_or_insert_default().push(row("uatom", 7)));
    let refused = ContractError::DuplicateDecimals { denom: "uatom".into() }.to_string();
    assert!(twice.err().unwrap().to_string().ends_with(&refused));
}

#[test]
fn the_amplifications_of_a_kind_are_held_to_the_unit() {
    let mut suite = with_stable();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    for found in [0, 1, 9, 2_001, u32::MAX] {
        let refused = ContractError::AmpOutOfRange { found, min: 10, max: 2_000 };
        suite.assert_refused(refused, |suite| suite.create_stable(&bob, found, [6, 6], 4));
    }
    suite.create_stable(&bob, 10, [6, 6], 4).unwrap();
    suite.create_stable(&bob, 2_000, [6, 6], 4).unwrap();
    for (min, max) in [(0, 5), (6, 5)] {
        let kind = KindConfig { amp: Some(AmpRange { min, max }), ..stable(suite.pool_code) };
        let refused = ContractError::InvalidAmpRange { min, max };
        suite.assert_refused(refused, |suite| suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]));
    }
    let one = KindConfig { amp: Some(AmpRange { min: 5, max: 5 }), ..stable(suite.pool_code) };
    let response = suite.execute(&alice, &ExecuteMsg::UpdateKind { kind: one }, &[]).unwrap();
    assert_eq!(event(&response, "wasm-kind_updated")[5..], pairs(&[("min_amp", "5"), ("max_amp", "5")]));
    suite.create_stable(&bob, 5, [6, 6], 4).unwrap();
}

/// The name of the LP shares is for good: whoever comes first does not choose it for all who come later.
#[test]
fn only_the_owner_names_the_shares_of_a_pool() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let named = |suite: &Suite, name: Option<&str>, symbol: Option<&str>| {
        let mut msg = suite.create_msg([0, 1], 30);
        if let ExecuteMsg::CreatePool { lp_name, lp_symbol, .. } = &mut msg {
            (*lp_name, *lp_symbol) = (name.map(Into::into), symbol.map(Into::into));
        }
        msg
    };
    for (name, symbol) in [(Some("Worthless"), None), (None, Some("SCAM"))] {
        let msg = named(&suite, name, symbol);
        let refused = ContractError::NamedByStranger { sender: bob.clone(), owner: alice.clone() };
        suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &[]));
    }
    let msg = named(&suite, Some("Atom and dollar"), Some("ATOM-USD"));
    suite.execute(&alice, &msg, &[]).unwrap();
}

/// The record is that of the creation; the pool says what it charges now. Who wants the terms that it has left makes another pool, and only
/// one.
#[test]
fn a_changed_fee_frees_the_terms_that_the_pool_has_left() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    suite.create(&bob, [0, 1], 30).unwrap();
    let first = suite.pools()[0].pool.clone();
    let exists = |pool| ContractError::PoolExists { kind: KIND.into(), fee_bps: 30, pool };
    suite.assert_refused(exists(first.clone()), |suite| suite.create(&bob, [0, 1], 30));
    suite.change_fee(&first, 5);
    assert_eq!((suite.pools()[0].fee_bps, suite.says(&first).fee_bps), (30, 5));

    suite.create(&bob, [1, 0], 30).unwrap();
    let second = suite.pools()[1].pool.clone();
    suite.assert_refused(exists(second.clone()), |suite| suite.create(&bob, [0, 1], 30));
    // Both are listed, and the terms name the one that was created on them last.
    let query =
        QueryMsg::Pool { kind: PoolKind::ConstantProduct {}, assets: suite.assets[..2].into(), fee_bps: 30 };
    assert_eq!(suite.try_query::<PoolRecord>(&query).unwrap().pool, second);
    assert_eq!(suite.pools().iter().map(|record| &record.pool).collect::<Vec<_>>(), [&first, &second]);
    // A fee that moves to other terms takes nobody's place there.
    suite.create(&bob, [0, 1], 5).unwrap();
}

#[test]
fn an_amplification_that_has_moved_frees_its_terms() {
    let mut suite = with_stable();
    let bob = suite.bob.clone();
    suite.create_stable(&bob, 100, [6, 6], 4).unwrap();
    let first = suite.pools()[0].pool.clone();
    suite.ramp(&first, 200).unwrap();
    assert_eq!(suite.says(&first).kind, PoolKind::Stableswap { amp: 200, decimals: vec![6, 6] });
    suite.create_stable(&bob, 100, [6, 6], 4).unwrap();
    let pool = suite.pools()[1].pool.clone();
    let exists = ContractError::PoolExists { kind: STABLE.into(), fee_bps: 4, pool };
    suite.assert_refused(exists, |suite| suite.create_stable(&bob, 100, [6, 6], 4));
}

/// A creator of pools of a code or for an owner that is about to be replaced keeps nobody from those of the next.
#[test]
fn pools_of_an_earlier_code_or_owner_keep_nobody_from_new_ones() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    suite.create(&carol, [0, 1], 30).unwrap();
    let code_id = suite.store_pool_code();
    suite.execute(&alice, &ExecuteMsg::UpdateKind { kind: kind(code_id) }, &[]).unwrap();
    suite.create(&bob, [0, 1], 30).unwrap();
    let newer = suite.pools()[1].pool.clone();
    assert_eq!(suite.app.wrap().query_wasm_contract_info(&newer).unwrap().code_id, code_id);
    let exists = |pool| ContractError::PoolExists { kind: KIND.into(), fee_bps: 30, pool };
    suite.assert_refused(exists(newer), |suite| suite.create(&bob, [0, 1], 30));

    suite.execute(&alice, &ExecuteMsg::TransferOwnership { new_owner: Some(bob.to_string()) }, &[]).unwrap();
    suite.execute(&bob, &ExecuteMsg::AcceptOwnership {}, &[]).unwrap();
    suite.create(&carol, [0, 1], 30).unwrap();
    let bobs = suite.pools()[2].pool.clone();
    assert_eq!(suite.says(&bobs).owner, bob);
    suite.assert_refused(exists(bobs), |suite| suite.create(&carol, [0, 1], 30));
}

/// A cw20 says its own decimals, and a pool that counts by others is not made.
#[test]
fn decimals_of_a_token_are_its_own() {
    let mut suite = with_stable();
    let bob = suite.bob.clone();
    let create = |suite: &mut Suite, declared: u8| -> StdResult<_> {
        let msg = ExecuteMsg::CreatePool {
            kind: PoolKind::Stableswap { amp: 100, decimals: vec![6, declared] },
            assets: vec![AssetInfo::native("uusd"), suite.assets[2].clone()],
            fee_bps: 4,
            lp_name: None,
            lp_symbol: None,
        };
        suite.execute(&bob, &msg, &[])
    };
    for declared in [5, 7, 18] {
        let refused = create(&mut suite, declared).unwrap_err().to_string();
        let token = Token::Cw20(suite.token(2));
        let wrong = amm_pool::ContractError::WrongDecimals { token, declared, found: 6 };
        assert!(refused.ends_with(&wrong.to_string()), "{refused}");
        assert_eq!(suite.config().pools, 0);
    }
    create(&mut suite, 6).unwrap();
}

/// A denomination that no bank can have is no asset: where names are listed it would be read as several, and no message could use the pool.
#[test]
fn a_denomination_with_a_comma_makes_no_pool() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let denom = "uatom,nuusd";
    let msg = ExecuteMsg::CreatePool {
        kind: PoolKind::ConstantProduct {},
        assets: vec![AssetInfo::native(denom), AssetInfo::native("udust")],
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
    };
    let refused = || AssetError::InvalidDenom { denom: denom.into() };
    suite.assert_refused(refused(), |suite| suite.execute(&bob, &msg, &[]));
    let alice = suite.alice.clone();
    suite.assert_refused(refused(), |suite| suite.set_decimals(&alice, denom, Some(6)));
}
