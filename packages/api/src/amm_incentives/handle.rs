//! The incentives contract as another contract or a client sees it.

use super::{ClaimableResponse, ExecuteMsg, QueryMsg, ScheduleResponse};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};

/// An incentives contract's validated address.
#[weal_wire::record]
pub struct AmmIncentivesContract(pub Addr);

impl AmmIncentivesContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// The schedule as it stands in this second.
    pub fn schedule(&self, querier: &QuerierWrapper<'_>, schedule_id: u64) -> StdResult<ScheduleResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::Schedule { schedule_id })
    }

    /// The amounts that a claim would pay in this second.
    pub fn claimable(
        &self,
        querier: &QuerierWrapper<'_>,
        account: &Addr,
        schedules: Vec<u64>,
    ) -> StdResult<ClaimableResponse> {
        let account = account.to_string();
        weal_wire::ask(querier, &self.0, &QueryMsg::Claimable { account, schedules })
    }
}
