//! The oracle's events about bonds: slashes, what they pay, and who is believed.

use cosmwasm_std::{Addr, Event, Uint128};

/// A bond was paid back. Type `oracle_bond_withdrawn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BondWithdrawn {
    /// Whose.
    pub operator: Addr,
    /// Base units.
    pub amount: Uint128,
    /// Sum of all bonds after it.
    pub bonds: Uint128,
}

/// An operator gave up its seat. Type `oracle_seat_resigned`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatResigned {
    /// Whose.
    pub operator: Addr,
    /// The present committee.
    pub committee_epoch: u64,
    /// Its seats with a key after it.
    pub registered: usize,
    /// When the bond may be withdrawn (Unix seconds).
    pub withdrawable_at: u64,
}

/// The offence for which a bond was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashReason {
    /// Two roots for one epoch.
    Equivocation,
    /// A mark-down that the quorum overturned.
    OverturnedMarkDown,
    /// A root with a leaf that charges more than its lease can owe.
    Overcharge,
}

/// A bond was taken, wholly or in part. Type `oracle_member_slashed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSlashed {
    /// Whose.
    pub operator: Addr,
    /// Why.
    pub reason: SlashReason,
    /// Base units taken.
    pub amount: Uint128,
    /// The bond after it, base units.
    pub bond: Uint128,
    /// Whoever was harmed: the insurance, the asset's beneficiary, or the lease's tenant.
    pub victim: Addr,
    /// Awarded to it, base units.
    pub victim_award: Uint128,
    /// Awarded to the finder, base units. After an overcharge the rest is the insurance's.
    pub finder_award: Uint128,
}

/// The signers of a root were slashed for a leaf of it. Type `oracle_overcharge_punished`, behind a
/// [`MemberSlashed`] for each signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverchargePunished {
    /// The contract that the root is for.
    pub consumer: Addr,
    /// The root's epoch.
    pub epoch: u64,
    /// The lease that the leaf overcharged.
    pub lease_id: u64,
    /// The committee that signed.
    pub committee_epoch: u64,
    /// Bit i: member i signed, and was slashed.
    pub signers: u32,
    /// Taken from all of them, base units: the sum of the three awards.
    pub amount: Uint128,
    /// The lease's tenant.
    pub victim: Addr,
    /// Awarded to it.
    pub victim_award: Uint128,
    /// Who showed the leaf.
    pub finder: Addr,
    /// Awarded to it.
    pub finder_award: Uint128,
    /// Awarded to the insurance.
    pub insurance_award: Uint128,
}

/// A contract will be believed when it says that a root for it overcharges. Type `oracle_consumer_listed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerListed {
    /// The contract.
    pub consumer: Addr,
    /// Of roots posted from then on (Unix seconds).
    pub effective_at: u64,
    /// Contracts on the list after it.
    pub consumers: usize,
}

/// A contract is believed no longer. Type `oracle_consumer_delisted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerDelisted {
    /// The contract.
    pub consumer: Addr,
    /// Contracts on the list after it.
    pub consumers: usize,
}

/// An award was paid out. Type `oracle_award_claimed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardClaimed {
    /// Whose.
    pub account: Addr,
    /// Base units.
    pub amount: Uint128,
    /// Sum of all awards after it.
    pub awards: Uint128,
}

impl From<BondWithdrawn> for Event {
    fn from(fact: BondWithdrawn) -> Self {
        Self::new("oracle_bond_withdrawn")
            .add_attribute("operator", fact.operator)
            .add_attribute("amount", fact.amount)
            .add_attribute("bonds", fact.bonds)
    }
}

impl From<SeatResigned> for Event {
    fn from(fact: SeatResigned) -> Self {
        Self::new("oracle_seat_resigned")
            .add_attribute("operator", fact.operator)
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("registered", fact.registered.to_string())
            .add_attribute("withdrawable_at", fact.withdrawable_at.to_string())
    }
}

impl SlashReason {
    /// As the event has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equivocation => "equivocation",
            Self::OverturnedMarkDown => "overturned_mark_down",
            Self::Overcharge => "overcharge",
        }
    }
}

impl From<MemberSlashed> for Event {
    fn from(fact: MemberSlashed) -> Self {
        Self::new("oracle_member_slashed")
            .add_attribute("operator", fact.operator)
            .add_attribute("reason", fact.reason.as_str())
            .add_attribute("amount", fact.amount)
            .add_attribute("bond", fact.bond)
            .add_attribute("victim", fact.victim)
            .add_attribute("victim_award", fact.victim_award)
            .add_attribute("finder_award", fact.finder_award)
    }
}

impl From<OverchargePunished> for Event {
    fn from(fact: OverchargePunished) -> Self {
        Self::new("oracle_overcharge_punished")
            .add_attribute("consumer", fact.consumer)
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("signers", fact.signers.to_string())
            .add_attribute("amount", fact.amount)
            .add_attribute("victim", fact.victim)
            .add_attribute("victim_award", fact.victim_award)
            .add_attribute("finder", fact.finder)
            .add_attribute("finder_award", fact.finder_award)
            .add_attribute("insurance_award", fact.insurance_award)
    }
}

impl From<ConsumerListed> for Event {
    fn from(fact: ConsumerListed) -> Self {
        Self::new("oracle_consumer_listed")
            .add_attribute("consumer", fact.consumer)
            .add_attribute("effective_at", fact.effective_at.to_string())
            .add_attribute("consumers", fact.consumers.to_string())
    }
}

impl From<ConsumerDelisted> for Event {
    fn from(fact: ConsumerDelisted) -> Self {
        Self::new("oracle_consumer_delisted")
            .add_attribute("consumer", fact.consumer)
            .add_attribute("consumers", fact.consumers.to_string())
    }
}

impl From<AwardClaimed> for Event {
    fn from(fact: AwardClaimed) -> Self {
        Self::new("oracle_award_claimed")
            .add_attribute("account", fact.account)
            .add_attribute("amount", fact.amount)
            .add_attribute("awards", fact.awards)
    }
}
