//! Everything that this contract stores beside cw2's `contract_info`.

use crate::parties::Parties;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_market::{HoldingsResponse, OrderStatus, OrderTerms, RevealedBid};
use weal_records::{Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// Escrow, registry, token and bid deposit. Written once, by `instantiate`.
    pub(crate) const PARTIES: Item<Parties> = Item::new(1);
    /// The last order's number. Written by `open_order`.
    pub(crate) const ORDER_COUNT: Item<u64> = Item::new(2);
    /// Account → base units to claim (I1). Written by whatever frees money, removed by `claim_credit`.
    pub(crate) const CREDITS: Map<Addr, Uint128> = Map::new(3);
    /// The sums that are owed, by kind (I1, I2). Written by every message that moves money.
    pub(crate) const HOLDINGS: Item<HoldingsResponse> = Item::new(4);
    /// Order → what was placed. Written by `open_order` only.
    pub(crate) const PLACED: Map<u64, Placed> = Map::new(5);
    /// Order → the part of it that changes. Written by order messages, the first bid of each bidder and the escrow's
    /// answer (I1).
    pub(crate) const STANDINGS: Map<u64, Standing> = Map::new(6);
    /// (Order, bidder) → bid. Written by bid messages, removed by the escrow's answer and the order's end (I1, I3).
    pub(crate) const BIDS: Map<(u64, Addr), SealedBid> = Map::new(7);
}

/// The part of an order that never changes.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Placed {
    /// The tenant that placed it.
    pub(crate) tenant: Addr,
    /// The lease that it wants.
    pub(crate) terms: OrderTerms,
    /// The deposit of each bidder, base units.
    pub(crate) bid_deposit: Uint128,
    /// The end of the bids, Unix seconds.
    pub(crate) bids_until: u64,
    /// The end of the reveals, Unix seconds.
    pub(crate) reveals_until: u64,
}

/// The part of an order that changes. A bid writes it, and no terms.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Standing {
    /// The tenant's deposit, base units.
    pub(crate) deposit: Uint128,
    /// The number of bids.
    pub(crate) bids: u8,
    /// The end of the best bid's turn, Unix seconds.
    pub(crate) turn_until: Option<u64>,
    /// The status.
    pub(crate) status: OrderStatus,
}

/// A bid without its bidder, who is in the key.
#[derive(Clone, Debug, Packed)]
pub(crate) struct SealedBid {
    /// The number of bids before it.
    pub(crate) place: u8,
    /// The commitment, a hash.
    pub(crate) commitment: Binary,
    /// The bid itself, once it is revealed.
    pub(crate) revealed: Option<RevealedBid>,
}
