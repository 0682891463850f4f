use super::suite::{RICH, Suite, USD, amounts, event, pairs, withdraw};
use amm_pool::ContractError;
use cosmwasm_std::{Uint128, coins, to_json_binary};
use weal_amm_math::{LpShares, MathError};
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;

fn bounded(shares: u128, min_amounts: Vec<Asset>) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        shares: Uint128::new(shares),
        min_amounts: Some(min_amounts),
        recipient: None,
        deadline: None,
    }
}

fn hook() -> Cw20HookMsg {
    Cw20HookMsg::Withdraw { min_amounts: None, recipient: None, deadline: None }
}

#[test]
fn a_holder_burns_shares_for_its_part_of_reserves_and_fees() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.sell(&bob, 0, 100_000).unwrap();
    let before = suite.wallet(&alice);

    let response = suite.withdraw(&alice, 500_000).unwrap();

    // ⌊909,091 ÷ 2⌋ + ⌊273 ÷ 2⌋ of the second asset.
    assert_eq!(suite.wallet(&alice), [before[0] + 550_000, before[1] + 454_545 + 136]);
    assert_eq!((suite.reserves(), suite.fees_held()), ([550_000, 454_546], [0, 137]));
    assert_eq!((suite.shares(&alice), suite.supply()), (499_000, 500_000));
    let expected = [
        ("provider", alice.as_str()),
        ("shares", "500000"),
        ("amounts", "550000,454681"),
        ("reserves", "550000,454546"),
        ("fees_held", "0,137"),
        ("supply", "500000"),
    ];
    assert_eq!(event(&response, "wasm-liquidity_withdrawn"), pairs(&expected));
}

#[test]
fn shares_sent_to_the_pool_with_the_order_are_withdrawn() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, carol, pool) = (suite.alice.clone(), suite.carol.clone(), suite.pool.clone());
    let recipient = Some(carol.to_string());
    let hook = Cw20HookMsg::Withdraw { min_amounts: None, recipient, deadline: None };
    suite.send(&alice, &pool, 2_000, &hook).unwrap();
    assert_eq!(suite.wallet(&carol), [RICH + 1_000, RICH + 4_000]);
    assert_eq!((suite.shares(&alice), suite.shares(&pool)), (1_997_000, 1_000));
    assert_eq!(suite.supply(), 1_998_000);
}

/// The spender directs what is sent out of an allowance, as cw20 has it.
#[test]
fn a_spender_withdraws_up_to_its_allowance() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, bob, pool) = (suite.alice.clone(), suite.bob.clone(), suite.pool.clone());
    let (spender, amount) = (bob.to_string(), Uint128::new(2_000));
    let allow = ExecuteMsg::IncreaseAllowance { spender, amount, expires: None };
    suite.execute(&alice, &allow, &[]).unwrap();
    let send_from = |amount: u128| ExecuteMsg::SendFrom {
        owner: alice.to_string(),
        contract: pool.to_string(),
        amount: Uint128::new(amount),
        msg: to_json_binary(&hook()).unwrap(),
    };
    let reason = Cw20Error::InsufficientAllowance {
        owner: alice.clone(),
        spender: bob.clone(),
        found: Uint128::new(2_000),
        required: Uint128::new(2_001),
    };
    suite.assert_refused(reason, |suite| suite.execute(&bob, &send_from(2_001), &[]));
    suite.execute(&bob, &send_from(2_000), &[]).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH + 1_000, RICH + 4_000]);
}

#[test]
fn only_the_pools_own_shares_are_withdrawn() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let bob = suite.bob.clone();
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    let token = cosmwasm_std::Addr::unchecked(contract_addr);
    let reason = ContractError::NotLpShares { token: token.clone() };
    suite.assert_refused(reason, |suite| suite.send(&bob, &token, 2_000, &hook()));
}

#[test]
fn nobody_withdraws_more_than_it_has() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let insufficient = |account: &cosmwasm_std::Addr, found: u128, required: u128| {
        let (found, required) = (Uint128::new(found), Uint128::new(required));
        Cw20Error::InsufficientBalance { account: account.clone(), found, required }
    };
    suite.assert_refused(insufficient(&bob, 0, 1), |suite| suite.withdraw(&bob, 1));
    // One more than it has, and one more than there are.
    let reason = insufficient(&alice, 1_999_000, 1_999_001);
    suite.assert_refused(reason, |suite| suite.withdraw(&alice, 1_999_001));
    let [found, required] = [2_000_000, 2_000_001].map(LpShares::new);
    let reason = MathError::InsufficientShares { found, required };
    suite.assert_refused(reason, |suite| suite.withdraw(&alice, 2_000_001));
    suite.withdraw(&alice, 1_999_000).unwrap();
    assert_eq!((suite.supply(), suite.reserves()), (1_000, [500, 2_000]));
}

#[test]
fn min_amounts_are_met_exactly_or_refused() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let alice = suite.alice.clone();
    let assets = suite.named([1_000, 4_001]);
    let reason = ContractError::BelowMinAmount {
        token: assets[1].info.check(suite.app.api()).unwrap(),
        found: Uint128::new(4_000),
        required: Uint128::new(4_001),
    };
    suite.assert_refused(reason, |suite| suite.execute(&alice, &bounded(2_000, assets), &[]));
    let exact = suite.named([1_000, 4_000]);
    suite.execute(&alice, &bounded(2_000, exact.clone()), &[]).unwrap();
    suite.execute(&alice, &bounded(2_000, vec![exact[1].clone()]), &[]).unwrap();

    let token = Token::Native("uatom".into());
    let foreign = vec![Asset::new(AssetInfo::native("uatom"), 1u128)];
    suite.assert_refused(ContractError::UnknownAsset { token }, |suite| {
        suite.execute(&alice, &bounded(2_000, foreign), &[])
    });
    let token = Token::Native(USD.into());
    let twice = vec![exact[0].clone(), exact[0].clone()];
    suite.assert_refused(ContractError::DuplicateAsset { token }, |suite| {
        suite.execute(&alice, &bounded(2_000, twice), &[])
    });
}

#[test]
fn a_withdrawal_is_valid_up_to_the_second_of_its_deadline() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, now) = (suite.alice.clone(), suite.now());
    let until = |deadline| ExecuteMsg::Withdraw {
        shares: Uint128::new(2_000),
        min_amounts: None,
        recipient: None,
        deadline: Some(deadline),
    };
    let late = ContractError::DeadlinePassed { deadline: now - 1, now };
    suite.assert_refused(late, |suite| suite.execute(&alice, &until(now - 1), &[]));
    suite.execute(&alice, &until(now), &[]).unwrap();
    suite.execute(&alice, &until(now + 1), &[]).unwrap();
}

#[test]
fn zero_shares_dust_funds_and_the_pool_as_recipient_are_refused() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, pool) = (suite.alice.clone(), suite.pool.clone());
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.withdraw(&alice, 0));
    let zero = PaymentError::NotOneCoin { found: format!("0 {pool}") };
    suite.assert_refused(zero, |suite| suite.send(&alice, &pool, 0, &hook()));
    let paid = PaymentError::NotPayable { found: format!("1{USD}") };
    suite.assert_refused(paid, |suite| suite.execute(&alice, &withdraw(1), &coins(1, USD)));
    let own = ExecuteMsg::Withdraw {
        shares: Uint128::new(2_000),
        min_amounts: None,
        recipient: Some(pool.to_string()),
        deadline: None,
    };
    suite.assert_refused(ContractError::OwnRecipient, |suite| suite.execute(&alice, &own, &[]));

    let mut suite = Suite::opened_with([1_100, 1_100], |_| {});
    suite.sell(&alice, 0, 1_000_000).unwrap();
    assert_eq!(suite.reserves(), [1_001_100, 2]);
    suite.withdraw(&alice, 1).unwrap();
    assert_eq!(suite.reserves()[1], 2, "an amount that rounds to zero is not sent");
}

#[test]
fn twice_in_one_block_pays_no_more_than_at_once() {
    let mut at_once = Suite::opened([1_000_003, 4_000_007]);
    let mut in_parts = Suite::opened([1_000_003, 4_000_007]);
    let alice = at_once.alice.clone();
    at_once.withdraw(&alice, 3_334).unwrap();
    in_parts.withdraw(&alice, 1_667).unwrap();
    in_parts.withdraw(&alice, 1_667).unwrap();
    let (whole, parts) = (at_once.wallet(&alice), in_parts.wallet(&alice));
    assert!(parts[0] <= whole[0] && parts[1] <= whole[1]);
}

#[test]
fn a_simulated_withdrawal_is_the_withdrawal() {
    let mut suite = Suite::opened([1_000_003, 4_000_007]);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.sell(&bob, 0, 54_321).unwrap();
    suite.sell(&bob, 1, 98_765).unwrap();
    for shares in [1, 777, 1_000_000] {
        let promised = amounts(&suite.simulate_withdraw(shares).unwrap().amounts);
        let before = suite.wallet(&alice);
        suite.withdraw(&alice, shares).unwrap();
        let after = suite.wallet(&alice);
        assert_eq!([after[0] - before[0], after[1] - before[1]], promised);
    }
    let refused = suite.simulate_withdraw(0).unwrap_err().to_string();
    assert!(refused.contains("an amount above zero is needed"), "{refused}");
}
