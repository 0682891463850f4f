//! Facts of the router, one struct each. On chain the type is prefixed with `wasm-`. What a hop paid stands in its pool's
//! own event: the router is not told of the last one.

use cosmwasm_std::{Addr, Event, Uint128};

/// A swap went along its routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routed {
    /// Who paid.
    pub trader: Addr,
    /// Who gets the output.
    pub recipient: Addr,
    /// Denomination or contract address sold.
    pub offer: String,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Sold, base units.
    pub offered: Uint128,
    /// Fewest base units bought; zero where only the pools' bounds hold.
    pub min_receive: Uint128,
    /// How many routes.
    pub routes: usize,
}

/// One asset became LP shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZappedIn {
    /// Who paid.
    pub trader: Addr,
    /// Who gets the shares.
    pub recipient: Addr,
    /// The pool.
    pub pool: Addr,
    /// Denomination or contract address paid.
    pub offer: String,
    /// Paid, base units.
    pub offered: Uint128,
    /// Fewest LP shares to accept.
    pub min_shares: Uint128,
    /// How many routes came before the deposit.
    pub routes: usize,
}

/// LP shares became one asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZappedOut {
    /// Whose shares.
    pub trader: Addr,
    /// Who gets the asset.
    pub recipient: Addr,
    /// The pool.
    pub pool: Addr,
    /// LP shares burned, base units.
    pub shares: Uint128,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Fewest base units to accept.
    pub min_receive: Uint128,
    /// How many assets of the pool it went through.
    pub exits: usize,
}

impl From<Routed> for Event {
    fn from(fact: Routed) -> Self {
        Event::new("routed")
            .add_attribute("trader", fact.trader)
            .add_attribute("recipient", fact.recipient)
            .add_attribute("offer", fact.offer)
            .add_attribute("ask", fact.ask)
            .add_attribute("offered", fact.offered)
            .add_attribute("min_receive", fact.min_receive)
            .add_attribute("routes", fact.routes.to_string())
    }
}

impl From<ZappedIn> for Event {
    fn from(fact: ZappedIn) -> Self {
        Event::new("zapped_in")
            .add_attribute("trader", fact.trader)
            .add_attribute("recipient", fact.recipient)
            .add_attribute("pool", fact.pool)
            .add_attribute("offer", fact.offer)
            .add_attribute("offered", fact.offered)
            .add_attribute("min_shares", fact.min_shares)
            .add_attribute("routes", fact.routes.to_string())
    }
}

impl From<ZappedOut> for Event {
    fn from(fact: ZappedOut) -> Self {
        Event::new("zapped_out")
            .add_attribute("trader", fact.trader)
            .add_attribute("recipient", fact.recipient)
            .add_attribute("pool", fact.pool)
            .add_attribute("shares", fact.shares)
            .add_attribute("ask", fact.ask)
            .add_attribute("min_receive", fact.min_receive)
            .add_attribute("exits", fact.exits.to_string())
    }
}
