//! Stakes in this second.

use crate::ContractError;
use crate::state::{PoolKey, StakeKey};
use cosmwasm_std::{Deps, Env};
use weal_api::amm_incentives::StakeResponse;

pub(crate) fn stake(
    deps: Deps,
    env: Env,
    pool: String,
    account: String,
) -> Result<StakeResponse, ContractError> {
    let (pool, account) = (deps.api.addr_validate(&pool)?, deps.api.addr_validate(&account)?);
    let now = env.block.time.seconds();
    let staked = StakeKey::of(deps.api, &pool, &account)?.newest(deps.storage, now)?.staked;
    Ok(StakeResponse { staked, total: PoolKey::of(deps.api, &pool)?.newest(deps.storage, now)?.staked })
}
