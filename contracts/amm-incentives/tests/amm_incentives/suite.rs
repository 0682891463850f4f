//! A contract with defaults: alice and bob have 10,000 LP shares each, the funder 1,000,000 uusd and gold. A schedule is
//! 1,000 of a token over 100 seconds from `NOW` + 10.

use crate::wayward_token;
use amm_incentives::contract;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Timestamp, Uint128, coin, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use std::fmt::Debug;
use weal_api::amm_incentives::{
    AmmIncentivesContract, ClaimableResponse, Cw20HookMsg, ExecuteMsg, InstantiateMsg, Period, QueryMsg,
    ScheduleResponse, StakeResponse,
};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};

pub(crate) type Chain = App<BankKeeper, MockApi>;

pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const SHARES: u128 = 10_000;
pub(crate) const PURSE: u128 = 1_000_000;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) code_id: u64,
    pub(crate) incentives: Addr,
    /// The pool's LP token.
    pub(crate) pool: Addr,
    pub(crate) gold: Addr,
    pub(crate) wayward: Addr,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) funder: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_reply(contract::reply)
            .with_migrate(contract::migrate),
    )
}

fn token_code() -> Box<dyn Contract<Empty>> {
    use governance_token::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

fn token(balances: &[(&Addr, u128)]) -> weal_api::governance_token::InstantiateMsg {
    let purse = |(account, amount): &(&Addr, u128)| Cw20Coin {
        address: account.to_string(),
        amount: Uint128::new(*amount),
    };
    weal_api::governance_token::InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: balances.iter().map(purse).collect(),
        mint: None,
        marketing: None,
    }
}

impl Suite {
    pub(crate) fn new() -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, funder] = ["alice", "bob", "funder"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            let purse = vec![coin(PURSE, "uatom"), coin(PURSE, "uusd")];
            router.bank.init_balance(storage, &funder, purse).unwrap();
            router.bank.init_balance(storage, &alice, vec![coin(PURSE, "uatom")]).unwrap();
        });
        app.update_block(|block| block.time = Timestamp::from_seconds(NOW));
        let token_id = app.store_code(token_code());
        let mut create = |code_id: u64, msg: &weal_api::governance_token::InstantiateMsg| {
            app.instantiate_contract(code_id, funder.clone(), msg, &[], "token", None).unwrap()
        };
        let pool = create(token_id, &token(&[(&alice, SHARES), (&bob, SHARES)]));
        let gold = create(token_id, &token(&[(&funder, PURSE)]));
        let wayward_id = app.store_code(wayward_token::code());
        let wayward =
            app.instantiate_contract(wayward_id, funder.clone(), &Empty {}, &[], "wayward", None).unwrap();
        let code_id = app.store_code(code());
        let admin = Some(funder.to_string());
        let incentives = app
            .instantiate_contract(code_id, funder.clone(), &InstantiateMsg {}, &[], "incentives", admin)
            .unwrap();
        Self { app, code_id, incentives, pool, gold, wayward, alice, bob, funder }
    }

    /// Moves the clock to `NOW + offset`, in a new block.
    pub(crate) fn at(&mut self, offset: u64) {
        self.app.update_block(|block| {
            block.time = Timestamp::from_seconds(NOW + offset);
            block.height += 1;
        });
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        let message = AmmIncentivesContract(self.incentives.clone()).execute(msg, funds.to_vec())?;
        self.app.execute(sender.clone(), message)
    }

    /// A cw20 `Send` to the contract.
    pub(crate) fn send(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        hook: &Cw20HookMsg,
    ) -> StdResult<AppResponse> {
        let (contract, amount) = (self.incentives.to_string(), Uint128::new(amount));
        let msg = Cw20ExecuteMsg::Send { contract, amount, msg: to_json_binary(hook)? };
        self.app.execute_contract(sender.clone(), token.clone(), &msg, &[])
    }

    pub(crate) fn stake(&mut self, account: &Addr, amount: u128) -> StdResult<AppResponse> {
        let pool = self.pool.clone();
        self.send(account, &pool, amount, &Cw20HookMsg::Stake {})
    }

    pub(crate) fn withdraw(&mut self, account: &Addr, amount: u128) -> StdResult<AppResponse> {
        let (pool, amount) = (self.pool.to_string(), Uint128::new(amount));
        self.execute(account, &ExecuteMsg::Withdraw { pool, amount }, &[])
    }

    /// The period of this pool from `NOW` + `starts` to `NOW` + `ends`.
    pub(crate) fn period(&self, starts: u64, ends: u64) -> Period {
        Period { pool: self.pool.to_string(), starts_at: NOW + starts, ends_at: NOW + ends }
    }

    /// The default schedule in uusd.
    pub(crate) fn fund(&mut self) -> StdResult<AppResponse> {
        let (funder, period) = (self.funder.clone(), self.period(10, 110));
        self.execute(&funder, &ExecuteMsg::CreateSchedule(period), &[coin(1_000, "uusd")])
    }

    /// The default schedule in a cw20 token.
    pub(crate) fn fund_in(&mut self, token: &Addr) -> StdResult<AppResponse> {
        let (funder, period) = (self.funder.clone(), self.period(10, 110));
        self.send(&funder, token, 1_000, &Cw20HookMsg::CreateSchedule(period))
    }

    pub(crate) fn claim(&mut self, account: &Addr, schedules: &[u64]) -> StdResult<AppResponse> {
        self.execute(account, &ExecuteMsg::ClaimRewards { schedules: schedules.to_vec() }, &[])
    }

    pub(crate) fn return_orphaned(&mut self, schedule_id: u64) -> StdResult<AppResponse> {
        let bob = self.bob.clone();
        self.execute(&bob, &ExecuteMsg::ReturnOrphaned { schedule_id }, &[])
    }

    pub(crate) fn claimable(&self, account: &Addr, schedule_id: u64) -> u128 {
        let msg = QueryMsg::Claimable { account: account.to_string(), schedules: vec![schedule_id] };
        let found: ClaimableResponse = self.app.wrap().query_wasm_smart(&self.incentives, &msg).unwrap();
        found.rewards[0].amount.u128()
    }

    pub(crate) fn schedule(&self, schedule_id: u64) -> ScheduleResponse {
        let contract = AmmIncentivesContract(self.incentives.clone());
        contract.schedule(&self.app.wrap(), schedule_id).unwrap()
    }

    /// The account's stake and the sum of all.
    pub(crate) fn staked(&self, account: &Addr) -> (u128, u128) {
        let msg = QueryMsg::Stake { pool: self.pool.to_string(), account: account.to_string() };
        let found: StakeResponse = self.app.wrap().query_wasm_smart(&self.incentives, &msg).unwrap();
        (found.staked.u128(), found.total.u128())
    }

    pub(crate) fn balance(&self, token: &Addr, account: &Addr) -> u128 {
        let msg = Cw20QueryMsg::Balance { address: account.to_string() };
        let found: BalanceResponse = self.app.wrap().query_wasm_smart(token, &msg).unwrap();
        found.balance.u128()
    }

    pub(crate) fn uusd(&self, account: &Addr) -> u128 {
        let found = self.app.wrap().query_balance(account, "uusd").unwrap();
        Uint128::try_from(found.amount).unwrap().u128()
    }
}

/// Refused, and the reason says so.
pub(crate) fn assert_refused<T: Debug>(result: StdResult<T>, reason: &str) {
    let error = result.unwrap_err().to_string();
    assert!(error.contains(reason), "{error}");
}

/// The attributes of an event, without the contract's address.
pub(crate) fn attributes(response: &AppResponse, event: &str) -> Vec<(String, String)> {
    let found = response.events.iter().find(|found| found.ty == format!("wasm-{event}"));
    let attributes = &found.unwrap_or_else(|| panic!("no {event} in {:?}", response.events)).attributes;
    attributes.iter().skip(1).map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn golden(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}
