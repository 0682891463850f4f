//! The bounds that a message states beside its amounts: the deadline, the recipient, and how far the price may move.

use crate::error::{ContractError, Failure};
use crate::pool::Pool;
use cosmwasm_std::{Addr, Api, Env, Uint128};
use weal_amm_math::{Direction, SwapOutcome};

/// Errors: `DeadlinePassed` from the second after the deadline on.
pub(crate) fn ensure_in_time(env: &Env, deadline: Option<u64>) -> Result<(), Failure> {
    let now = env.block.time.seconds();
    match deadline {
        Some(deadline) if now > deadline => Err(ContractError::DeadlinePassed { deadline, now }.into()),
        _ => Ok(()),
    }
}

/// The account named, or `payer`. Errors: `Std` for no address, `OwnRecipient`.
pub(crate) fn recipient_or(
    api: &dyn Api,
    env: &Env,
    recipient: Option<String>,
    payer: &Addr,
) -> Result<Addr, Failure> {
    let recipient_addr = match recipient {
        Some(recipient) => api.addr_validate(&recipient)?,
        None => payer.clone(),
    };
    if recipient_addr == env.contract.address {
        return Err(ContractError::OwnRecipient.into());
    }
    Ok(recipient_addr)
}

/// Errors: `ImpactAboveMax`. No bound, no check.
pub(crate) fn ensure_impact(found_bps: u16, max_bps: Option<u16>) -> Result<(), Failure> {
    match max_bps {
        Some(max_bps) if found_bps > max_bps => {
            Err(ContractError::ImpactAboveMax { found_bps, max_bps }.into())
        }
        _ => Ok(()),
    }
}

/// Errors: `BelowMinReceive`.
pub(crate) fn ensure_received(found: Uint128, required: Option<Uint128>) -> Result<(), Failure> {
    match required {
        Some(required) if found < required => Err(ContractError::BelowMinReceive { found, required }.into()),
        _ => Ok(()),
    }
}

/// Errors: `BelowMinShares`.
pub(crate) fn ensure_shares(found: Uint128, required: Option<Uint128>) -> Result<(), Failure> {
    match required {
        Some(required) if found < required => Err(ContractError::BelowMinShares { found, required }.into()),
        _ => Ok(()),
    }
}

/// Refuses a swap whose taker gets less than the floor; neither the fee nor what the bound withholds is the taker's.
/// Without a floor nothing is refused. Errors: `BelowTwap`.
pub(crate) fn ensure_above_floor(outcome: &SwapOutcome, floor: Option<Uint128>) -> Result<(), Failure> {
    let found = outcome.received;
    match floor {
        Some(required) if found < required => Err(ContractError::BelowTwap { found, required }.into()),
        _ => Ok(()),
    }
}

/// Holds the pool's fee and parameters to what a swap in `direction` says of them. Errors: `FeeAboveMax`, `OtherParams`.
pub(crate) fn ensure_fee(
    pool: &Pool,
    direction: Direction,
    max_fee_bps: Option<u16>,
    params_version: Option<u32>,
) -> Result<(), Failure> {
    let (found_bps, found) = (pool.fee_for(direction)?.value(), pool.config().version);
    match (max_fee_bps, params_version) {
        (Some(max_bps), _) if found_bps > max_bps => {
            Err(ContractError::FeeAboveMax { found_bps, max_bps }.into())
        }
        (_, Some(required)) if found != required => {
            Err(ContractError::OtherParams { found, required }.into())
        }
        _ => Ok(()),
    }
}
