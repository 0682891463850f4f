//! Every storage key of this contract beside cw2's `contract_info` and those that consumers read, which are
//! in [`api::oracle`]: `prices`, `settlements`, `latest_settlement`.

use crate::feed::Feed;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:oracle";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What never changes. Written by `instantiate`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// The seats' accounts, by number; each once. Written by `instantiate`.
pub(crate) const OPERATORS: Item<Vec<Addr>> = Item::new("operators");
/// The seats' keys, raw bytes as [`crate::committee::Committee`] packs them. Written by `instantiate` and
/// `register_key` (I1).
pub(crate) const COMMITTEE_KEYS: &[u8] = b"committee_keys";
/// Name → terms of a feed. Written by `instantiate` and `add_feed`, never changed.
pub(crate) const FEEDS: Map<&str, Feed> = Map::new("feeds");

/// What never changes.
#[cw_serde]
pub(crate) struct Config {
    /// Who may add feeds.
    pub(crate) owner: Addr,
    /// What proofs of possession are signed over, 32 bytes.
    pub(crate) challenge: Binary,
}
