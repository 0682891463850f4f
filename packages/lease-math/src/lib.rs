//! Lease mathematics: what time costs, how long a deposit lasts, what an SLA gives back.
//!
//! Pure functions over base units and Unix seconds; no storage, no clock. The escrow decides with them, and a front end that
//! uses the same crate shows the same numbers to the unit. Page: `docs/spec/compute-escrow.md`, whose symbols the docs use:
//! *r* is the rate of one GPU and *R* = *r*·*g* the rate of a lease of *g* GPUs, both in base units × 10^12 per second.

mod account;
mod claimed_page;
mod ledger;
mod meter;
mod rate;
mod schedule;
mod sla;
mod voids;

pub use account::{LeaseAccount, LeaseRules, MAX_PROTOCOL_FEE_BPS};
pub use claimed_page::{ClaimedPage, page_of};
pub use ledger::{Funded, Funds, LeaseLedger};
pub use meter::{RATE_SCALE, Split, energy_wh, grams_co2, price, seconds_paid_for, split};
pub use rate::{Rate, VolumeTier, lease_rate};
pub use schedule::{RateSchedule, Segment};
pub use sla::{LeaseSla, Payable, Ran, SlaTerms, Verdict};
pub use voids::{MAX_VOIDS, Voids};
