//! Stakes LP shares that came.

use crate::ContractError;
use crate::accrual::{pool_at, set_stake, stake_at};
use api::amm_incentives::Staked;
use api::payment::Payment;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};

/// `pool` is the token that `payment` is in.
pub(crate) fn stake(
    deps: DepsMut,
    env: Env,
    pool: Addr,
    payment: Payment,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (account, amount) = (payment.payer, payment.amount);
    let held = stake_at(deps.storage, &pool, &account, now)?.staked;
    let (_, all) = pool_at(deps.storage, &pool, now)?;

    let add = |found: Uint128| {
        found.checked_add(amount).map_err(|_| ContractError::TooLarge { found, added: amount })
    };
    let (staked, total) = (add(held)?, add(all.staked)?);

    set_stake(deps.storage, (&pool, &account), staked, total, now)?;

    Ok(Response::new().add_event(Staked { pool, account, amount, staked, total }))
}
