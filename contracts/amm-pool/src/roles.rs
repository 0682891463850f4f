//! The powers: which account may send which message.

use crate::error::{ContractError, Failure};
use crate::state::{ROLES, Roles};
use cosmwasm_std::{MessageInfo, Storage};

/// The roles, provided that the sender is the owner. Errors: `NotOwner`.
pub(crate) fn ensure_owner(storage: &dyn Storage, info: &MessageInfo) -> Result<Roles, Failure> {
    let roles = ROLES.load(storage)?;
    if roles.owner == info.sender {
        return Ok(roles);
    }
    Err(ContractError::NotOwner { sender: info.sender.clone(), owner: roles.owner }.into())
}
