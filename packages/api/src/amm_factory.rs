//! The factory: its messages, its answers and its events.
//!
//! A pool is known by its kind, its assets in canonical order (native before cw20, each by name) and its fee.

mod event;
mod response;

use crate::amm_pool::PoolKind;
use crate::asset::{Asset, AssetInfo};
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::Uint128;

pub use event::{
    CreationFeeUpdated, CreationPaused, CreationResumed, GuardianUpdated, KindUpdated, OwnershipAccepted,
    OwnershipProposed, PoolRegistered, UnusedReturned,
};
pub use response::{ConfigResponse, KindPause, PoolRecord, PoolsResponse};

/// The most kinds of one factory.
pub const MAX_KINDS: usize = 16;
/// The most assets of one pool.
pub const MAX_ASSETS: usize = 4;
/// How long the guardian's pause of a kind lasts, and how long after its end the next may begin, seconds.
pub const PAUSE_SECONDS: u64 = 604_800;

/// Creates a factory without pools. Anyone may; no funds; emits nothing.
#[wire::message]
pub struct InstantiateMsg {
    /// May update kinds and the creation fee; owner of every pool created while it is.
    pub owner: String,
    /// What may be created, each kind once; at most [`MAX_KINDS`].
    pub kinds: Vec<KindConfig>,
    /// What a creation costs; nothing by default.
    pub creation_fee: Option<CreationFee>,
}

/// How pools of one kind are created.
#[wire::message]
pub struct KindConfig {
    /// The tag of a [`PoolKind`] on the wire, as `constant_product`.
    pub kind: String,
    /// The code of new pools.
    pub code_id: u64,
    /// Who may create them.
    pub creation: Creation,
    /// The highest fee of a new pool, basis points, at most [`crate::amm_pool::MAX_FEE_BPS`].
    pub max_fee_bps: u16,
    /// Whether the owner becomes the wasm admin of new pools; otherwise nobody does and they never change.
    pub migratable: bool,
}

/// Who may create pools of a kind.
#[wire::message]
#[derive(Copy, Eq)]
pub enum Creation {
    /// Anyone.
    Open,
    /// The factory's owner.
    OwnerOnly,
    /// Nobody; existing pools are untouched.
    Closed,
}

/// What a creation costs.
#[wire::message]
pub struct CreationFee {
    /// Above zero. A cw20 is pulled by an allowance to the factory.
    pub asset: Asset,
    /// Who gets it, in the same transaction.
    pub recipient: String,
}

/// Messages of the factory. Existing pools obey none of them.
#[wire::message]
pub enum ExecuteMsg {
    /// Creates an empty pool. Whoever the kind lets. Funds: exactly a native creation fee. Emits
    /// [`PoolRegistered`].
    CreatePool {
        /// The curve with its parameters.
        kind: PoolKind,
        /// Each once, any order; the pool keeps them in canonical order.
        assets: Vec<AssetInfo>,
        /// Of each swap's output, basis points, at most the kind's maximum.
        fee_bps: u16,
        /// As the pool's `lp_name`.
        lp_name: Option<String>,
        /// As the pool's `lp_symbol`.
        lp_symbol: Option<String>,
    },
    /// Creates a pool and makes its first deposit, so that nobody can come between. Whoever the kind lets.
    /// Funds: exactly the native coins among `assets` plus a native creation fee; cw20 by an allowance to the
    /// factory. What the pool does not take goes back to the sender. Emits [`PoolRegistered`] and
    /// [`UnusedReturned`].
    CreateAndProvide {
        /// The curve with its parameters.
        kind: PoolKind,
        /// Each once, any order, base units above zero.
        assets: Vec<Asset>,
        /// Of each swap's output, basis points, at most the kind's maximum.
        fee_bps: u16,
        /// As the pool's `lp_name`.
        lp_name: Option<String>,
        /// As the pool's `lp_symbol`.
        lp_symbol: Option<String>,
        /// Fewest LP shares to accept; no bound by default.
        min_shares: Option<Uint128>,
        /// Who gets the shares; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Adds a kind or replaces the one of the same name; pools that exist do not change. Owner; no funds.
    /// Emits [`KindUpdated`].
    UpdateKind {
        /// As it shall be.
        kind: KindConfig,
    },
    /// Sets or ends the creation fee. Owner; no funds. Emits [`CreationFeeUpdated`].
    UpdateCreationFee {
        /// None to end it.
        creation_fee: Option<CreationFee>,
    },
    /// Names the next owner, or withdraws the proposal. Owner; no funds. Emits [`OwnershipProposed`].
    TransferOwnership {
        /// None to withdraw.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner; no funds. Emits [`OwnershipAccepted`].
    AcceptOwnership {},
    /// Names who may pause creations; none at first. Owner; no funds. Emits [`GuardianUpdated`].
    UpdateGuardian {
        /// None for nobody.
        guardian: Option<String>,
    },
    /// Lets nobody create pools of a kind for [`PAUSE_SECONDS`]; pools that exist are untouched. The guardian, once the last pause of
    /// the kind has been over for as long; no funds. Emits [`CreationPaused`].
    PauseCreation {
        /// The kind's name.
        kind: String,
    },
    /// Ends a pause. Owner; no funds. Emits [`CreationResumed`].
    ResumeCreation {
        /// The kind's name.
        kind: String,
    },
}

/// Queries of the factory.
#[wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Owner, kinds, creation fee, how many pools.
    #[returns(ConfigResponse)]
    Config {},
    /// The one pool of this kind, these assets and this fee.
    #[returns(PoolRecord)]
    Pool {
        /// The kind's name, as `constant_product`.
        kind: String,
        /// Any order.
        assets: Vec<AssetInfo>,
        /// Basis points.
        fee_bps: u16,
    },
    /// All pools in the order of their creation.
    #[returns(PoolsResponse)]
    Pools {
        /// Last id of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// All pools of exactly these assets, by kind and fee.
    #[returns(PoolsResponse)]
    PoolsOf {
        /// Any order.
        assets: Vec<AssetInfo>,
        /// Kind and fee of the last row of the page before.
        start_after: Option<(String, u16)>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// Migrates from an earlier version of the same contract.
#[wire::message]
pub struct MigrateMsg {}
