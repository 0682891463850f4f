//! What the escrow reports of jobs and disputes.

use super::ElementPosition;
use crate::fact::Fact;
use cosmwasm_std::{Addr, Event, Uint128};
use std::fmt;

/// A tenant said what its lease is to compute in epochs that start from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobDeclared {
    /// The lease.
    pub lease_id: u64,
    /// First second in which an epoch may start that it is for.
    pub declared_at: u64,
    /// Rows of the output.
    pub rows: u32,
    /// Length of each dot product.
    pub inner: u32,
    /// Columns of the output.
    pub cols: u32,
}

impl From<JobDeclared> for Event {
    fn from(fact: JobDeclared) -> Self {
        Fact::new("job_declared")
            .number("lease_id", fact.lease_id)
            .number("declared_at", fact.declared_at)
            .number("rows", fact.rows)
            .number("inner", fact.inner)
            .number("cols", fact.cols)
            .event()
    }
}

/// The fault for which a provider is convicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The output's element is not what the inputs give.
    WrongElement {
        /// The wrong element.
        element: ElementPosition,
        /// The value that the provider committed to.
        committed: i32,
        /// The value that the inputs give.
        expected: i32,
    },
    /// The provider did not show an element in time.
    Unanswered {
        /// The element asked for.
        element: ElementPosition,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongElement { element: ElementPosition { row, col }, committed, expected } => {
                write!(f, "element {row},{col} is {committed} instead of {expected}")
            }
            Self::Unanswered { element: ElementPosition { row, col } } => {
                write!(f, "element {row},{col} was not shown")
            }
        }
    }
}

/// A lease's epoch is void: its part of the charge is the depositors' again, and the provider's bond is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochVoided {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// Whose fault.
    pub provider: Addr,
    /// Which fault.
    pub fault: Fault,
    /// What no leaf can charge any more, base units.
    pub voided: Uint128,
    /// Taken from the bond, base units.
    pub slashed: Uint128,
    /// The tenant's part of it, credited.
    pub tenant_part: Uint128,
    /// Who showed it.
    pub finder: Addr,
    /// The finder's part of it, credited.
    pub finder_part: Uint128,
    /// What is left of the bond.
    pub bond: Uint128,
}

impl From<EpochVoided> for Event {
    fn from(fact: EpochVoided) -> Self {
        Fact::new("epoch_voided")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .text("provider", fact.provider.as_str())
            .text("fault", &fact.fault.to_string())
            .amount("voided", fact.voided)
            .amount("slashed", fact.slashed)
            .amount("tenant_part", fact.tenant_part)
            .text("finder", fact.finder.as_str())
            .amount("finder_part", fact.finder_part)
            .amount("bond", fact.bond)
            .event()
    }
}

/// A provider is asked to show an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningRequested {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// Which element.
    pub element: ElementPosition,
    /// Who asks.
    pub requester: Addr,
    /// What it left, base units.
    pub bond: Uint128,
    /// The last second to answer.
    pub answer_until: u64,
}

impl From<OpeningRequested> for Event {
    fn from(fact: OpeningRequested) -> Self {
        Fact::new("opening_requested")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .number("row", fact.element.row)
            .number("col", fact.element.col)
            .text("requester", fact.requester.as_str())
            .amount("bond", fact.bond)
            .number("answer_until", fact.answer_until)
            .event()
    }
}

/// The element was shown and is right: the requester's bond is the provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestAnswered {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// Who asked.
    pub requester: Addr,
    /// The element's value.
    pub value: i32,
    /// Who is credited.
    pub provider: Addr,
    /// Base units.
    pub bond: Uint128,
}

impl From<RequestAnswered> for Event {
    fn from(fact: RequestAnswered) -> Self {
        Fact::new("request_answered")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .text("requester", fact.requester.as_str())
            .text("value", &fact.value.to_string())
            .text("provider", fact.provider.as_str())
            .amount("bond", fact.bond)
            .event()
    }
}

/// A request ended without a verdict, because its epoch is void or its lease forfeited: the bond is the requester's again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestReleased {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// Who asked, and is credited.
    pub requester: Addr,
    /// Base units.
    pub bond: Uint128,
}

impl From<RequestReleased> for Event {
    fn from(fact: RequestReleased) -> Self {
        Fact::new("request_released")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .text("requester", fact.requester.as_str())
            .amount("bond", fact.bond)
            .event()
    }
}

/// An attested leaf charges more than its lease can owe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverchargeShown {
    /// The lease.
    pub lease_id: u64,
    /// The epoch whose committee signed it.
    pub epoch: u64,
    /// What the leaf charges, base units.
    pub charge: Uint128,
    /// What it could charge at most.
    pub max: Uint128,
    /// Who showed it.
    pub finder: Addr,
    /// The lease's tenant.
    pub victim: Addr,
}

impl From<OverchargeShown> for Event {
    fn from(fact: OverchargeShown) -> Self {
        Fact::new("overcharge_shown")
            .number("lease_id", fact.lease_id)
            .number("epoch", fact.epoch)
            .amount("charge", fact.charge)
            .amount("max", fact.max)
            .text("finder", fact.finder.as_str())
            .text("victim", fact.victim.as_str())
            .event()
    }
}

/// A provider added to its bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BondToppedUp {
    /// Whose.
    pub provider: Addr,
    /// Base units added.
    pub amount: Uint128,
    /// Base units afterwards.
    pub bond: Uint128,
}

impl From<BondToppedUp> for Event {
    fn from(fact: BondToppedUp) -> Self {
        Fact::new("bond_topped_up")
            .text("provider", fact.provider.as_str())
            .amount("amount", fact.amount)
            .amount("bond", fact.bond)
            .event()
    }
}

/// An account took what the escrow owed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditClaimed {
    /// Who.
    pub account: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<CreditClaimed> for Event {
    fn from(fact: CreditClaimed) -> Self {
        Fact::new("credit_claimed")
            .text("account", fact.account.as_str())
            .amount("amount", fact.amount)
            .event()
    }
}
