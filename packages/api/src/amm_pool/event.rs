//! Facts of the pool, one struct each, with the state after them.
//!
//! On chain the type is prefixed with `wasm-`. Amounts of several assets are joined by commas in the pool's
//! order, in base units.

use cosmwasm_std::{Addr, Attribute, Event, Uint128, attr};

mod governing;

pub use governing::*;

/// A pool exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolCreated {
    /// Denominations or contract addresses, the pool's order.
    pub assets: Vec<String>,
    /// Basis points of the output.
    pub fee_bps: u16,
    /// As instantiated.
    pub owner: Addr,
}

/// Liquidity came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiquidityProvided {
    /// Who paid.
    pub provider: Addr,
    /// Who got the shares; left out of the event where that is the provider.
    pub recipient: Addr,
    /// What was taken.
    pub amounts: Vec<Uint128>,
    /// LP shares minted to the recipient.
    pub shares: Uint128,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// LP supply after.
    pub supply: Uint128,
    /// What the bound of the block's opening withheld for the protocol; left out of the event where that is nothing.
    pub withheld: Vec<Uint128>,
}

/// Liquidity left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiquidityWithdrawn {
    /// Whose shares were burned.
    pub provider: Addr,
    /// Who got the assets; left out of the event where that is the provider.
    pub recipient: Addr,
    /// LP shares burned.
    pub shares: Uint128,
    /// What was paid.
    pub amounts: Vec<Uint128>,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// LP supply after.
    pub supply: Uint128,
    /// What the bound of the block's opening withheld for the protocol; left out of the event where that is nothing.
    pub withheld: Vec<Uint128>,
}

/// One asset was sold for another. The LP supply is absent: a swap does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// Who paid.
    pub trader: Addr,
    /// Who got the output; left out of the event where that is the trader.
    pub recipient: Addr,
    /// Denomination or contract address sold.
    pub offer: String,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Sold.
    pub offered: Uint128,
    /// Bought, after the fee.
    pub received: Uint128,
    /// Fee, of the asset bought: the LPs' part and the protocol's.
    pub fee: Uint128,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// The protocol's part of the fee; left out of the event where it is zero.
    pub protocol_fee: Uint128,
    /// What the bound of the block's opening withheld for the protocol; left out where it is zero.
    pub withheld: Uint128,
    /// What an exact output bought above itself, for the LPs; left out where it is zero.
    pub surplus: Uint128,
}

/// The amplification of a stableswap has another future. Hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmpRamped {
    /// Now.
    pub from: u64,
    /// At `ends_at` and after.
    pub to: u64,
    /// Unix seconds: now.
    pub starts_at: u64,
    /// Unix seconds; now where a ramp was stopped.
    pub ends_at: u64,
}

impl From<AmpRamped> for Event {
    fn from(fact: AmpRamped) -> Self {
        Event::new("amp_ramped")
            .add_attribute("from", fact.from.to_string())
            .add_attribute("to", fact.to.to_string())
            .add_attribute("starts_at", fact.starts_at.to_string())
            .add_attribute("ends_at", fact.ends_at.to_string())
    }
}

/// The pool remembers more observations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservationsGrown {
    /// How many, once the ring has come to its end.
    pub capacity: u16,
}

impl From<ObservationsGrown> for Event {
    fn from(fact: ObservationsGrown) -> Self {
        Event::new("observations_grown").add_attribute("capacity", fact.capacity.to_string())
    }
}

impl From<PoolCreated> for Event {
    fn from(fact: PoolCreated) -> Self {
        Event::new("pool_created")
            .add_attribute("assets", fact.assets.join(","))
            .add_attribute("fee_bps", fact.fee_bps.to_string())
            .add_attribute("owner", fact.owner)
    }
}

impl From<LiquidityProvided> for Event {
    fn from(fact: LiquidityProvided) -> Self {
        Event::new("liquidity_provided")
            .add_attributes(parties("provider", fact.provider, fact.recipient))
            .add_attribute("amounts", joined(&fact.amounts))
            .add_attribute("shares", fact.shares)
            .add_attribute("reserves", joined(&fact.reserves))
            .add_attribute("fees_held", joined(&fact.fees_held))
            .add_attribute("supply", fact.supply)
            .add_attributes(withheld(&fact.withheld))
    }
}

impl From<LiquidityWithdrawn> for Event {
    fn from(fact: LiquidityWithdrawn) -> Self {
        Event::new("liquidity_withdrawn")
            .add_attributes(parties("provider", fact.provider, fact.recipient))
            .add_attribute("shares", fact.shares)
            .add_attribute("amounts", joined(&fact.amounts))
            .add_attribute("reserves", joined(&fact.reserves))
            .add_attribute("fees_held", joined(&fact.fees_held))
            .add_attribute("supply", fact.supply)
            .add_attributes(withheld(&fact.withheld))
    }
}

impl From<Swapped> for Event {
    fn from(fact: Swapped) -> Self {
        let parts =
            [("protocol_fee", fact.protocol_fee), ("withheld", fact.withheld), ("surplus", fact.surplus)];
        let parts = parts.into_iter().filter(|(_, part)| !part.is_zero());
        Event::new("swapped")
            .add_attributes(parties("trader", fact.trader, fact.recipient))
            .add_attribute("offer", fact.offer)
            .add_attribute("ask", fact.ask)
            .add_attribute("offered", fact.offered)
            .add_attribute("received", fact.received)
            .add_attribute("fee", fact.fee)
            .add_attribute("reserves", joined(&fact.reserves))
            .add_attribute("fees_held", joined(&fact.fees_held))
            .add_attributes(parts.map(|(name, part)| attr(name, part)))
    }
}

/// Who acted, and who got what came of it where that is another.
fn parties(name: &str, actor: Addr, recipient: Addr) -> impl Iterator<Item = Attribute> {
    let recipient = (recipient != actor).then(|| attr("recipient", recipient));
    [attr(name, actor)].into_iter().chain(recipient)
}

/// What was withheld of each asset, where it is anything.
fn withheld(amounts: &[Uint128]) -> Option<Attribute> {
    amounts.iter().any(|amount| !amount.is_zero()).then(|| attr("withheld", joined(amounts)))
}

fn joined(amounts: &[Uint128]) -> String {
    amounts.iter().map(Uint128::to_string).collect::<Vec<_>>().join(",")
}
