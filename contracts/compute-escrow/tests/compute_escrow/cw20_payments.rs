//! The same escrow with a cw20 as its payment asset.

use super::suite::{BOND, Suite, WINDOW, leaf, register, terms};
use compute_escrow::ContractError;
use cosmwasm_std::{Addr, Binary, StdResult, Uint128, coins, to_json_binary};
use cw_multi_test::{AppResponse, ContractWrapper, Executor};
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{Cw20HookMsg, ExecuteMsg, LeaseRequest};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg, Cw20ReceiveMsg};
use weal_api::governance_token::InstantiateMsg;
use weal_contract_kit::payment::PaymentError;

struct Paid {
    suite: Suite,
    token: Addr,
}

impl Paid {
    /// A suite whose escrow takes a real cw20, of which provider and tenant have 10,000 each.
    fn new() -> Self {
        let mut suite = Suite::empty(|_| {});
        let token = create_token(&mut suite);
        suite.escrow = create_escrow(&mut suite, AssetInfo::cw20(&token));
        Self { suite, token }
    }

    fn send(&mut self, sender: &Addr, amount: u128, msg: &Cw20HookMsg) -> StdResult<AppResponse> {
        let send = Cw20ExecuteMsg::Send {
            contract: self.suite.escrow.to_string(),
            amount: Uint128::new(amount),
            msg: to_json_binary(msg)?,
        };
        self.suite.app.execute_contract(sender.clone(), self.token.clone(), &send, &[])
    }

    fn balance(&self, account: &Addr) -> u128 {
        let msg = Cw20QueryMsg::Balance { address: account.to_string() };
        let answer: BalanceResponse = self.suite.app.wrap().query_wasm_smart(&self.token, &msg).unwrap();
        answer.balance.u128()
    }
}

fn create_token(suite: &mut Suite) -> Addr {
    use governance_token::contract;
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    let code_id = suite.app.store_code(Box::new(code));
    let holders = [&suite.provider, &suite.tenant, &suite.stranger];
    let msg = InstantiateMsg {
        name: "Dollar".into(),
        symbol: "USD".into(),
        decimals: 6,
        initial_balances: holders
            .map(|holder| Cw20Coin { address: holder.to_string(), amount: Uint128::new(10_000) })
            .into(),
        mint: None,
        marketing: None,
    };
    let owner = suite.owner.clone();
    suite.app.instantiate_contract(code_id, owner, &msg, &[], "token", None).unwrap()
}

fn create_escrow(suite: &mut Suite, payment_asset: AssetInfo) -> Addr {
    let msg = weal_api::compute_escrow::InstantiateMsg {
        owner: suite.owner.to_string(),
        oracle: suite.oracle.to_string(),
        payment_asset,
        fee_recipient: None,
        min_bond: Uint128::new(BOND),
        protocol_fee_bps: 250,
        challenge_window_seconds: WINDOW,
        silence_seconds: 600,
        registry: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
    };
    let (code, owner) = (suite.escrow_code, suite.owner.clone());
    suite.app.instantiate_contract(code, owner, &msg, &[], "escrow", None).unwrap()
}

fn hook() -> Cw20HookMsg {
    Cw20HookMsg::RegisterProvider { name: None, endpoint: "https://north.example".into() }
}

#[test]
fn a_whole_lease_is_paid_in_a_cw20() {
    let mut paid = Paid::new();
    let (provider, tenant, owner) =
        (paid.suite.provider.clone(), paid.suite.tenant.clone(), paid.suite.owner.clone());
    paid.send(&provider, BOND, &hook()).unwrap();
    paid.suite.publish(&provider, terms());
    paid.send(&tenant, 900, &Cw20HookMsg::OpenLease(LeaseRequest::new(1, 2, 600))).unwrap();
    paid.send(&tenant, 100, &Cw20HookMsg::TopUp { lease_id: 1 }).unwrap();
    let escrow = paid.suite.escrow.clone();
    assert_eq!(paid.balance(&escrow), BOND + 1_000);
    assert_eq!(paid.suite.lease(1).tenant, tenant);

    paid.suite.advance(100);
    paid.suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    paid.suite.settle(1, 500);
    paid.suite.run(&tenant, &ExecuteMsg::Refund { lease_id: 1, depositor: None });
    paid.suite.run(&tenant, &ExecuteMsg::ClaimProtocolFees {});
    paid.suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    paid.suite.run(&provider, &ExecuteMsg::WithdrawBond {});

    assert_eq!(paid.balance(&provider), 10_000 + 487);
    assert_eq!(paid.balance(&tenant), 10_000 - 500);
    assert_eq!(paid.balance(&owner), 13);
    assert_eq!(paid.balance(&escrow), 0);
}

#[test]
fn native_coins_are_refused_where_a_cw20_is_taken() {
    let mut paid = Paid::new();
    let provider = paid.suite.provider.clone();
    let reason = PaymentError::WrongToken { found: "uusd".into(), required: paid.token.to_string() };
    paid.suite.assert_refused(&provider, &register(), &coins(BOND, "uusd"), &reason.into());
}

/// Anyone can call `receive` and name any sender: the caller is then the token, and not the right one.
#[test]
fn a_stranger_posing_as_the_token_pays_nothing() {
    let mut paid = Paid::new();
    let (stranger, tenant) = (paid.suite.stranger.clone(), paid.suite.tenant.clone());
    let forged = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: tenant.to_string(),
        amount: Uint128::new(BOND),
        msg: to_json_binary(&hook()).unwrap(),
    });
    let reason = PaymentError::WrongToken { found: stranger.to_string(), required: paid.token.to_string() };
    paid.suite.assert_refused(&stranger, &forged, &[], &reason.into());
    let other = create_token(&mut paid.suite);
    let token = std::mem::replace(&mut paid.token, other.clone());
    let error = paid.send(&stranger, BOND, &hook()).unwrap_err().to_string();
    let reason = PaymentError::WrongToken { found: other.to_string(), required: token.to_string() };
    assert!(error.contains(&reason.to_string()), "{error}");
}

/// A cw20 `Send` with another message, or none, keeps the tokens where they were.
#[test]
fn tokens_sent_for_nothing_stay_with_the_sender() {
    let mut paid = Paid::new();
    let (tenant, escrow) = (paid.suite.tenant.clone(), paid.suite.escrow.clone());
    for msg in [Binary::default(), Binary::from(br#"{"withdraw_bond":{}}"#)] {
        let send = Cw20ExecuteMsg::Send { contract: escrow.to_string(), amount: Uint128::one(), msg };
        let refused = paid
            .suite
            .app
            .execute_contract(tenant.clone(), paid.token.clone(), &send, &[])
            .unwrap_err()
            .to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
    assert_eq!((paid.balance(&tenant), paid.balance(&escrow)), (10_000, 0));
}

/// §5.28: a token that will not deliver to one account stops that account's payments only, and they are
/// paid once it will.
#[test]
fn a_payment_that_cannot_be_delivered_blocks_nobody_else() {
    let mut suite = Suite::empty(|_| {});
    let token = picky_token::create(&mut suite);
    suite.escrow = create_escrow(&mut suite, AssetInfo::cw20(&token));
    let mut paid = Paid { suite, token };
    let (provider, rival, tenant) =
        (paid.suite.provider.clone(), paid.suite.rival.clone(), paid.suite.tenant.clone());
    for who in [&provider, &rival] {
        paid.send(who, BOND, &hook()).unwrap();
        paid.suite.publish(who, terms());
    }
    for offer_id in [1, 2] {
        paid.send(&tenant, 3_000, &Cw20HookMsg::OpenLease(LeaseRequest::new(offer_id, 2, 600))).unwrap();
    }
    paid.suite.advance(600);
    let now = paid.suite.now();
    let epoch = paid.suite.attest(&[leaf(1, 2_000, now), leaf(2, 2_000, now)]);
    paid.suite.advance(WINDOW);
    picky_token::refuse(&mut paid.suite, &paid.token, Some(&provider));

    let blocked = paid.suite.execute(&tenant, &ExecuteMsg::Claim(epoch.claim(0)), &[]).unwrap_err();
    assert!(blocked.to_string().contains("refuses"), "{blocked}");
    assert_eq!(paid.suite.lease(1).claimed, Uint128::zero());
    paid.suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(1)));
    for lease_id in [1, 2] {
        paid.suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    }
    assert_eq!(paid.suite.lease(2).claimed, Uint128::new(2_000));

    picky_token::refuse(&mut paid.suite, &paid.token, None);
    paid.suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(0)));
    assert_eq!(paid.suite.lease(1).claimed, Uint128::new(2_000));
}

/// 28: of three depositors the one that cannot be paid keeps its part; the others and the provider get theirs, and the
/// GPUs are free.
#[test]
fn a_depositor_that_cannot_be_paid_blocks_no_other() {
    let mut suite = Suite::empty(|_| {});
    let token = picky_token::create(&mut suite);
    suite.escrow = create_escrow(&mut suite, AssetInfo::cw20(&token));
    let mut paid = Paid { suite, token };
    let (provider, tenant) = (paid.suite.provider.clone(), paid.suite.tenant.clone());
    let (rival, stranger) = (paid.suite.rival.clone(), paid.suite.stranger.clone());
    paid.send(&provider, BOND, &hook()).unwrap();
    paid.suite.publish(&provider, terms());
    paid.send(&tenant, 3_000, &Cw20HookMsg::OpenLease(LeaseRequest::new(1, 2, 600))).unwrap();
    for friend in [&rival, &stranger] {
        paid.send(friend, 500, &Cw20HookMsg::TopUp { lease_id: 1 }).unwrap();
    }
    paid.suite.advance(100);
    picky_token::refuse(&mut paid.suite, &paid.token, Some(&tenant));
    paid.suite.run(&provider, &ExecuteMsg::StopLease { lease_id: 1 });
    assert_eq!(paid.suite.offers()[0].gpus_in_use, 0);

    let refund = ExecuteMsg::Refund { lease_id: 1, depositor: None };
    let blocked = paid.suite.execute(&stranger, &refund, &[]).unwrap_err();
    assert!(blocked.to_string().contains("refuses"), "{blocked}");
    for friend in [&rival, &stranger] {
        paid.suite.refund(1, Some(friend));
    }
    paid.suite.settle(1, 500);
    assert_eq!(paid.suite.holdings().deposits.u128(), 2_500);
    picky_token::refuse(&mut paid.suite, &paid.token, None);
    paid.suite.run(&stranger, &refund);
    assert_eq!(paid.suite.holdings().deposits.u128(), 0);
}

/// A token that passes `Send` on and refuses transfers to one account.
mod picky_token {
    use super::{Addr, AppResponse, Cw20ExecuteMsg, Cw20ReceiveMsg, Suite};
    use cosmwasm_std::{
        Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, WasmMsg,
        to_json_binary,
    };
    use cw_multi_test::{ContractWrapper, Executor};
    use cw_storage_plus::Item;
    use weal_api::cw20::Cw20Hook;

    const REFUSED: Item<String> = Item::new("refused");

    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }

    fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: Cw20ExecuteMsg) -> StdResult<Response> {
        match msg {
            Cw20ExecuteMsg::Send { contract: contract_addr, amount, msg } => {
                let hook = Cw20Hook::Receive(Cw20ReceiveMsg { sender: info.sender.to_string(), amount, msg });
                let msg = to_json_binary(&hook)?;
                Ok(Response::new().add_message(WasmMsg::Execute { contract_addr, msg, funds: vec![] }))
            }
            Cw20ExecuteMsg::Transfer { recipient, .. }
                if REFUSED.may_load(deps.storage)? == Some(recipient.clone()) =>
            {
                Err(StdError::msg(format!("the token refuses {recipient}")))
            }
            Cw20ExecuteMsg::BurnFrom { owner, .. } => {
                REFUSED.save(deps.storage, &owner)?;
                Ok(Response::new())
            }
            _ => Ok(Response::new()),
        }
    }

    fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        to_json_binary(&Empty {})
    }

    pub(super) fn create(suite: &mut Suite) -> Addr {
        let code_id = suite.app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
        let owner = suite.owner.clone();
        suite.app.instantiate_contract(code_id, owner, &Empty {}, &[], "picky", None).unwrap()
    }

    /// Tells the token which account to refuse (`None`: none), by a message that the escrow never sends.
    pub(super) fn refuse(suite: &mut Suite, token: &Addr, account: Option<&Addr>) -> AppResponse {
        let owner = account.map_or_else(String::new, Addr::to_string);
        let msg = Cw20ExecuteMsg::BurnFrom { owner, amount: cosmwasm_std::Uint128::one() };
        suite.app.execute_contract(suite.owner.clone(), token.clone(), &msg, &[]).unwrap()
    }
}

/// A bond of one base unit less than the least is refused, and the provider keeps its tokens.
#[test]
fn a_bond_below_the_least_is_refused_in_a_cw20_too() {
    let mut paid = Paid::new();
    let provider = paid.suite.provider.clone();
    let error = paid.send(&provider, BOND - 1, &hook()).unwrap_err().to_string();
    let reason = ContractError::BondTooSmall { found: Uint128::new(BOND - 1), required: Uint128::new(BOND) };
    assert!(error.contains(&reason.to_string()), "{error}");
    assert_eq!(paid.balance(&provider), 10_000);
}
