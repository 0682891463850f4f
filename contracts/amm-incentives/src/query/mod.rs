//! Answers.

mod schedules;
mod stake;

pub(crate) use schedules::{claimable, schedule, schedules};
pub(crate) use stake::stake;
