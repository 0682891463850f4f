//! Stakes LP shares that came.

use crate::ContractError;
use crate::accrual::change;
use crate::points::StakeKey;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use weal_api::amm_incentives::Staked;
use weal_contract_kit::payment::Payment;

/// `pool` is the token that `payment` is in.
pub(crate) fn stake(
    deps: DepsMut,
    env: &Env,
    pool: Addr,
    payment: Payment,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (account, amount) = (payment.payer, payment.amount);
    let key = StakeKey::of(deps.api, &pool, &account)?;
    let (all, held) = key.points(deps.storage, now)?;

    let add = |found: Uint128| {
        found.checked_add(amount).map_err(|_| ContractError::TooLarge { found, added: amount })
    };
    let (staked, total) = (add(held.staked)?, add(all.staked)?);

    let (all, held) = change((&all, &held), staked, total, now)?;
    key.save(deps.storage, &all, &held);

    Ok(Response::new().add_event(Staked { pool, account, amount, staked, total }))
}
