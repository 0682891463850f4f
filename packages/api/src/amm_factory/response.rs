//! The answers to the factory's queries.

use super::{CreationFee, KindConfig, NativeDecimals};
use crate::amm_pool::PoolKind;
use crate::asset::AssetInfo;
use cosmwasm_std::Addr;

/// The owner, the kinds, the creation fee and the number of pools.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account that may update the factory.
    pub owner: Addr,
    /// The account that may take the ownership.
    pub pending_owner: Option<Addr>,
    /// The kinds, by name.
    pub kinds: Vec<KindConfig>,
    /// The fee for a creation; none where creating is free.
    pub creation_fee: Option<CreationFee>,
    /// Pools created; the last one's id.
    pub pools: u64,
    /// The account that may pause creations.
    pub guardian: Option<Addr>,
    /// The last pause of each kind that had one, by name.
    pub pauses: Vec<KindPause>,
}

/// A pause of a kind, over or not.
#[weal_wire::record]
pub struct KindPause {
    /// The kind's name.
    pub kind: String,
    /// The pause's end, past or to come, Unix seconds.
    pub until: u64,
}

/// A page of the table of decimals.
#[weal_wire::record]
pub struct DecimalsResponse {
    /// Rows, by denomination.
    pub decimals: Vec<NativeDecimals>,
}

/// One pool, as it was created. Its assets never change; its fee and its amplification may, and it says itself what they are now.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct PoolRecord {
    /// The pool's number, from 1.
    pub id: u64,
    /// The pool's address.
    pub pool: Addr,
    /// The kind's name.
    pub kind: String,
    /// The curve with the parameters that it was created with, what it says of each asset in the order of `assets`.
    pub curve: PoolKind,
    /// The pool's assets in canonical order, which is the pool's own.
    pub assets: Vec<AssetInfo>,
    /// The fee on each swap's output when the pool was created, basis points.
    pub fee_bps: u16,
}

/// A page of pools.
#[weal_wire::record]
pub struct PoolsResponse {
    /// One row per pool.
    pub pools: Vec<PoolRecord>,
}
