//! Refusals of the compute market.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::compute_escrow::EscrowReadError;
use weal_api::compute_registry::RegistryReadError;
use weal_api::oracle::HashLength;
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

/// Refusals of the compute market.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding, an answer of the escrow, or a migration from something else.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A sum above the largest amount.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A price above the largest amount.
    #[error(transparent)]
    Arithmetic(#[from] FixedPointError),
    /// Funds that the message does not take, or that are not of the payment asset.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// An escrow whose payment asset is no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A commitment or salt of another width than 32 bytes.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// A registry that cannot be read.
    #[error(transparent)]
    Registry(#[from] RegistryReadError),
    /// An escrow whose configuration cannot be read.
    #[error(transparent)]
    Escrow(#[from] EscrowReadError),
    /// A packed record that does not have its layout.
    #[error(transparent)]
    Record(#[from] RecordError),

    /// A bid deposit of zero: a bid needs one to be serious.
    #[error("the bid deposit must be above zero")]
    ZeroDeposit,
    /// An escrow whose owner has not named this market, or has named another since.
    #[error("{escrow} does not take agreed prices from this market")]
    NotTheMarket {
        /// The escrow.
        escrow: Addr,
    },
    /// A number outside its limits.
    #[error("{field} is {found}, it must be {min} to {max}")]
    OutOfRange {
        /// The field's name.
        field: &'static str,
        /// The number that was given.
        found: u64,
        /// The least that is allowed.
        min: u64,
        /// The most that is allowed.
        max: u64,
    },
    /// A text that is too short or too long.
    #[error("{field} has {found} bytes, it must have {min} to {max}")]
    TextLength {
        /// The field's name.
        field: &'static str,
        /// The bytes that were given.
        found: usize,
        /// The least number of bytes.
        min: usize,
        /// The most bytes.
        max: usize,
    },
    /// A list that is too long.
    #[error("{found} {list} were named, at most {max} can be")]
    TooMany {
        /// The list's name.
        list: &'static str,
        /// The number of entries that were given.
        found: usize,
        /// The most entries.
        max: usize,
    },
    /// A rate of zero.
    #[error("a rate must be above zero")]
    ZeroRate,
    /// Attestations that are asked for in a market without a registry.
    #[error("this market has no registry whose attestations could be required")]
    NoRegistry,
    /// A payment that is not the order's cost at its greatest rate, or not the bid deposit.
    #[error("{found} was paid, {required} is needed")]
    WrongDeposit {
        /// The amount that was paid, base units.
        found: Uint128,
        /// The amount that is needed, base units.
        required: Uint128,
    },
    /// An order's number that does not exist.
    #[error("there is no order {order_id}")]
    UnknownOrder {
        /// The order's number.
        order_id: u64,
    },
    /// An order that was awarded, has failed or was cancelled.
    #[error("order {order_id} is not open any more")]
    OrderClosed {
        /// The order's number.
        order_id: u64,
    },
    /// A bid after the time of bids.
    #[error("bids were taken until {bids_until}, it is {now}")]
    BidsClosed {
        /// The first second without bids.
        bids_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// An order that has the most bids already.
    #[error("the order has {max} bids already")]
    TooManyBids {
        /// The most bids.
        max: usize,
    },
    /// A reveal outside the time of reveals.
    #[error("bids are revealed from {bids_until} until {reveals_until}, it is {now}")]
    NotRevealing {
        /// The first second of reveals.
        bids_until: u64,
        /// The first second after the reveals.
        reveals_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// An award before the time of reveals is over.
    #[error("bids can be revealed until {reveals_until}, it is {now}")]
    StillRevealing {
        /// The first second after the reveals.
        reveals_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// The sender has no bid on the order.
    #[error("{provider} has no bid for order {order_id}")]
    NoBid {
        /// The order's number.
        order_id: u64,
        /// The sender of the message.
        provider: Addr,
    },
    /// A bid that was revealed before.
    #[error("the bid of {provider} is revealed already")]
    AlreadyRevealed {
        /// The bidder.
        provider: Addr,
    },
    /// An offer, rate and salt that do not give the commitment.
    #[error("offer, rate and salt do not give the commitment of {provider}")]
    WrongOpening {
        /// The bidder.
        provider: Addr,
    },
    /// A bid that cannot carry the order.
    #[error("the bid does not qualify: {reason}")]
    NotQualified {
        /// The reason why the bid does not qualify.
        reason: Disqualification,
    },
    /// The sender is not the order's tenant.
    #[error("{sender} is not the tenant, {tenant} is")]
    NotTenant {
        /// The sender of the message.
        sender: Addr,
        /// The order's tenant.
        tenant: Addr,
    },
    /// An order with bids, which bind its tenant.
    #[error("the order has {bids} bids and cannot be cancelled")]
    HasBids {
        /// The number of bids.
        bids: usize,
    },
    /// The account has no credit to claim.
    #[error("{account} has no credit here")]
    NoCredit {
        /// The sender of the message.
        account: Addr,
    },
    /// A best bid that cannot be awarded in this block, while its turn is not over: nothing changes.
    #[error(
        "the bid of {provider} for order {order_id} has its turn until {turn_until}, it is {now}: {reason}"
    )]
    TurnNotOver {
        /// The order's number.
        order_id: u64,
        /// The best bid's provider.
        provider: Addr,
        /// The first second after its turn.
        turn_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
        /// The chain's reason for refusing the award.
        reason: String,
    },
    /// A state that this contract's own records exclude.
    #[error("an invariant of the market is broken: {what}")]
    Invariant {
        /// The condition that does not hold.
        what: &'static str,
    },
    /// An answer to a message that this contract does not send.
    #[error("no message of this contract has the reply id {id}")]
    UnknownReply {
        /// The reply's id.
        id: u64,
    },
}

/// An act of a bidder since its reveal that makes its bid impossible.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OwnAct {
    /// The bidder took the offer off the market.
    #[error("offer {offer_id} is retired")]
    OfferRetired {
        /// The offer's number.
        offer_id: u64,
    },
    /// The bidder was slashed and has not topped its bond up.
    #[error("its provider's bond is {found}, {required} is needed")]
    BondShort {
        /// The bidder's bond, base units.
        found: Uint128,
        /// The bond that a lease needs, base units.
        required: Uint128,
    },
}

/// A reason why an offer cannot carry an order.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Disqualification {
    /// The offer is another provider's.
    #[error("offer {offer_id} is of {provider}")]
    OtherProvider {
        /// The offer's number.
        offer_id: u64,
        /// The offer's provider.
        provider: Addr,
    },
    /// The offer is off the market.
    #[error("offer {offer_id} is retired")]
    Retired {
        /// The offer's number.
        offer_id: u64,
    },
    /// The offer is of another GPU model.
    #[error("the offer is of {found}, {required} is wanted")]
    OtherSku {
        /// The offer's GPU model.
        found: String,
        /// The order's GPU model.
        required: String,
    },
    /// The offer's region is not one of those that the order names.
    #[error("region {found} is not one that was asked for")]
    OtherRegion {
        /// The offer's region.
        found: String,
    },
    /// The offer has too few GPUs.
    #[error("the offer has {found} GPUs, {required} are wanted")]
    TooFewGpus {
        /// The offer's GPUs.
        found: u32,
        /// The order's GPUs.
        required: u32,
    },
    /// The order's time is too short or too long for the offer.
    #[error("{found} seconds are wanted, the offer allows {min} to {max}")]
    Duration {
        /// The order's time, seconds.
        found: u64,
        /// The offer's shortest time, seconds.
        min: u64,
        /// The offer's longest time, seconds.
        max: u64,
    },
    /// The offer waits for its provider's acceptance, so a winner could still say no.
    #[error("offer {offer_id} waits for its provider's acceptance, a bid must bind")]
    NeedsAcceptance {
        /// The offer's number.
        offer_id: u64,
    },
    /// The rate is above the provider's own posted price for that lease: the escrow would not open it.
    #[error("a rate of {found} is above the offer's own, {max}")]
    RateAboveOffer {
        /// The bid's rate.
        found: Uint128,
        /// The offer's rate, its volume discount included.
        max: Uint128,
    },
    /// The rate is above the order's greatest.
    #[error("a rate of {found} is above {max}")]
    RateAboveMaximum {
        /// The bid's rate.
        found: Uint128,
        /// The order's greatest rate.
        max: Uint128,
    },
    /// The provider lacks an attestation, or one ends too early.
    #[error("the provider does not hold every attestation asked for until {until}")]
    Unattested {
        /// The lease's latest end (Unix seconds).
        until: u64,
    },
}
