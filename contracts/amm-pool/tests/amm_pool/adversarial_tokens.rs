//! Attacks by a token of the pool itself, and by the way amounts are counted.

use super::hostile_token::{self, Mood};
use super::suite::{RICH, Suite, Terms, USD, amounts, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128, coins, to_json_binary};
use cw_multi_test::Executor;
use weal_api::amm_pool::{ExecuteMsg, ParamsChange, PoolKind};
use weal_api::asset::AssetInfo;
use weal_api::cw20::Cw20ExecuteMsg;

/// A pool of `uusd` and a token that alice commands; bob provides beside her.
fn hostile() -> (Suite, Addr) {
    let mut suite = Suite::new();
    let [alice, bob, _] = suite.users();
    let code_id = suite.app.store_code(hostile_token::code());
    let token = suite.app.instantiate_contract(code_id, alice.clone(), &alice, &[], "token", None).unwrap();
    let pool_code = suite.code_id;
    let mut msg = weal_api::amm_pool::InstantiateMsg {
        assets: vec![AssetInfo::native(USD), AssetInfo::cw20(&token)],
        kind: PoolKind::ConstantProduct {},
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
        owner: alice.to_string(),
        params: None,
    };
    msg.params = Some(ParamsChange {
        protocol_share_bps: Some(2_000),
        protocol_recipient: Some(treasury().to_string()),
        ..ParamsChange::default()
    });
    suite.assets = msg.assets.clone();
    suite.pool = suite.app.instantiate_contract(pool_code, alice.clone(), &msg, &[], "pool", None).unwrap();
    let (recipient, amount) = (bob.to_string(), Uint128::new(RICH));
    suite
        .app
        .execute_contract(alice.clone(), token.clone(), &Cw20ExecuteMsg::Transfer { recipient, amount }, &[])
        .unwrap();
    for user in [&alice, &bob] {
        suite.allow(user, &AssetInfo::cw20(&token), RICH);
        suite.provide(user, [100_000_000, 100_000_000]).unwrap();
    }
    (suite, token)
}

fn set(suite: &mut Suite, token: &Addr, mood: &Mood) {
    let recipient = String::from_utf8(to_json_binary(mood).unwrap().to_vec()).unwrap();
    let msg = Cw20ExecuteMsg::Mint { recipient, amount: Uint128::zero() };
    suite.app.execute_contract(suite.alice.clone(), token.clone(), &msg, &[]).unwrap();
}

/// (7) State read in the middle of a message (Curve, read-only reentrancy, 2022): what calls back while it is paid out meets
/// the pool as it is after the message, and gains nothing by it.
#[test]
fn a_token_that_calls_back_meets_the_pool_as_it_is_afterwards() {
    let (mut suite, token) = hostile();
    let [alice, bob, _] = suite.users();
    let pool = suite.pool.to_string();
    // While bob's output is on its way the token, which holds shares of alice's, withdraws.
    let shares = ExecuteMsg::Transfer { recipient: token.to_string(), amount: Uint128::new(1_000_000) };
    suite.execute(&alice, &shares, &[]).unwrap();
    let withdraw = to_json_binary(&super::suite::withdraw(500_000)).unwrap();
    set(&mut suite, &token, &Mood::CallBack(pool.clone(), withdraw));
    // The token's own payout calls back again: the fourth time it has no shares left, and all of it is undone.
    let before = suite.snapshot();
    let refused = suite.sell(&bob, 0, 10_000_000).unwrap_err().to_string();
    assert!(refused.contains("has 0, 500000 are needed"), "{refused}");
    assert_eq!(suite.snapshot(), before);

    // A message that pays no token of its own: a swap of its own assets is refused, because nothing came with it.
    let swap = to_json_binary(&ExecuteMsg::Donate {}).unwrap();
    set(&mut suite, &token, &Mood::CallBack(pool.clone(), swap));
    let refused = suite.sell(&bob, 0, 10_000_000).unwrap_err().to_string();
    assert!(refused.contains("exactly one coin above zero is needed, but '' was sent"), "{refused}");
    // Its observations are grown by anyone, so by the token too: the pool goes on from what the swap has saved.
    let grow = to_json_binary(&ExecuteMsg::GrowObservations { capacity: 40 }).unwrap();
    set(&mut suite, &token, &Mood::CallBack(pool.clone(), grow));
    let promised = suite.simulate(0, 10_000_000).unwrap().receive.amount.u128();
    let tokens = suite.wallet(&bob)[1];
    suite
        .sell_with(&bob, 0, 10_000_000, &Terms { max_impact_bps: Some(10_000), ..Terms::default() })
        .unwrap();
    assert_eq!((suite.reserves()[0], suite.wallet(&bob)[1] - tokens), (210_000_000, promised));
    assert_eq!(suite.wallet(&suite.pool), suite.holdings());
}

/// (10) One payout that fails blocks those of everybody (incentives audits; MANTRA dex #130): the protocol's does not block
/// the LPs', and a side that is not paid need not move.
#[test]
fn a_token_that_refuses_blocks_its_own_side_only() {
    let (mut suite, token) = hostile();
    let [alice, bob, _] = suite.users();
    suite.sell(&bob, 0, 10_000_000).unwrap();
    set(&mut suite, &token, &Mood::Refuse);
    let claim = ExecuteMsg::ClaimProtocolFees {};
    let before = suite.snapshot();
    let refused = suite.execute(&bob, &claim, &[]).unwrap_err().to_string();
    assert!(refused.ends_with("error: refused"), "{refused}");
    assert_eq!(suite.snapshot(), before);
    // Who wants the other side gets it.
    suite.withdraw_one(&alice, 0, 1_000_000, 1).unwrap();
    set(&mut suite, &token, &Mood::Calm);
    suite.withdraw(&bob, 1_000_000).unwrap();
    suite.execute(&bob, &claim, &[]).unwrap();
    assert_eq!(amounts(&suite.state().protocol_fees), [0, 0]);
}

/// (11) What somebody left behind, paid to whoever comes next (incentives audits, zero stakers): fees gathered while only the
/// lock was there are bought by the next depositor, not given to it.
#[test]
fn what_gathered_while_nobody_was_there_is_not_the_next_ones() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, carol] = suite.users();
    suite.withdraw(&alice, 999_000).unwrap();
    suite.execute(&carol, &ExecuteMsg::Donate {}, &coins(500_000, USD)).unwrap();
    suite.provide(&bob, [10_000_000, 10_000_000]).unwrap();
    let shares = suite.shares(&bob);
    suite.withdraw(&bob, shares).unwrap();
    let [first, second] = suite.wallet(&bob);
    assert!(first <= RICH && second <= RICH, "{first} {second}");
}

/// (15) Decimals mixed up (MANTRA dex #145, #109; Astroport #361): the same tokens in other units give the same outputs.
#[test]
fn decimals_change_nothing_but_the_units() {
    let swap = |decimals: [u8; 2]| {
        let scaled = |whole: u128, side: usize| whole * 10u128.pow(u32::from(decimals[side]));
        let mut suite = Suite::with(|msg| {
            msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
            msg.kind = PoolKind::Stableswap { amp: 100, decimals: decimals.into() };
        });
        let alice = suite.alice.clone();
        suite.provide(&alice, [scaled(2_000, 0), scaled(1_000, 1)]).unwrap();
        let received = suite.simulate(0, scaled(50, 0)).unwrap().receive.amount.u128();
        received / 10u128.pow(u32::from(decimals[1]) - 4)
    };
    // Wallets hold 10^12 units: decimals of 4 to 8 are what fits; to 10^-4 tokens.
    for decimals in [[4, 4], [4, 8], [8, 4], [8, 8], [6, 7]] {
        assert_eq!(swap(decimals), swap([6, 6]), "{decimals:?}");
    }
    let refused = Suite::try_with(|msg| {
        msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 6] };
    });
    let AssetInfo::Cw20 { contract_addr } = Suite::new().assets[1].clone() else { panic!("a cw20") };
    let token = weal_api::asset::Token::Cw20(Addr::unchecked(contract_addr));
    let reason = ContractError::WrongDecimals { token, declared: 6, found: 18 };
    assert!(refused.err().unwrap().to_string().ends_with(&reason.to_string()));
}

/// (23) An exact input and an exact output priced differently (Balancer, Spearbit 5.2.2): there and back differ by units.
#[test]
fn an_exact_output_costs_what_the_exact_input_gives() {
    let suite = Suite::opened([3_000_000_000, 2_000_000_000]);
    for amount in [1_000, 77_777, 123_456_789] {
        let given = suite.simulate(0, amount).unwrap().receive.amount.u128();
        let cost = suite.reverse(1, given).unwrap().offer.amount.u128();
        assert!(cost <= amount && amount - cost <= 2, "{amount}: {cost}");
    }
}
