//! The factory as another contract or a client sees it.

use super::{ExecuteMsg, PoolRecord, PoolsResponse, QueryMsg};
use crate::amm_pool::PoolKind;
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A factory's validated address.
#[weal_wire::record]
pub struct AmmFactoryContract(pub Addr);

impl AmmFactoryContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The last pool that was created on these terms; `assets` in any order.
    pub fn pool(
        &self,
        querier: &QuerierWrapper<'_>,
        kind: PoolKind,
        assets: Vec<AssetInfo>,
        fee_bps: u16,
    ) -> StdResult<PoolRecord> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Pool { kind, assets, fee_bps })
    }

    /// The first 30 pools of exactly these assets, in the order of creation.
    pub fn pools_of(&self, querier: &QuerierWrapper<'_>, assets: Vec<AssetInfo>) -> StdResult<PoolsResponse> {
        let limit = Some(30);
        weal_wire::ask(querier, &self.0, &QueryMsg::PoolsOf { assets, start_after: None, limit })
    }

    /// True for a pool of this factory: one raw read, the factory's code does not run.
    pub fn is_registered(&self, querier: &QuerierWrapper<'_>, pool: &Addr) -> bool {
        crate::amm_pool::is_registered(querier, &self.0, pool)
    }
}
