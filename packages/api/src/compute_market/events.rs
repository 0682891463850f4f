//! Events of the market, one struct each, with the state after them.

use cosmwasm_std::{Addr, Binary, Uint128};

/// A tenant asked for GPUs.
#[weal_wire::event]
pub struct OrderOpened {
    pub order_id: u64,
    /// Account that pays.
    pub tenant: Addr,
    /// Name of the GPU model.
    pub sku: String,
    /// Number of GPUs.
    pub gpus: u32,
    /// Length of the lease, seconds.
    pub seconds: u64,
    /// Highest rate, base units × 10^12 per GPU-second.
    pub max_rate: Uint128,
    /// Deposit of the tenant, base units.
    pub deposit: Uint128,
    /// First second without bids.
    pub bids_until: u64,
    /// First second without reveals.
    pub reveals_until: u64,
}

/// A sealed bid was placed or replaced.
#[weal_wire::event]
pub struct BidPlaced {
    pub order_id: u64,
    /// Bidder.
    pub provider: Addr,
    /// Commitment to the bid, 32 bytes.
    pub commitment: Binary,
    /// Number of the order's bids afterwards.
    pub bids: usize,
}

/// A bid was opened and qualifies.
#[weal_wire::event]
pub struct BidRevealed {
    pub order_id: u64,
    /// Bidder.
    pub provider: Addr,
    /// Offer that will carry the lease.
    pub offer_id: u64,
    /// Rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

/// The escrow opened the lease.
#[weal_wire::event]
pub struct OrderAwarded {
    pub order_id: u64,
    /// Bidder that won.
    pub provider: Addr,
    /// Offer that carries the lease.
    pub offer_id: u64,
    /// Rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Deposit of the lease, base units.
    pub cost: Uint128,
    /// Amount credited to the tenant: the rest of its deposit, and deposits of bids not revealed.
    pub tenant_credit: Uint128,
}

/// The best bid could not be awarded, by its bidder's own act.
#[weal_wire::event]
pub struct AwardRefused {
    pub order_id: u64,
    /// Bidder.
    pub provider: Addr,
    /// Offer that could not carry the lease.
    pub offer_id: u64,
    /// Deposit of the bidder, credited to the tenant, base units.
    pub forfeited: Uint128,
    /// Text that says what the bidder did.
    pub reason: String,
}

/// The escrow refused the best bid for no fault of its bidder: the bid keeps its turn.
#[weal_wire::event]
pub struct AwardDeferred {
    pub order_id: u64,
    /// Bidder.
    pub provider: Addr,
    /// Offer that could not carry the lease.
    pub offer_id: u64,
    /// First second after the turn.
    pub turn_until: u64,
    /// Text in which the chain refused.
    pub reason: String,
}

/// A bid is off the order for no fault of its bidder: its turn went by, or its attestations were withdrawn before it was
/// revealed.
#[weal_wire::event]
pub struct BidPassed {
    pub order_id: u64,
    /// Bidder.
    pub provider: Addr,
    /// Offer that could not carry the lease.
    pub offer_id: u64,
    /// Deposit of the bidder, credited to it, base units.
    pub returned: Uint128,
    /// Text in which the chain refused.
    pub reason: String,
}

/// No bid was left.
#[weal_wire::event]
pub struct OrderFailed {
    pub order_id: u64,
    /// Amount credited to the tenant, base units.
    pub tenant_credit: Uint128,
}

/// The tenant took its order back.
#[weal_wire::event]
pub struct OrderCancelled {
    pub order_id: u64,
    /// Amount credited to the tenant, base units.
    pub tenant_credit: Uint128,
}

/// An account took what the market owed it.
#[weal_wire::event]
pub struct CreditClaimed {
    pub account: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
}
