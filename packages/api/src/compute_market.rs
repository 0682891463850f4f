//! The compute market: what the best offers of an escrow charge, and reverse auctions with sealed bids.
//!
//! Money is in base units of the escrow's payment asset, a rate in base units × 10^12 per GPU-second, times in Unix
//! seconds.

mod bid_opening;
mod events;
mod handle;
mod responses;

use crate::compute_registry::Requirement;
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Binary, Uint128};

pub use bid_opening::BidOpening;
pub use events::*;
pub use handle::ComputeMarketContract;
pub use responses::*;

/// The turn of the best bid, seconds: the time for which it stays first after an award that it could not carry for want
/// of free GPUs.
pub const TURN_SECONDS: u64 = 3_600;

/// Creates a market for one escrow. Anyone may; no funds. Its configuration never changes.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The escrow in which leases are opened. It must name this market before an award can succeed.
    pub escrow: String,
    /// The registry whose attestations count; without one, orders cannot ask for any.
    pub registry: Option<String>,
    /// The deposit that each bidder leaves until the award, base units of the escrow's payment asset; above zero.
    pub bid_deposit: Uint128,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the market. Where "payment" is written, the escrow's payment asset comes as the one coin attached, or by
/// a cw20 `Send` with the [`Cw20HookMsg`] of the same name; other messages take no funds.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Asks for GPUs, with the payment of exactly their cost at the greatest rate. Emits [`OrderOpened`].
    OpenOrder(OrderTerms),
    /// Places a sealed bid with the payment of the bid deposit, or replaces the sender's own without funds. Before
    /// `bids_until`; 16 bids at most. The sender must hold the attestations that the order asks for. Emits
    /// [`BidPlaced`].
    PlaceBid {
        /// The order.
        order_id: u64,
        /// The commitment, 32 bytes: [`BidOpening::commitment`].
        commitment: Binary,
    },
    /// Opens the sender's bid, from `bids_until` until `reveals_until`. A bid that does not qualify is refused, and
    /// counts as not revealed; a bid whose attestations were withdrawn since it was placed is taken off the order, its
    /// deposit credited to the sender. Emits [`BidRevealed`] or [`BidPassed`].
    RevealBid(BidOpening),
    /// Opens the lease of the lowest revealed bid in the escrow, from `reveals_until` on. Anyone may. Emits one of
    /// these:
    /// - [`OrderAwarded`]: the lease is open.
    /// - [`AwardRefused`]: the bidder has retired its offer or let its bond fall short. Its deposit is the tenant's, and
    ///   the next call tries the next bid.
    /// - [`AwardDeferred`]: the escrow refuses for another reason, such as GPUs that others have leased. The bid keeps
    ///   its turn for [`TURN_SECONDS`], in which an award that is refused again changes nothing.
    /// - [`BidPassed`]: refused again after that turn. The bidder has its deposit back, and the next call tries the
    ///   next bid.
    /// - [`OrderFailed`]: no bid is left, or the escrow deals with another market.
    AwardOrder {
        /// The order.
        order_id: u64,
    },
    /// Takes back an order that nobody has bid for. Its tenant only. Emits [`OrderCancelled`].
    CancelOrder {
        /// The order.
        order_id: u64,
    },
    /// Sends the sender its credit. Emits [`CreditClaimed`].
    ClaimCredit {},
    /// A cw20 payment: `msg` holds a [`Cw20HookMsg`]. The payment asset's contract only.
    Receive(Cw20ReceiveMsg),
}

/// Purposes of a cw20 payment: the messages of [`ExecuteMsg`] with the same names.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// See [`ExecuteMsg::OpenOrder`].
    OpenOrder(OrderTerms),
    /// See [`ExecuteMsg::PlaceBid`].
    PlaceBid {
        /// The order.
        order_id: u64,
        /// The commitment, 32 bytes.
        commitment: Binary,
    },
}

/// The terms on which a tenant asks for GPUs.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct OrderTerms {
    /// The GPU's name in the SKU table, 1 to 64 bytes.
    pub sku: String,
    /// The number of GPUs, at least 1.
    pub gpus: u32,
    /// The length of the lease, 1 second to 366 days.
    pub seconds: u64,
    /// The greatest rate that is paid, base units × 10^12 per GPU-second; above zero.
    pub max_rate: Uint128,
    /// Regions that will do; any where empty. At most 8.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Attestations that the provider must hold until the lease's latest end. At most 8.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// The time for which bids are taken, seconds: 60 to 30 days.
    pub bid_seconds: u64,
    /// The time after that for which bids can be revealed, seconds: 60 to 30 days.
    pub reveal_seconds: u64,
}

/// Queries of the market.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The escrow, the registry and the bid deposit.
    #[returns(ConfigResponse)]
    Config {},
    /// An order with its bids; an error for an unknown one.
    #[returns(OrderResponse)]
    Order {
        /// The order.
        order_id: u64,
    },
    /// Orders by number.
    #[returns(OrdersResponse)]
    Orders {
        /// Last order of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The amount that the market owes an account, base units.
    #[returns(Uint128)]
    Credit {
        /// The account.
        account: String,
    },
    /// The amounts that the market owes, by kind.
    #[returns(HoldingsResponse)]
    Holdings {},
    /// The offers that match, cheapest (or cleanest) first, with what each charges: to the unit what the escrow charges.
    /// Looks through one page of the escrow's offers; the answer says where the next begins.
    #[returns(BestOffersResponse)]
    BestOffers(OfferFilter),
}
