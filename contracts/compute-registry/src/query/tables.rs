//! The configuration, models, auditors and sums.

use crate::ContractError;
use crate::state::{AUDITORS, AWARDS, CONFIG, HOLDINGS, OWNERSHIP, SKUS};
use crate::tables::{load_auditor, load_sku};
use cosmwasm_std::{Deps, Order, Uint128};
use weal_api::compute_registry::{
    AuditorResponse, AuditorsResponse, ConfigResponse, HoldingsResponse, Sku, SkusResponse,
};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let (ownership, config) = (OWNERSHIP.load(deps.storage)?, CONFIG.load(deps.storage)?);
    Ok(ConfigResponse {
        owner: ownership.owner,
        pending_owner: ownership.pending,
        bond_asset: config.token.info(),
        treasury: config.treasury,
        terms: config.terms,
    })
}

pub(crate) fn sku(deps: Deps, name: &str) -> Result<Sku, ContractError> {
    load_sku(deps.storage, name)
}

pub(crate) fn skus(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<SkusResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let rows = SKUS.range(deps.storage, start, None, Order::Ascending).take(page_limit(limit));
    let skus = rows.map(|row| row.map(|(_, sku)| sku)).collect::<Result<_, _>>()?;
    Ok(SkusResponse { skus })
}

pub(crate) fn auditor(deps: Deps, auditor: &str) -> Result<AuditorResponse, ContractError> {
    let address = deps.api.addr_validate(auditor)?;
    Ok(load_auditor(deps.storage, &address)?.describe(address))
}

pub(crate) fn auditors(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AuditorsResponse, ContractError> {
    let start = start_after.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let auditors = AUDITORS
        .range(deps.storage, start.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(address, auditor)| auditor.describe(address)))
        .collect::<Result<_, _>>()?;
    Ok(AuditorsResponse { auditors })
}

pub(crate) fn award(deps: Deps, account: &str) -> Result<Uint128, ContractError> {
    let account = deps.api.addr_validate(account)?;
    Ok(AWARDS.may_load(deps.storage, &account)?.unwrap_or_default())
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    Ok(HOLDINGS.may_load(deps.storage)?.unwrap_or_default())
}
