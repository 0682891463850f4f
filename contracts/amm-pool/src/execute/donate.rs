//! Gives to the LPs.

use crate::error::Failure;
use crate::pool::{Change, Pool};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_amm_math::MathError;
use weal_api::amm_pool::Donated;
use weal_contract_kit::payment::Payment;

pub(crate) fn donate(deps: DepsMut, env: Env, payment: Payment) -> Result<Response, Failure> {
    let pool = Pool::load(deps.storage, &env)?;
    let position = pool.position(&payment.token)?;
    if pool.record().supply.is_zero() {
        return Err(MathError::EmptyPool.into());
    }

    let change = Change::donated(&pool, position, payment.amount)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    Ok(Response::new().add_event(Donated {
        donor: payment.payer,
        token: payment.token.to_string(),
        amount: payment.amount,
        fees_held: pool.record().holdings.fees.clone(),
    }))
}
