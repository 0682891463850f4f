//! The factory: its messages, its answers and its events.
//!
//! A pool is known by the terms of its creation: its curve with its parameters, its assets in canonical order (native
//! before cw20, each by name) and its fee. A creator does not choose what a wrong choice would spoil for everybody
//! else: the owner sets the decimals of natives and the name of the LP shares, and a cw20 states its own decimals.

mod event;
mod handle;
mod response;

use crate::amm_pool::PoolKind;
use crate::asset::{Asset, AssetInfo};
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::Uint128;

pub use event::{
    CreationFeeUpdated, CreationPaused, CreationResumed, DecimalsSet, GuardianUpdated, KindUpdated,
    OwnershipAccepted, OwnershipProposed, PoolRegistered, UnusedReturned,
};
pub use handle::AmmFactoryContract;
pub use response::{ConfigResponse, DecimalsResponse, KindPause, PoolRecord, PoolsResponse};

/// The most kinds of one factory.
pub const MAX_KINDS: usize = 16;
/// The most assets of one pool.
pub const MAX_ASSETS: usize = 4;
/// The most decimals of an asset.
pub const MAX_DECIMALS: u8 = 18;
/// The length of the guardian's pause of a kind, and the least time from its end to the next, seconds.
pub const PAUSE_SECONDS: u64 = 604_800;

/// Creates a factory without pools. Anyone may; no funds; emits nothing.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The account that may update kinds and the creation fee; it owns every pool created while it is the factory's
    /// owner.
    pub owner: String,
    /// The kinds of pool that can be created, each once; at most [`MAX_KINDS`].
    pub kinds: Vec<KindConfig>,
    /// The fee for a creation; none by default.
    pub creation_fee: Option<CreationFee>,
    /// Decimals of native assets, each once; none by default.
    pub decimals: Option<Vec<NativeDecimals>>,
}

/// Decimals of a denomination of the bank, which itself says none. A curve that counts assets by their decimals takes
/// only natives that stand here, with these.
#[weal_wire::message]
#[derive(Eq)]
pub struct NativeDecimals {
    /// The denomination as the bank writes it.
    pub denom: String,
    /// The asset's decimals, at most [`MAX_DECIMALS`].
    pub decimals: u8,
}

/// The terms on which pools of one kind are created.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct KindConfig {
    /// The tag of a [`PoolKind`] on the wire, as `constant_product`.
    pub kind: String,
    /// The code of new pools.
    pub code_id: u64,
    /// The accounts that may create such pools.
    pub creation: Creation,
    /// The highest fee of a new pool, basis points, at most [`crate::amm_pool::MAX_FEE_BPS`].
    pub max_fee_bps: u16,
    /// True where the owner becomes the wasm admin of new pools; else nobody does and they never change.
    pub migratable: bool,
    /// Amplifications of new pools of a curve that has one; by default all that a pool takes.
    pub amp: Option<AmpRange>,
}

/// Amplifications that a new pool may have.
#[weal_wire::message]
#[derive(weal_wire::Packed, Copy, Eq)]
pub struct AmpRange {
    /// The least, at least 1.
    pub min: u32,
    /// The greatest.
    pub max: u32,
}

/// The accounts that may create pools of a kind.
#[weal_wire::message]
#[derive(weal_wire::Packed, Copy, Eq)]
pub enum Creation {
    /// Anyone.
    Open,
    /// The factory's owner.
    OwnerOnly,
    /// Closed to everybody; existing pools are untouched.
    Closed,
}

/// The fee for a creation.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct CreationFee {
    /// The amount, above zero. A cw20 is pulled by an allowance to the factory.
    pub asset: Asset,
    /// The account that gets the fee, in the same transaction.
    pub recipient: String,
}

/// Messages of the factory. Existing pools obey none of them.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Creates an empty pool. Anyone whom the kind's `creation` admits. Funds: exactly a native creation fee. Emits
    /// [`PoolRegistered`].
    CreatePool {
        /// The curve with its parameters. Decimals of natives are those of the factory's table.
        kind: PoolKind,
        /// The pool's assets, each once, in any order; the pool keeps them in canonical order.
        assets: Vec<AssetInfo>,
        /// The fee on each swap's output, basis points, at most the kind's maximum.
        fee_bps: u16,
        /// The LP token's name, as the pool's `lp_name`; only the owner may set it, because a pool's name is for good.
        lp_name: Option<String>,
        /// The LP token's symbol, as the pool's `lp_symbol`; only the owner may set it, for the same reason.
        lp_symbol: Option<String>,
    },
    /// Creates a pool and makes its first deposit, so that nobody can come between. Whoever the kind lets.
    /// Funds: exactly the native coins among `assets` plus a native creation fee; cw20 by an allowance to the
    /// factory. What the pool does not take goes back to the sender. Emits [`PoolRegistered`] and
    /// [`UnusedReturned`].
    CreateAndProvide {
        /// The curve with its parameters. Decimals of natives are those of the factory's table.
        kind: PoolKind,
        /// The first deposit: each asset of the pool once, in any order, base units above zero.
        assets: Vec<Asset>,
        /// The fee on each swap's output, basis points, at most the kind's maximum.
        fee_bps: u16,
        /// The LP token's name, as the pool's `lp_name`; only the owner may set it, because a pool's name is for good.
        lp_name: Option<String>,
        /// The LP token's symbol, as the pool's `lp_symbol`; only the owner may set it, for the same reason.
        lp_symbol: Option<String>,
        /// Fewest LP shares to accept; no bound by default.
        min_shares: Option<Uint128>,
        /// The account that gets the shares; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Adds a kind or replaces the one of the same name; pools that exist do not change. Owner; no funds.
    /// Emits [`KindUpdated`].
    UpdateKind {
        /// The kind in its new form.
        kind: KindConfig,
    },
    /// Sets or ends the creation fee. Owner; no funds. Emits [`CreationFeeUpdated`].
    UpdateCreationFee {
        /// The new fee; left out to end it.
        creation_fee: Option<CreationFee>,
    },
    /// Says how many decimals a native asset has, or takes that back; pools that exist do not change. Owner; no funds. Emits
    /// [`DecimalsSet`].
    SetDecimals {
        /// The denomination as the bank writes it.
        denom: String,
        /// The asset's decimals, at most [`MAX_DECIMALS`]; left out to take them back, so that no new pool counts by
        /// them.
        decimals: Option<u8>,
    },
    /// Names the next owner, or withdraws the proposal. Owner; no funds. Emits [`OwnershipProposed`].
    TransferOwnership {
        /// The proposed owner; left out to withdraw the proposal.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner; no funds. Emits [`OwnershipAccepted`].
    AcceptOwnership {},
    /// Names who may pause creations; none at first. Owner; no funds. Emits [`GuardianUpdated`].
    UpdateGuardian {
        /// The new guardian; left out for nobody.
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
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The owner, the kinds, the creation fee and the number of pools.
    #[returns(ConfigResponse)]
    Config {},
    /// The last pool that was created on these terms.
    #[returns(PoolRecord)]
    Pool {
        /// The curve with its parameters, what it says of each asset in the order of `assets`.
        kind: PoolKind,
        /// The pool's assets, in any order.
        assets: Vec<AssetInfo>,
        /// The pool's fee when it was created, basis points.
        fee_bps: u16,
    },
    /// The decimals of native assets, by denomination.
    #[returns(DecimalsResponse)]
    Decimals {
        /// Last denomination of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every pool, in the order of creation.
    #[returns(PoolsResponse)]
    Pools {
        /// Last id of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every pool of exactly these assets, in the order of creation.
    #[returns(PoolsResponse)]
    PoolsOf {
        /// The assets, in any order.
        assets: Vec<AssetInfo>,
        /// Last id of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}
