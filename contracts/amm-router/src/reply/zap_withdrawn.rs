//! Pays what the withdrawal gave of the asset wanted, and swaps the rest into it.

use crate::ContractError;
use crate::balance::balance;
use crate::execute::Exit;
use crate::leg::Check;
use crate::pool;
use api::asset::Token;
use cosmwasm_std::{Addr, Deps, Env, Reply, Response, SubMsg, Uint128, from_json};

pub(crate) fn zap_withdrawn(deps: Deps, env: Env, reply: Reply) -> Result<Response, ContractError> {
    let exit: Exit = from_json(reply.payload)?;
    let (kept, others) = received(deps, &env.contract.address, &exit)?;

    let mut response = Response::new();
    if !kept.is_zero() {
        response = response.add_message(exit.ask.transfer(&exit.recipient, kept)?);
    }
    let missing = exit.min_receive.map(|min_receive| min_receive.saturating_sub(kept));
    match (others.as_slice(), missing) {
        ([], Some(missing)) if !missing.is_zero() => {
            let required = exit.min_receive.unwrap_or_default();
            Err(ContractError::BelowMinReceive { found: kept, required })
        }
        ([.., _, _], Some(_)) => several(deps, &exit, &others, response),
        _ => {
            // At least one unit, so that the pool's own default does not hold where the caller has named a bound.
            let bound = missing.map(|missing| missing.max(Uint128::one()));
            for (token, amount) in &others {
                response = response.add_message(swap(&exit, token, *amount, bound)?);
            }
            Ok(response)
        }
    }
}

/// Of the asset wanted, and of each other that is above zero.
fn received(
    deps: Deps,
    router: &Addr,
    exit: &Exit,
) -> Result<(Uint128, Vec<(Token, Uint128)>), ContractError> {
    let (mut kept, mut others) = (Uint128::zero(), vec![]);
    for (token, held) in &exit.held {
        let amount = balance(&deps.querier, token, router)?.saturating_sub(*held);
        if *token == exit.ask {
            kept = amount;
        } else if !amount.is_zero() {
            others.push((token.clone(), amount));
        }
    }
    Ok((kept, others))
}

/// Several swaps under one bound: after the last, by the recipient's balance. The transfer before them is in it.
fn several(
    deps: Deps,
    exit: &Exit,
    others: &[(Token, Uint128)],
    mut response: Response,
) -> Result<Response, ContractError> {
    let required = exit.min_receive.unwrap_or_default();
    let mut check = Some(Check::begin(&deps.querier, &exit.ask, &exit.recipient, required)?);
    for (position, (token, amount)) in others.iter().enumerate() {
        let message = swap(exit, token, *amount, Some(Uint128::one()))?;
        let last = position.saturating_add(1) == others.len();
        let message = match check.take_if(|_| last) {
            Some(check) => check.after(message)?,
            None => SubMsg::new(message),
        };
        response = response.add_submessage(message);
    }
    Ok(response)
}

fn swap(
    exit: &Exit,
    token: &Token,
    amount: Uint128,
    bound: Option<Uint128>,
) -> Result<cosmwasm_std::CosmosMsg, ContractError> {
    Ok(pool::swap(&exit.pool, (token, amount), &exit.ask, bound, &exit.recipient)?)
}
