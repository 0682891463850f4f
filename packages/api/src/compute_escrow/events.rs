//! What the escrow reports: a struct per fact, with the state after it.

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
        Self::new("config_updated")
            .add_attribute("fee_recipient", fact.fee_recipient)
            .add_attribute("min_bond", fact.min_bond)
            .add_attribute("protocol_fee_bps", fact.protocol_fee_bps.to_string())
            .add_attribute("challenge_window_seconds", fact.challenge_window_seconds.to_string())
            .add_attribute("silence_seconds", fact.silence_seconds.to_string())
            .add_attribute("market", fact.market.map_or_else(String::new, Addr::into_string))
            .add_attribute("request_bond", fact.request_bond)
            .add_attribute("answer_seconds", fact.answer_seconds.to_string())
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
        Self::new("provider_registered")
            .add_attribute("provider", fact.provider)
            .add_attribute("endpoint", fact.endpoint)
            .add_attribute("bond", fact.bond)
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
        Self::new("bond_withdrawn")
            .add_attribute("provider", fact.provider)
            .add_attribute("amount", fact.amount)
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
        Self::new("offer_published")
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("sku", fact.sku)
            .add_attribute("gpus", fact.gpus.to_string())
            .add_attribute("region", fact.region)
            .add_attribute("rate", fact.rate)
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
        Self::new("offer_retired")
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("gpus_in_use", fact.gpus_in_use.to_string())
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
        Self::new("lease_opened")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("offer_id", fact.offer_id.to_string())
            .add_attribute("tenant", fact.tenant)
            .add_attribute("provider", fact.provider)
            .add_attribute("gpus", fact.gpus.to_string())
            .add_attribute("rate", fact.rate)
            .add_attribute("deposit", fact.deposit)
            .add_attribute("starts_at", fact.starts_at.to_string())
            .add_attribute("agreed_end", fact.agreed_end.to_string())
            .add_attribute("runway_until", fact.runway_until.to_string())
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
        Self::new("lease_topped_up")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("payer", fact.payer)
            .add_attribute("amount", fact.amount)
            .add_attribute("deposit", fact.deposit)
            .add_attribute("runway_until", fact.runway_until.to_string())
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
        Self::new("lease_ended")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("ended_by", fact.ended_by)
            .add_attribute("ended_at", fact.ended_at.to_string())
            .add_attribute("settles_at", fact.settles_at.to_string())
            .add_attribute("deposit", fact.deposit)
            .add_attribute("claimed", fact.claimed)
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
        Self::new("output_committed")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("commitment", fact.commitment.to_string())
            .add_attribute("height", fact.height.to_string())
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
        Self::new("lease_claimed")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("payee", fact.payee)
            .add_attribute("charged", fact.charged)
            .add_attribute("protocol_fee", fact.protocol_fee)
            .add_attribute("paid", fact.paid)
            .add_attribute("claimed", fact.claimed)
            .add_attribute("held", fact.held)
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
        Self::new("leases_claimed")
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("payee", fact.payee)
            .add_attribute("leases", fact.leases.to_string())
            .add_attribute("charged", fact.charged)
            .add_attribute("protocol_fee", fact.protocol_fee)
            .add_attribute("paid", fact.paid)
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
        Self::new("payout_assigned")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("assigned_by", fact.assigned_by)
            .add_attribute("payee", fact.payee)
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
        Self::new("lease_refunded")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("depositor", fact.depositor)
            .add_attribute("amount", fact.amount)
            .add_attribute("refunded", fact.refunded)
            .add_attribute("held", fact.held)
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
        Self::new("protocol_fees_claimed")
            .add_attribute("recipient", fact.recipient)
            .add_attribute("amount", fact.amount)
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
        Self::new("ownership_proposed")
            .add_attribute("owner", fact.owner)
            .add_attribute("pending_owner", fact.pending_owner.map_or_else(String::new, Addr::into_string))
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
        Self::new("ownership_accepted").add_attribute("owner", fact.owner)
    }
}
