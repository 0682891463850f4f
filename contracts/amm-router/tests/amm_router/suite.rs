//! A router and a ring of pools over two natives and two cw20, 30 bps, a billion of each side, provided by alice:
//! pool 0 uatom–uusd, 1 uusd–one, 2 one–two, 3 two–uatom, 4 uusd–two (a tenth as deep); pool 5, a stableswap of uusd, one and two;
//! and second pools of two pairs, 6 uusd–one and 7 uatom–uusd.

use amm_router::{ContractError, contract};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use weal_api::amm_pool::{ExecuteMsg as PoolMsg, PoolKind};
use weal_api::amm_router::{
    Cw20HookMsg, ExecuteMsg, Exit, Hop, InstantiateMsg, QueryMsg, Route, RouteResponse, Swap, SwapExactOut,
    ZapIn, ZapOut,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{AllAllowancesResponse, BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};

pub(crate) const RICH: u128 = 1_000_000_000_000;
pub(crate) const DEEP: u128 = 1_000_000_000;
/// The stableswap among the pools.
pub(crate) const STABLE: usize = 5;
/// The assets of each pool of two.
pub(crate) const PAIRS: [[usize; 2]; 5] = [[0, 1], [1, 2], [2, 3], [0, 3], [1, 3]];
/// The same of those after the stableswap.
const SECOND: [[usize; 2]; 2] = [[1, 2], [0, 1]];

fn pair(pool: usize) -> [usize; 2] {
    PAIRS.get(pool).copied().unwrap_or_else(|| SECOND[pool - STABLE - 1])
}

pub(crate) struct Suite {
    pub(crate) app: App<BankKeeper, MockApi>,
    pub(crate) router: Addr,
    pub(crate) pools: Vec<Addr>,
    pub(crate) pool_code: u64,
    /// uatom, uusd, two cw20.
    pub(crate) assets: [AssetInfo; 4],
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) carol: Addr,
}

fn router_code() -> Box<dyn Contract<Empty>> {
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    Box::new(code.with_migrate(contract::migrate).with_reply(contract::reply))
}

fn pool_code() -> Box<dyn Contract<Empty>> {
    use amm_pool::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

fn token_code() -> Box<dyn Contract<Empty>> {
    use governance_token::contract;
    Box::new(ContractWrapper::new(contract::execute, contract::instantiate, contract::query))
}

impl Suite {
    pub(crate) fn new() -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&alice, &bob, &carol] {
                let mut funds = vec![coin(RICH, "uatom"), coin(RICH, "uusd")];
                funds.extend((0..9).map(|position| coin(RICH, format!("uhop{position}"))));
                router.bank.init_balance(storage, account, funds).unwrap();
            }
        });
        let router_id = app.store_code(router_code());
        let pool_code = app.store_code(pool_code());
        let token_id = app.store_code(token_code());
        let [one, two] = ["ONE", "TWO"].map(|symbol| {
            let holder = |account: &Addr| Cw20Coin { address: account.into(), amount: Uint128::new(RICH) };
            let msg = weal_api::governance_token::InstantiateMsg {
                name: "Token".into(),
                symbol: symbol.into(),
                decimals: 6,
                initial_balances: [&alice, &bob, &carol].map(holder).to_vec(),
                mint: None,
                marketing: None,
            };
            let token = app.instantiate_contract(token_id, alice.clone(), &msg, &[], "token", None);
            AssetInfo::cw20(token.unwrap())
        });
        let router = app
            .instantiate_contract(router_id, alice.clone(), &InstantiateMsg {}, &[], "router", None)
            .unwrap();
        let assets = [AssetInfo::native("uatom"), AssetInfo::native("uusd"), one, two];
        let mut suite = Self { app, router, pools: vec![], pool_code, assets, alice, bob, carol };
        for (position, pair) in PAIRS.into_iter().enumerate() {
            let depth = if position == 4 { DEEP / 10 } else { DEEP };
            let pool = suite.open_pool(pair, [depth, depth]);
            suite.pools.push(pool);
        }
        let kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; 3] };
        let three = suite.assets[1..].to_vec();
        let stable = suite.open_kind(kind, &three, &[DEEP; 3]);
        suite.pools.push(stable);
        for pair in SECOND {
            let pool = suite.open_pool(pair, [DEEP, DEEP]);
            suite.pools.push(pool);
        }
        suite
    }

    pub(crate) fn open_pool(&mut self, pair: [usize; 2], reserves: [u128; 2]) -> Addr {
        let assets = pair.map(|asset| self.assets[asset].clone());
        self.open_kind(PoolKind::ConstantProduct {}, &assets, &reserves)
    }

    pub(crate) fn open_kind(&mut self, kind: PoolKind, assets: &[AssetInfo], reserves: &[u128]) -> Addr {
        let alice = self.alice.clone();
        let msg = weal_api::amm_pool::InstantiateMsg {
            assets: assets.to_vec(),
            kind,
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            owner: alice.to_string(),
            params: None,
        };
        let pool =
            self.app.instantiate_contract(self.pool_code, alice.clone(), &msg, &[], "pool", None).unwrap();
        let mut funds = vec![];
        let mut named = vec![];
        for (info, amount) in assets.iter().zip(reserves) {
            match info {
                AssetInfo::Native { denom } => funds.push(coin(*amount, denom)),
                AssetInfo::Cw20 { contract_addr } => {
                    let (spender, amount) = (pool.to_string(), Uint128::new(*amount));
                    let msg = Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires: None };
                    let token = Addr::unchecked(contract_addr);
                    self.app.execute_contract(alice.clone(), token, &msg, &[]).unwrap();
                }
            }
            named.push(Asset::new(info.clone(), *amount));
        }
        let msg = PoolMsg::Provide { assets: named, min_shares: None, recipient: None, deadline: None };
        self.app.execute_contract(alice, pool.clone(), &msg, &funds).unwrap();
        pool
    }

    /// A route from `offer` through the pools, and what it ends in.
    pub(crate) fn hops(&self, offer: usize, pools: &[usize]) -> Vec<Hop> {
        let mut at = offer;
        let mut hop = |pool: &usize| {
            let pair = pair(*pool);
            at = if pair[0] == at { pair[1] } else { pair[0] };
            Hop::new(&self.pools[*pool], self.assets[at].clone())
        };
        pools.iter().map(&mut hop).collect()
    }

    /// A zap out of a pool by one asset, and on through the pools.
    pub(crate) fn exit(&self, asset: usize, pools: &[usize]) -> Exit {
        Exit::new(self.assets[asset].clone(), self.hops(asset, pools))
    }

    pub(crate) fn route(&self, offer: usize, amount: u128, pools: &[usize]) -> Route {
        Route::new(amount, self.hops(offer, pools))
    }

    /// Pays `amount` of the asset with the order, whichever kind it is.
    pub(crate) fn pay(
        &mut self,
        sender: &Addr,
        (asset, amount): (usize, u128),
        order: &Order,
    ) -> StdResult<AppResponse> {
        match self.assets[asset].clone() {
            AssetInfo::Native { denom } => self.execute(sender, &order.native(), &coins(amount, denom)),
            AssetInfo::Cw20 { contract_addr } => {
                self.send(sender, &Addr::unchecked(contract_addr), amount, &order.hook())
            }
        }
    }

    pub(crate) fn send(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        hook: &Cw20HookMsg,
    ) -> StdResult<AppResponse> {
        let (contract, msg) = (self.router.to_string(), to_json_binary(hook).unwrap());
        let msg = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
        self.app.execute_contract(sender.clone(), token.clone(), &msg, &[])
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.router.clone(), msg, funds)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.router, msg)
    }

    pub(crate) fn simulate(&self, offer: usize, routes: Vec<Route>) -> StdResult<RouteResponse> {
        self.query(&QueryMsg::SimulateRoute { offer: self.assets[offer].clone(), routes })
    }

    pub(crate) fn balance(&self, info: &AssetInfo, account: &Addr) -> u128 {
        match info {
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

    pub(crate) fn wallet(&self, account: &Addr) -> [u128; 4] {
        self.assets.clone().map(|info| self.balance(&info, account))
    }

    pub(crate) fn shares(&self, pool: usize, account: &Addr) -> u128 {
        self.balance(&AssetInfo::cw20(&self.pools[pool]), account)
    }

    /// The router's balance of each asset, its LP shares of all pools, and its allowances of both tokens.
    pub(crate) fn left_behind(&self) -> ([u128; 4], u128, usize) {
        let shares = (0..self.pools.len()).map(|pool| self.shares(pool, &self.router)).sum();
        let given = |asset: usize| {
            let AssetInfo::Cw20 { contract_addr } = &self.assets[asset] else { return 0 };
            let owner = self.router.to_string();
            let msg = Cw20QueryMsg::AllAllowances { owner, start_after: None, limit: None };
            let answer: AllAllowancesResponse =
                self.app.wrap().query_wasm_smart(contract_addr, &msg).unwrap();
            answer.allowances.iter().filter(|row| !row.allowance.is_zero()).count()
        };
        (self.wallet(&self.router), shares, given(2) + given(3))
    }

    /// Gives the router something of everything.
    pub(crate) fn donate(&mut self) {
        let (alice, router) = (self.alice.clone(), self.router.clone());
        for denom in ["uatom", "uusd"] {
            self.app.send_tokens(alice.clone(), router.clone(), &coins(1_000_000, denom)).unwrap();
        }
        let tokens = [self.assets[2].clone(), self.assets[3].clone(), AssetInfo::cw20(&self.pools[1])];
        for info in tokens {
            let AssetInfo::Cw20 { contract_addr } = info else { continue };
            let amount = Uint128::new(1_000_000);
            let msg = Cw20ExecuteMsg::Transfer { recipient: router.to_string(), amount };
            self.app.execute_contract(alice.clone(), Addr::unchecked(contract_addr), &msg, &[]).unwrap();
        }
    }

    pub(crate) fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    fn snapshot(&self) -> Vec<([u128; 4], u128)> {
        let accounts = [&self.alice, &self.bob, &self.carol, &self.router].into_iter().chain(&self.pools);
        let shares = |account| (0..self.pools.len()).map(|pool| self.shares(pool, account)).sum();
        accounts.map(|account| (self.wallet(account), shares(account))).collect()
    }

    /// Asserts that what `act` does is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        reason: impl Into<ContractError>,
        act: impl FnOnce(&mut Self) -> StdResult<AppResponse>,
    ) {
        self.assert_refused_with(&reason.into().to_string(), act);
    }

    pub(crate) fn assert_refused_with(
        &mut self,
        reason: &str,
        act: impl FnOnce(&mut Self) -> StdResult<AppResponse>,
    ) {
        let before = self.snapshot();
        let error = act(self).unwrap_err().to_string();
        assert!(error.ends_with(reason), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

/// The order that comes with a payment of either kind.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    pub(crate) bound: Option<u128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

#[derive(Clone)]
pub(crate) enum Order {
    Swap(Vec<Route>, Terms),
    ExactOut(Vec<Hop>, u128, Terms),
    ZapIn(Addr, Vec<Route>, Terms),
}

impl Order {
    fn hook(&self) -> Cw20HookMsg {
        match self.clone() {
            Self::Swap(routes, Terms { bound, recipient, deadline }) => {
                let min_receive = bound.map(Uint128::new);
                Cw20HookMsg::Swap(Swap { routes, min_receive, recipient, deadline })
            }
            Self::ExactOut(hops, receive, Terms { recipient, deadline, .. }) => {
                let receive = Uint128::new(receive);
                Cw20HookMsg::SwapExactOut(SwapExactOut { hops, receive, recipient, deadline })
            }
            Self::ZapIn(pool, routes, Terms { bound, recipient, deadline }) => {
                let (pool, min_shares) = (pool.to_string(), Uint128::new(bound.unwrap_or(1)));
                let routes = Some(routes).filter(|routes| !routes.is_empty());
                Cw20HookMsg::ZapIn(ZapIn { pool, routes, min_shares, recipient, deadline })
            }
        }
    }

    fn native(&self) -> ExecuteMsg {
        match self.hook() {
            Cw20HookMsg::Swap(order) => ExecuteMsg::Swap(order),
            Cw20HookMsg::SwapExactOut(order) => ExecuteMsg::SwapExactOut(order),
            Cw20HookMsg::ZapIn(order) => ExecuteMsg::ZapIn(order),
            Cw20HookMsg::ZapOut(_) => unreachable!("LP shares are cw20"),
        }
    }
}

/// A zap out for whoever sends the shares.
pub(crate) fn zap_out(exits: Vec<Exit>, bound: u128) -> Cw20HookMsg {
    let min_receive = Uint128::new(bound);
    Cw20HookMsg::ZapOut(ZapOut { exits, min_receive, recipient: None, deadline: None })
}

/// The attributes of the event of this type, in order, without the contract's address.
pub(crate) fn event(response: &AppResponse, ty: &str) -> Vec<(String, String)> {
    let event = response.events.iter().find(|event| event.ty == ty).unwrap();
    event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
