//! The same market with a cw20 as the escrow's payment asset.

use crate::suite::{BID_DEPOSIT, BID_SECONDS, DEPOSIT, RATE, REVEAL_SECONDS, Suite, offer, terms};
use cosmwasm_std::{Addr, StdResult, Uint128, to_json_binary};
use cw_multi_test::{AppResponse, ContractWrapper, Executor};
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow as escrow_api;
use weal_api::compute_market::{Cw20HookMsg, ExecuteMsg};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg, Cw20ReceiveMsg};
use weal_api::governance_token::InstantiateMsg;
use weal_contract_kit::payment::PaymentError;

struct Paid {
    suite: Suite,
    token: Addr,
}

impl Paid {
    fn new() -> Self {
        let mut suite = Suite::without_offers();
        let token = create_token(&mut suite);
        suite.create(AssetInfo::cw20(&token), None);
        let (provider, escrow) = (suite.providers[0].clone(), suite.escrow.clone());
        let mut paid = Self { suite, token };
        let register = escrow_api::Cw20HookMsg::RegisterProvider { name: None, endpoint: "https://g".into() };
        paid.send(&provider, &escrow, 1_000, &register).unwrap();
        let publish = escrow_api::ExecuteMsg::PublishOffer(offer());
        paid.suite.escrow_run(&provider, &publish, &[]).unwrap();
        paid
    }

    fn send(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        amount: u128,
        hook: &impl serde::Serialize,
    ) -> StdResult<AppResponse> {
        let (contract, msg) = (contract.to_string(), to_json_binary(hook)?);
        let send = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
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
    let holders = [&suite.tenant, &suite.providers[0]];
    let coin = |holder: &Addr| Cw20Coin { address: holder.to_string(), amount: Uint128::new(100_000) };
    let msg = InstantiateMsg {
        name: "Dollar".into(),
        symbol: "USD".into(),
        decimals: 6,
        initial_balances: holders.map(coin).into(),
        mint: None,
        marketing: None,
    };
    let owner = suite.owner.clone();
    suite.app.instantiate_contract(code_id, owner, &msg, &[], "token", None).unwrap()
}

#[test]
fn order_bid_award_and_credit_are_paid_in_the_token() {
    let mut paid = Paid::new();
    let (tenant, provider) = (paid.suite.tenant.clone(), paid.suite.providers[0].clone());
    let (market, escrow) = (paid.suite.market.clone(), paid.suite.escrow.clone());
    paid.send(&tenant, &market, DEPOSIT, &Cw20HookMsg::OpenOrder(terms())).unwrap();
    let commitment = paid.suite.sealed(1, 0, RATE / 2);
    paid.send(&provider, &market, BID_DEPOSIT, &Cw20HookMsg::PlaceBid { order_id: 1, commitment }).unwrap();
    assert_eq!(paid.balance(&market), DEPOSIT + BID_DEPOSIT);
    paid.suite.advance(BID_SECONDS);
    paid.suite.reveal(1, 0, RATE / 2).unwrap();
    paid.suite.advance(REVEAL_SECONDS);
    let before = paid.balance(&escrow);
    paid.suite.award(1);
    assert_eq!(paid.balance(&escrow), before + DEPOSIT / 2);
    for (account, credit) in [(&tenant, DEPOSIT / 2), (&provider, BID_DEPOSIT)] {
        let before = paid.balance(account);
        paid.suite.execute(account, &ExecuteMsg::ClaimCredit {}, &[]).unwrap();
        assert_eq!(paid.balance(account), before + credit);
    }
    assert_eq!(paid.balance(&market), 0);
}

#[test]
fn a_hook_of_a_foreign_token_is_refused() {
    let mut paid = Paid::new();
    let (stranger, token) = (paid.suite.stranger.clone(), paid.token.clone());
    let receive = Cw20ReceiveMsg {
        sender: stranger.to_string(),
        amount: Uint128::new(DEPOSIT),
        msg: to_json_binary(&Cw20HookMsg::OpenOrder(terms())).unwrap(),
    };
    let reason = PaymentError::WrongToken { found: stranger.to_string(), required: token.to_string() };
    paid.suite.assert_refused(&stranger, &ExecuteMsg::Receive(receive), &[], &reason.into());
}
