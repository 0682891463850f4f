//! The pool: its messages, its LP token's cw20 messages, its answers and its events.
//!
//! Lists of amounts in answers and events are in the pool's order, the order of `InstantiateMsg::assets`.

mod event;
mod execute;
mod handle;
mod hook;
mod order;
mod params;
mod query;
mod registration;
mod response;

use crate::asset::AssetInfo;

pub use event::*;
pub use execute::ExecuteMsg;
pub use handle::AmmPoolContract;
pub use hook::Cw20HookMsg;
pub use order::{ExactOutOrder, ProvideOneOrder, SwapOrder};
pub use params::{
    DynamicFee, MAX_PAUSE_SECONDS, MAX_PROTOCOL_SHARE_BPS, MAX_SEASONING_BLOCKS, PARAMS_DELAY,
    PARAMS_LIFETIME, Params, ParamsChange,
};
pub use query::QueryMsg;
pub use registration::{FACTORY, REGISTERED, is_registered, passes_on};
pub use response::*;

/// The highest fee of a pool, basis points of the output.
pub const MAX_FEE_BPS: u16 = 500;
/// The most price impact of a swap that names no bound of its own, basis points.
pub const DEFAULT_MAX_IMPACT_BPS: u16 = 500;

/// The time over which the mean price is taken that binds a swap without a bound of its own, seconds.
pub const DEFAULT_TWAP_SECONDS: u64 = 600;
/// The shortest time between two observations that are kept, seconds.
pub const OBSERVATION_SPACING: u64 = 60;
/// Observations that a new pool keeps: about half an hour of a busy one.
pub const DEFAULT_OBSERVATIONS: u16 = 32;
/// The most observations that a pool can be made to keep: about a day of a busy one.
pub const MAX_OBSERVATIONS: u16 = 1_440;
/// The most pools that the output of a swap can go on through.
pub const MAX_FURTHER_HOPS: usize = 7;
/// The age of the last trade above which a price is stale, seconds.
pub const MAX_IDLE_SECONDS: u64 = 86_400;
/// Reserve of each asset below which a price is not deep, where the asker names no other, base units: one unit moves a
/// price of such a reserve by a millionth. It says that a price can be told, not that moving it is dear: whoever relies
/// on a price names the reserve that it needs.
pub const DEFAULT_MIN_RESERVE: u128 = 1_000_000;

/// Creates an empty pool. Anyone may, and is the pool's factory; no funds; emits [`PoolCreated`].
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The pool's assets, all different, in the pool's order: 2, or 2 to 4 in a stableswap. A cw20 must answer
    /// `token_info`.
    pub assets: Vec<AssetInfo>,
    /// The curve.
    pub kind: PoolKind,
    /// The fee on each swap's output, basis points, at most [`MAX_FEE_BPS`].
    pub fee_bps: u16,
    /// The LP token's name, 3 to 50 bytes; "Commonweal LP" by default.
    pub lp_name: Option<String>,
    /// The LP token's symbol, 3 to 12 letters or hyphens; "WEAL-LP" by default.
    pub lp_symbol: Option<String>,
    /// The account that may ramp the amplification of a stableswap, within the limits of `RampAmp`, and announce
    /// parameters.
    pub owner: String,
    /// The parameters that differ from the defaults: nothing seasons, no bound, no share of the protocol, nobody
    /// pauses. These parameters hold at once; their fee takes precedence over `fee_bps`.
    pub params: Option<ParamsChange>,
}

/// The curve that prices swaps.
#[weal_wire::message]
#[derive(weal_wire::Packed, Eq)]
pub enum PoolKind {
    /// Constant product, for 2 assets: reserve₀ × reserve₁ never falls.
    ConstantProduct {},
    /// Stableswap, for 2 to 4 assets that are meant to have one price: the invariant *D* never falls.
    Stableswap {
        /// The amplification *A*, 1 to 100,000: the higher, the flatter the price.
        amp: u32,
        /// The decimals of each asset, in the order of the assets, at most 18; for a cw20 those that the token itself
        /// states.
        decimals: Vec<u8>,
    },
}

/// A pool that the output of another pool goes on through. It sells what the pool before it pays.
#[weal_wire::message]
pub struct Hop {
    /// The pool, registered at the factory of the pool before it.
    pub pool: String,
    /// The asset to buy; by default the other one of a pool of two.
    pub ask: Option<AssetInfo>,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}
