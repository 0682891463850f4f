//! Returns LP shares. No reward is computed or paid, so that none can stand in the way.

use crate::ContractError;
use crate::accrual::change;
use crate::error::broken;
use crate::points::StakeKey;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::amm_incentives::Unstaked;
use weal_api::asset::Token;
use weal_contract_kit::payment::no_funds;

pub(crate) fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pool: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let pool = deps.api.addr_validate(&pool)?;
    if amount.is_zero() {
        return Err(ContractError::ZeroWithdrawal);
    }

    let (now, account) = (env.block.time.seconds(), info.sender.clone());
    let key = StakeKey::of(deps.api, &pool, &account)?;
    let (all, held) = key.points(deps.storage, now)?;

    if held.staked < amount {
        return Err(ContractError::InsufficientStake { account, pool, found: held.staked, required: amount });
    }
    let staked = held.staked.checked_sub(amount).map_err(broken("I1: a stake carries its withdrawal"))?;
    let total = all.staked.checked_sub(amount).map_err(broken("I1: all stakes carry a stake"))?;

    let (all, held) = change((&all, &held), staked, total, now)?;
    key.save(deps.storage, &all, &held);

    let payout = Token::Cw20(pool.clone()).transfer(&account, amount)?;
    let fact = Unstaked { pool, account, amount, staked, total };
    Ok(Response::new().add_event(fact).add_message(payout))
}
