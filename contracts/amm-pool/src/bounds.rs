//! What a message says must hold beside its amounts: when, and to whom.

use crate::ContractError;
use cosmwasm_std::{Addr, Api, Env};

/// Errors: `DeadlinePassed` from the second after the deadline on.
pub(crate) fn ensure_in_time(env: &Env, deadline: Option<u64>) -> Result<(), ContractError> {
    let now = env.block.time.seconds();
    match deadline {
        Some(deadline) if now > deadline => Err(ContractError::DeadlinePassed { deadline, now }),
        _ => Ok(()),
    }
}

/// The account named, or `payer`. Errors: `Std` for no address, `OwnRecipient`.
pub(crate) fn recipient_or(
    api: &dyn Api,
    env: &Env,
    recipient: Option<String>,
    payer: &Addr,
) -> Result<Addr, ContractError> {
    let recipient_addr = match recipient {
        Some(recipient) => api.addr_validate(&recipient)?,
        None => payer.clone(),
    };
    if recipient_addr == env.contract.address {
        return Err(ContractError::OwnRecipient);
    }
    Ok(recipient_addr)
}
