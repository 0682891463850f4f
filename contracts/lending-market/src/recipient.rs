//! The recipient of a message's payout.

use crate::ContractError;
use cosmwasm_std::{Addr, Api, Env};

/// The account named, or `sender`. Errors: not an address; `RecipientIsMarket`, where it would be lost.
pub(crate) fn recipient_addr(
    api: &dyn Api,
    env: &Env,
    sender: &Addr,
    recipient: Option<String>,
) -> Result<Addr, ContractError> {
    let recipient_addr = match recipient {
        Some(recipient) => api.addr_validate(&recipient)?,
        None => sender.clone(),
    };
    if recipient_addr == env.contract.address {
        return Err(ContractError::RecipientIsMarket);
    }
    Ok(recipient_addr)
}
