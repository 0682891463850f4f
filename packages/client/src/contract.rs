//! A contract's address with its message types.

use crate::{Chain, ClientError, Funds, Receipt};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::marker::PhantomData;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::page::MAX_PAGE_LIMIT;

/// A deployed contract that takes messages `E` and answers queries `Q`.
#[derive(Debug)]
pub struct Contract<E, Q> {
    /// The contract's address.
    pub address: String,
    messages: PhantomData<fn(E, Q)>,
}

/// The governance token, and any other cw20.
pub type GovernanceToken =
    Contract<weal_api::governance_token::ExecuteMsg, weal_api::governance_token::QueryMsg>;
/// Grants.
pub type Vesting = Contract<weal_api::vesting::ExecuteMsg, weal_api::vesting::QueryMsg>;
/// The committee.
pub type Oracle = Contract<weal_api::oracle::ExecuteMsg, weal_api::oracle::QueryMsg>;
/// A pool.
pub type AmmPool = Contract<weal_api::amm_pool::ExecuteMsg, weal_api::amm_pool::QueryMsg>;
/// Creates and lists pools.
pub type AmmFactory = Contract<weal_api::amm_factory::ExecuteMsg, weal_api::amm_factory::QueryMsg>;
/// Swaps over several pools.
pub type AmmRouter = Contract<weal_api::amm_router::ExecuteMsg, weal_api::amm_router::QueryMsg>;
/// Rewards for staked LP shares.
pub type AmmIncentives = Contract<weal_api::amm_incentives::ExecuteMsg, weal_api::amm_incentives::QueryMsg>;
/// A lending market.
pub type LendingMarket = Contract<weal_api::lending_market::ExecuteMsg, weal_api::lending_market::QueryMsg>;
/// The compute escrow.
pub type ComputeEscrow = Contract<weal_api::compute_escrow::ExecuteMsg, weal_api::compute_escrow::QueryMsg>;
/// GPU models and attested facts of providers.
pub type ComputeRegistry =
    Contract<weal_api::compute_registry::ExecuteMsg, weal_api::compute_registry::QueryMsg>;
/// The index of prices paid for GPUs.
pub type ComputeIndex = Contract<weal_api::compute_index::ExecuteMsg, weal_api::compute_index::QueryMsg>;
/// Best offers and auctions of GPU leases.
pub type ComputeMarket = Contract<weal_api::compute_market::ExecuteMsg, weal_api::compute_market::QueryMsg>;

impl<E, Q> Clone for Contract<E, Q> {
    fn clone(&self) -> Self {
        Self::at(&self.address)
    }
}

impl<E: Serialize, Q: Serialize> Contract<E, Q> {
    /// Sends `msg` without coins. Errors: as `Chain::execute`.
    pub fn execute(&self, chain: &dyn Chain, signer: &str, msg: &E) -> Result<Receipt, ClientError> {
        self.pay(chain, signer, msg, &Funds::none())
    }

    /// Sends `msg` with coins. Errors: as `Chain::execute`.
    pub fn pay(
        &self,
        chain: &dyn Chain,
        signer: &str,
        msg: &E,
        funds: &Funds,
    ) -> Result<Receipt, ClientError> {
        chain.execute(signer, &self.address, &to_value(msg)?, funds)
    }

    /// Asks; the caller names the answer's type, which is the query's `#[returns]`.
    pub fn query<T: DeserializeOwned>(&self, chain: &dyn Chain, msg: &Q) -> Result<T, ClientError> {
        let answer = chain.query(&self.address, &to_value(msg)?)?;
        serde_json::from_value(answer).map_err(|error| ClientError::decode(&self.address, error))
    }
}

impl Vesting {
    /// Returns the debts of all grants, through as many pages as it takes; a token may stand several times.
    pub fn owed(&self, chain: &dyn Chain) -> Result<Vec<Asset>, ClientError> {
        let (mut owed, mut start_after) = (vec![], None);
        loop {
            let page = weal_api::vesting::QueryMsg::Holdings { start_after, limit: Some(MAX_PAGE_LIMIT) };
            let page: weal_api::vesting::HoldingsResponse = self.query(chain, &page)?;
            owed.extend(page.holdings.into_iter().map(|held| Asset::new(held.token, held.owed)));
            start_after = page.next;
            if start_after.is_none() {
                return Ok(owed);
            }
        }
    }
}

impl AmmPool {
    /// Returns the pool's assets by its own ledger: reserves, fees, and of its own LP shares those that are locked for good.
    pub fn holdings(&self, chain: &dyn Chain) -> Result<Vec<Asset>, ClientError> {
        let held: weal_api::amm_pool::HoldingsResponse =
            self.query(chain, &weal_api::amm_pool::QueryMsg::Holdings {})?;
        let pool: weal_api::amm_pool::PoolResponse =
            self.query(chain, &weal_api::amm_pool::QueryMsg::Pool {})?;
        let config: weal_api::amm_pool::ConfigResponse =
            self.query(chain, &weal_api::amm_pool::QueryMsg::Config {})?;
        let locked = if pool.supply.is_zero() { pool.supply } else { config.locked_shares };
        let shares = Asset::new(AssetInfo::cw20(&self.address), locked);
        Ok(held.holdings.into_iter().chain([shares]).collect())
    }
}

impl AmmIncentives {
    /// Returns the contract's assets by its own ledger: what is staked of each of `pools`, and what is left of each schedule,
    /// through as many pages as it takes; a token may stand several times.
    pub fn holdings(&self, chain: &dyn Chain, pools: &[&AmmPool]) -> Result<Vec<Asset>, ClientError> {
        let mut held = vec![];
        for pool in pools {
            let (pool, account) = (pool.address.clone(), self.address.clone());
            let query = weal_api::amm_incentives::QueryMsg::Stake { pool: pool.clone(), account };
            let stakes: weal_api::amm_incentives::StakeResponse = self.query(chain, &query)?;
            held.push(Asset::new(AssetInfo::cw20(pool), stakes.total));
        }
        let mut start_after = None;
        loop {
            let page =
                weal_api::amm_incentives::QueryMsg::Schedules { start_after, limit: Some(MAX_PAGE_LIMIT) };
            let page: weal_api::amm_incentives::SchedulesResponse = self.query(chain, &page)?;
            let Some(last) = page.schedules.last() else { return Ok(held) };
            start_after = Some(last.schedule_id);
            held.extend(page.schedules.into_iter().map(|schedule| {
                let left = schedule.amount - schedule.paid - schedule.orphaned_returned;
                Asset::new(schedule.reward, left)
            }));
        }
    }
}

impl<E, Q> Contract<E, Q> {
    /// The contract at an address that is known to hold one of this kind.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), messages: PhantomData }
    }
}

pub(crate) fn to_value(msg: &impl Serialize) -> Result<Value, ClientError> {
    serde_json::to_value(msg).map_err(|error| ClientError::local("message", error))
}
