//! Every storage key of this contract beside cw2's `contract_info`.

use cosmwasm_std::{Addr, Empty, Storage};
use cw_storage_plus::{Item, Map};
use weal_api::amm_factory::{CreationFee, KindConfig, PoolRecord};
use weal_api::amm_pool::registration_key;

use crate::ContractError;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-factory";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The roles. Written by `instantiate`, `transfer_ownership`, `accept_ownership` and `update_guardian`.
pub(crate) const OWNERSHIP: Item<Ownership> = Item::new("ownership");
/// Kind's name → how its pools are created; at most 16. Written by `instantiate` and `update_kind`.
pub(crate) const KINDS: Map<&str, KindConfig> = Map::new("kinds");
/// Kind's name → when its last pause ends, Unix seconds; absent before the first. Written by `pause_creation` and
/// `resume_creation`.
pub(crate) const PAUSES: Map<&str, u64> = Map::new("pauses");
/// Absent where creating is free. Written by `instantiate` and `update_creation_fee`.
pub(crate) const CREATION_FEE: Item<CreationFee> = Item::new("creation_fee");
/// The last pool's id; absent before the first. Written by a creation (I2).
pub(crate) const LAST_ID: Item<u64> = Item::new("last_id");
/// id → pool as it was created. Written by a creation, never again (I2).
pub(crate) const POOLS: Map<u64, PoolRecord> = Map::new("pools");
/// (assets in canonical order, curve and fee) → the last pool created on these terms. Written by a creation (I1).
pub(crate) const TERMS: Map<(&[u8], &[u8]), u64> = Map::new("terms");
/// (assets in canonical order, id) → nothing: a pool of these assets. Written by a creation, never again (I7).
pub(crate) const POOLS_OF: Map<(&[u8], u64), Empty> = Map::new("pools_of");
/// Denomination → its decimals. Written by `instantiate` and `set_decimals`.
pub(crate) const DECIMALS: Map<&str, u8> = Map::new("decimals");

/// `registered/` + pool → id, 8 bytes: what pools ask before they pass anything on. Written by a creation, never again (I7).
pub(crate) fn save_registration(storage: &mut dyn Storage, record: &PoolRecord) {
    storage.set(&registration_key(record.pool.as_str()), &record.id.to_be_bytes());
}

/// Who may change how pools are created.
#[weal_wire::record]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// Who may take the ownership.
    pub(crate) pending_owner: Option<Addr>,
    /// Who may pause creations.
    pub(crate) guardian: Option<Addr>,
}

impl Ownership {
    /// Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), ContractError> {
        if self.owner != *sender {
            return Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() });
        }
        Ok(())
    }
}
