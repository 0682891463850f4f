//! A token with defaults: alice holds 1,000, minter may mint up to 2,000.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Api, Coin, Empty, StdResult, Uint128, coins};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use governance_token::contract;
use serde::de::DeserializeOwned;
use weal_api::cw20::{AllowanceResponse, BalanceResponse, Cw20Coin, MinterResponse, TokenInfoResponse};
use weal_api::governance_token::{ExecuteMsg, InstantiateMsg, QueryMsg};

pub(crate) type Chain = App<BankKeeper, MockApi>;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) token: Addr,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) minter: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

pub(crate) fn token_of(alice: &Addr, minter: &Addr) -> InstantiateMsg {
    InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin { address: alice.to_string(), amount: Uint128::new(1_000) }],
        mint: Some(MinterResponse { minter: minter.to_string(), cap: Some(Uint128::new(2_000)) }),
        marketing: None,
    }
}

impl Suite {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The default token with one thing changed.
    pub(crate) fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_with(change).unwrap()
    }

    pub(crate) fn try_with(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, minter] = ["alice", "bob", "minter"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            router.bank.init_balance(storage, &alice, coins(100, "uusd")).unwrap();
        });
        let code_id = app.store_code(code());
        let mut msg = token_of(&alice, &minter);
        change(&mut msg);
        let admin = Some(minter.to_string());
        let token = app.instantiate_contract(code_id, minter.clone(), &msg, &[], "token", admin)?;
        Ok(Self { app, token, alice, bob, minter })
    }

    pub(crate) fn execute(&mut self, sender: &Addr, msg: &ExecuteMsg) -> StdResult<AppResponse> {
        self.execute_with(sender, msg, &[])
    }

    pub(crate) fn execute_with(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.token.clone(), msg, funds)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.token, msg).unwrap()
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        let answer: BalanceResponse = self.query(&QueryMsg::Balance { address: account.to_string() });
        answer.balance.u128()
    }

    pub(crate) fn supply(&self) -> u128 {
        self.query::<TokenInfoResponse>(&QueryMsg::TokenInfo {}).total_supply.u128()
    }

    pub(crate) fn allowance(&self, owner: &Addr, spender: &Addr) -> AllowanceResponse {
        self.query(&QueryMsg::Allowance { owner: owner.to_string(), spender: spender.to_string() })
    }

    /// The whole state that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> (u128, Vec<u128>, AllowanceResponse) {
        let balances = [&self.alice, &self.bob, &self.minter].map(|account| self.balance(account)).into();
        (self.supply(), balances, self.allowance(&self.alice, &self.bob))
    }

    /// Asserts that the message is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(&mut self, sender: &Addr, msg: &ExecuteMsg, reason: &str) {
        let before = self.snapshot();
        let error = self.execute(sender, msg).unwrap_err().to_string();
        assert!(error.contains(reason), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

/// The bytes behind an address, by which lists are ordered.
pub(crate) fn canonical(address: &str) -> Vec<u8> {
    MockApi::default().with_prefix("wasm").addr_canonicalize(address).unwrap().into()
}

pub(crate) fn transfer(recipient: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: recipient.to_string(), amount: Uint128::new(amount) }
}

pub(crate) fn allow(spender: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::IncreaseAllowance {
        spender: spender.to_string(),
        amount: Uint128::new(amount),
        expires: None,
    }
}

/// The attributes of the contract's own `wasm` event, in order, without the contract's address.
pub(crate) fn attributes(response: &AppResponse) -> Vec<(String, String)> {
    let event = response.events.iter().find(|event| event.ty == "wasm").unwrap();
    event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
