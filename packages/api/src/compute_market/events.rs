//! What the market reports: a struct per fact, with the state after it.

use cosmwasm_std::{Addr, Binary, Event, Uint128};

/// A tenant asked for GPUs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderOpened {
    /// The order.
    pub order_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// The GPU.
    pub sku: String,
    /// How many.
    pub gpus: u32,
    /// For how long.
    pub seconds: u64,
    /// Base units × 10^12 per GPU-second.
    pub max_rate: Uint128,
    /// Base units.
    pub deposit: Uint128,
    /// First second without bids.
    pub bids_until: u64,
    /// First second without reveals.
    pub reveals_until: u64,
}

impl From<OrderOpened> for Event {
    fn from(fact: OrderOpened) -> Self {
        Self::new("order_opened")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("tenant", fact.tenant)
            .add_attribute("sku", fact.sku)
            .add_attribute("gpus", fact.gpus.to_string())
            .add_attribute("seconds", fact.seconds.to_string())
            .add_attribute("max_rate", fact.max_rate)
            .add_attribute("deposit", fact.deposit)
            .add_attribute("bids_until", fact.bids_until.to_string())
            .add_attribute("reveals_until", fact.reveals_until.to_string())
    }
}

/// A sealed bid was placed or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidPlaced {
    /// The order.
    pub order_id: u64,
    /// Whose bid.
    pub provider: Addr,
    /// 32 bytes.
    pub commitment: Binary,
    /// Bids of the order.
    pub bids: usize,
}

impl From<BidPlaced> for Event {
    fn from(fact: BidPlaced) -> Self {
        Self::new("bid_placed")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("commitment", fact.commitment.to_base64())
            .add_attribute("bids", fact.bids.to_string())
    }
}

/// A bid was opened and qualifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidRevealed {
    /// The order.
    pub order_id: u64,
    /// Whose bid.
    pub provider: Addr,
    /// The offer that will carry the lease.
    pub offer_id: u64,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

impl From<BidRevealed> for Event {
    fn from(fact: BidRevealed) -> Self {
        Self::new("bid_revealed")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("rate", fact.rate)
    }
}

/// The escrow opened the lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderAwarded {
    /// The order.
    pub order_id: u64,
    /// Whose bid won.
    pub provider: Addr,
    /// The offer that carries the lease.
    pub offer_id: u64,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// The lease's deposit, base units.
    pub cost: Uint128,
    /// Credited to the tenant: the rest of its deposit, and deposits of bids not revealed.
    pub tenant_credit: Uint128,
}

impl From<OrderAwarded> for Event {
    fn from(fact: OrderAwarded) -> Self {
        Self::new("order_awarded")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("rate", fact.rate)
            .add_attribute("cost", fact.cost)
            .add_attribute("tenant_credit", fact.tenant_credit)
    }
}

/// The best bid could not be awarded, by its bidder's own act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardRefused {
    /// The order.
    pub order_id: u64,
    /// Whose bid it was.
    pub provider: Addr,
    /// The offer that could not carry the lease.
    pub offer_id: u64,
    /// The bidder's deposit, credited to the tenant, base units.
    pub forfeited: Uint128,
    /// What the bidder did.
    pub reason: String,
}

/// The escrow refused the best bid for no fault of its bidder: the bid keeps its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardDeferred {
    /// The order.
    pub order_id: u64,
    /// Whose bid it is.
    pub provider: Addr,
    /// The offer that could not carry the lease.
    pub offer_id: u64,
    /// First second after the turn.
    pub turn_until: u64,
    /// What the chain said.
    pub reason: String,
}

impl From<AwardDeferred> for Event {
    fn from(fact: AwardDeferred) -> Self {
        Self::new("award_deferred")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("turn_until", fact.turn_until.to_string())
            .add_attribute("reason", fact.reason)
    }
}

/// A bid is off the order for no fault of its bidder: its turn went by, or its attestations were withdrawn before it was
/// revealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidPassed {
    /// The order.
    pub order_id: u64,
    /// Whose bid it was.
    pub provider: Addr,
    /// The offer that could not carry the lease.
    pub offer_id: u64,
    /// The bidder's deposit, credited to it, base units.
    pub returned: Uint128,
    /// What the chain said.
    pub reason: String,
}

impl From<BidPassed> for Event {
    fn from(fact: BidPassed) -> Self {
        Self::new("bid_passed")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("returned", fact.returned)
            .add_attribute("reason", fact.reason)
    }
}

impl From<AwardRefused> for Event {
    fn from(fact: AwardRefused) -> Self {
        Self::new("award_refused")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("forfeited", fact.forfeited)
            .add_attribute("reason", fact.reason)
    }
}

/// No bid was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFailed {
    /// The order.
    pub order_id: u64,
    /// Credited to the tenant, base units.
    pub tenant_credit: Uint128,
}

impl From<OrderFailed> for Event {
    fn from(fact: OrderFailed) -> Self {
        Self::new("order_failed")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("tenant_credit", fact.tenant_credit)
    }
}

/// The tenant took its order back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCancelled {
    /// The order.
    pub order_id: u64,
    /// Credited to the tenant, base units.
    pub tenant_credit: Uint128,
}

impl From<OrderCancelled> for Event {
    fn from(fact: OrderCancelled) -> Self {
        Self::new("order_cancelled")
            .add_attribute("order_id", fact.order_id.to_string())
            .add_attribute("tenant_credit", fact.tenant_credit)
    }
}

/// An account took what the market owed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditClaimed {
    /// Who.
    pub account: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<CreditClaimed> for Event {
    fn from(fact: CreditClaimed) -> Self {
        Self::new("credit_claimed")
            .add_attribute("account", fact.account)
            .add_attribute("amount", fact.amount)
    }
}
