//! Stakes in this second.

use crate::ContractError;
use crate::points::StakeKey;
use cosmwasm_std::{Deps, Env};
use weal_api::amm_incentives::StakeResponse;

pub(crate) fn stake(
    deps: Deps,
    env: &Env,
    pool: String,
    account: String,
) -> Result<StakeResponse, ContractError> {
    let (pool, account) = (deps.api.addr_validate(&pool)?, deps.api.addr_validate(&account)?);
    let now = env.block.time.seconds();
    let (all, held) = StakeKey::of(deps.api, &pool, &account)?.points(deps.storage, now)?;
    Ok(StakeResponse { staked: held.staked, total: all.staked })
}
