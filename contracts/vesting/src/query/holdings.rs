//! What is owed, for whoever compares it with what is there.

use crate::state::OWED;
use crate::{ContractError, owed};
use api::asset::AssetInfo;
use api::page::page_limit;
use api::vesting::{Holding, HoldingsResponse};
use cosmwasm_std::{Deps, Order};
use cw_storage_plus::Bound;

pub(crate) fn holdings(
    deps: Deps,
    start_after: Option<AssetInfo>,
    limit: Option<u32>,
) -> Result<HoldingsResponse, ContractError> {
    let after = start_after.map(|info| info.check(deps.api)).transpose()?.map(|token| owed::key(&token));
    let holdings = OWED
        .range(deps.storage, after.as_deref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(key, owed)| Holding { token: owed::token(&key).info(), owed }))
        .collect::<Result<_, _>>()?;
    Ok(HoldingsResponse { holdings })
}
