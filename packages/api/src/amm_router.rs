//! The router: its messages, its answers and its events.
//!
//! It keeps nothing and knows no pool: whoever sends a route names its pools, and trusts them.

mod event;
mod response;

use crate::asset::AssetInfo;
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::{QueryResponses, cw_serde};
use cosmwasm_std::Uint128;

pub use event::{Routed, ZappedIn, ZappedOut};
pub use response::{ConfigResponse, ExplainResponse, HopQuote, RouteQuote, RouteResponse};

/// The most hops of one route.
pub const MAX_HOPS: usize = 8;
/// The most routes of one swap.
pub const MAX_ROUTES: usize = 8;
/// By how much `Explain` lets the worst case be worse than the quote where the caller does not say, basis
/// points.
pub const DEFAULT_TOLERANCE_BPS: u16 = 50;

/// Creates a router. Anyone may; no funds; there is nothing to set and nobody who may.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct InstantiateMsg {}

/// One swap in one pool. What it sells is what came before it.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct Hop {
    /// The pool; in one message no pool may stand twice.
    pub pool: String,
    /// What it buys; in one route no asset may stand twice.
    pub ask: AssetInfo,
}

/// A part of what is sold and the pools it goes through.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct Route {
    /// Base units of the asset sold, above zero.
    pub amount: Uint128,
    /// 1 to [`MAX_HOPS`].
    pub hops: Vec<Hop>,
}

/// Messages of the router. After each the router has of every token what it had before.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum ExecuteMsg {
    /// Sells the one native coin attached along one or several routes. Anyone. Emits [`Routed`].
    ///
    /// Without `min_receive` every hop is held to its pool's own default bounds.
    Swap {
        /// 1 to [`MAX_ROUTES`], all to the same asset; their amounts add up to the coin.
        routes: Vec<Route>,
        /// Fewest base units to accept of all routes together, after all fees.
        min_receive: Option<Uint128>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Buys at least `receive` for at most the one native coin attached; the rest goes back to the payer.
    /// Anyone. Emits [`Routed`].
    SwapExactOut {
        /// 1 to [`MAX_HOPS`].
        hops: Vec<Hop>,
        /// Base units of the last hop's asset, above zero. Rounding may pay a few units more.
        receive: Uint128,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Turns the one native coin attached, an asset of a pool of two, into LP shares: swaps the optimal part and provides
    /// both; dust goes back to the payer. Anyone. Emits [`ZappedIn`].
    ///
    /// Without `min_shares` the swap is held to the pool's own default bounds.
    ZapIn {
        /// A constant product pool of two assets.
        pool: String,
        /// Fewest LP shares to accept.
        min_shares: Option<Uint128>,
        /// Who gets the shares; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// The call of a cw20 `Send`; its `msg` is a [`Cw20HookMsg`]. Token contracts only.
    Receive(Cw20ReceiveMsg),
}

/// What the `msg` of a cw20 `Send` to the router says.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum Cw20HookMsg {
    /// Sells the tokens sent: as [`ExecuteMsg::Swap`].
    Swap {
        /// As there.
        routes: Vec<Route>,
        /// As there.
        min_receive: Option<Uint128>,
        /// As there.
        recipient: Option<String>,
        /// As there.
        deadline: Option<u64>,
    },
    /// Buys an exact amount for at most the tokens sent: as [`ExecuteMsg::SwapExactOut`].
    SwapExactOut {
        /// As there.
        hops: Vec<Hop>,
        /// As there.
        receive: Uint128,
        /// As there.
        recipient: Option<String>,
        /// As there.
        deadline: Option<u64>,
    },
    /// Turns the tokens sent into LP shares: as [`ExecuteMsg::ZapIn`].
    ZapIn {
        /// As there.
        pool: String,
        /// As there.
        min_shares: Option<Uint128>,
        /// As there.
        recipient: Option<String>,
        /// As there.
        deadline: Option<u64>,
    },
    /// Turns the LP shares sent, of the pool that calls, into one of its assets. Emits [`ZappedOut`].
    ///
    /// Without `min_receive` each swap is held to the pool's own default bounds.
    ZapOut {
        /// An asset of the pool.
        ask: AssetInfo,
        /// Fewest base units to accept in all.
        min_receive: Option<Uint128>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
}

/// Queries of the router. A simulation equals what the message does in the same block, to the unit, where the
/// pools' own do.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The limits.
    #[returns(ConfigResponse)]
    Config {},
    /// What `Swap` pays.
    #[returns(RouteResponse)]
    SimulateRoute {
        /// What would be sold.
        offer: AssetInfo,
        /// As in [`ExecuteMsg::Swap`].
        routes: Vec<Route>,
    },
    /// What `SwapExactOut` takes and pays.
    #[returns(RouteResponse)]
    ReverseSimulateRoute {
        /// What would be sold.
        offer: AssetInfo,
        /// As in [`ExecuteMsg::SwapExactOut`].
        hops: Vec<Hop>,
        /// Base units of the last hop's asset.
        receive: Uint128,
    },
    /// `SimulateRoute` for a person: you pay, you get, worst case, fee, impact, route.
    #[returns(ExplainResponse)]
    Explain {
        /// What would be sold.
        offer: AssetInfo,
        /// As in [`ExecuteMsg::Swap`].
        routes: Vec<Route>,
        /// By how much the worst case may be worse than the quote, basis points; [`DEFAULT_TOLERANCE_BPS`] by
        /// default.
        tolerance_bps: Option<u16>,
    },
}

/// Migrates from an earlier version of the same contract.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct MigrateMsg {}

/// The least that a swap quoted at `quoted` may pay under a tolerance: rounded up, for the trader. Base units;
/// nothing where the tolerance is the whole or more.
///
/// ```
/// use api::amm_router::worst_case;
/// use cosmwasm_std::Uint128;
/// assert_eq!(worst_case(Uint128::new(1_001), 50), Uint128::new(996)); // 995.995
/// ```
pub fn worst_case(quoted: Uint128, tolerance_bps: u16) -> Uint128 {
    const FULL_BPS: u64 = 10_000;
    let kept = FULL_BPS.saturating_sub(u64::from(tolerance_bps));
    quoted.checked_mul_ceil((kept, FULL_BPS)).unwrap_or(quoted)
}

impl Route {
    /// `amount` base units along `hops`.
    pub fn new(amount: impl Into<Uint128>, hops: Vec<Hop>) -> Self {
        Self { amount: amount.into(), hops }
    }
}

impl Hop {
    /// A swap to `ask` in `pool`.
    pub fn new(pool: impl Into<String>, ask: AssetInfo) -> Self {
        Self { pool: pool.into(), ask }
    }
}
