//! The refusals to open, accept, lengthen, scale, stop or pay back a lease.

use cosmwasm_std::{Addr, Uint128};
use thiserror::Error;

/// Refusals that concern a lease's terms and course.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LeaseError {
    /// The sender is not the lease's tenant.
    #[error("{sender} is not the tenant, {tenant} is")]
    NotTenant {
        /// The sender.
        sender: Addr,
        /// The account that may.
        tenant: Addr,
    },
    /// The sender is not the market.
    #[error(
        "{sender} may not open leases at an agreed rate: the market is {}",
        .market.as_ref().map_or("nobody", Addr::as_str)
    )]
    NotMarket {
        /// The sender.
        sender: Addr,
        /// The account that may, if any.
        market: Option<Addr>,
    },
    /// Dearer than the tenant said.
    #[error("the rate is {found}, above the limit of {max}")]
    RateAboveLimit {
        /// The price of a GPU-second.
        found: Uint128,
        /// The tenant's limit.
        max: Uint128,
    },
    /// Dearer than the offer itself.
    #[error("the agreed rate of {found} is above the offer's own, {max}")]
    RateAboveOffer {
        /// The rate that the market agreed on.
        found: Uint128,
        /// The offer's for the same lease.
        max: Uint128,
    },
    /// The offer promises nothing.
    #[error("offer {offer_id} has no SLA")]
    NoSla {
        /// The offer.
        offer_id: u64,
    },
    /// The offer lets no such leases.
    #[error("offer {offer_id} is not let interruptibly")]
    NotInterruptible {
        /// The offer.
        offer_id: u64,
    },
    /// Too many discounts.
    #[error("{found} volume tiers, {max} at most")]
    TooManyTiers {
        /// The number in the offer.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// A tier that adds nothing to the one before.
    #[error("volume tier {tier} is not above the one before it in both volume and discount")]
    TiersNotAscending {
        /// Its position, from 0.
        tier: usize,
    },
    /// Accepted already, or never had to be.
    #[error("lease {lease_id} does not wait for acceptance")]
    NotPending {
        /// The lease.
        lease_id: u64,
    },
    /// It has not begun.
    #[error("lease {lease_id} waits for its provider, until {accept_until}")]
    Pending {
        /// The lease.
        lease_id: u64,
        /// The end of the wait.
        accept_until: u64,
    },
    /// Somebody stopped it.
    #[error("notice was given: lease {lease_id} ends at {agreed_end} at the latest")]
    NoticeGiven {
        /// The lease.
        lease_id: u64,
        /// The end that the notice set.
        agreed_end: u64,
    },
    /// One change at a time.
    #[error("lease {lease_id} is scaled down from {from} on: nothing else can be scaled before")]
    ScalePending {
        /// The lease.
        lease_id: u64,
        /// The time from which the change holds.
        from: u64,
    },
    /// The change changes nothing.
    #[error("lease {lease_id} has {gpus} GPUs already")]
    SameGpus {
        /// The lease.
        lease_id: u64,
        /// The number of GPUs that the lease has.
        gpus: u32,
    },
    /// The record stays short.
    #[error("lease {lease_id} has {max} segments already")]
    TooManySegments {
        /// The lease.
        lease_id: u64,
        /// The limit.
        max: usize,
    },
    /// The notice reaches past the end.
    #[error("lease {lease_id} could be scaled down from {from} on, and ends at {agreed_end} at the latest")]
    ScaleAfterEnd {
        /// The lease.
        lease_id: u64,
        /// The end of the notice.
        from: u64,
        /// The lease's latest end.
        agreed_end: u64,
    },
    /// The deposit does not carry the change for a second.
    #[error("a deposit of {found} is below {required}, the price to the next second")]
    DepositShort {
        /// Paid in.
        found: Uint128,
        /// Needed.
        required: Uint128,
    },

    /// Dust.
    #[error("a payment of {found} is below {required}, the price of a second")]
    TopUpTooSmall {
        /// The payment.
        found: Uint128,
        /// The payment needed.
        required: Uint128,
    },
    /// The list stays short.
    #[error("{max} accounts have paid into lease {lease_id}: no other can")]
    TooManyDepositors {
        /// The lease.
        lease_id: u64,
        /// The limit.
        max: usize,
    },
    /// Never paid into it.
    #[error("{depositor} has paid nothing into lease {lease_id}")]
    NotDepositor {
        /// The lease.
        lease_id: u64,
        /// The account.
        depositor: Addr,
    },
    /// A query for too many.
    #[error("{found} leases asked for, {max} at most")]
    TooManyLeases {
        /// Asked for.
        found: usize,
        /// The limit.
        max: usize,
    },
}
