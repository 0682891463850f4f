//! A factory with one open kind; alice owns it, bob and carol use it; two natives and two cw20.

use amm_factory::{ContractError, contract};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Uint128, coin};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use weal_api::amm_factory::{
    AmpRange, ConfigResponse, Creation, CreationFee, DecimalsResponse, ExecuteMsg, InstantiateMsg,
    KindConfig, NativeDecimals, PoolRecord, PoolsResponse, QueryMsg,
};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{AllAllowancesResponse, BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};

pub(crate) const RICH: u128 = 1_000_000_000_000;
pub(crate) const KIND: &str = "constant_product";
pub(crate) const STABLE: &str = "stableswap";

pub(crate) struct Suite {
    pub(crate) app: App<BankKeeper, MockApi>,
    pub(crate) factory: Addr,
    pub(crate) pool_code: u64,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) carol: Addr,
    /// uatom, uusd, two cw20.
    pub(crate) assets: [AssetInfo; 4],
}

/// The state that a refused message must leave as it was.
#[derive(Debug, PartialEq)]
struct Snapshot {
    config: ConfigResponse,
    pools: Vec<PoolRecord>,
    wallets: [[u128; 4]; 4],
    decimals: Vec<(String, u8)>,
}

fn factory_code() -> Box<dyn Contract<Empty>> {
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    Box::new(code.with_migrate(contract::migrate).with_reply(contract::reply))
}

fn pool_code() -> Box<dyn Contract<Empty>> {
    use amm_pool::contract;
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    Box::new(code.with_migrate(contract::migrate))
}

fn token_code() -> Box<dyn Contract<Empty>> {
    use governance_token::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

pub(crate) fn kind(pool_code: u64) -> KindConfig {
    KindConfig {
        kind: KIND.into(),
        code_id: pool_code,
        creation: Creation::Open,
        max_fee_bps: 100,
        migratable: true,
        amp: None,
    }
}

/// The other kind, of the same code; amplifications from 10 to 2,000.
pub(crate) fn stable(pool_code: u64) -> KindConfig {
    KindConfig { kind: STABLE.into(), amp: Some(AmpRange { min: 10, max: 2_000 }), ..kind(pool_code) }
}

impl Suite {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_with(change).unwrap()
    }

    pub(crate) fn try_with(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&alice, &bob, &carol] {
                let funds = vec![coin(RICH, "uatom"), coin(RICH, "ufee"), coin(RICH, "uusd")];
                router.bank.init_balance(storage, account, funds).unwrap();
            }
        });
        let (factory_id, pool_id) = (app.store_code(factory_code()), app.store_code(pool_code()));
        let token_id = app.store_code(token_code());
        let tokens = ["ONE", "TWO"].map(|symbol| {
            let holder = |account: &Addr| Cw20Coin { address: account.into(), amount: Uint128::new(RICH) };
            let msg = weal_api::governance_token::InstantiateMsg {
                name: "Token".into(),
                symbol: symbol.into(),
                decimals: 6,
                initial_balances: [&alice, &bob, &carol].map(holder).to_vec(),
                mint: None,
                marketing: None,
            };
            app.instantiate_contract(token_id, alice.clone(), &msg, &[], "token", None).unwrap()
        });
        let six = |denom: &str| NativeDecimals { denom: denom.into(), decimals: 6 };
        let mut msg = InstantiateMsg {
            owner: alice.to_string(),
            kinds: vec![kind(pool_id)],
            creation_fee: None,
            decimals: Some(["uatom", "uusd"].map(six).to_vec()),
        };
        change(&mut msg);
        let admin = Some(alice.to_string());
        let factory = app.instantiate_contract(factory_id, alice.clone(), &msg, &[], "factory", admin)?;
        let [one, two] = tokens.map(AssetInfo::cw20);
        let assets = [AssetInfo::native("uatom"), AssetInfo::native("uusd"), one, two];
        let mut suite = Self { app, factory, pool_code: pool_id, alice, bob, carol, assets };
        for owner in [suite.alice.clone(), suite.bob.clone(), suite.carol.clone()] {
            suite.allow(&owner, 2, RICH);
            suite.allow(&owner, 3, RICH);
        }
        Ok(suite)
    }

    pub(crate) fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub(crate) fn set_time(&mut self, seconds: u64) {
        self.app.update_block(|block| block.time = cosmwasm_std::Timestamp::from_seconds(seconds));
    }

    /// Lets the factory pull.
    pub(crate) fn allow(&mut self, owner: &Addr, asset: usize, amount: u128) {
        let spender = self.factory.to_string();
        let msg = Cw20ExecuteMsg::IncreaseAllowance { spender, amount: Uint128::new(amount), expires: None };
        self.app.execute_contract(owner.clone(), self.token(asset), &msg, &[]).unwrap();
    }

    pub(crate) fn token(&self, asset: usize) -> Addr {
        match &self.assets[asset] {
            AssetInfo::Cw20 { contract_addr } => Addr::unchecked(contract_addr),
            AssetInfo::Native { denom } => panic!("{denom} is no contract"),
        }
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.factory.clone(), msg, funds)
    }

    pub(crate) fn create(
        &mut self,
        sender: &Addr,
        assets: [usize; 2],
        fee_bps: u16,
    ) -> StdResult<AppResponse> {
        let msg = self.create_msg(assets, fee_bps);
        self.execute(sender, &msg, &[])
    }

    pub(crate) fn create_msg(&self, assets: [usize; 2], fee_bps: u16) -> ExecuteMsg {
        let assets = assets.map(|asset| self.assets[asset].clone()).to_vec();
        ExecuteMsg::CreatePool {
            kind: PoolKind::ConstantProduct {},
            assets,
            fee_bps,
            lp_name: None,
            lp_symbol: None,
        }
    }

    /// A stableswap of uatom and uusd.
    pub(crate) fn create_stable(
        &mut self,
        sender: &Addr,
        amp: u32,
        decimals: [u8; 2],
        fee_bps: u16,
    ) -> StdResult<AppResponse> {
        let msg = ExecuteMsg::CreatePool {
            kind: PoolKind::Stableswap { amp, decimals: decimals.to_vec() },
            assets: self.assets[..2].to_vec(),
            fee_bps,
            lp_name: None,
            lp_symbol: None,
        };
        self.execute(sender, &msg, &[])
    }

    pub(crate) fn set_decimals(
        &mut self,
        sender: &Addr,
        denom: &str,
        decimals: Option<u8>,
    ) -> StdResult<AppResponse> {
        self.execute(sender, &ExecuteMsg::SetDecimals { denom: denom.into(), decimals }, &[])
    }

    /// The whole table.
    pub(crate) fn decimals(&self) -> Vec<(String, u8)> {
        let query = QueryMsg::Decimals { start_after: None, limit: Some(30) };
        let answer: DecimalsResponse = self.try_query(&query).unwrap();
        answer.decimals.into_iter().map(|row| (row.denom, row.decimals)).collect()
    }

    /// The pool's own configuration.
    pub(crate) fn says(&self, pool: &Addr) -> weal_api::amm_pool::ConfigResponse {
        self.app.wrap().query_wasm_smart(pool, &weal_api::amm_pool::QueryMsg::Config {}).unwrap()
    }

    /// The pool's code once more, under another number.
    pub(crate) fn store_pool_code(&mut self) -> u64 {
        self.app.store_code(pool_code())
    }

    /// The owner, alice, changes the fee of a pool; it takes a day.
    pub(crate) fn change_fee(&mut self, pool: &Addr, fee_bps: u16) {
        use weal_api::amm_pool::{ExecuteMsg as PoolMsg, PARAMS_DELAY, ParamsChange};
        let change = ParamsChange { fee_bps: Some(fee_bps), ..ParamsChange::default() };
        let (alice, bob) = (self.alice.clone(), self.bob.clone());
        self.app.execute_contract(alice, pool.clone(), &PoolMsg::ProposeParams(change), &[]).unwrap();
        self.set_time(self.now() + PARAMS_DELAY);
        self.app.execute_contract(bob, pool.clone(), &PoolMsg::ApplyParams {}, &[]).unwrap();
    }

    /// The owner moves the amplification of a stableswap, and two days pass.
    pub(crate) fn ramp(&mut self, pool: &Addr, amp: u32) -> StdResult<AppResponse> {
        let ramp = weal_api::amm_pool::ExecuteMsg::RampAmp { amp, ends_at: self.now() + 86_400 };
        let ramped = self.app.execute_contract(self.alice.clone(), pool.clone(), &ramp, &[]);
        self.set_time(self.now() + 2 * 86_400);
        ramped
    }

    /// `amounts` of uatom and so on; zero leaves the asset out.
    pub(crate) fn provide_msg(&self, amounts: [u128; 4]) -> ExecuteMsg {
        let named = self.assets.iter().cloned().zip(amounts).filter(|(_, amount)| *amount > 0);
        ExecuteMsg::CreateAndProvide {
            kind: PoolKind::ConstantProduct {},
            assets: named.map(|(info, amount)| Asset::new(info, amount)).collect(),
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            min_shares: None,
            recipient: None,
            deadline: None,
        }
    }

    pub(crate) fn try_query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.factory, msg)
    }

    pub(crate) fn config(&self) -> ConfigResponse {
        self.try_query(&QueryMsg::Config {}).unwrap()
    }

    pub(crate) fn pools(&self) -> Vec<PoolRecord> {
        let limit = Some(30);
        self.try_query::<PoolsResponse>(&QueryMsg::Pools { start_after: None, limit }).unwrap().pools
    }

    pub(crate) fn wallet(&self, account: &Addr) -> [u128; 4] {
        self.assets.clone().map(|info| match info {
            AssetInfo::Native { denom } => {
                let coin = self.app.wrap().query_balance(account, denom).unwrap();
                Uint128::try_from(coin.amount).unwrap().u128()
            }
            AssetInfo::Cw20 { contract_addr } => {
                let msg = Cw20QueryMsg::Balance { address: account.to_string() };
                let answer: BalanceResponse = self.app.wrap().query_wasm_smart(contract_addr, &msg).unwrap();
                answer.balance.u128()
            }
        })
    }

    pub(crate) fn shares(&self, pool: &Addr, account: &Addr) -> u128 {
        let msg = weal_api::amm_pool::QueryMsg::Balance { address: account.to_string() };
        let answer: BalanceResponse = self.app.wrap().query_wasm_smart(pool, &msg).unwrap();
        answer.balance.u128()
    }

    /// The factory's allowances of a cw20.
    pub(crate) fn given(&self, asset: usize) -> usize {
        let owner = self.factory.to_string();
        let msg = Cw20QueryMsg::AllAllowances { owner, start_after: None, limit: None };
        let answer: AllAllowancesResponse =
            self.app.wrap().query_wasm_smart(self.token(asset), &msg).unwrap();
        answer.allowances.iter().filter(|row| !row.allowance.is_zero()).count()
    }

    fn snapshot(&self) -> Snapshot {
        let accounts = [&self.alice, &self.bob, &self.carol, &self.factory];
        Snapshot {
            config: self.config(),
            pools: self.pools(),
            wallets: accounts.map(|account| self.wallet(account)),
            decimals: self.decimals(),
        }
    }

    /// Asserts that what `act` does is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        reason: impl Into<ContractError>,
        act: impl FnOnce(&mut Self) -> StdResult<AppResponse>,
    ) {
        let before = self.snapshot();
        let error = act(self).unwrap_err().to_string();
        let reason = reason.into().to_string();
        assert!(error.ends_with(&reason), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

pub(crate) fn native_fee(suite_recipient: &Addr, denom: &str, amount: u128) -> CreationFee {
    CreationFee { asset: Asset::new(AssetInfo::native(denom), amount), recipient: suite_recipient.into() }
}

/// The attributes of the event of this type, in order, without the contract's address.
pub(crate) fn event(response: &AppResponse, ty: &str) -> Vec<(String, String)> {
    let event = response.events.iter().find(|event| event.ty == ty).unwrap();
    event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
