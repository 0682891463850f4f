//! Why the market refused a message.

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
    /// Funds where none are taken, or not the payment asset.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The escrow's payment asset names no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A commitment or salt of another width than 32 bytes.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// The registry cannot be read.
    #[error(transparent)]
    Registry(#[from] RegistryReadError),
    /// The escrow's configuration cannot be read.
    #[error(transparent)]
    Escrow(#[from] EscrowReadError),
    /// A packed record does not have its layout.
    #[error(transparent)]
    Record(#[from] RecordError),

    /// A bid needs a deposit to be serious.
    #[error("the bid deposit must be above zero")]
    ZeroDeposit,
    /// The escrow's owner has not named this market, or named another since.
    #[error("{escrow} does not take agreed prices from this market")]
    NotTheMarket {
        /// The escrow.
        escrow: Addr,
    },
    /// A number outside its limits.
    #[error("{field} is {found}, it must be {min} to {max}")]
    OutOfRange {
        /// Which.
        field: &'static str,
        /// What was given.
        found: u64,
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// A text too short or too long.
    #[error("{field} has {found} bytes, it must have {min} to {max}")]
    TextLength {
        /// Which.
        field: &'static str,
        /// What was given.
        found: usize,
        /// At least.
        min: usize,
        /// At most.
        max: usize,
    },
    /// A list too long.
    #[error("{found} {list} were named, at most {max} can be")]
    TooMany {
        /// Which.
        list: &'static str,
        /// What was given.
        found: usize,
        /// At most.
        max: usize,
    },
    /// A rate of nothing.
    #[error("a rate must be above zero")]
    ZeroRate,
    /// Attestations were asked for where nobody keeps them.
    #[error("this market has no registry whose attestations could be required")]
    NoRegistry,
    /// Not what the order costs at its greatest rate, or not the bid deposit.
    #[error("{found} was paid, {required} is needed")]
    WrongDeposit {
        /// What was paid, base units.
        found: Uint128,
        /// What is needed, base units.
        required: Uint128,
    },
    /// No such order.
    #[error("there is no order {order_id}")]
    UnknownOrder {
        /// The order.
        order_id: u64,
    },
    /// Awarded, failed or cancelled.
    #[error("order {order_id} is not open any more")]
    OrderClosed {
        /// The order.
        order_id: u64,
    },
    /// Bids are over.
    #[error("bids were taken until {bids_until}, it is {now}")]
    BidsClosed {
        /// First second without bids.
        bids_until: u64,
        /// Block time.
        now: u64,
    },
    /// No room.
    #[error("the order has {max} bids already")]
    TooManyBids {
        /// The limit.
        max: usize,
    },
    /// Not the time to reveal.
    #[error("bids are revealed from {bids_until} until {reveals_until}, it is {now}")]
    NotRevealing {
        /// First second of it.
        bids_until: u64,
        /// First second after it.
        reveals_until: u64,
        /// Block time.
        now: u64,
    },
    /// Not the time to award.
    #[error("bids can be revealed until {reveals_until}, it is {now}")]
    StillRevealing {
        /// First second after it.
        reveals_until: u64,
        /// Block time.
        now: u64,
    },
    /// The sender has no bid on the order.
    #[error("{provider} has no bid for order {order_id}")]
    NoBid {
        /// The order.
        order_id: u64,
        /// Who asked.
        provider: Addr,
    },
    /// Revealed once already.
    #[error("the bid of {provider} is revealed already")]
    AlreadyRevealed {
        /// Whose.
        provider: Addr,
    },
    /// Offer, rate and salt are not what was committed to.
    #[error("offer, rate and salt do not give the commitment of {provider}")]
    WrongOpening {
        /// Whose.
        provider: Addr,
    },
    /// The bid cannot carry the order.
    #[error("the bid does not qualify: {reason}")]
    NotQualified {
        /// What is missing.
        reason: Disqualification,
    },
    /// Not the order's tenant.
    #[error("{sender} is not the tenant, {tenant} is")]
    NotTenant {
        /// Who asked.
        sender: Addr,
        /// Who may.
        tenant: Addr,
    },
    /// Somebody bid: an order binds its tenant from then on.
    #[error("the order has {bids} bids and cannot be cancelled")]
    HasBids {
        /// How many.
        bids: usize,
    },
    /// Nothing to send.
    #[error("{account} has no credit here")]
    NoCredit {
        /// Who asked.
        account: Addr,
    },
    /// The best bid cannot be awarded in this block, and its turn is not over: nothing changes.
    #[error(
        "the bid of {provider} for order {order_id} has its turn until {turn_until}, it is {now}: {reason}"
    )]
    TurnNotOver {
        /// The order.
        order_id: u64,
        /// Whose bid it is.
        provider: Addr,
        /// First second after its turn.
        turn_until: u64,
        /// Block time.
        now: u64,
        /// What the chain said.
        reason: String,
    },
    /// What this contract's own records exclude.
    #[error("an invariant of the market is broken: {what}")]
    Invariant {
        /// What does not fit.
        what: &'static str,
    },
    /// An answer to a message that this contract does not send.
    #[error("no message of this contract has the reply id {id}")]
    UnknownReply {
        /// The id.
        id: u64,
    },
}

/// What a bidder did since its reveal that makes its bid impossible.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OwnAct {
    /// It took the offer off the market.
    #[error("offer {offer_id} is retired")]
    OfferRetired {
        /// The offer.
        offer_id: u64,
    },
    /// It was slashed and has not topped up.
    #[error("its provider's bond is {found}, {required} is needed")]
    BondShort {
        /// Its bond, base units.
        found: Uint128,
        /// What is needed to lease, base units.
        required: Uint128,
    },
}

/// Why an offer cannot carry an order.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Disqualification {
    /// The offer is another provider's.
    #[error("offer {offer_id} is of {provider}")]
    OtherProvider {
        /// The offer.
        offer_id: u64,
        /// Whose it is.
        provider: Addr,
    },
    /// Off the market.
    #[error("offer {offer_id} is retired")]
    Retired {
        /// The offer.
        offer_id: u64,
    },
    /// Another GPU.
    #[error("the offer is of {found}, {required} is wanted")]
    OtherSku {
        /// The offer's.
        found: String,
        /// The order's.
        required: String,
    },
    /// Not one of the regions named.
    #[error("region {found} is not one that was asked for")]
    OtherRegion {
        /// The offer's.
        found: String,
    },
    /// Too few.
    #[error("the offer has {found} GPUs, {required} are wanted")]
    TooFewGpus {
        /// The offer's.
        found: u32,
        /// The order's.
        required: u32,
    },
    /// Too short or too long for the offer.
    #[error("{found} seconds are wanted, the offer allows {min} to {max}")]
    Duration {
        /// The order's.
        found: u64,
        /// The offer's shortest.
        min: u64,
        /// The offer's longest.
        max: u64,
    },
    /// A winner could still say no.
    #[error("offer {offer_id} waits for its provider's acceptance, a bid must bind")]
    NeedsAcceptance {
        /// The offer.
        offer_id: u64,
    },
    /// Dearer than the provider's own posted price for that lease: the escrow would not open it.
    #[error("a rate of {found} is above the offer's own, {max}")]
    RateAboveOffer {
        /// The bid's.
        found: Uint128,
        /// The offer's, its volume discount included.
        max: Uint128,
    },
    /// Dearer than the order allows.
    #[error("a rate of {found} is above {max}")]
    RateAboveMaximum {
        /// The bid's.
        found: Uint128,
        /// The order's.
        max: Uint128,
    },
    /// An attestation is missing or ends too early.
    #[error("the provider does not hold every attestation asked for until {until}")]
    Unattested {
        /// The lease's latest end.
        until: u64,
    },
}
