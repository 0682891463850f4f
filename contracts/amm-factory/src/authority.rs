//! The check of who may change how pools are created.

use crate::ContractError;
use crate::state::Ownership;
use cosmwasm_std::Addr;

impl Ownership {
    /// Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), ContractError> {
        if self.owner != *sender {
            return Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() });
        }
        Ok(())
    }
}
