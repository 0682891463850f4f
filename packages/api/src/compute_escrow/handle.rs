//! The escrow as another contract or a client sees it.

use super::{ClaimableResponse, ExecuteMsg, HoldingsResponse, LeaseResponse, QueryMsg, QuoteResponse};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg, to_json_binary};

/// An escrow's validated address.
#[cw_serde]
pub struct ComputeEscrowContract(pub Addr);

impl ComputeEscrowContract {
    /// The message that makes the escrow act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = to_json_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// A lease in this second.
    pub fn lease(&self, querier: &QuerierWrapper<'_>, lease_id: u64) -> StdResult<LeaseResponse> {
        querier.query_wasm_smart(&self.0, &QueryMsg::Lease { lease_id })
    }

    /// What `seconds` of `gpus` of an offer cost.
    pub fn quote(
        &self,
        querier: &QuerierWrapper<'_>,
        offer_id: u64,
        gpus: u32,
        seconds: u64,
    ) -> StdResult<QuoteResponse> {
        querier.query_wasm_smart(&self.0, &QueryMsg::Quote { offer_id, gpus, seconds })
    }

    /// What a claim would pay in this block.
    pub fn claimable(
        &self,
        querier: &QuerierWrapper<'_>,
        claim: super::ClaimMsg,
    ) -> StdResult<ClaimableResponse> {
        querier.query_wasm_smart(&self.0, &QueryMsg::Claimable(claim))
    }

    /// What the escrow owes.
    pub fn holdings(&self, querier: &QuerierWrapper<'_>) -> StdResult<HoldingsResponse> {
        querier.query_wasm_smart(&self.0, &QueryMsg::Holdings {})
    }
}
