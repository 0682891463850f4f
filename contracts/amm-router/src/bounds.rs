//! The bounds of a message beside its amounts: its deadline and its recipient.

use crate::ContractError;
use cosmwasm_std::{Addr, Deps, Env};
use weal_contract_kit::payment::Payment;

/// The recipient of the output: the account named, or the payer. Errors: `DeadlinePassed` from the second after the
/// deadline on, `SelfCall`, `Std` for no address.
pub(crate) fn recipient_in_time(
    deps: Deps,
    env: &Env,
    payment: &Payment,
    recipient: Option<String>,
    deadline: Option<u64>,
) -> Result<Addr, ContractError> {
    let now = env.block.time.seconds();
    if let Some(deadline) = deadline.filter(|deadline| now > *deadline) {
        return Err(ContractError::DeadlinePassed { deadline, now });
    }
    let recipient_addr = match recipient {
        Some(recipient) => deps.api.addr_validate(&recipient)?,
        None => payment.payer.clone(),
    };
    ensure_other(env, &recipient_addr)?;
    ensure_other(env, &payment.payer)?;
    Ok(recipient_addr)
}

/// Errors: `SelfCall`.
pub(crate) fn ensure_other(env: &Env, account: &Addr) -> Result<(), ContractError> {
    if *account == env.contract.address { Err(ContractError::SelfCall) } else { Ok(()) }
}
