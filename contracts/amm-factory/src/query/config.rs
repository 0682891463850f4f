//! Owner, kinds, creation fee, how many pools.

use crate::ContractError;
use crate::state::{CREATION_FEE, KINDS, LAST_ID, OWNERSHIP, PAUSES};
use cosmwasm_std::{Deps, Order};
use weal_api::amm_factory::{ConfigResponse, KindPause, MAX_KINDS};

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    let kinds = KINDS.range(deps.storage, None, None, Order::Ascending).take(MAX_KINDS);
    let pauses = PAUSES.range(deps.storage, None, None, Order::Ascending).take(MAX_KINDS);
    Ok(ConfigResponse {
        owner: ownership.owner,
        pending_owner: ownership.pending_owner,
        kinds: kinds.map(|row| row.map(|(_, kind)| kind)).collect::<Result<_, _>>()?,
        creation_fee: CREATION_FEE.may_load(deps.storage)?,
        pools: LAST_ID.may_load(deps.storage)?.unwrap_or_default(),
        guardian: ownership.guardian,
        pauses: pauses
            .map(|row| row.map(|(kind, until)| KindPause { kind, until }))
            .collect::<Result<_, _>>()?,
    })
}
