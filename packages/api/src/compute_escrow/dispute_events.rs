//! Events of the escrow about jobs and disputes.

use super::ElementPosition;
use cosmwasm_std::{Addr, Uint128};
use std::fmt;
use weal_wire::event::EventValue;

/// A tenant said what its lease is to compute in epochs that start from now on.
#[weal_wire::event]
pub struct JobDeclared {
    pub lease_id: u64,
    /// First second in which an epoch may start that it is for, Unix time.
    pub declared_at: u64,
    /// Rows of the output.
    pub rows: u32,
    /// Length of each dot product.
    pub inner: u32,
    /// Columns of the output.
    pub cols: u32,
}

/// The fault of a provider, for which an epoch is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The output's element is not what the inputs give.
    WrongElement {
        /// Place of the element in the output.
        element: ElementPosition,
        /// Value that the provider committed to.
        committed: i32,
        /// Value that the inputs give.
        expected: i32,
    },
    /// The provider did not show an element in time.
    Unanswered {
        /// Place of the element in the output.
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

impl EventValue for Fault {
    fn into_text(self) -> String {
        self.to_string()
    }
}

/// A lease's epoch is void: its part of the charge is the depositors' again, and the provider's bond is cut.
#[weal_wire::event]
pub struct EpochVoided {
    pub lease_id: u64,
    pub epoch: u64,
    /// Provider at fault.
    pub provider: Addr,
    pub fault: Fault,
    /// Amount that no leaf can charge any more, base units.
    pub voided: Uint128,
    /// Amount taken from the bond, base units.
    pub slashed: Uint128,
    /// Tenant's part of it, credited, base units.
    pub tenant_part: Uint128,
    /// Account that showed the fault.
    pub finder: Addr,
    /// Finder's part of it, credited, base units.
    pub finder_part: Uint128,
    /// Bond that is left, base units.
    pub bond: Uint128,
}

/// A provider is asked to show an element.
#[weal_wire::event]
pub struct OpeningRequested {
    pub lease_id: u64,
    pub epoch: u64,
    /// Place of the element, two attributes of the event.
    #[event(flatten(row, col))]
    pub element: ElementPosition,
    pub requester: Addr,
    /// Bond that the requester left, base units.
    pub bond: Uint128,
    /// Last second in which to answer, Unix time.
    pub answer_until: u64,
}

/// The element was shown and is right: the requester's bond is the provider's.
#[weal_wire::event]
pub struct RequestAnswered {
    pub lease_id: u64,
    pub epoch: u64,
    pub requester: Addr,
    /// Value of the element.
    pub value: i32,
    /// Provider, which is credited.
    pub provider: Addr,
    /// Bond of the requester, base units.
    pub bond: Uint128,
}

/// A request ended without a verdict, because its epoch is void or its lease forfeited: the bond is the requester's again.
#[weal_wire::event]
pub struct RequestReleased {
    pub lease_id: u64,
    pub epoch: u64,
    /// Requester, which is credited.
    pub requester: Addr,
    /// Bond of the requester, base units.
    pub bond: Uint128,
}

/// An attested leaf charges more than its lease can owe.
#[weal_wire::event]
pub struct OverchargeShown {
    pub lease_id: u64,
    /// Epoch whose committee signed it.
    pub epoch: u64,
    /// Charge of the leaf, base units.
    pub charge: Uint128,
    /// Highest charge that the lease could owe, base units.
    pub max: Uint128,
    /// Account that showed it.
    pub finder: Addr,
    /// Tenant of the lease.
    pub victim: Addr,
}

/// A provider added to its bond.
#[weal_wire::event]
pub struct BondToppedUp {
    pub provider: Addr,
    /// Amount added, base units.
    pub amount: Uint128,
    /// Bond afterwards, base units.
    pub bond: Uint128,
}

/// An account took what the escrow owed it.
#[weal_wire::event]
pub struct CreditClaimed {
    pub account: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
}
