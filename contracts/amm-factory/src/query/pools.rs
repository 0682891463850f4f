//! The list of pools.

use crate::ContractError;
use crate::identity::{assets_key, canonical};
use crate::state::{POOL_IDS, POOLS};
use api::amm_factory::{PoolRecord, PoolsResponse};
use api::asset::AssetInfo;
use api::page::page_limit;
use cosmwasm_std::{Deps, Order, StdResult};
use cw_storage_plus::Bound;

pub(crate) fn pool(
    deps: Deps,
    kind: String,
    assets: Vec<AssetInfo>,
    fee_bps: u16,
) -> Result<PoolRecord, ContractError> {
    let key = assets_key(&canonical(deps.api, &assets)?);
    match POOL_IDS.may_load(deps.storage, (&key, &kind, fee_bps))? {
        Some(id) => Ok(POOLS.load(deps.storage, id)?),
        None => Err(ContractError::NoSuchPool { kind, fee_bps }),
    }
}

pub(crate) fn pools(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let rows = POOLS.range(deps.storage, start, None, Order::Ascending).take(page_limit(limit));
    Ok(PoolsResponse { pools: rows.map(|row| row.map(|(_, pool)| pool)).collect::<StdResult<_>>()? })
}

pub(crate) fn pools_of(
    deps: Deps,
    assets: Vec<AssetInfo>,
    start_after: Option<(String, u16)>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let key = assets_key(&canonical(deps.api, &assets)?);
    let start = start_after.as_ref().map(|(kind, fee_bps)| Bound::exclusive((kind.as_str(), *fee_bps)));
    let rows = POOL_IDS.sub_prefix(key.as_slice()).range(deps.storage, start, None, Order::Ascending);
    let pools = rows.take(page_limit(limit)).map(|row| POOLS.load(deps.storage, row?.1));
    Ok(PoolsResponse { pools: pools.collect::<StdResult<_>>()? })
}
