//! The list of pools, and the table of decimals that it rests on.

use crate::ContractError;
use crate::identity::{assets_key, canonical, name_of, reordered, terms_key};
use crate::state::{DECIMALS, POOLS, POOLS_OF, TERMS};
use cosmwasm_std::{Deps, Order};
use weal_api::amm_factory::{DecimalsResponse, NativeDecimals, PoolRecord, PoolsResponse};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{AssetInfo, Token};
use weal_api::page::page_limit;
use weal_records::{Bound, RecordError};

pub(crate) fn pool(
    deps: Deps,
    kind: PoolKind,
    assets: Vec<AssetInfo>,
    fee_bps: u16,
) -> Result<PoolRecord, ContractError> {
    let name = name_of(&kind)?;
    let tokens = canonical(deps.api, &assets)?;
    let ordered: Vec<AssetInfo> = tokens.iter().map(Token::info).collect();
    let terms = terms_key(&reordered(kind, &assets, &ordered)?, fee_bps);
    match TERMS.may_load(deps.storage, &(assets_key(&tokens)?, terms))? {
        Some(id) => Ok(POOLS.load(deps.storage, &id)?),
        None => Err(ContractError::NoSuchPool { kind: name, fee_bps }),
    }
}

pub(crate) fn decimals(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<DecimalsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let rows = DECIMALS.range(deps.storage, start, None, Order::Ascending).take(page_limit(limit));
    let row = |row: Result<(String, u8), RecordError>| {
        row.map(|(denom, decimals)| NativeDecimals { denom, decimals })
    };
    Ok(DecimalsResponse { decimals: rows.map(row).collect::<Result<_, _>>()? })
}

pub(crate) fn pools(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let rows = POOLS.range(deps.storage, start, None, Order::Ascending).take(page_limit(limit));
    Ok(PoolsResponse { pools: rows.map(|row| row.map(|(_, pool)| pool)).collect::<Result<_, _>>()? })
}

pub(crate) fn pools_of(
    deps: Deps,
    assets: Vec<AssetInfo>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let key = assets_key(&canonical(deps.api, &assets)?)?;
    let start = start_after.map(Bound::exclusive);
    let ids = POOLS_OF.prefix(&key).range(deps.storage, start, None, Order::Ascending);
    let pools = ids.take(page_limit(limit)).map(|row| POOLS.load(deps.storage, &row?.0));
    Ok(PoolsResponse { pools: pools.collect::<Result<_, _>>()? })
}
