//! Events of the router, one struct each. What a hop paid stands in its pool's own event: the router is not told of the last one.

use cosmwasm_std::{Addr, Uint128};

/// A swap went along its routes.
#[weal_wire::event]
pub struct Routed {
    /// Account that paid.
    pub trader: Addr,
    /// Account that gets the output.
    pub recipient: Addr,
    /// Denomination or contract address sold.
    pub offer: String,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Amount sold, base units.
    pub offered: Uint128,
    /// Fewest base units bought; zero where only the pools' bounds hold.
    pub min_receive: Uint128,
    /// Number of routes.
    pub routes: usize,
}

/// One asset became LP shares.
#[weal_wire::event]
pub struct ZappedIn {
    /// Account that paid.
    pub trader: Addr,
    /// Account that gets the shares.
    pub recipient: Addr,
    pub pool: Addr,
    /// Denomination or contract address paid.
    pub offer: String,
    /// Amount paid, base units.
    pub offered: Uint128,
    /// Fewest LP shares to accept.
    pub min_shares: Uint128,
    /// Number of routes before the deposit.
    pub routes: usize,
}

/// LP shares became one asset.
#[weal_wire::event]
pub struct ZappedOut {
    /// Account whose shares were burned.
    pub trader: Addr,
    /// Account that gets the asset.
    pub recipient: Addr,
    pub pool: Addr,
    /// LP shares burned, base units.
    pub shares: Uint128,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Fewest base units to accept.
    pub min_receive: Uint128,
    /// Number of the pool's assets through which the shares became the one.
    pub exits: usize,
}
