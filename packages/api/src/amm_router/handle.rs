//! The router as another contract or a client sees it.

use super::{ExecuteMsg, QueryMsg, Route, RouteResponse};
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A router's validated address.
#[weal_wire::record]
pub struct AmmRouterContract(pub Addr);

impl AmmRouterContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The amounts that a swap of `offer` along `routes` pays in this block.
    pub fn simulate(
        &self,
        querier: &QuerierWrapper<'_>,
        offer: AssetInfo,
        routes: Vec<Route>,
    ) -> StdResult<RouteResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::SimulateRoute { offer, routes })
    }
}
