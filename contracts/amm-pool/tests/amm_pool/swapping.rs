use super::suite::{RICH, Suite, Terms, USD, event, pairs};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128, coin, coins};
use weal_amm_math::MathError;
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, SwapOrder};
use weal_api::asset::{AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;

const DEEP: [u128; 2] = [30_000_000_000, 20_000_000_000];

fn bounded(min_receive: u128) -> Terms {
    Terms { min_receive: Some(Uint128::new(min_receive)), ..Terms::default() }
}

#[test]
fn a_native_is_sold_for_a_cw20() {
    let mut suite = Suite::opened(DEEP);
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let terms = Terms { recipient: Some(carol.to_string()), ..bounded(949_523_809) };
    let response = suite.sell_with(&bob, 0, 1_500_000_000, &terms).unwrap();

    assert_eq!(suite.wallet(&bob), [RICH - 1_500_000_000, RICH]);
    assert_eq!(suite.wallet(&carol), [RICH, RICH + 949_523_809]);
    assert_eq!(suite.reserves(), [31_500_000_000, 19_047_619_048]);
    assert_eq!(suite.fees_held(), [0, 2_857_143]);
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    let expected = [
        ("trader", bob.as_str()),
        ("recipient", carol.as_str()),
        ("offer", USD),
        ("ask", contract_addr.as_str()),
        ("offered", "1500000000"),
        ("received", "949523809"),
        ("fee", "2857143"),
        ("reserves", "31500000000,19047619048"),
        ("fees_held", "0,2857143"),
    ];
    assert_eq!(event(&response, "wasm-swapped"), pairs(&expected));
}

#[test]
fn a_cw20_is_sold_for_a_native() {
    let mut suite = Suite::opened([20_000_000_000, 30_000_000_000]);
    let bob = suite.bob.clone();
    suite.sell_with(&bob, 1, 1_500_000_000, &bounded(949_523_809)).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH + 949_523_809, RICH - 1_500_000_000]);
    assert_eq!(suite.fees_held(), [2_857_143, 0]);
}

#[test]
fn min_receive_is_met_exactly_or_refused() {
    for offer in [0, 1] {
        let mut suite = Suite::opened([1_000_000, 1_000_000]);
        let bob = suite.bob.clone();
        let found = suite.simulate(offer, 10_000).unwrap().receive.amount;
        let required = found + Uint128::one();
        let reason = ContractError::BelowMinReceive { found, required };
        suite.assert_refused(reason, |suite| suite.sell_with(&bob, offer, 10_000, &bounded(required.u128())));
        suite.sell_with(&bob, offer, 10_000, &bounded(found.u128())).unwrap();
    }
}

#[test]
fn max_impact_is_met_exactly_or_refused() {
    let mut suite = Suite::opened([990_000, 1_000_000]);
    let bob = suite.bob.clone();
    let terms = |max| Terms { max_impact_bps: Some(max), ..Terms::default() };
    let reason = ContractError::ImpactAboveMax { found_bps: 100, max_bps: 99 };
    suite.assert_refused(reason, |suite| suite.sell_with(&bob, 0, 10_000, &terms(99)));
    suite.sell_with(&bob, 0, 10_000, &terms(100)).unwrap();
}

#[test]
fn without_a_bound_an_impact_of_five_percent_passes_and_one_above_does_not() {
    let mut suite = Suite::opened([950_000, 1_000_000]);
    let bob = suite.bob.clone();
    let reason = ContractError::ImpactAboveMax { found_bps: 501, max_bps: 500 };
    suite.assert_refused(reason, |suite| suite.sell_with(&bob, 0, 50_001, &Terms::default()));
    assert!(!suite.simulate(0, 50_001).unwrap().within_default_impact);
    assert!(suite.simulate(0, 50_000).unwrap().within_default_impact);
    suite.sell_with(&bob, 0, 50_000, &Terms::default()).unwrap();
}

#[test]
fn a_minimum_replaces_the_default_impact() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let bob = suite.bob.clone();
    suite.sell_with(&bob, 0, 1_000_000, &bounded(1)).unwrap();
    let both = Terms { max_impact_bps: Some(500), ..bounded(1) };
    let reason = ContractError::ImpactAboveMax { found_bps: 5_000, max_bps: 500 };
    suite.assert_refused(reason, |suite| suite.sell_with(&bob, 0, 2_000_000, &both));
}

#[test]
fn ask_is_the_other_asset_and_nothing_else() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    let ask = |info: AssetInfo| Terms { ask: Some(info), ..Terms::default() };
    let (usd, atom) = (AssetInfo::native(USD), AssetInfo::native("uatom"));
    let same = ContractError::DuplicateAsset { token: Token::Native(USD.into()) };
    suite.assert_refused(same, |suite| suite.sell_with(&bob, 0, 1_000, &ask(usd)));
    let foreign = ContractError::UnknownAsset { token: Token::Native("uatom".into()) };
    suite.assert_refused(foreign, |suite| suite.sell_with(&bob, 0, 1_000, &ask(atom)));
    let other = suite.assets[1].clone();
    suite.sell_with(&bob, 0, 1_000, &ask(other)).unwrap();
}

#[test]
fn a_swap_is_valid_up_to_the_second_of_its_deadline() {
    let mut suite = Suite::opened(DEEP);
    let (bob, now) = (suite.bob.clone(), suite.now());
    let until = |deadline| Terms { deadline: Some(deadline), ..Terms::default() };
    for offer in [0, 1] {
        let late = ContractError::DeadlinePassed { deadline: now - 1, now };
        suite.assert_refused(late, |suite| suite.sell_with(&bob, offer, 1_000, &until(now - 1)));
        suite.sell_with(&bob, offer, 1_000, &until(now)).unwrap();
        suite.sell_with(&bob, offer, 1_000, &until(now + 1)).unwrap();
    }
}

#[test]
fn exactly_one_coin_of_the_pool_is_sold() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    let msg = ExecuteMsg::Swap(SwapOrder::default());
    let none = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(none, |suite| suite.execute(&bob, &msg, &[]));
    let two = PaymentError::NotOneCoin { found: format!("1uatom,1{USD}") };
    suite.assert_refused(two, |suite| suite.execute(&bob, &msg, &[coin(1, "uatom"), coin(1, USD)]));
    let foreign = ContractError::UnknownAsset { token: Token::Native("uatom".into()) };
    suite.assert_refused(foreign, |suite| suite.execute(&bob, &msg, &coins(1_000, "uatom")));
}

#[test]
fn a_foreign_cw20_and_the_pools_own_shares_are_not_sold() {
    let mut suite = Suite::opened(DEEP);
    let (alice, pool) = (suite.alice.clone(), suite.pool.clone());
    let hook = Cw20HookMsg::Swap(SwapOrder::default());
    let foreign = suite.new_token();
    for token in [foreign, pool] {
        let reason = ContractError::UnknownAsset { token: Token::Cw20(token.clone()) };
        suite.assert_refused(reason, |suite| suite.send(&alice, &token, 1_000, &hook));
    }
}

#[test]
fn an_empty_pool_sells_nothing() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    for offer in [0, 1] {
        suite.assert_refused(MathError::EmptyPool, |suite| suite.sell(&bob, offer, 1_000));
    }
}

#[test]
fn a_zero_cw20_is_refused() {
    let mut suite = Suite::opened(DEEP);
    let (bob, AssetInfo::Cw20 { contract_addr }) = (suite.bob.clone(), suite.assets[1].clone()) else {
        panic!("the second asset is a cw20")
    };
    let reason = PaymentError::NotOneCoin { found: format!("0 {contract_addr}") };
    suite.assert_refused(reason, |suite| suite.sell(&bob, 1, 0));
}

#[test]
fn the_recipient_is_an_address_and_not_the_pool() {
    let mut suite = Suite::opened(DEEP);
    let (bob, pool) = (suite.bob.clone(), suite.pool.to_string());
    let to = |recipient: &str| Terms { recipient: Some(recipient.into()), ..Terms::default() };
    suite.assert_refused(ContractError::OwnRecipient, |suite| suite.sell_with(&bob, 0, 1_000, &to(&pool)));
    let refused = suite.sell_with(&bob, 0, 1_000, &to("nobody")).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

#[test]
fn two_swaps_in_one_block_follow_the_curve() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let bob = suite.bob.clone();
    for _ in 0..2 {
        let promised = suite.simulate(0, 10_000).unwrap().receive.amount.u128();
        let before = suite.wallet(&bob)[1];
        suite.sell(&bob, 0, 10_000).unwrap();
        assert_eq!(suite.wallet(&bob)[1] - before, promised);
    }
    // ⌈10^12 ÷ 1,010,000⌉ = 990,100, then ⌈1,010,000 · 990,100 ÷ 1,020,000⌉.
    assert_eq!(suite.reserves(), [1_020_000, 980_394]);
}

#[test]
fn a_simulated_swap_is_the_swap_and_its_reverse_buys_what_it_promises() {
    let mut suite = Suite::opened([7_654_321, 1_234_567_890]);
    let bob = suite.bob.clone();
    for (offer, amount) in [(0, 1), (0, 54_321), (1, 500), (1, 99_999_999), (0, 7_000_000)] {
        let ask = 1 - offer;
        let promised = suite.simulate(offer, amount).unwrap();
        let reverse = suite.reverse(ask, promised.receive.amount.u128()).unwrap();
        assert!(reverse.offer.amount.u128() <= amount);
        assert!(reverse.receive.amount >= promised.receive.amount);
        assert_eq!(reverse.receive, suite.simulate(offer, reverse.offer.amount.u128()).unwrap().receive);
        let (wallet, fees) = (suite.wallet(&bob)[ask], suite.fees_held()[ask]);
        suite.sell(&bob, offer, amount).unwrap();
        assert_eq!(suite.wallet(&bob)[ask] - wallet, promised.receive.amount.u128());
        assert_eq!(suite.fees_held()[ask] - fees, promised.fee.u128());
    }
    let reserve = suite.reserves()[1];
    let refused = suite.reverse(1, reserve).unwrap_err().to_string();
    assert!(
        refused.contains("670917733 is needed before the fee, but the reserve is 668904979 and cannot be"),
        "{refused}"
    );
}

/// The token's word is needed: nobody else's `Receive` sells anything but a token of its own.
#[test]
fn a_stranger_cannot_pretend_that_tokens_came() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    let hook = Cw20HookMsg::Swap(SwapOrder::default());
    let msg = ExecuteMsg::Receive(weal_api::cw20::Cw20ReceiveMsg {
        sender: bob.to_string(),
        amount: Uint128::new(1_000),
        msg: cosmwasm_std::to_json_binary(&hook).unwrap(),
    });
    let token = Token::Cw20(Addr::unchecked(bob.as_str()));
    suite.assert_refused(ContractError::UnknownAsset { token }, |suite| suite.execute(&bob, &msg, &[]));
    let paid = PaymentError::NotPayable { found: format!("5{USD}") };
    suite.assert_refused(paid, |suite| suite.execute(&bob, &msg, &coins(5, USD)));
}
