//! Gives to the LPs.

use crate::error::Failure;
use crate::pool::{Pool, sum};
use amm_math::MathError;
use api::amm_pool::Donated;
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Env, Response};

pub(crate) fn donate(deps: DepsMut, env: Env, payment: Payment) -> Result<Response, Failure> {
    let mut pool = Pool::load(deps.storage, &env)?;
    let position = pool.position(&payment.token)?;
    if pool.record.supply.is_zero() {
        return Err(MathError::EmptyPool.into());
    }

    // No observation: the fees held are in no price.
    if let Some(fees) = pool.record.holdings.fees.get_mut(position) {
        *fees = sum(*fees, payment.amount)?;
    }
    pool.save(deps.storage);

    Ok(Response::new().add_event(Donated {
        donor: payment.payer,
        token: payment.token.to_string(),
        amount: payment.amount,
        fees_held: pool.record.holdings.fees,
    }))
}
