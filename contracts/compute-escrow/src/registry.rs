//! Whether a SKU may be offered.

use crate::state::PARTIES;
use crate::{ContractError, LeaseError};
use cosmwasm_std::Deps;

/// Any SKU where the escrow has no registry; none that cannot be looked up where it has one. Errors: `UnknownSku`.
pub(crate) fn ensure_sku(deps: Deps<'_>, sku: &str) -> Result<(), ContractError> {
    match PARTIES.load(deps.storage)?.registry {
        None => Ok(()),
        Some(_) => Err(LeaseError::UnknownSku { sku: sku.into() }.into()),
    }
}
