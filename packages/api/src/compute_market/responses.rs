//! The market's answers, and what its calculator is asked.

use super::OrderTerms;
use crate::asset::AssetInfo;
use crate::compute_escrow::{LeaseKind, OfferResponse, QuoteResponse};
use crate::compute_registry::Requirement;
use cosmwasm_std::{Addr, Binary, Uint128};

/// Escrow, registry and bid deposit.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Where leases are opened.
    pub escrow: Addr,
    /// Whose attestations count.
    pub registry: Option<Addr>,
    /// The asset of all money here.
    pub payment_asset: AssetInfo,
    /// What each bidder leaves until the award, base units.
    pub bid_deposit: Uint128,
}

/// An order with its bids.
#[weal_wire::record]
pub struct OrderResponse {
    /// Its number, from 1.
    pub order_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// What is wanted.
    pub terms: OrderTerms,
    /// What the tenant paid, base units.
    pub deposit: Uint128,
    /// First second in which no bid is taken.
    pub bids_until: u64,
    /// First second in which no bid can be revealed.
    pub reveals_until: u64,
    /// First second after the best bid's turn, once an award of it was deferred (Unix seconds): from then on it can be
    /// passed over.
    pub turn_until: Option<u64>,
    /// Where it stands.
    pub status: OrderStatus,
    /// In the order in which they were placed.
    pub bids: Vec<Bid>,
}

/// Where an order stands.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub enum OrderStatus {
    /// Takes bids, reveals, or waits for its award.
    Open {},
    /// The lease was opened.
    Awarded {
        /// Whose bid won.
        provider: Addr,
        /// The offer that carries the lease.
        offer_id: u64,
        /// Base units × 10^12 per GPU-second.
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
    /// Whose.
    pub provider: Addr,
    /// What it committed to, 32 bytes.
    pub commitment: Binary,
    /// What it turned out to be, once revealed.
    pub revealed: Option<RevealedBid>,
}

/// A bid that qualifies.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct RevealedBid {
    /// The offer that will carry the lease.
    pub offer_id: u64,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

/// A page of orders.
#[weal_wire::record]
pub struct OrdersResponse {
    /// By number.
    pub orders: Vec<OrderResponse>,
}

/// What the market owes, base units: the sum never exceeds what it holds.
#[weal_wire::record]
#[derive(weal_wire::Packed, Default)]
pub struct HoldingsResponse {
    /// Deposits of open orders.
    pub orders: Uint128,
    /// Deposits of their bids.
    pub bids: Uint128,
    /// What accounts may claim.
    pub credits: Uint128,
}

/// Which offers match, and what is bought.
#[weal_wire::message]
#[derive(Default)]
pub struct OfferFilter {
    /// The SKU's name; any where left out.
    pub sku: Option<String>,
    /// GPUs that must be free, at least 1.
    pub gpus: u32,
    /// For how long; the offer must allow it.
    pub seconds: u64,
    /// Reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
    /// With the offer's SLA; only offers that have one match then. Without where left out.
    #[serde(default)]
    pub sla: bool,
    /// Regions that will do; any where empty. At most 8.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The most per GPU-second, base units × 10^12, discounts and premiums included.
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
    /// What comes first; the lowest charge where left out.
    #[serde(default)]
    pub order_by: OfferOrder,
    /// Last offer of the page before.
    pub start_after: Option<u64>,
    /// Offers to look through; 10 by default, 20 at most.
    pub limit: Option<u32>,
}

/// What the best offer is.
#[weal_wire::message]
#[derive(Copy, Default)]
pub enum OfferOrder {
    /// The lowest charge.
    #[default]
    Charge,
    /// The least carbon, then the lowest charge.
    Carbon,
}

/// The offers of a page that match, the best first.
#[weal_wire::record]
pub struct BestOffersResponse {
    /// With what each charges.
    pub offers: Vec<QuotedOffer>,
    /// Pass it as `start_after` to look further; none after the last offer.
    pub next: Option<u64>,
}

/// An offer with its price.
#[weal_wire::record]
pub struct QuotedOffer {
    /// The offer.
    pub offer: OfferResponse,
    /// What it charges, to the unit.
    pub quote: QuoteResponse,
}
