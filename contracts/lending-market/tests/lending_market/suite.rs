//! A market with defaults: alice lends, bob borrows, carol liquidates; each holds 10^12 of both assets. The
//! collateral costs 10 of the loan asset, said by a committee of four.

use crate::committee::oracle;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Binary, Coin, Decimal, StdResult, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, BankSudo, ContractWrapper, Executor, SudoMsg};
use lending_market::{ContractError, contract};
use serde::de::DeserializeOwned;
use std::str::FromStr;
use weal_api::asset::AssetInfo;
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg, MinterResponse};
use weal_api::lending_market::*;
use weal_api::oracle::{self as oracle_api, Observation};
use weal_attestation::{Domain, MemberKey, PriceObservation};

pub(crate) type Chain = App<BankKeeper, MockApi>;
type Snapshot = (Vec<(Vec<u8>, Vec<u8>)>, Vec<u128>);

pub(crate) const FEED: &str = "collateral/loan";
pub(crate) const WEALTH: u128 = 1_000_000_000_000;
pub(crate) const MAX_AGE: u64 = 3_600;
pub(crate) const YEAR: u64 = 31_536_000;

/// The kind of both assets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Native,
    Cw20,
}

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) market: Addr,
    pub(crate) oracle: Addr,
    pub(crate) loan: AssetInfo,
    pub(crate) collateral: AssetInfo,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) carol: Addr,
    pub(crate) owner: Addr,
    keys: Vec<MemberKey>,
    round: u64,
}

pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

pub(crate) fn units(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

pub(crate) fn rate() -> RateParams {
    RateParams {
        base: decimal("0.01"),
        slope1: decimal("0.1"),
        slope2: decimal("3"),
        optimal_utilisation: decimal("0.8"),
        reserve_factor: decimal("0.1"),
    }
}

pub(crate) fn risk() -> RiskParams {
    RiskParams {
        max_ltv: decimal("0.7"),
        liquidation_threshold: decimal("0.8"),
        bonus: BonusParams { min: decimal("0.02"), slope: decimal("1"), max: decimal("0.1") },
        target_health: decimal("1.1"),
        min_debt: units(100),
        supply_cap: units(1_000_000_000_000_000),
        borrow_cap: units(1_000_000_000_000_000),
    }
}

impl Suite {
    pub(crate) fn new() -> Self {
        Self::of(Kind::Native)
    }

    pub(crate) fn of(kind: Kind) -> Self {
        Self::try_with(kind, |_| {}).unwrap()
    }

    pub(crate) fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_with(Kind::Native, change).unwrap()
    }

    /// The default market with one thing changed.
    pub(crate) fn try_with(kind: Kind, change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, carol, owner] = ["alice", "bob", "carol", "owner"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|_, _, _| {});
        let [loan, collateral] = ["uusd", "uatom"].map(|name| match kind {
            Kind::Native => AssetInfo::native(name),
            Kind::Cw20 => AssetInfo::cw20(token(&mut app, &owner, name)),
        });
        let (oracle, keys) = oracle(&mut app, &owner);
        let mut msg = InstantiateMsg {
            owner: owner.to_string(),
            loan_asset: loan.clone(),
            collateral_asset: collateral.clone(),
            oracle: oracle.to_string(),
            price_feed: FEED.into(),
            rate: rate(),
            risk: risk(),
        };
        change(&mut msg);
        let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate);
        let code_id = app.store_code(Box::new(code));
        let admin = Some(owner.to_string());
        let market = app.instantiate_contract(code_id, owner.clone(), &msg, &[], "market", admin)?;
        let mut suite =
            Self { app, market, oracle, loan, collateral, alice, bob, carol, owner, keys, round: 0 };
        for account in suite.accounts() {
            suite.mint(&suite.loan.clone(), &account, WEALTH);
            suite.mint(&suite.collateral.clone(), &account, WEALTH);
        }
        suite.set_price("10");
        Ok(suite)
    }

    /// alice has lent 1,000,000; bob has pledged 10,000 (worth 100,000).
    pub(crate) fn funded(kind: Kind) -> Self {
        let mut suite = Self::of(kind);
        suite.fund();
        suite
    }

    pub(crate) fn fund(&mut self) {
        self.supply("alice", 1_000_000).unwrap();
        self.pledge("bob", 10_000).unwrap();
    }

    /// The same, and bob owes 70,000: his health is 8/7.
    pub(crate) fn indebted(kind: Kind) -> Self {
        let mut suite = Self::funded(kind);
        suite.borrow("bob", 70_000).unwrap();
        suite
    }

    pub(crate) fn accounts(&self) -> [Addr; 3] {
        [self.alice.clone(), self.bob.clone(), self.carol.clone()]
    }

    pub(crate) fn account(&self, name: &str) -> Addr {
        self.app.api().addr_make(name)
    }

    pub(crate) fn mint(&mut self, asset: &AssetInfo, account: &Addr, amount: u128) {
        match asset {
            AssetInfo::Native { denom } => {
                let (to_address, amount) = (account.to_string(), coins(amount, denom));
                self.app.sudo(SudoMsg::Bank(BankSudo::Mint { to_address, amount })).unwrap();
            }
            AssetInfo::Cw20 { contract_addr } => {
                let msg = Cw20ExecuteMsg::Mint { recipient: account.to_string(), amount: units(amount) };
                let token = Addr::unchecked(contract_addr);
                self.app.execute_contract(self.owner.clone(), token, &msg, &[]).unwrap();
            }
        }
    }

    /// Sends tokens to the market without a message.
    pub(crate) fn donate(&mut self, asset: &AssetInfo, amount: u128) {
        let market = self.market.clone();
        self.mint(asset, &market, amount);
    }

    pub(crate) fn balance(&self, asset: &AssetInfo, account: &Addr) -> u128 {
        match asset {
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

    pub(crate) fn loan_of(&self, name: &str) -> u128 {
        self.balance(&self.loan, &self.account(name))
    }

    pub(crate) fn collateral_of(&self, name: &str) -> u128 {
        self.balance(&self.collateral, &self.account(name))
    }

    /// Sends `amount` of `asset` with a message, the way its kind needs.
    pub(crate) fn pay(
        &mut self,
        name: &str,
        asset: &AssetInfo,
        amount: u128,
        hook: Cw20HookMsg,
    ) -> StdResult<AppResponse> {
        match asset {
            AssetInfo::Native { denom } => {
                let funds = [coin(amount, denom)];
                self.execute_with(name, &native(hook), &funds)
            }
            AssetInfo::Cw20 { contract_addr } => {
                let msg = Cw20ExecuteMsg::Send {
                    contract: self.market.to_string(),
                    amount: units(amount),
                    msg: to_json_binary(&hook)?,
                };
                let token = Addr::unchecked(contract_addr);
                self.app.execute_contract(self.account(name), token, &msg, &[])
            }
        }
    }

    pub(crate) fn execute_with(
        &mut self,
        name: &str,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(self.account(name), self.market.clone(), msg, funds)
    }

    pub(crate) fn execute(&mut self, name: &str, msg: &ExecuteMsg) -> StdResult<AppResponse> {
        self.execute_with(name, msg, &[])
    }

    pub(crate) fn supply(&mut self, name: &str, amount: u128) -> StdResult<AppResponse> {
        self.pay(name, &self.loan.clone(), amount, Cw20HookMsg::Supply {})
    }

    pub(crate) fn withdraw(&mut self, name: &str, amount: Option<u128>) -> StdResult<AppResponse> {
        self.execute(name, &ExecuteMsg::Withdraw { amount: amount.map(units), recipient: None })
    }

    pub(crate) fn pledge(&mut self, name: &str, amount: u128) -> StdResult<AppResponse> {
        self.pay(name, &self.collateral.clone(), amount, Cw20HookMsg::DepositCollateral {})
    }

    pub(crate) fn unpledge(&mut self, name: &str, amount: Option<u128>) -> StdResult<AppResponse> {
        self.execute(name, &ExecuteMsg::WithdrawCollateral { amount: amount.map(units), recipient: None })
    }

    pub(crate) fn borrow(&mut self, name: &str, amount: u128) -> StdResult<AppResponse> {
        self.execute(name, &ExecuteMsg::Borrow { amount: units(amount), recipient: None })
    }

    pub(crate) fn repay(&mut self, name: &str, amount: u128) -> StdResult<AppResponse> {
        self.pay(name, &self.loan.clone(), amount, Cw20HookMsg::Repay { on_behalf_of: None })
    }

    pub(crate) fn repay_for(&mut self, name: &str, debtor: &str, amount: u128) -> StdResult<AppResponse> {
        let on_behalf_of = Some(self.account(debtor).to_string());
        self.pay(name, &self.loan.clone(), amount, Cw20HookMsg::Repay { on_behalf_of })
    }

    pub(crate) fn liquidate(&mut self, name: &str, borrower: &str, amount: u128) -> StdResult<AppResponse> {
        let borrower = self.account(borrower).to_string();
        let hook = Cw20HookMsg::Liquidate { borrower, min_collateral: None };
        self.pay(name, &self.loan.clone(), amount, hook)
    }

    /// A round that three of the four members signed.
    pub(crate) fn set_price(&mut self, price: &str) {
        self.round += 1;
        let block = self.app.block_info();
        let (price, observed_at) = (decimal(price), block.time.seconds());
        let (feed, round, price_atomics) = (FEED, self.round, price.atomics().u128());
        let statement = PriceObservation { feed, round, observed_at, price_atomics };
        let domain = Domain { chain_id: &block.chain_id, contract: self.oracle.as_str(), committee_epoch: 1 };
        let observe = |(member, key): (u8, &MemberKey)| Observation {
            member,
            price,
            observed_at,
            signature: Binary::from(key.sign(&domain, &statement)),
        };
        let observations = (0..3).zip(&self.keys).map(observe).collect();
        let msg = oracle_api::ExecuteMsg::SubmitPrices { feed: feed.into(), round, observations };
        self.app.execute_contract(self.carol.clone(), self.oracle.clone(), &msg, &[]).unwrap();
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }

    /// Announces terms, waits as long as suppliers and borrowers have, and applies them.
    pub(crate) fn change_terms(&mut self, rate: Option<RateParams>, risk: Option<RiskParams>) {
        self.execute("owner", &ExecuteMsg::ProposeTerms { rate, risk }).unwrap();
        self.advance(TERMS_DELAY);
        self.execute("carol", &ExecuteMsg::ApplyTerms {}).unwrap();
    }

    pub(crate) fn config(&self) -> ConfigResponse {
        self.query(&QueryMsg::Config {}).unwrap()
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.market, msg)
    }

    pub(crate) fn totals(&self) -> MarketResponse {
        self.query(&QueryMsg::Market {}).unwrap()
    }

    pub(crate) fn position(&self, name: &str) -> PositionResponse {
        self.query(&QueryMsg::Position { account: self.account(name).to_string() }).unwrap()
    }

    pub(crate) fn supplied(&self, name: &str) -> SupplyPositionResponse {
        self.query(&QueryMsg::SupplyPosition { account: self.account(name).to_string() }).unwrap()
    }

    pub(crate) fn quote(&self, borrower: &str, repay: Option<u128>) -> StdResult<LiquidationQuoteResponse> {
        let borrower = self.account(borrower).to_string();
        self.query(&QueryMsg::LiquidationQuote { borrower, repay: repay.map(units) })
    }

    /// The market's whole storage and everybody's balances.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut accounts = self.accounts().to_vec();
        accounts.push(self.market.clone());
        let balances = accounts
            .iter()
            .flat_map(|account| [self.balance(&self.loan, account), self.balance(&self.collateral, account)])
            .collect();
        (self.app.dump_wasm_raw(&self.market), balances)
    }

    /// I13: the action is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        action: impl FnOnce(&mut Self) -> StdResult<AppResponse>,
        reason: impl Into<ContractError>,
    ) {
        let before = self.snapshot();
        let (error, reason) = (action(self).unwrap_err().to_string(), reason.into().to_string());
        assert!(error.contains(&reason), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

fn native(hook: Cw20HookMsg) -> ExecuteMsg {
    match hook {
        Cw20HookMsg::Supply {} => ExecuteMsg::Supply {},
        Cw20HookMsg::DepositCollateral {} => ExecuteMsg::DepositCollateral {},
        Cw20HookMsg::Repay { on_behalf_of } => ExecuteMsg::Repay { on_behalf_of },
        Cw20HookMsg::Liquidate { borrower, min_collateral } => {
            ExecuteMsg::Liquidate { borrower, min_collateral }
        }
    }
}

pub(crate) fn token(app: &mut Chain, minter: &Addr, name: &str) -> Addr {
    let code = ContractWrapper::new(
        governance_token::contract::execute,
        governance_token::contract::instantiate,
        governance_token::contract::query,
    );
    let code_id = app.store_code(Box::new(code));
    let msg = weal_api::governance_token::InstantiateMsg {
        name: name.into(),
        symbol: name.into(),
        decimals: 6,
        initial_balances: Vec::<Cw20Coin>::new(),
        mint: Some(MinterResponse { minter: minter.to_string(), cap: None }),
        marketing: None,
    };
    app.instantiate_contract(code_id, minter.clone(), &msg, &[], name, None).unwrap()
}
