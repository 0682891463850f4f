//! Stakes in this second.

use crate::ContractError;
use crate::accrual::{pool_at, stake_at};
use api::amm_incentives::StakeResponse;
use cosmwasm_std::{Deps, Env};

pub(crate) fn stake(
    deps: Deps,
    env: Env,
    pool: String,
    account: String,
) -> Result<StakeResponse, ContractError> {
    let (pool, account) = (deps.api.addr_validate(&pool)?, deps.api.addr_validate(&account)?);
    let now = env.block.time.seconds();
    let (_, all) = pool_at(deps.storage, &pool, now)?;
    Ok(StakeResponse { staked: stake_at(deps.storage, &pool, &account, now)?.staked, total: all.staked })
}
