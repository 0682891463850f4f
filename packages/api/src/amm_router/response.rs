//! What the router's queries answer.

use crate::asset::Asset;
use cosmwasm_std::{Addr, Uint128};

/// The limits.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Of one route.
    pub max_hops: u32,
    /// Of one swap.
    pub max_routes: u32,
    /// Of one zap out.
    pub max_exits: u32,
}

/// One swap in one pool.
#[weal_wire::record]
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
#[weal_wire::record]
pub struct RouteQuote {
    /// In order.
    pub hops: Vec<HopQuote>,
}

/// What a swap along routes takes and pays.
#[weal_wire::record]
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

/// A swap in plain numbers. Its first five fields are the sentence: you pay this and get that, in the worst case no more than
/// the one and no less than the other, and of it so much is fees.
#[weal_wire::record]
pub struct ExplainResponse {
    /// What leaves the wallet.
    pub you_pay: Asset,
    /// What comes back if it is executed in this block.
    pub you_get: Asset,
    /// The most that leaves the wallet: send it with an exact output. Elsewhere `you_pay`. Rounded down.
    pub most_you_pay: Asset,
    /// The least that comes back: name it as `min_receive`. Rounded up.
    pub worst_case: Asset,
    /// What all pools together keep, in the asset bought at the prices of the trade, rounded up.
    pub fee: Asset,
    /// The same, basis points of the trade, rounded up.
    pub fee_bps: u16,
    /// How much the trade moves prices against itself, basis points of the trade, rounded up.
    pub price_impact_bps: u16,
    /// Of each route the assets it comes to, as `uatom → uusd → uosmo`.
    pub texts: Vec<String>,
    /// Every hop of every route, each with its own fee and impact.
    pub routes: Vec<RouteQuote>,
    /// Whether a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// What a zap into a pool does.
#[weal_wire::record]
pub struct ZapInResponse {
    /// LP shares minted.
    pub shares: Uint128,
    /// What comes back, in the pool's order.
    pub refunded: Vec<Asset>,
    /// The routes before the deposit.
    pub routes: Vec<RouteQuote>,
}

/// What a zap out of a pool does.
#[weal_wire::record]
pub struct ZapOutResponse {
    /// What it pays in all.
    pub receive: Asset,
    /// Of each exit in order; one without hops has none here.
    pub routes: Vec<RouteQuote>,
}
