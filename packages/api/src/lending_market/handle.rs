//! The lending market as another contract or a client sees it.

use super::{ExecuteMsg, Health, MarketResponse, PositionResponse, QueryMsg};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A lending market's validated address.
#[weal_wire::record]
pub struct LendingMarketContract(pub Addr);

impl LendingMarketContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// Totals, indices, utilisation and rates in this second.
    pub fn market(&self, querier: &QuerierWrapper<'_>) -> StdResult<MarketResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Market {})
    }

    /// A borrower's collateral, debt and health; zeros for an unknown account.
    pub fn position(&self, querier: &QuerierWrapper<'_>, account: &Addr) -> StdResult<PositionResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Position { account: account.to_string() })
    }

    /// A borrower's health: says if the account can be liquidated.
    pub fn health(&self, querier: &QuerierWrapper<'_>, account: &Addr) -> StdResult<Health> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Health { account: account.to_string() })
    }
}
