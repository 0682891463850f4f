//! The index as another contract or a client sees it.

use super::{ExecuteMsg, GpuHourResponse, ProviderScoreResponse, QueryMsg, USAGE, UsageRecord};
use cosmwasm_std::{Addr, CosmosMsg, QuerierWrapper, StdResult, WasmMsg};
use weal_records::RecordError;

/// An index's validated address.
#[weal_wire::record]
#[derive(Eq)]
pub struct ComputeIndexContract(pub Addr);

impl ComputeIndexContract {
    /// The message that makes the index record leases.
    pub fn record(&self, lease_ids: Vec<u64>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(&ExecuteMsg::Record { lease_ids })?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds: vec![] }.into())
    }

    /// The sums that `payer` has paid, zeros where nothing is recorded: one raw read, the index's code does not run. Errors:
    /// `Unreadable`, `Damaged`.
    pub fn usage(&self, querier: &QuerierWrapper<'_>, payer: &Addr) -> Result<UsageRecord, RecordError> {
        Ok(USAGE.may_load_from(querier, &self.0, payer)?.unwrap_or_default())
    }

    /// A provider's score. A contract call.
    pub fn provider_score(
        &self,
        querier: &QuerierWrapper<'_>,
        provider: &Addr,
    ) -> StdResult<ProviderScoreResponse> {
        let provider = provider.to_string();
        weal_wire::ask(querier, &self.0, &QueryMsg::ProviderScore { provider })
    }

    /// The price of a GPU-hour on one day, the newest where none is named. A contract call. Errors: no source.
    pub fn gpu_hour(
        &self,
        querier: &QuerierWrapper<'_>,
        sku: &str,
        day: Option<u64>,
    ) -> StdResult<GpuHourResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::GpuHourIndex { sku: sku.to_owned(), day })
    }
}
