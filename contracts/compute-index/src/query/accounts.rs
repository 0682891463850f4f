//! Parameters, sums, payers, providers, leases.

use crate::ContractError;
use crate::state::{CONFIG, PROVIDERS, TOTALS, load_lease, load_usage};
use cosmwasm_std::{Addr, Deps, Order, StdResult};
use cw_storage_plus::Bound;
use weal_api::compute_index::{
    ConfigResponse, ProviderScoreResponse, ProviderScoresResponse, RecordedLeaseResponse, TotalsResponse,
    USAGE, UsageResponse, UsagesResponse,
};
use weal_api::page::page_limit;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        escrow: config.escrow,
        provider_cap_bps: config.provider_cap_bps,
        min_providers: config.min_providers,
        half_volume: config.half_volume,
    })
}

pub(crate) fn totals(deps: Deps) -> Result<TotalsResponse, ContractError> {
    Ok(TOTALS.may_load(deps.storage)?.unwrap_or_default())
}

pub(crate) fn recorded_lease(deps: Deps, lease_id: u64) -> Result<RecordedLeaseResponse, ContractError> {
    Ok(load_lease(deps.storage, lease_id)?.into())
}

pub(crate) fn usage_of(deps: Deps, payer: &str) -> Result<UsageResponse, ContractError> {
    let payer = deps.api.addr_validate(payer)?;
    Ok(UsageResponse { usage: load_usage(deps.storage, &payer)?, payer })
}

pub(crate) fn usages(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<UsagesResponse, ContractError> {
    let start = start_after.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let payers: Vec<Addr> = USAGE
        .keys(deps.storage, start.as_ref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .collect::<StdResult<_>>()?;
    let usages = payers.into_iter().map(|payer| {
        let usage = load_usage(deps.storage, &payer)?;
        Ok(UsageResponse { payer, usage })
    });
    Ok(UsagesResponse { usages: usages.collect::<Result<_, ContractError>>()? })
}

pub(crate) fn provider_score(deps: Deps, provider: &str) -> Result<ProviderScoreResponse, ContractError> {
    let provider = deps.api.addr_validate(provider)?;
    let work = PROVIDERS.may_load(deps.storage, &provider)?.unwrap_or_default();
    work.score(provider, CONFIG.load(deps.storage)?.half_volume)
}

pub(crate) fn provider_scores(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ProviderScoresResponse, ContractError> {
    let half_volume = CONFIG.load(deps.storage)?.half_volume;
    let start = start_after.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let scores = PROVIDERS
        .range(deps.storage, start.as_ref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (provider, work) = row?;
            work.score(provider, half_volume)
        });
    Ok(ProviderScoresResponse { scores: scores.collect::<Result<_, ContractError>>()? })
}
