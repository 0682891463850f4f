//! Vesting schedules: what part of an amount is earned at a moment, and what follows from it.
//!
//! Pure functions over Unix seconds; no storage, no clock. Another shape of schedule is another variant of
//! [`Schedule`]: everything else follows from [`Schedule::check`], [`Schedule::end`] and
//! [`Schedule::vested`]. Page: `docs/spec/vesting.md`.

mod error;
mod position;
mod schedule;

pub use error::VestingError;
pub use position::{Position, position};
pub use schedule::Schedule;
