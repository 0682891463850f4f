//! A contract with defaults: payer has 10,000 uusd, uatom and cw20 tokens; a grant is 1,000 uusd for alice
//! over 100 seconds from `NOW` with a cliff of 40, cancellable.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Timestamp, Uint128, coin, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use vesting::contract;
use weal_api::asset::AssetInfo;
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};
use weal_api::vesting::{
    Cw20HookMsg, ExecuteMsg, GrantResponse, GrantSpec, GrantsResponse, Holding, HoldingsResponse,
    InstantiateMsg, QueryMsg, Schedule, VestingContract,
};

pub(crate) type Chain = App<BankKeeper, MockApi>;

pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const PURSE: u128 = 10_000;

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) code_id: u64,
    pub(crate) vesting: Addr,
    pub(crate) token: Addr,
    pub(crate) payer: Addr,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) owner: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

fn token_code() -> Box<dyn Contract<Empty>> {
    use governance_token::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

fn token_of(payer: &Addr, bob: &Addr) -> weal_api::governance_token::InstantiateMsg {
    let purse = |account: &Addr| Cw20Coin { address: account.to_string(), amount: Uint128::new(PURSE) };
    weal_api::governance_token::InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: vec![purse(payer), purse(bob)],
        mint: None,
        marketing: None,
    }
}

impl Suite {
    pub(crate) fn new() -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let [payer, alice, bob, owner] = ["payer", "alice", "bob", "owner"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&payer, &bob] {
                let purse = vec![coin(PURSE, "uatom"), coin(PURSE, "uusd")];
                router.bank.init_balance(storage, account, purse).unwrap();
            }
        });
        app.update_block(|block| block.time = Timestamp::from_seconds(NOW));
        let token_id = app.store_code(token_code());
        let token = app
            .instantiate_contract(token_id, payer.clone(), &token_of(&payer, &bob), &[], "token", None)
            .unwrap();
        let code_id = app.store_code(code());
        let msg = InstantiateMsg { owner: owner.to_string() };
        let admin = Some(owner.to_string());
        let vesting = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "vesting", admin).unwrap();
        Self { app, code_id, vesting, token, payer, alice, bob, owner }
    }

    /// A suite with the default grant, number 1.
    pub(crate) fn with_grant() -> Self {
        let mut suite = Self::new();
        let spec = suite.spec();
        suite.create(&[spec]).unwrap();
        suite
    }

    /// The default grant.
    pub(crate) fn spec(&self) -> GrantSpec {
        GrantSpec {
            recipient: self.alice.to_string(),
            amount: Uint128::new(1_000),
            schedule: linear(NOW, 40, 100),
            cancellable: true,
        }
    }

    pub(crate) fn uusd(&self) -> AssetInfo {
        AssetInfo::native("uusd")
    }

    pub(crate) fn cw20(&self) -> AssetInfo {
        AssetInfo::cw20(&self.token)
    }

    /// Moves the clock to `NOW + offset`, in a new block.
    pub(crate) fn at(&mut self, offset: u64) {
        self.app.update_block(|block| {
            block.time = Timestamp::from_seconds(NOW + offset);
            block.height += 1;
        });
    }

    pub(crate) fn contract(&self) -> VestingContract {
        VestingContract(self.vesting.clone())
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        let message = self.contract().execute(msg, funds.to_vec())?;
        self.app.execute(sender.clone(), message)
    }

    /// Creates grants as the payer, with exactly the sum that they need.
    pub(crate) fn create(&mut self, grants: &[GrantSpec]) -> StdResult<AppResponse> {
        let payer = self.payer.clone();
        self.create_by(&payer, grants)
    }

    pub(crate) fn create_by(&mut self, sender: &Addr, grants: &[GrantSpec]) -> StdResult<AppResponse> {
        let total: u128 = grants.iter().map(|grant| grant.amount.u128()).sum();
        let msg = ExecuteMsg::CreateGrants { grants: grants.to_vec() };
        self.execute(sender, &msg, &[coin(total, "uusd")])
    }

    /// Creates grants through a cw20 `Send` of `amount`.
    pub(crate) fn send(
        &mut self,
        sender: &Addr,
        amount: u128,
        grants: &[GrantSpec],
    ) -> StdResult<AppResponse> {
        let msg = to_json_binary(&Cw20HookMsg::CreateGrants { grants: grants.to_vec() })?;
        let send =
            Cw20ExecuteMsg::Send { contract: self.vesting.to_string(), amount: Uint128::new(amount), msg };
        self.app.execute_contract(sender.clone(), self.token.clone(), &send, &[])
    }

    pub(crate) fn claim(&mut self, sender: &Addr, grant_id: u64) -> StdResult<AppResponse> {
        self.execute(sender, &ExecuteMsg::Claim { grant_id }, &[])
    }

    pub(crate) fn cancel(&mut self, sender: &Addr, grant_id: u64) -> StdResult<AppResponse> {
        self.execute(sender, &ExecuteMsg::Cancel { grant_id }, &[])
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.vesting, msg).unwrap()
    }

    pub(crate) fn grant(&self, grant_id: u64) -> GrantResponse {
        self.contract().grant(&self.app.wrap(), grant_id).unwrap()
    }

    pub(crate) fn claimable(&self, grant_id: u64) -> u128 {
        self.contract().claimable(&self.app.wrap(), grant_id).unwrap().claimable.u128()
    }

    /// Every grant, through as many pages as it takes.
    pub(crate) fn grants(&self) -> Vec<GrantResponse> {
        let mut all: Vec<GrantResponse> = vec![];
        loop {
            let start_after = all.last().map(|grant| grant.grant_id);
            let page: GrantsResponse = self.query(&QueryMsg::Grants { start_after, limit: Some(30) });
            if page.grants.is_empty() {
                return all;
            }
            all.extend(page.grants);
        }
    }

    /// Every holding, through as many pages as it takes; a token may stand several times.
    pub(crate) fn holdings(&self) -> Vec<Holding> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let page: HoldingsResponse = self.query(&QueryMsg::Holdings { start_after, limit: Some(2) });
            all.extend(page.holdings);
            start_after = page.next;
            if start_after.is_none() {
                return all;
            }
        }
    }

    pub(crate) fn owed(&self, token: &AssetInfo) -> u128 {
        self.holdings().iter().filter(|holding| holding.token == *token).map(|held| held.owed.u128()).sum()
    }

    pub(crate) fn balance(&self, account: &Addr, token: &AssetInfo) -> u128 {
        match token {
            AssetInfo::Native { denom } => {
                let coin = self.app.wrap().query_balance(account, denom).unwrap();
                Uint128::try_from(coin.amount).unwrap().u128()
            }
            AssetInfo::Cw20 { contract_addr } => {
                let msg = Cw20QueryMsg::Balance { address: account.to_string() };
                let answer: BalanceResponse = self.app.wrap().query_wasm_smart(contract_addr, &msg).unwrap();
                answer.balance.u128()
            }
        }
    }

    /// The whole state that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> (Vec<u128>, Vec<GrantResponse>, Vec<Holding>) {
        let accounts = [&self.payer, &self.alice, &self.bob, &self.owner, &self.vesting];
        let tokens = [self.uusd(), AssetInfo::native("uatom"), self.cw20()];
        let balances = accounts.iter().flat_map(|account| tokens.iter().map(|t| self.balance(account, t)));
        (balances.collect(), self.grants(), self.holdings())
    }

    /// Asserts that `action` is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        action: impl FnOnce(&mut Self) -> StdResult<AppResponse>,
        reason: &str,
    ) {
        let before = self.snapshot();
        let error = action(self).unwrap_err().to_string();
        assert!(error.contains(reason), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

pub(crate) fn linear(start: u64, cliff_seconds: u64, duration_seconds: u64) -> Schedule {
    Schedule::CliffLinear { start, cliff_seconds, duration_seconds }
}

/// The attributes of every event of this type, in order, without the contract's address.
pub(crate) fn events(response: &AppResponse, name: &str) -> Vec<Vec<(String, String)>> {
    let ty = format!("wasm-{name}");
    let facts = response.events.iter().filter(|event| event.ty == ty);
    facts
        .map(|event| event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect())
        .collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
