//! The compute market as another contract or a client sees it.

use super::{BestOffersResponse, ExecuteMsg, OfferFilter, OrderResponse, QueryMsg};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A compute market's validated address.
#[weal_wire::record]
pub struct ComputeMarketContract(pub Addr);

impl ComputeMarketContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// An order with its bids.
    pub fn order(&self, querier: &QuerierWrapper<'_>, order_id: u64) -> StdResult<OrderResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Order { order_id })
    }

    /// The offers of one page of the escrow's that match, cheapest (or cleanest) first, with what each charges.
    pub fn best_offers(
        &self,
        querier: &QuerierWrapper<'_>,
        filter: OfferFilter,
    ) -> StdResult<BestOffersResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::BestOffers(filter))
    }
}
