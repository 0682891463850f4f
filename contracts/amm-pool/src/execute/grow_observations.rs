//! Lengthens the memory of prices.

use crate::error::{ContractError, Failure};
use crate::pool::{Change, Pool};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::amm_pool::{MAX_OBSERVATIONS, ObservationsGrown};

pub(crate) fn grow_observations(deps: DepsMut, env: Env, capacity: u16) -> Result<Response, Failure> {
    let pool = Pool::load(deps.storage, &env)?;
    let (found, above) = (capacity, pool.record().cursor.next_capacity);
    if found <= above || found > MAX_OBSERVATIONS {
        return Err(ContractError::CapacityOutOfRange { found, above, max: MAX_OBSERVATIONS }.into());
    }

    let change = Change::grown(&pool, capacity);
    pool.apply(deps.storage, deps.api, &env, change)?;

    Ok(Response::new().add_event(ObservationsGrown { capacity }))
}
