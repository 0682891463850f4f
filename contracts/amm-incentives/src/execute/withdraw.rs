//! Returns LP shares. No reward is computed or paid, so that none can stand in the way.

use crate::ContractError;
use crate::accrual::{pool_at, set_stake, stake_at};
use api::amm_incentives::Unstaked;
use api::asset::Token;
use api::payment::no_funds;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

pub(crate) fn withdraw(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    pool: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let pool = deps.api.addr_validate(&pool)?;
    if amount.is_zero() {
        return Err(ContractError::ZeroWithdrawal);
    }

    let (now, account) = (env.block.time.seconds(), info.sender);
    let held = stake_at(deps.storage, &pool, &account, now)?.staked;
    let (_, all) = pool_at(deps.storage, &pool, now)?;

    if held < amount {
        return Err(ContractError::InsufficientStake { account, pool, found: held, required: amount });
    }
    // At least `held` are staked in all (I1).
    let (staked, total) = (held.saturating_sub(amount), all.staked.saturating_sub(amount));

    set_stake(deps.storage, (&pool, &account), staked, total, now)?;

    let payout = Token::Cw20(pool.clone()).transfer(&account, amount)?;
    let fact = Unstaked { pool, account, amount, staked, total };
    Ok(Response::new().add_event(fact).add_message(payout))
}
