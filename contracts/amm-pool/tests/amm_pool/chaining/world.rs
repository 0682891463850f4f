//! Nine assets in a row and a pool of 10^9 of each between neighbours, all of one factory; alice owns it, bob trades.

use super::super::{suite, token};
use amm_factory::contract as factory;
use amm_pool::ContractError;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, StdResult, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, ContractWrapper, Executor};
use weal_api::amm_factory::{
    Creation, ExecuteMsg as FactoryMsg, InstantiateMsg, KindConfig, PoolsResponse, QueryMsg as FactoryQuery,
};
use weal_api::amm_pool::{
    Cw20HookMsg, ExecuteMsg, HoldingsResponse, Hop, PoolKind, QueryMsg, SimulateResponse, SwapOrder,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};

pub(crate) const RICH: u128 = 1_000_000_000_000;
pub(crate) const DEEP: u128 = 1_000_000_000;
const ASSETS: usize = 9;

pub(crate) struct World {
    pub(crate) app: App<BankKeeper, MockApi>,
    pub(crate) pool_code: u64,
    pub(crate) assets: Vec<AssetInfo>,
    /// `pools[i]` trades assets `i` and `i + 1`.
    pub(crate) pools: Vec<Addr>,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
}

/// The terms of a swap beside its way.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    pub(crate) min_receive: Option<u128>,
    pub(crate) max_impact_bps: Option<u16>,
    pub(crate) recipient: Option<Addr>,
    pub(crate) deadline: Option<u64>,
    pub(crate) max_fee_bps: Option<u16>,
    pub(crate) record_usage: Option<bool>,
    pub(crate) trader: Option<Addr>,
}

pub(crate) fn at_least(amount: u128) -> Terms {
    Terms { min_receive: Some(amount), ..Terms::default() }
}

impl World {
    /// The assets at these places are cw20, the others native.
    pub(crate) fn new(cw20: &[usize]) -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob] = ["alice", "bob"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&alice, &bob] {
                let funds = (0..ASSETS).map(|place| coin(RICH, format!("uasset{place}"))).collect();
                router.bank.init_balance(storage, account, funds).unwrap();
            }
        });
        let pool_code = app.store_code(suite::code());
        let token_code = app.store_code(token::code());
        let code = ContractWrapper::new(factory::execute, factory::instantiate, factory::query);
        let factory_code = app.store_code(Box::new(code.with_reply(factory::reply)));
        let mut new_token = || {
            let amount = Uint128::new(RICH);
            let coins = [&alice, &bob].map(|account| Cw20Coin { address: account.to_string(), amount });
            app.instantiate_contract(token_code, alice.clone(), &coins.to_vec(), &[], "token", None).unwrap()
        };
        let assets = (0..ASSETS).map(|place| match cw20.contains(&place) {
            true => AssetInfo::cw20(new_token()),
            false => AssetInfo::native(format!("uasset{place}")),
        });
        let assets = assets.collect();
        let kind = KindConfig {
            kind: "constant_product".into(),
            code_id: pool_code,
            creation: Creation::Open,
            max_fee_bps: 100,
            migratable: true,
            amp: None,
        };
        let msg = InstantiateMsg {
            owner: alice.to_string(),
            kinds: vec![kind],
            creation_fee: None,
            decimals: None,
        };
        let factory = app.instantiate_contract(factory_code, alice.clone(), &msg, &[], "factory", None);
        let mut world = Self { app, pool_code, assets, pools: vec![], alice, bob };
        world.create_pools(&factory.unwrap());
        world
    }

    fn create_pools(&mut self, factory: &Addr) {
        for pair in self.assets.clone().windows(2) {
            let kind = PoolKind::ConstantProduct {};
            let assets = pair.to_vec();
            let msg = FactoryMsg::CreatePool { kind, assets, fee_bps: 30, lp_name: None, lp_symbol: None };
            self.app.execute_contract(self.alice.clone(), factory.clone(), &msg, &[]).unwrap();
        }
        let query = FactoryQuery::Pools { start_after: None, limit: Some(30) };
        let answer: PoolsResponse = self.app.wrap().query_wasm_smart(factory, &query).unwrap();
        self.pools = answer.pools.into_iter().map(|record| record.pool).collect();
        for (place, pool) in self.pools.clone().iter().enumerate() {
            self.open(pool, [place, place + 1], DEEP);
        }
    }

    /// Alice's first deposit of `amount` of each.
    pub(crate) fn open(&mut self, pool: &Addr, places: [usize; 2], amount: u128) {
        let mut funds: Vec<Coin> = vec![];
        for place in places {
            match &self.assets[place] {
                AssetInfo::Native { denom } => funds.push(coin(amount, denom)),
                AssetInfo::Cw20 { contract_addr } => {
                    let (spender, amount) = (pool.to_string(), Uint128::new(amount));
                    let msg = Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires: None };
                    let token = Addr::unchecked(contract_addr);
                    self.app.execute_contract(self.alice.clone(), token, &msg, &[]).unwrap();
                }
            }
        }
        funds.sort_by(|one, other| one.denom.cmp(&other.denom));
        let assets = places.map(|place| Asset::new(self.assets[place].clone(), amount)).to_vec();
        let msg = ExecuteMsg::Provide { assets, min_shares: None, recipient: None, deadline: None };
        self.app.execute_contract(self.alice.clone(), pool.clone(), &msg, &funds).unwrap();
    }

    /// The same pair beside the factory, by alice herself.
    pub(crate) fn foreign_pool(&mut self, places: [usize; 2]) -> Addr {
        let msg = weal_api::amm_pool::InstantiateMsg {
            assets: places.map(|place| self.assets[place].clone()).to_vec(),
            kind: PoolKind::ConstantProduct {},
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            owner: self.alice.to_string(),
            params: None,
        };
        let pool = self.app.instantiate_contract(self.pool_code, self.alice.clone(), &msg, &[], "p", None);
        let pool = pool.unwrap();
        self.open(&pool, places, DEEP);
        pool
    }

    /// The pools at these numbers, each named alone.
    pub(crate) fn hops(&self, pools: &[usize]) -> Vec<Hop> {
        pools.iter().map(|pool| Hop { pool: self.pools[*pool].to_string(), ask: None }).collect()
    }

    /// Bob sells `amount` of the asset at `offer` in `first`, and on through `then`.
    pub(crate) fn swap(
        &mut self,
        (offer, amount): (usize, u128),
        first: &Addr,
        then: Vec<Hop>,
        terms: &Terms,
    ) -> StdResult<AppResponse> {
        let Terms { min_receive, max_impact_bps, recipient, deadline, max_fee_bps, record_usage, trader } =
            terms.clone();
        let (min_receive, then) = (min_receive.map(Uint128::new), Some(then));
        let [recipient, trader] = [recipient, trader].map(|account| account.map(String::from));
        let (ask, params_version) = (None, None);
        match self.assets[offer].clone() {
            AssetInfo::Native { denom } => {
                let msg = ExecuteMsg::Swap(SwapOrder {
                    ask,
                    min_receive,
                    max_impact_bps,
                    recipient,
                    deadline,
                    max_fee_bps,
                    params_version,
                    record_usage,
                    then,
                    trader,
                });
                self.app.execute_contract(self.bob.clone(), first.clone(), &msg, &coins(amount, denom))
            }
            AssetInfo::Cw20 { contract_addr } => {
                let hook = Cw20HookMsg::Swap(SwapOrder {
                    ask,
                    min_receive,
                    max_impact_bps,
                    recipient,
                    deadline,
                    max_fee_bps,
                    params_version,
                    record_usage,
                    then,
                    trader,
                });
                let (contract, msg) = (first.to_string(), to_json_binary(&hook).unwrap());
                let msg = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
                self.app.execute_contract(self.bob.clone(), Addr::unchecked(contract_addr), &msg, &[])
            }
        }
    }

    /// Bob sells the asset at `offer` along the pools at these numbers.
    pub(crate) fn route(
        &mut self,
        sold: (usize, u128),
        pools: &[usize],
        terms: &Terms,
    ) -> StdResult<AppResponse> {
        let (first, then) = (self.pools[pools[0]].clone(), self.hops(&pools[1..]));
        self.swap(sold, &first, then, terms)
    }

    /// Returns the amount that the pools quote one after the other, and the asset of that amount.
    pub(crate) fn quote(&self, (offer, amount): (usize, u128), pools: &[usize]) -> (usize, u128) {
        pools.iter().fold((offer, amount), |(place, amount), pool| {
            let offer = Asset::new(self.assets[place].clone(), amount);
            let query = QueryMsg::Simulate { offer, ask: None };
            let answer: SimulateResponse =
                self.app.wrap().query_wasm_smart(&self.pools[*pool], &query).unwrap();
            (if place == *pool { pool + 1 } else { *pool }, answer.receive.amount.u128())
        })
    }

    pub(crate) fn balance(&self, place: usize, account: &Addr) -> u128 {
        match &self.assets[place] {
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

    /// Asserts that each pool has exactly what its ledger says, and that nothing is anywhere else.
    pub(crate) fn assert_reconciled(&self) {
        for (number, pool) in self.pools.iter().enumerate() {
            let answer: HoldingsResponse =
                self.app.wrap().query_wasm_smart(pool, &QueryMsg::Holdings {}).unwrap();
            for asset in answer.holdings {
                let place = self.assets.iter().position(|info| *info == asset.info).unwrap();
                assert_eq!(self.balance(place, pool), asset.amount.u128(), "pool {number}, asset {place}");
            }
        }
        for place in 0..ASSETS {
            let accounts = self.pools.iter().chain([&self.alice, &self.bob]);
            let total: u128 = accounts.map(|account| self.balance(place, account)).sum();
            assert_eq!(total, 2 * RICH, "asset {place}");
        }
    }

    fn snapshot(&self) -> Vec<Vec<u128>> {
        let accounts = self.pools.iter().chain([&self.alice, &self.bob]);
        let balances = |account| (0..ASSETS).map(|place| self.balance(place, account)).collect();
        accounts.map(balances).collect()
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
