//! The owner: the account that may change the configuration.

use crate::state::Ownership;
use crate::{ContractError, Failure};
use cosmwasm_std::Addr;

impl Ownership {
    /// Refuses a sender that is not the owner. Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), Failure> {
        if self.owner == *sender {
            return Ok(());
        }
        Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() }.into())
    }
}
