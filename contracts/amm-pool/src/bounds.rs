//! The bounds that a message states beside its amounts: the deadline, the recipient, and how far the price may move.

use crate::error::{ContractError, Failure};
use crate::pool::{Direction, Pool};
use cosmwasm_std::{Addr, Api, Env, Uint128};
use weal_amm_math::SwapOutcome;

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

/// The terms on the pool's parameters that a swap states.
#[derive(Default)]
pub(crate) struct FeeTerms {
    pub(crate) max_fee_bps: Option<u16>,
    pub(crate) params_version: Option<u32>,
    pub(crate) record_usage: Option<bool>,
}

impl FeeTerms {
    /// Refuses a swap in `direction` whose terms the pool's parameters do not meet. Errors: `FeeAboveMax`,
    /// `OtherParams`.
    pub(crate) fn ensure(&self, pool: &Pool, direction: Direction) -> Result<(), Failure> {
        let (found_bps, found) = (pool.fee_for(direction)?.value(), pool.config().version);
        match (self.max_fee_bps, self.params_version) {
            (Some(max_bps), _) if found_bps > max_bps => {
                Err(ContractError::FeeAboveMax { found_bps, max_bps }.into())
            }
            (_, Some(required)) if found != required => {
                Err(ContractError::OtherParams { found, required }.into())
            }
            _ => Ok(()),
        }
    }
}
