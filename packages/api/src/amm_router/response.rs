//! What the router's queries answer.

use crate::asset::Asset;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

/// The limits.
#[cw_serde]
pub struct ConfigResponse {
    /// Of one route.
    pub max_hops: u32,
    /// Of one swap.
    pub max_routes: u32,
}

/// One swap in one pool.
#[cw_serde]
pub struct HopQuote {
    /// The pool.
    pub pool: Addr,
    /// What goes in.
    pub offer: Asset,
    /// What comes out, after the fee.
    pub receive: Asset,
    /// What of the asset bought the pool keeps.
    pub fee: Uint128,
    /// How much worse the curve is than its price before the trade, basis points, rounded up.
    pub price_impact_bps: u16,
    /// Whether the pool would take it without any bound.
    pub within_default_impact: bool,
}

/// One route.
#[cw_serde]
pub struct RouteQuote {
    /// In order.
    pub hops: Vec<HopQuote>,
}

/// What a swap along routes takes and pays.
#[cw_serde]
pub struct RouteResponse {
    /// What all routes take together.
    pub offer: Asset,
    /// What all routes pay together.
    pub receive: Asset,
    /// In order.
    pub routes: Vec<RouteQuote>,
    /// Whether a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// A swap in plain numbers.
#[cw_serde]
pub struct ExplainResponse {
    /// What leaves the wallet.
    pub you_pay: Asset,
    /// What comes back if it is executed in this block.
    pub you_get: Asset,
    /// The least that comes back: name it as `min_receive`. Rounded up.
    pub worst_case: Asset,
    /// What all pools together keep, basis points of the trade, rounded up.
    pub fee_bps: u16,
    /// How much the trade moves prices against itself, basis points of the trade, rounded up.
    pub price_impact_bps: u16,
    /// Every hop of every route.
    pub routes: Vec<RouteQuote>,
    /// Whether a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}
