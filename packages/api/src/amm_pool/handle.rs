//! The pool as another contract or a client sees it.

use super::{ExecuteMsg, PoolResponse, QueryMsg, SimulateResponse, SwapOrder, TwapResponse};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A pool's validated address.
#[weal_wire::record]
pub struct AmmPoolContract(pub Addr);

impl AmmPoolContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The message that sells `paid`, a native coin. A cw20 is sold by sending it with
    /// [`Cw20HookMsg::Swap`](super::Cw20HookMsg::Swap).
    pub fn swap(&self, paid: Coin, order: SwapOrder) -> StdResult<CosmosMsg> {
        self.execute(&ExecuteMsg::Swap(order), vec![paid])
    }

    /// The reserves, the fees held and the LP supply.
    pub fn pool(&self, querier: &QuerierWrapper<'_>) -> StdResult<PoolResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Pool {})
    }

    /// The amount that a swap of `offer` pays in this block; `ask` may be left out in a pool of two assets.
    pub fn simulate(
        &self,
        querier: &QuerierWrapper<'_>,
        offer: Asset,
        ask: Option<AssetInfo>,
    ) -> StdResult<SimulateResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Simulate { offer, ask })
    }

    /// The mean prices over `window` seconds, reliable where the answer says so for `min_reserves`.
    pub fn twap(
        &self,
        querier: &QuerierWrapper<'_>,
        window: u64,
        min_reserves: Option<Vec<Asset>>,
    ) -> StdResult<TwapResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Twap { window, min_reserves })
    }
}
