//! Everything that this contract stores beside cw2's `contract_info`.

use cosmwasm_std::Addr;
use weal_api::amm_factory::{CreationFee, KindConfig, PoolRecord};
use weal_records::{Item, Map, Mark, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-factory";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// The roles. Written by `instantiate`, `transfer_ownership`, `accept_ownership` and `update_guardian`.
    pub(crate) const OWNERSHIP: Item<Ownership> = Item::new(1);
    /// Kind's name → how its pools are created; at most 16. Written by `instantiate` and `update_kind`.
    pub(crate) const KINDS: Map<String, KindConfig> = Map::new(2);
    /// Kind's name → end of its last pause, Unix seconds; absent before the first. Written by `pause_creation` and `resume_creation`.
    pub(crate) const PAUSES: Map<String, u64> = Map::new(3);
    /// The creation fee; absent where creating is free. Written by `instantiate` and `update_creation_fee`.
    pub(crate) const CREATION_FEE: Item<CreationFee> = Item::new(4);
    /// The last pool's id; absent before the first. Written by a creation (I2).
    pub(crate) const LAST_ID: Item<u64> = Item::new(5);
    /// Id → the pool as it was created. Written by a creation, never again (I2).
    pub(crate) const POOLS: Map<u64, PoolRecord> = Map::new(6);
    /// (Assets in canonical order, curve and fee) → id of the last pool created on these terms. Written by a creation (I1).
    pub(crate) const TERMS: Map<(Vec<u8>, Vec<u8>), u64> = Map::new(7);
    /// (Assets in canonical order, id) → a mark: the pool has these assets. Written by a creation, never again (I7).
    pub(crate) const POOLS_OF: Map<(Vec<u8>, u64), Mark> = Map::new(8);
    /// Denomination → its decimals. Written by `instantiate` and `set_decimals`.
    pub(crate) const DECIMALS: Map<String, u8> = Map::new(9);
    /// Pool → its id; public: pools ask before they pass anything on. Written by a creation, never again (I7).
    pub(crate) const REGISTERED: Map<Addr, u64> = weal_api::amm_pool::REGISTERED;
}

/// The roles that change how pools are created.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// The account that may take the ownership.
    pub(crate) pending_owner: Option<Addr>,
    /// The account that may pause creations.
    pub(crate) guardian: Option<Addr>,
}
