//! The answers to the router's queries.

use crate::asset::Asset;
use cosmwasm_std::{Addr, Uint128};

/// The limits.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The most hops of one route.
    pub max_hops: u32,
    /// The most routes of one swap.
    pub max_routes: u32,
    /// The most exits of one zap out.
    pub max_exits: u32,
}

/// One swap in one pool.
#[weal_wire::record]
pub struct HopQuote {
    /// The pool.
    pub pool: Addr,
    /// The amount sold.
    pub offer: Asset,
    /// The amount received, after the fee.
    pub receive: Asset,
    /// The fee that the pool keeps, of the asset bought.
    pub fee: Uint128,
    /// The price impact: how much worse the swap is than the pool's price before it, basis points, rounded up. The
    /// curve and what the bound withholds.
    pub price_impact_bps: u16,
    /// True where the pool would take the hop without any bound.
    pub within_default_impact: bool,
}

/// One route.
#[weal_wire::record]
pub struct RouteQuote {
    /// The hops, in order.
    pub hops: Vec<HopQuote>,
}

/// The amounts that a swap along routes takes and pays.
#[weal_wire::record]
pub struct RouteResponse {
    /// The amount that all routes take together.
    pub offer: Asset,
    /// The amount that all routes pay together.
    pub receive: Asset,
    /// The routes, in order.
    pub routes: Vec<RouteQuote>,
    /// True where a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// A swap in plain numbers. The first five fields are the sentence: you pay this and get that, in the worst case no
/// more than the one and no less than the other, and so much of it is fees.
#[weal_wire::record]
pub struct ExplainResponse {
    /// The amount that leaves the wallet.
    pub you_pay: Asset,
    /// The amount that comes back if the swap is executed in this block.
    pub you_get: Asset,
    /// The most that leaves the wallet: the amount to send for an exact output, rounded down. The same as `you_pay`
    /// elsewhere.
    pub most_you_pay: Asset,
    /// The least that comes back, rounded up: the amount to name as `min_receive`.
    pub worst_case: Asset,
    /// The fees of all pools together, in the asset bought at the prices of the trade, rounded up.
    pub fee: Asset,
    /// The fees of all pools together, basis points of the trade, rounded up.
    pub fee_bps: u16,
    /// The price impact: how much the trade moves prices against itself, basis points of the trade, rounded up.
    pub price_impact_bps: u16,
    /// Texts, one for each route: the assets that the route comes to, as `uatom → uusd → uosmo`.
    pub texts: Vec<String>,
    /// Every hop of every route, each with its own fee and impact.
    pub routes: Vec<RouteQuote>,
    /// True where a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// The result of a zap into a pool.
#[weal_wire::record]
pub struct ZapInResponse {
    /// LP shares minted.
    pub shares: Uint128,
    /// The amounts that come back, in the pool's order.
    pub refunded: Vec<Asset>,
    /// The routes before the deposit.
    pub routes: Vec<RouteQuote>,
}

/// The result of a zap out of a pool.
#[weal_wire::record]
pub struct ZapOutResponse {
    /// The amount paid in all.
    pub receive: Asset,
    /// One quote per exit, in order: with no hops where the exit has none. An exit of which the pool pays nothing has
    /// no quote.
    pub routes: Vec<RouteQuote>,
}
