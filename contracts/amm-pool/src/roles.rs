//! The accounts with powers over the pool.

use crate::error::{ContractError, Failure};
use crate::state::ROLES;
use cosmwasm_std::{Addr, MessageInfo, Storage};
use weal_records::Packed;

/// The accounts with powers.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Roles {
    /// The account that changes parameters.
    pub(crate) owner: Addr,
    /// The account that may take the ownership.
    pub(crate) pending_owner: Option<Addr>,
    /// The account that may pause swaps.
    pub(crate) guardian: Option<Addr>,
    /// The account that gets the protocol's part of the fees.
    pub(crate) protocol_recipient: Option<Addr>,
    /// The time from which the next pause can begin, Unix seconds.
    pub(crate) pause_possible_at: u64,
}

/// The roles, provided that the sender is the owner. Errors: `NotOwner`.
pub(crate) fn ensure_owner(storage: &dyn Storage, info: &MessageInfo) -> Result<Roles, Failure> {
    let roles = ROLES.load(storage)?;
    if roles.owner == info.sender {
        return Ok(roles);
    }
    Err(ContractError::NotOwner { sender: info.sender.clone(), owner: roles.owner }.into())
}
