//! What the factory's queries answer.

use super::{CreationFee, KindConfig, NativeDecimals};
use crate::amm_pool::PoolKind;
use crate::asset::AssetInfo;
use cosmwasm_std::Addr;

/// Owner, kinds, creation fee, how many pools.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Who may update.
    pub owner: Addr,
    /// Who may take the ownership.
    pub pending_owner: Option<Addr>,
    /// By name.
    pub kinds: Vec<KindConfig>,
    /// None where creating is free.
    pub creation_fee: Option<CreationFee>,
    /// Pools created; the last one's id.
    pub pools: u64,
    /// Who may pause creations.
    pub guardian: Option<Addr>,
    /// The last pause of each kind that had one, by name.
    pub pauses: Vec<KindPause>,
}

/// A pause of a kind, over or not.
#[weal_wire::record]
pub struct KindPause {
    /// The kind's name.
    pub kind: String,
    /// When it ends or ended, Unix seconds.
    pub until: u64,
}

/// A page of the table of decimals.
#[weal_wire::record]
pub struct DecimalsResponse {
    /// By denomination.
    pub decimals: Vec<NativeDecimals>,
}

/// One pool, as it was created. Its assets never change; its fee and its amplification may, and it says itself what they are now.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct PoolRecord {
    /// 1 for the first.
    pub id: u64,
    /// Where it is.
    pub pool: Addr,
    /// The kind's name.
    pub kind: String,
    /// The curve with the parameters that it was created with, what it says of each asset in the order of `assets`.
    pub curve: PoolKind,
    /// Canonical order, which is the pool's.
    pub assets: Vec<AssetInfo>,
    /// Of each swap's output when it was created, basis points.
    pub fee_bps: u16,
}

/// A page of pools.
#[weal_wire::record]
pub struct PoolsResponse {
    /// One row per pool.
    pub pools: Vec<PoolRecord>,
}
