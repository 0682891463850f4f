//! The vesting contract as another contract or a client sees it.

use super::{ClaimableResponse, ExecuteMsg, GrantResponse, QueryMsg};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// A vesting contract's validated address.
#[weal_wire::record]
pub struct VestingContract(pub Addr);

impl VestingContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The grant as it stands in this second.
    pub fn grant(&self, querier: &QuerierWrapper<'_>, grant_id: u64) -> StdResult<GrantResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Grant { grant_id })
    }

    /// The amount that a claim would pay in this second.
    pub fn claimable(&self, querier: &QuerierWrapper<'_>, grant_id: u64) -> StdResult<ClaimableResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Claimable { grant_id })
    }
}
