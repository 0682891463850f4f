//! The histories' acts in the pool, through the router, and with the rewards for LP shares.

use super::conservation::{ACTORS, Done, Play, chosen, sent};
use cosmwasm_std::{Binary, Uint128};
use weal_api::amm_incentives::{Cw20HookMsg as IncentivesHook, ExecuteMsg as IncentivesMsg, Period};
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg as PoolMsg, SwapOrder};
use weal_api::amm_router::{
    Cw20HookMsg as RouterHook, ExecuteMsg as RouterMsg, Exit, Hop, Route, Swap, ZapIn, ZapOut,
};
use weal_api::asset::AssetInfo;
use weal_client::{Funds, USD};

/// The length of a schedule of rewards, seconds.
const REWARD_SECONDS: u64 = 60;

impl Play<'_> {
    fn pool(&self, actor: usize, msg: &PoolMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.pool.pay(self.world.chain, ACTORS[actor], msg, &funds)?))
    }

    pub(super) fn transfer_shares(&self, actor: usize, amount: u128) -> Done {
        let (recipient, amount) = (self.other(actor)?, Uint128::new(amount));
        self.pool(actor, &PoolMsg::Transfer { recipient, amount }, Funds::none())
    }

    pub(super) fn withdraw_liquidity(&self, actor: usize, amount: u128) -> Done {
        let shares = Uint128::new(amount);
        let withdraw = PoolMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None };
        self.pool(actor, &withdraw, Funds::none())
    }

    pub(super) fn swap_usd(&self, actor: usize, amount: u128) -> Done {
        let recipient = Some(self.other(actor)?);
        let swap = PoolMsg::Swap(SwapOrder { recipient, ..SwapOrder::default() });
        self.pool(actor, &swap, Funds::one(amount, USD))
    }

    pub(super) fn swap_weal(&self, actor: usize, amount: u128) -> Done {
        let swap = Cw20HookMsg::Swap(SwapOrder::default());
        sent(self.world.send_weal(ACTORS[actor], &self.world.economy.pool.address, amount, &swap))
    }

    /// Sends LP shares with a message for the contract that gets them.
    fn send_shares(&self, actor: usize, contract: &str, amount: u128, hook: &impl serde::Serialize) -> Done {
        let msg = Binary::new(serde_json::to_vec(hook)?);
        let send = PoolMsg::Send { contract: contract.into(), amount: Uint128::new(amount), msg };
        self.pool(actor, &send, Funds::none())
    }

    /// A swap of `amount` in one hop, to another actor.
    fn route(&self, actor: usize, ask: AssetInfo, amount: u128) -> anyhow::Result<Swap> {
        let hops = vec![Hop::new(&self.world.economy.pool.address, ask)];
        let (routes, recipient) = (vec![Route::new(amount, hops)], Some(self.other(actor)?));
        Ok(Swap { routes, min_receive: Some(Uint128::one()), recipient, deadline: None })
    }

    fn router(&self, actor: usize, msg: &RouterMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.router.pay(self.world.chain, ACTORS[actor], msg, &funds)?))
    }

    pub(super) fn route_usd(&self, actor: usize, amount: u128) -> Done {
        let swap = self.route(actor, AssetInfo::cw20(&self.world.economy.token.address), amount)?;
        self.router(actor, &RouterMsg::Swap(swap), Funds::one(amount, USD))
    }

    pub(super) fn route_weal(&self, actor: usize, amount: u128) -> Done {
        let swap = RouterHook::Swap(self.route(actor, AssetInfo::native(USD), amount)?);
        sent(self.world.send_weal(ACTORS[actor], &self.world.economy.router.address, amount, &swap))
    }

    /// USD into shares.
    pub(super) fn zap_in(&self, actor: usize, amount: u128) -> Done {
        let pool = self.world.economy.pool.address.clone();
        let zap = ZapIn { pool, routes: None, min_shares: Uint128::one(), recipient: None, deadline: None };
        self.router(actor, &RouterMsg::ZapIn(zap), Funds::one(amount, USD))
    }

    /// Shares into USD.
    pub(super) fn zap_out(&self, actor: usize, amount: u128) -> Done {
        let exits = vec![Exit::new(AssetInfo::native(USD), vec![])];
        let zap = ZapOut { exits, min_receive: Uint128::one(), recipient: None, deadline: None };
        self.send_shares(actor, &self.world.economy.router.address, amount, &RouterHook::ZapOut(zap))
    }

    fn incentives(&self, signer: &str, msg: &IncentivesMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.incentives.pay(self.world.chain, signer, msg, &funds)?))
    }

    pub(super) fn stake(&self, actor: usize, amount: u128) -> Done {
        let incentives = &self.world.economy.incentives.address;
        self.send_shares(actor, incentives, amount, &IncentivesHook::Stake {})
    }

    pub(super) fn unstake(&self, actor: usize, amount: u128) -> Done {
        let (pool, amount) = (self.world.economy.pool.address.clone(), Uint128::new(amount));
        self.incentives(ACTORS[actor], &IncentivesMsg::Withdraw { pool, amount }, Funds::none())
    }

    /// A schedule in WEAL or in USD, from now on.
    pub(super) fn fund_rewards(&self, actor: usize, amount: u128) -> Done {
        let (pool, starts_at) = (self.world.economy.pool.address.clone(), self.world.now()?);
        let period = Period { pool, starts_at, ends_at: starts_at + REWARD_SECONDS };
        let done = if amount.is_multiple_of(2) {
            let incentives = &self.world.economy.incentives.address;
            let hook = IncentivesHook::CreateSchedule(period);
            sent(self.world.send_weal(ACTORS[actor], incentives, amount, &hook))
        } else {
            let create = IncentivesMsg::CreateSchedule(period);
            self.incentives(ACTORS[actor], &create, Funds::one(amount, USD))
        }?;
        self.schedules.set(self.schedules.get() + 1);
        Ok(done)
    }

    pub(super) fn claim_rewards(&self, actor: usize, amount: u128) -> Done {
        let schedules = vec![chosen(amount, self.schedules.get())];
        self.incentives(ACTORS[actor], &IncentivesMsg::ClaimRewards { schedules }, Funds::none())
    }

    pub(super) fn return_orphaned(&self, amount: u128) -> Done {
        let schedule_id = chosen(amount, self.schedules.get());
        self.incentives("keeper", &IncentivesMsg::ReturnOrphaned { schedule_id }, Funds::none())
    }
}
