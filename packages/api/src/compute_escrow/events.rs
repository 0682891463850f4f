//! What the escrow reports: a struct per fact, with the state after it.

use crate::fact::Fact;
use cosmwasm_std::{Addr, Binary, Event, Uint128};

/// The terms of future registrations and leases, after a change or at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigUpdated {
    /// Who gets the protocol's fees.
    pub fee_recipient: Addr,
    /// Least bond, base units.
    pub min_bond: Uint128,
    /// Basis points of every charge.
    pub protocol_fee_bps: u16,
    /// How long a root waits.
    pub challenge_window_seconds: u64,
    /// How long the committee may be silent after a lease's end.
    pub silence_seconds: u64,
    /// Who may open leases at an agreed price; an empty value for nobody.
    pub market: Option<Addr>,
    /// What whoever asks to see an element leaves, base units.
    pub request_bond: Uint128,
    /// How long a provider may take to show it.
    pub answer_seconds: u64,
}

impl From<ConfigUpdated> for Event {
    fn from(fact: ConfigUpdated) -> Self {
        Fact::new("config_updated")
            .text("fee_recipient", fact.fee_recipient.as_str())
            .amount("min_bond", fact.min_bond)
            .number("protocol_fee_bps", fact.protocol_fee_bps)
            .number("challenge_window_seconds", fact.challenge_window_seconds)
            .number("silence_seconds", fact.silence_seconds)
            .text_if("market", fact.market)
            .amount("request_bond", fact.request_bond)
            .number("answer_seconds", fact.answer_seconds)
            .event()
    }
}

/// A provider joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRegistered {
    /// Who.
    pub provider: Addr,
    /// Where its machines answer.
    pub endpoint: String,
    /// Base units.
    pub bond: Uint128,
}

impl From<ProviderRegistered> for Event {
    fn from(fact: ProviderRegistered) -> Self {
        Fact::new("provider_registered")
            .text("provider", fact.provider.as_str())
            .text("endpoint", &fact.endpoint)
            .amount("bond", fact.bond)
            .event()
    }
}

/// A provider left with its bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BondWithdrawn {
    /// Who.
    pub provider: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<BondWithdrawn> for Event {
    fn from(fact: BondWithdrawn) -> Self {
        Fact::new("bond_withdrawn")
            .text("provider", fact.provider.as_str())
            .amount("amount", fact.amount)
            .event()
    }
}

/// An offer came on the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferPublished {
    /// Its number.
    pub offer_id: u64,
    /// Whose.
    pub provider: Addr,
    /// The GPU's name.
    pub sku: String,
    /// How many.
    pub gpus: u32,
    /// Where they stand.
    pub region: String,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

impl From<OfferPublished> for Event {
    fn from(fact: OfferPublished) -> Self {
        Fact::new("offer_published")
            .number("offer_id", fact.offer_id)
            .text("provider", fact.provider.as_str())
            .text("sku", &fact.sku)
            .number("gpus", fact.gpus)
            .text("region", &fact.region)
            .amount("rate", fact.rate)
            .event()
    }
}

/// An offer left the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRetired {
    /// Its number.
    pub offer_id: u64,
    /// Whose.
    pub provider: Addr,
    /// GPUs still under lease.
    pub gpus_in_use: u32,
}

impl From<OfferRetired> for Event {
    fn from(fact: OfferRetired) -> Self {
        Fact::new("offer_retired")
            .number("offer_id", fact.offer_id)
            .text("provider", fact.provider.as_str())
            .number("gpus_in_use", fact.gpus_in_use)
            .event()
    }
}

/// A lease began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseOpened {
    /// Its number.
    pub lease_id: u64,
    /// The offer.
    pub offer_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// Who is paid.
    pub provider: Addr,
    /// GPUs leased.
    pub gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Base units.
    pub deposit: Uint128,
    /// First second.
    pub starts_at: u64,
    /// The latest end.
    pub agreed_end: u64,
    /// The end that the deposit pays for.
    pub runway_until: u64,
}

impl From<LeaseOpened> for Event {
    fn from(fact: LeaseOpened) -> Self {
        Fact::new("lease_opened")
            .number("lease_id", fact.lease_id)
            .number("offer_id", fact.offer_id)
            .text("tenant", fact.tenant.as_str())
            .text("provider", fact.provider.as_str())
            .number("gpus", fact.gpus)
            .amount("rate", fact.rate)
            .amount("deposit", fact.deposit)
            .number("starts_at", fact.starts_at)
            .number("agreed_end", fact.agreed_end)
            .number("runway_until", fact.runway_until)
            .event()
    }
}

/// A running lease's deposit grew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseToppedUp {
    /// The lease.
    pub lease_id: u64,
    /// Who paid.
    pub payer: Addr,
    /// Base units.
    pub amount: Uint128,
    /// Paid in so far.
    pub deposit: Uint128,
    /// The end that it pays for.
    pub runway_until: u64,
}

impl From<LeaseToppedUp> for Event {
    fn from(fact: LeaseToppedUp) -> Self {
        Fact::new("lease_topped_up")
            .number("lease_id", fact.lease_id)
            .text("payer", fact.payer.as_str())
            .amount("amount", fact.amount)
            .amount("deposit", fact.deposit)
            .number("runway_until", fact.runway_until)
            .event()
    }
}

/// A lease was closed and its GPUs are free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseEnded {
    /// The lease.
    pub lease_id: u64,
    /// Who called.
    pub ended_by: Addr,
    /// Its last second.
    pub ended_at: u64,
    /// From when all that was not claimed goes back.
    pub settles_at: u64,
    /// Paid in.
    pub deposit: Uint128,
    /// Charged so far.
    pub claimed: Uint128,
}

impl From<LeaseEnded> for Event {
    fn from(fact: LeaseEnded) -> Self {
        Fact::new("lease_ended")
            .number("lease_id", fact.lease_id)
            .text("ended_by", fact.ended_by.as_str())
            .number("ended_at", fact.ended_at)
            .number("settles_at", fact.settles_at)
            .amount("deposit", fact.deposit)
            .amount("claimed", fact.claimed)
            .event()
    }
}

/// A provider bound itself to an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputCommitted {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// 32 bytes, base64 in the event.
    pub commitment: Binary,
    /// The block.
    pub height: u64,
}

impl From<OutputCommitted> for Event {
    fn from(fact: OutputCommitted) -> Self {
        Fact::new("output_committed")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .text("commitment", &fact.commitment.to_string())
            .number("height", fact.height)
            .event()
    }
}

/// A provider was paid out of a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseClaimed {
    /// The lease.
    pub lease_id: u64,
    /// The epoch of the leaf.
    pub epoch: u64,
    /// Whose lease it is.
    pub provider: Addr,
    /// Who was paid.
    pub payee: Addr,
    /// Taken from the deposit.
    pub charged: Uint128,
    /// The protocol's part of it.
    pub protocol_fee: Uint128,
    /// The provider's part of it.
    pub paid: Uint128,
    /// Charged so far.
    pub claimed: Uint128,
    /// Left of the deposit.
    pub held: Uint128,
}

impl From<LeaseClaimed> for Event {
    fn from(fact: LeaseClaimed) -> Self {
        Fact::new("lease_claimed")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .text("provider", fact.provider.as_str())
            .text("payee", fact.payee.as_str())
            .amount("charged", fact.charged)
            .amount("protocol_fee", fact.protocol_fee)
            .amount("paid", fact.paid)
            .amount("claimed", fact.claimed)
            .amount("held", fact.held)
            .event()
    }
}

/// A provider was paid out of many leases at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasesClaimed {
    /// The epoch of the leaves.
    pub epoch: u64,
    /// Whose leases they are.
    pub provider: Addr,
    /// Who was paid.
    pub payee: Addr,
    /// Leases that added something.
    pub leases: u64,
    /// Taken from their deposits.
    pub charged: Uint128,
    /// The protocol's part of it.
    pub protocol_fee: Uint128,
    /// The provider's part of it.
    pub paid: Uint128,
}

impl From<LeasesClaimed> for Event {
    fn from(fact: LeasesClaimed) -> Self {
        Fact::new("leases_claimed")
            .number("epoch", fact.epoch)
            .text("provider", fact.provider.as_str())
            .text("payee", fact.payee.as_str())
            .number("leases", fact.leases)
            .amount("charged", fact.charged)
            .amount("protocol_fee", fact.protocol_fee)
            .amount("paid", fact.paid)
            .event()
    }
}

/// A lease's payouts go to another account from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutAssigned {
    /// The lease.
    pub lease_id: u64,
    /// Who was paid so far, and decided.
    pub assigned_by: Addr,
    /// Who is paid: the provider where the lease was released.
    pub payee: Addr,
}

impl From<PayoutAssigned> for Event {
    fn from(fact: PayoutAssigned) -> Self {
        Fact::new("payout_assigned")
            .number("lease_id", fact.lease_id)
            .text("assigned_by", fact.assigned_by.as_str())
            .text("payee", fact.payee.as_str())
            .event()
    }
}

/// A depositor got back its part of what no leaf can claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseRefunded {
    /// The lease.
    pub lease_id: u64,
    /// Who.
    pub depositor: Addr,
    /// Base units.
    pub amount: Uint128,
    /// Set free for all depositors so far.
    pub refunded: Uint128,
    /// Left of the deposit.
    pub held: Uint128,
}

impl From<LeaseRefunded> for Event {
    fn from(fact: LeaseRefunded) -> Self {
        Fact::new("lease_refunded")
            .number("lease_id", fact.lease_id)
            .text("depositor", fact.depositor.as_str())
            .amount("amount", fact.amount)
            .amount("refunded", fact.refunded)
            .amount("held", fact.held)
            .event()
    }
}

/// The protocol's fees were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolFeesClaimed {
    /// To whom.
    pub recipient: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<ProtocolFeesClaimed> for Event {
    fn from(fact: ProtocolFeesClaimed) -> Self {
        Fact::new("protocol_fees_claimed")
            .text("recipient", fact.recipient.as_str())
            .amount("amount", fact.amount)
            .event()
    }
}

/// The owner named a successor, or withdrew the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipProposed {
    /// The owner.
    pub owner: Addr,
    /// The successor; an empty value for none.
    pub pending_owner: Option<Addr>,
}

impl From<OwnershipProposed> for Event {
    fn from(fact: OwnershipProposed) -> Self {
        Fact::new("ownership_proposed")
            .text("owner", fact.owner.as_str())
            .text_if("pending_owner", fact.pending_owner)
            .event()
    }
}

/// The successor took over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipAccepted {
    /// The owner now.
    pub owner: Addr,
}

impl From<OwnershipAccepted> for Event {
    fn from(fact: OwnershipAccepted) -> Self {
        Fact::new("ownership_accepted").text("owner", fact.owner.as_str()).event()
    }
}
