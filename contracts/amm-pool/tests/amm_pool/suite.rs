//! A pool with defaults: native `uusd` and a cw20, 30 bps; alice, bob and carol hold 10^12 of each.

mod asking;

use super::token;
use amm_pool::{ContractError, contract};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Coin, Empty, StdResult, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use weal_api::amm_pool::{
    Cw20HookMsg, ExactOutOrder, ExecuteMsg, InstantiateMsg, ParamsChange, PoolKind, PoolResponse,
    ProvideOneOrder, SwapOrder,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};

pub(crate) const RICH: u128 = 1_000_000_000_000;
pub(crate) const USD: &str = "uusd";

pub(crate) struct Suite {
    pub(crate) app: App<BankKeeper, MockApi>,
    pub(crate) code_id: u64,
    pub(crate) token_code_id: u64,
    pub(crate) pool: Addr,
    /// Assets in pool order.
    pub(crate) assets: Vec<AssetInfo>,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) carol: Addr,
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

impl Suite {
    /// The default pool, empty.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The default pool with `reserves`, provided by alice.
    pub(crate) fn opened(reserves: [u128; 2]) -> Self {
        Self::opened_with(reserves, |_| {})
    }

    /// A stableswap of three natives with six decimals, *A* = 100 and 5 bps; empty.
    pub(crate) fn stable() -> Self {
        Self::with(|msg| {
            msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).to_vec();
            msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; 3] };
            msg.fee_bps = 5;
        })
    }

    /// The same, with `reserves` provided by alice.
    pub(crate) fn stable_with(reserves: [u128; 3]) -> Self {
        let mut suite = Self::stable();
        let alice = suite.alice.clone();
        suite.provide(&alice, reserves).unwrap();
        suite
    }

    pub(crate) fn opened_with(reserves: [u128; 2], change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut suite = Self::with(change);
        let alice = suite.alice.clone();
        suite.provide(&alice, reserves).unwrap();
        suite
    }

    /// The default pool with one thing changed.
    pub(crate) fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        Self::try_with(change).unwrap()
    }

    pub(crate) fn try_with(change: impl FnOnce(&mut InstantiateMsg)) -> StdResult<Self> {
        let api = MockApi::default().with_prefix("wasm");
        let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| api.addr_make(name));
        let mut app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in [&alice, &bob, &carol] {
                let funds = vec![coin(RICH, "uatom"), coin(RICH, "udust"), coin(RICH, USD)];
                router.bank.init_balance(storage, account, funds).unwrap();
            }
        });
        let code_id = app.store_code(code());
        let token_code_id = app.store_code(token::code());
        let mut suite = Self {
            app,
            code_id,
            token_code_id,
            pool: alice.clone(),
            assets: vec![],
            alice: alice.clone(),
            bob,
            carol,
        };
        let cw20 = suite.new_token();
        let mut msg = InstantiateMsg {
            assets: vec![AssetInfo::native(USD), AssetInfo::cw20(cw20)],
            kind: PoolKind::ConstantProduct {},
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            owner: alice.to_string(),
            params: None,
        };
        change(&mut msg);
        suite.assets = msg.assets.clone();
        let admin = Some(alice.to_string());
        suite.pool = suite.app.instantiate_contract(code_id, alice, &msg, &[], "pool", admin)?;
        for account in [suite.alice.clone(), suite.bob.clone(), suite.carol.clone()] {
            for asset in suite.assets.clone() {
                suite.allow(&account, &asset, RICH);
            }
        }
        Ok(suite)
    }

    /// A cw20 of which alice, bob and carol hold 10^12 each.
    pub(crate) fn new_token(&mut self) -> Addr {
        let holders = [&self.alice, &self.bob, &self.carol]
            .map(|account| Cw20Coin { address: account.to_string(), amount: Uint128::new(RICH) });
        let holders = holders.to_vec();
        self.app
            .instantiate_contract(self.token_code_id, self.alice.clone(), &holders, &[], "token", None)
            .unwrap()
    }

    /// Lets the pool pull a cw20; nothing for a native.
    pub(crate) fn allow(&mut self, owner: &Addr, asset: &AssetInfo, amount: u128) {
        if let AssetInfo::Cw20 { contract_addr } = asset {
            let (spender, amount) = (self.pool.to_string(), Uint128::new(amount));
            let msg = Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires: None };
            let token = Addr::unchecked(contract_addr);
            self.app.execute_contract(owner.clone(), token, &msg, &[]).unwrap();
        }
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.pool.clone(), msg, funds)
    }

    /// Sends a cw20 (or the pool's own shares) to the pool with an order.
    pub(crate) fn send(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        hook: &Cw20HookMsg,
    ) -> StdResult<AppResponse> {
        let (contract, msg) = (self.pool.to_string(), to_json_binary(hook).unwrap());
        let msg = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
        self.app.execute_contract(sender.clone(), token.clone(), &msg, &[])
    }

    /// `amounts` of the pool's assets, in its order.
    pub(crate) fn named(&self, amounts: impl IntoIterator<Item = u128>) -> Vec<Asset> {
        self.assets.iter().cloned().zip(amounts).map(|(info, amount)| Asset::new(info, amount)).collect()
    }

    /// The coins that a deposit of `assets` needs.
    pub(crate) fn funds(assets: &[Asset]) -> Vec<Coin> {
        let native = |asset: &Asset| match &asset.info {
            AssetInfo::Native { denom } if !asset.amount.is_zero() => Some(coin(asset.amount.u128(), denom)),
            _ => None,
        };
        assets.iter().filter_map(native).collect()
    }

    pub(crate) fn provide(
        &mut self,
        sender: &Addr,
        amounts: impl IntoIterator<Item = u128>,
    ) -> StdResult<AppResponse> {
        let assets = self.named(amounts);
        let mut funds = Self::funds(&assets);
        funds.sort_by(|one, other| one.denom.cmp(&other.denom));
        self.execute(sender, &provide(assets), &funds)
    }

    /// Sells `amount` of the asset at `offer`, whichever kind it is, accepting any price.
    pub(crate) fn sell(&mut self, sender: &Addr, offer: usize, amount: u128) -> StdResult<AppResponse> {
        self.sell_with(sender, offer, amount, &Terms { max_impact_bps: Some(10_000), ..Terms::default() })
    }

    pub(crate) fn sell_with(
        &mut self,
        sender: &Addr,
        offer: usize,
        amount: u128,
        terms: &Terms,
    ) -> StdResult<AppResponse> {
        let Terms { ask, min_receive, max_impact_bps, recipient, deadline } = terms.clone();
        match self.assets[offer].clone() {
            AssetInfo::Native { denom } => {
                let msg = ExecuteMsg::Swap(SwapOrder {
                    ask,
                    min_receive,
                    max_impact_bps,
                    recipient,
                    deadline,
                    ..SwapOrder::default()
                });
                self.execute(sender, &msg, &coins(amount, denom))
            }
            AssetInfo::Cw20 { contract_addr } => {
                let hook = Cw20HookMsg::Swap(SwapOrder {
                    ask,
                    min_receive,
                    max_impact_bps,
                    recipient,
                    deadline,
                    ..SwapOrder::default()
                });
                self.send(sender, &Addr::unchecked(contract_addr), amount, &hook)
            }
        }
    }

    /// Buys `amount` of the asset at `ask` for at most `most` of the one at `offer`.
    pub(crate) fn buy(
        &mut self,
        sender: &Addr,
        (offer, ask): (usize, usize),
        amount: u128,
        most: u128,
    ) -> StdResult<AppResponse> {
        let ask = Asset::new(self.assets[ask].clone(), amount);
        match self.assets[offer].clone() {
            AssetInfo::Native { denom } => {
                let msg = ExecuteMsg::SwapExactOut(ExactOutOrder::of(ask));
                self.execute(sender, &msg, &coins(most, denom))
            }
            AssetInfo::Cw20 { contract_addr } => {
                let hook = Cw20HookMsg::SwapExactOut(ExactOutOrder::of(ask));
                self.send(sender, &Addr::unchecked(contract_addr), most, &hook)
            }
        }
    }

    /// Provides `amount` of the asset at `position` alone.
    pub(crate) fn provide_one(
        &mut self,
        sender: &Addr,
        position: usize,
        amount: u128,
        min_shares: u128,
    ) -> StdResult<AppResponse> {
        let min_shares = Uint128::new(min_shares);
        match self.assets[position].clone() {
            AssetInfo::Native { denom } => {
                let msg =
                    ExecuteMsg::ProvideOne(ProvideOneOrder { min_shares, recipient: None, deadline: None });
                self.execute(sender, &msg, &coins(amount, denom))
            }
            AssetInfo::Cw20 { contract_addr } => {
                let hook =
                    Cw20HookMsg::ProvideOne(ProvideOneOrder { min_shares, recipient: None, deadline: None });
                self.send(sender, &Addr::unchecked(contract_addr), amount, &hook)
            }
        }
    }

    /// Burns `shares` for the asset at `position` alone.
    pub(crate) fn withdraw_one(
        &mut self,
        sender: &Addr,
        position: usize,
        shares: u128,
        min_receive: u128,
    ) -> StdResult<AppResponse> {
        let (shares, min_receive) = (Uint128::new(shares), Uint128::new(min_receive));
        let asset = self.assets[position].clone();
        let msg = ExecuteMsg::WithdrawOne { shares, asset, min_receive, recipient: None, deadline: None };
        self.execute(sender, &msg, &[])
    }

    pub(crate) fn withdraw_exact(
        &mut self,
        sender: &Addr,
        amounts: impl IntoIterator<Item = u128>,
        max_shares: u128,
    ) -> StdResult<AppResponse> {
        let (assets, max_shares) = (self.named(amounts), Uint128::new(max_shares));
        self.execute(
            sender,
            &ExecuteMsg::WithdrawExact { assets, max_shares, recipient: None, deadline: None },
            &[],
        )
    }

    pub(crate) fn withdraw(&mut self, sender: &Addr, shares: u128) -> StdResult<AppResponse> {
        self.execute(sender, &withdraw(shares), &[])
    }

    /// Returns an account's balances of the first two of the pool's assets.
    pub(crate) fn wallet(&self, account: &Addr) -> [u128; 2] {
        let all = self.wallet_of_all(account);
        [all[0], all[1]]
    }

    /// Returns an account's balance of each of the pool's assets, at the bank or the token.
    pub(crate) fn wallet_of_all(&self, account: &Addr) -> Vec<u128> {
        let balance = |info: &AssetInfo| match info {
            AssetInfo::Native { denom } => {
                Uint128::try_from(self.app.wrap().query_balance(account, denom).unwrap().amount).unwrap()
            }
            AssetInfo::Cw20 { contract_addr } => {
                let msg = Cw20QueryMsg::Balance { address: account.to_string() };
                let answer: BalanceResponse = self.app.wrap().query_wasm_smart(contract_addr, &msg).unwrap();
                answer.balance
            }
        };
        self.assets.iter().map(|info| balance(info).u128()).collect()
    }

    pub(crate) fn users(&self) -> [Addr; 3] {
        [self.alice.clone(), self.bob.clone(), self.carol.clone()]
    }

    pub(crate) fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// The whole state that a refused message must leave as it was.
    pub(crate) fn snapshot(&self) -> (PoolResponse, Vec<(u128, Vec<u128>)>) {
        let accounts = [&self.alice, &self.bob, &self.carol, &self.pool];
        (self.state(), accounts.map(|account| (self.shares(account), self.wallet_of_all(account))).into())
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

/// Parameters of a pool where shares season.
pub(crate) fn seasoned(blocks: u32) -> Option<ParamsChange> {
    Some(ParamsChange { seasoning_blocks: Some(blocks), ..ParamsChange::default() })
}

/// The same with the bound of the block's opening.
pub(crate) fn bounded(blocks: u32) -> Option<ParamsChange> {
    Some(ParamsChange {
        seasoning_blocks: Some(blocks),
        sandwich_bound: Some(true),
        protocol_recipient: Some(treasury().to_string()),
        ..ParamsChange::default()
    })
}

/// Returns the account that gets the protocol's fees where there are any.
pub(crate) fn treasury() -> Addr {
    MockApi::default().with_prefix("wasm").addr_make("treasury")
}

/// The terms of a swap beside what it sells.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    pub(crate) ask: Option<AssetInfo>,
    pub(crate) min_receive: Option<Uint128>,
    pub(crate) max_impact_bps: Option<u16>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn provide(assets: Vec<Asset>) -> ExecuteMsg {
    ExecuteMsg::Provide { assets, min_shares: None, recipient: None, deadline: None }
}

pub(crate) fn withdraw(shares: u128) -> ExecuteMsg {
    let shares = Uint128::new(shares);
    ExecuteMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None }
}

pub(crate) fn amounts(assets: &[Asset]) -> [u128; 2] {
    [assets[0].amount.u128(), assets[1].amount.u128()]
}

pub(crate) fn all(assets: &[Asset]) -> Vec<u128> {
    assets.iter().map(|asset| asset.amount.u128()).collect()
}

/// The attributes of the pool's event of this type, in order, without the contract's address.
pub(crate) fn event(response: &AppResponse, ty: &str) -> Vec<(String, String)> {
    let event = response.events.iter().find(|event| event.ty == ty).unwrap();
    event.attributes[1..].iter().map(|a| (a.key.clone(), a.value.clone())).collect()
}

pub(crate) fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}
