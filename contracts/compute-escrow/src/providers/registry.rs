//! The SKUs that may be offered.

use crate::Failure;
use crate::state::DEPENDENCIES;
use cosmwasm_std::Deps;
use weal_api::compute_registry::ComputeRegistryContract;

/// Lets any SKU be offered where the escrow has no registry, and one of its table that is not retired where it has: a raw read, no call.
/// Errors: `Registry`.
pub(crate) fn ensure_sku(deps: Deps<'_>, sku: &str) -> Result<(), Failure> {
    if let Some(registry) = DEPENDENCIES.load(deps.storage)?.registry {
        ComputeRegistryContract(registry).sku(&deps.querier, sku)?;
    }
    Ok(())
}
