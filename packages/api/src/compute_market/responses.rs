//! The market's answers, and what its calculator is asked.

use super::OrderTerms;
use crate::asset::AssetInfo;
use crate::compute_escrow::{LeaseKind, OfferResponse, QuoteResponse};
use crate::compute_registry::Requirement;
use cosmwasm_std::{Addr, Binary, Uint128};

/// The escrow, the registry and the bid deposit.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The escrow in which leases are opened.
    pub escrow: Addr,
    /// The registry whose attestations count.
    pub registry: Option<Addr>,
    /// The asset of all money here.
    pub payment_asset: AssetInfo,
    /// The deposit that each bidder leaves until the award, base units.
    pub bid_deposit: Uint128,
}

/// An order with its bids.
#[weal_wire::record]
pub struct OrderResponse {
    /// The order's number, from 1.
    pub order_id: u64,
    /// The account that pays.
    pub tenant: Addr,
    /// The terms on which GPUs are asked for.
    pub terms: OrderTerms,
    /// The amount that the tenant paid, base units.
    pub deposit: Uint128,
    /// The first second in which no bid is taken.
    pub bids_until: u64,
    /// The first second in which no bid can be revealed.
    pub reveals_until: u64,
    /// The first second after the best bid's turn, once an award of it was deferred (Unix seconds): from then on the
    /// bid can be passed over.
    pub turn_until: Option<u64>,
    /// The order's state.
    pub status: OrderStatus,
    /// The bids, in the order in which they were placed.
    pub bids: Vec<Bid>,
}

/// The state of an order.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub enum OrderStatus {
    /// Takes bids, reveals, or waits for its award.
    Open {},
    /// The lease was opened.
    Awarded {
        /// The provider whose bid won.
        provider: Addr,
        /// The offer that carries the lease.
        offer_id: u64,
        /// The lease's rate, base units × 10^12 per GPU-second.
        rate: Uint128,
    },
    /// No bid was left.
    Failed {},
    /// Taken back before there was a bid.
    Cancelled {},
}

/// One provider's bid.
#[weal_wire::record]
pub struct Bid {
    /// The provider that bids.
    pub provider: Addr,
    /// The provider's commitment, 32 bytes.
    pub commitment: Binary,
    /// The offer and the rate, once revealed.
    pub revealed: Option<RevealedBid>,
}

/// A bid that qualifies.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct RevealedBid {
    /// The offer that will carry the lease.
    pub offer_id: u64,
    /// The bid's rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

/// A page of orders.
#[weal_wire::record]
pub struct OrdersResponse {
    /// Rows, by number.
    pub orders: Vec<OrderResponse>,
}

/// The market's debts, base units: the sum never exceeds what the market holds.
#[weal_wire::record]
#[derive(weal_wire::Packed, Default)]
pub struct HoldingsResponse {
    /// Deposits of open orders.
    pub orders: Uint128,
    /// Deposits of bids on those orders.
    pub bids: Uint128,
    /// The amounts that accounts may claim.
    pub credits: Uint128,
}

/// A filter for offers, and the lease for which each is priced.
#[weal_wire::message]
#[derive(Default)]
pub struct OfferFilter {
    /// The SKU's name; any where left out.
    pub sku: Option<String>,
    /// GPUs that must be free, at least 1.
    pub gpus: u32,
    /// The length of the lease, seconds; the offer must allow it.
    pub seconds: u64,
    /// The kind of lease; reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
    /// True for a lease with the offer's SLA; only offers that have one match then. Without where left out.
    #[serde(default)]
    pub sla: bool,
    /// Regions that will do; any where empty. At most 8.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The greatest rate, base units × 10^12 per GPU-second, discounts and premiums included.
    pub max_rate: Option<Uint128>,
    /// The least uptime promised, basis points.
    pub min_uptime_bps: Option<u16>,
    /// The greatest latency class, milliseconds.
    pub max_latency_p95_ms: Option<u64>,
    /// The most carbon, grams of CO2 per kWh.
    pub max_grams_co2_per_kwh: Option<u32>,
    /// Attestations that the provider must hold for the whole time. At most 8.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// The order of the offers; the lowest charge first where left out.
    #[serde(default)]
    pub order_by: OfferOrder,
    /// Last offer of the page before.
    pub start_after: Option<u64>,
    /// Offers to look through; 10 by default, 20 at most.
    pub limit: Option<u32>,
}

/// An order of offers: the best one comes first.
#[weal_wire::message]
#[derive(Copy, Default)]
pub enum OfferOrder {
    /// The lowest charge first.
    #[default]
    Charge,
    /// The least carbon first, then the lowest charge.
    Carbon,
}

/// The offers of a page that match, the best first.
#[weal_wire::record]
pub struct BestOffersResponse {
    /// Rows: each offer with what it charges.
    pub offers: Vec<QuotedOffer>,
    /// The number to pass as `start_after` to look further; none after the last offer.
    pub next: Option<u64>,
}

/// An offer with its price.
#[weal_wire::record]
pub struct QuotedOffer {
    /// The offer.
    pub offer: OfferResponse,
    /// The offer's charge for the lease, to the unit.
    pub quote: QuoteResponse,
}
