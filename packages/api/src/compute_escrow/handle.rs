//! The escrow as another contract or a client sees it.

use super::{
    ClaimableResponse, ExecuteMsg, HoldingsResponse, LeaseResponse, QueryMsg, QuoteResponse,
    SettledWorkResponse,
};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// An escrow's validated address.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct ComputeEscrowContract(pub Addr);

impl ComputeEscrowContract {
    /// The message that makes the escrow act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The lease as it stands in this second.
    pub fn lease(&self, querier: &QuerierWrapper<'_>, lease_id: u64) -> StdResult<LeaseResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Lease { lease_id })
    }

    /// The price of a lease.
    pub fn quote(
        &self,
        querier: &QuerierWrapper<'_>,
        request: super::LeaseRequest,
    ) -> StdResult<QuoteResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Quote(request))
    }

    /// The settled work of at most 30 leases.
    pub fn settled_work(
        &self,
        querier: &QuerierWrapper<'_>,
        lease_ids: Vec<u64>,
    ) -> StdResult<SettledWorkResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::SettledWork { lease_ids })
    }

    /// The amount that a claim would pay in this block.
    pub fn claimable(
        &self,
        querier: &QuerierWrapper<'_>,
        claim: super::ClaimMsg,
    ) -> StdResult<ClaimableResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Claimable(claim))
    }

    /// The escrow's debts, by kind.
    pub fn holdings(&self, querier: &QuerierWrapper<'_>) -> StdResult<HoldingsResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Holdings {})
    }
}
