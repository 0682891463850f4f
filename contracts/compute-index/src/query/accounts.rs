//! Parameters, sums, payers, providers, leases.

use crate::ContractError;
use crate::state::{CONFIG, LEASES, PROVIDERS, TOTALS, USAGE};
use cosmwasm_std::{Addr, Deps, Order};
use weal_api::compute_index::{
    ConfigResponse, ProviderScoreResponse, ProviderScoresResponse, RecordedLeaseResponse, TotalsResponse,
    UsageResponse, UsagesResponse,
};
use weal_api::page::page_limit;
use weal_records::Bound;

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
    Ok(LEASES.may_load(deps.storage, &lease_id)?.unwrap_or_default().into())
}

pub(crate) fn usage_of(deps: Deps, payer: &str) -> Result<UsageResponse, ContractError> {
    let payer = deps.api.addr_validate(payer)?;
    let usage = USAGE.may_load(deps.storage, &payer)?.unwrap_or_default();
    Ok(UsageResponse { usage, payer })
}

pub(crate) fn usages(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<UsagesResponse, ContractError> {
    let usages = USAGE
        .range(deps.storage, behind(deps, start_after)?, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(payer, usage)| UsageResponse { payer, usage }));
    Ok(UsagesResponse { usages: usages.collect::<Result<_, _>>()? })
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
    let scores = PROVIDERS
        .range(deps.storage, behind(deps, start_after)?, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (provider, work) = row?;
            work.score(provider, half_volume)
        });
    Ok(ProviderScoresResponse { scores: scores.collect::<Result<_, ContractError>>()? })
}

/// The place behind the last account of the page before. Errors: `Std` for a text that is no address.
fn behind(deps: Deps, start_after: Option<String>) -> Result<Option<Bound<'static, Addr>>, ContractError> {
    let account = start_after.map(|account| deps.api.addr_validate(&account)).transpose()?;
    Ok(account.map(Bound::exclusive))
}
