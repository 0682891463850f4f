//! The router: its messages, its answers and its events.
//!
//! The router keeps nothing and knows no pool: whoever sends a route names its pools, and trusts them.

mod event;
mod handle;
mod order;
mod response;

use crate::asset::{Asset, AssetInfo};
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::Uint128;

pub use event::{Routed, ZappedIn, ZappedOut};
pub use handle::AmmRouterContract;
pub use order::{Exit, Hop, Route, Swap, SwapExactOut, ZapIn, ZapOut};
pub use response::{
    ConfigResponse, ExplainResponse, HopQuote, RouteQuote, RouteResponse, ZapInResponse, ZapOutResponse,
};

/// The most hops of one route.
pub const MAX_HOPS: usize = 8;
/// The most routes of one swap.
pub const MAX_ROUTES: usize = 8;
/// The most assets that a zap takes out of a pool.
pub const MAX_EXITS: usize = 4;
/// The part by which `Explain` lets the worst case be worse than the quote where the caller names none, basis points.
pub const DEFAULT_TOLERANCE_BPS: u16 = 50;

/// Creates a router. Anyone may; no funds; there is nothing to set and nobody who may.
#[weal_wire::message]
pub struct InstantiateMsg {}

/// Messages of the router. After each of them the router has the same amount of every token as before.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Sells the one native coin attached along one or several routes. Anyone. Emits [`Routed`].
    Swap(Swap),
    /// Buys at least an amount for at most the one native coin attached; the rest goes back to the payer. Anyone.
    /// Emits [`Routed`].
    SwapExactOut(SwapExactOut),
    /// Turns the one native coin attached into LP shares; what the pool leaves over goes back to the payer. Anyone.
    /// Emits [`ZappedIn`].
    ZapIn(ZapIn),
    /// The call of a cw20 `Send`; its `msg` is a [`Cw20HookMsg`]. Token contracts only.
    Receive(Cw20ReceiveMsg),
}

/// Messages that the `msg` of a cw20 `Send` to the router may hold.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Sells the tokens sent: as [`ExecuteMsg::Swap`].
    Swap(Swap),
    /// Buys an exact amount for at most the tokens sent: as [`ExecuteMsg::SwapExactOut`].
    SwapExactOut(SwapExactOut),
    /// Turns the tokens sent into LP shares: as [`ExecuteMsg::ZapIn`].
    ZapIn(ZapIn),
    /// Turns the LP shares sent, of the pool that calls, into one asset. Emits [`ZappedOut`].
    ZapOut(ZapOut),
}

/// Queries of the router. A simulation equals what the message does in the same block, to the unit, where the
/// pools' own do.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The limits.
    #[returns(ConfigResponse)]
    Config {},
    /// The amounts that `Swap` pays.
    #[returns(RouteResponse)]
    SimulateRoute {
        /// The asset to sell.
        offer: AssetInfo,
        /// The routes, as in [`Swap`].
        routes: Vec<Route>,
    },
    /// The amounts that `SwapExactOut` takes and pays.
    #[returns(RouteResponse)]
    ReverseSimulateRoute {
        /// The asset to sell.
        offer: AssetInfo,
        /// The hops, as in [`SwapExactOut`].
        hops: Vec<Hop>,
        /// The amount to receive, base units of the last hop's asset.
        receive: Uint128,
    },
    /// `SimulateRoute` for a person: you pay, you get, worst case, fee, impact, route.
    #[returns(ExplainResponse)]
    Explain {
        /// The asset to sell.
        offer: AssetInfo,
        /// The routes, as in [`Swap`].
        routes: Vec<Route>,
        /// The part by which the worst case may be worse than the quote, basis points; [`DEFAULT_TOLERANCE_BPS`] by
        /// default.
        tolerance_bps: Option<u16>,
    },
    /// `ReverseSimulateRoute` for a person.
    #[returns(ExplainResponse)]
    ExplainExactOut {
        /// The asset to sell.
        offer: AssetInfo,
        /// The hops, as in [`SwapExactOut`].
        hops: Vec<Hop>,
        /// The amount to receive, base units of the last hop's asset.
        receive: Uint128,
        /// The part by which the payment may be above the quote, basis points; [`DEFAULT_TOLERANCE_BPS`] by default.
        tolerance_bps: Option<u16>,
    },
    /// The shares that `ZapIn` mints and the amounts that it gives back.
    #[returns(ZapInResponse)]
    SimulateZapIn {
        /// The asset and the amount to pay in.
        offer: Asset,
        /// The pool, as in [`ZapIn`].
        pool: String,
        /// The routes, as in [`ZapIn`].
        routes: Option<Vec<Route>>,
    },
    /// The amount that `ZapOut` pays.
    #[returns(ZapOutResponse)]
    SimulateZapOut {
        /// The pool.
        pool: String,
        /// LP shares, base units.
        shares: Uint128,
        /// The exits, as in [`ZapOut`].
        exits: Vec<Exit>,
    },
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// The least that a swap quoted at `quoted` may pay under a tolerance: base units, rounded up, for the trader. Zero
/// where the tolerance is the whole or more.
///
/// ```
/// use weal_api::amm_router::worst_case;
/// use cosmwasm_std::Uint128;
/// assert_eq!(worst_case(Uint128::new(1_001), 50), Uint128::new(996)); // 995.995
/// ```
pub fn worst_case(quoted: Uint128, tolerance_bps: u16) -> Uint128 {
    const FULL_BPS: u64 = 10_000;
    let kept = FULL_BPS.saturating_sub(u64::from(tolerance_bps));
    quoted.checked_mul_ceil((kept, FULL_BPS)).unwrap_or(quoted)
}

/// The most to pay for what is quoted at `quoted` under a tolerance: rounded down, for the trader. Base units, at most
/// 2^128 − 1.
///
/// ```
/// use weal_api::amm_router::worst_price;
/// use cosmwasm_std::Uint128;
/// assert_eq!(worst_price(Uint128::new(1_001), 50), Uint128::new(1_006)); // 1,006.005
/// ```
pub fn worst_price(quoted: Uint128, tolerance_bps: u16) -> Uint128 {
    const FULL_BPS: u64 = 10_000;
    let with = FULL_BPS.saturating_add(u64::from(tolerance_bps));
    quoted.checked_mul_floor((with, FULL_BPS)).unwrap_or(Uint128::MAX)
}
