//! What the escrow reports of jobs and disputes.

use super::ElementPosition;
use cosmwasm_std::{Addr, Event, Uint128};
use std::fmt;

/// A tenant said what its lease is to compute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobDeclared {
    /// The lease.
    pub lease_id: u64,
    /// Rows of the output.
    pub rows: u32,
    /// Length of each dot product.
    pub inner: u32,
    /// Columns of the output.
    pub cols: u32,
}

impl From<JobDeclared> for Event {
    fn from(fact: JobDeclared) -> Self {
        Self::new("job_declared")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("rows", fact.rows.to_string())
            .add_attribute("inner", fact.inner.to_string())
            .add_attribute("cols", fact.cols.to_string())
    }
}

/// How a provider was found wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An element of its output is not what the inputs give.
    WrongElement {
        /// Which.
        element: ElementPosition,
        /// What it committed to.
        committed: i32,
        /// What the inputs give.
        expected: i32,
    },
    /// It did not show an element in time.
    Unanswered {
        /// Which.
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
        Self::new("epoch_voided")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("fault", fact.fault.to_string())
            .add_attribute("voided", fact.voided)
            .add_attribute("slashed", fact.slashed)
            .add_attribute("tenant_part", fact.tenant_part)
            .add_attribute("finder", fact.finder)
            .add_attribute("finder_part", fact.finder_part)
            .add_attribute("bond", fact.bond)
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
        Self::new("opening_requested")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("row", fact.element.row.to_string())
            .add_attribute("col", fact.element.col.to_string())
            .add_attribute("requester", fact.requester)
            .add_attribute("bond", fact.bond)
            .add_attribute("answer_until", fact.answer_until.to_string())
    }
}

/// The element was shown and is right: the requester's bond is the provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestAnswered {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// The element's value.
    pub value: i32,
    /// Who is credited.
    pub provider: Addr,
    /// Base units.
    pub bond: Uint128,
}

impl From<RequestAnswered> for Event {
    fn from(fact: RequestAnswered) -> Self {
        Self::new("request_answered")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("value", fact.value.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("bond", fact.bond)
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
        Self::new("overcharge_shown")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("charge", fact.charge)
            .add_attribute("max", fact.max)
            .add_attribute("finder", fact.finder)
            .add_attribute("victim", fact.victim)
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
        Self::new("bond_topped_up")
            .add_attribute("provider", fact.provider)
            .add_attribute("amount", fact.amount)
            .add_attribute("bond", fact.bond)
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
        Self::new("credit_claimed")
            .add_attribute("account", fact.account)
            .add_attribute("amount", fact.amount)
    }
}
