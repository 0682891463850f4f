//! Events of the oracle about bonds: slashes, what they pay, and who is believed.

use cosmwasm_std::{Addr, Uint128};
use weal_wire::event::EventValue;

/// A bond was paid back.
#[weal_wire::event(name = "oracle_bond_withdrawn")]
pub struct BondWithdrawn {
    pub operator: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
    /// Sum of all bonds afterwards, base units.
    pub bonds: Uint128,
}

/// An operator gave up its seat.
#[weal_wire::event(name = "oracle_seat_resigned")]
pub struct SeatResigned {
    pub operator: Addr,
    /// Number of the present committee.
    pub committee_epoch: u64,
    /// Seats of the committee with a key afterwards.
    pub registered: usize,
    /// First second in which the bond may be withdrawn, Unix time.
    pub withdrawable_at: u64,
}

/// The fault that a bond was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashReason {
    /// Two roots for one epoch.
    Equivocation,
    /// A mark-down that the quorum overturned.
    OverturnedMarkDown,
    /// A root with a leaf that charges more than its lease can owe.
    Overcharge,
}

impl SlashReason {
    /// The reason's text in the event.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equivocation => "equivocation",
            Self::OverturnedMarkDown => "overturned_mark_down",
            Self::Overcharge => "overcharge",
        }
    }
}

impl EventValue for SlashReason {
    fn into_text(self) -> String {
        self.as_str().to_owned()
    }
}

/// A bond was taken, wholly or in part.
#[weal_wire::event(name = "oracle_member_slashed")]
pub struct MemberSlashed {
    pub operator: Addr,
    pub reason: SlashReason,
    /// Amount taken, base units.
    pub amount: Uint128,
    /// Bond afterwards, base units.
    pub bond: Uint128,
    /// Account that was harmed: the insurance, the asset's beneficiary, or the lease's tenant.
    pub victim: Addr,
    /// Amount awarded to the victim, base units.
    pub victim_award: Uint128,
    /// Amount awarded to the finder, base units. After an overcharge the rest is the insurance's.
    pub finder_award: Uint128,
}

/// The signers of a root were slashed for a leaf of it. The event stands behind a [`MemberSlashed`] for each signer.
#[weal_wire::event(name = "oracle_overcharge_punished")]
pub struct OverchargePunished {
    /// Contract that the root is for.
    pub consumer: Addr,
    /// Epoch of the root.
    pub epoch: u64,
    /// Lease that the leaf overcharged.
    pub lease_id: u64,
    /// Number of the committee that signed.
    pub committee_epoch: u64,
    /// Bit i: member i signed, and was slashed.
    pub signers: u32,
    /// Amount taken from all of them, base units: the sum of the three awards.
    pub amount: Uint128,
    /// Tenant of the lease.
    pub victim: Addr,
    /// Amount awarded to the victim, base units.
    pub victim_award: Uint128,
    /// Account that showed the leaf.
    pub finder: Addr,
    /// Amount awarded to the finder, base units.
    pub finder_award: Uint128,
    /// Amount awarded to the insurance, base units.
    pub insurance_award: Uint128,
}

/// A contract will be believed when it says that a root for it overcharges.
#[weal_wire::event(name = "oracle_consumer_listed")]
pub struct ConsumerListed {
    pub consumer: Addr,
    /// Second from which roots are posted that count, Unix time.
    pub effective_at: u64,
    /// Number of contracts on the list afterwards.
    pub consumers: usize,
}

/// A contract is believed no longer.
#[weal_wire::event(name = "oracle_consumer_delisted")]
pub struct ConsumerDelisted {
    pub consumer: Addr,
    /// Number of contracts on the list afterwards.
    pub consumers: usize,
}

/// An award was paid out.
#[weal_wire::event(name = "oracle_award_claimed")]
pub struct AwardClaimed {
    pub account: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
    /// Sum of all awards afterwards, base units.
    pub awards: Uint128,
}
