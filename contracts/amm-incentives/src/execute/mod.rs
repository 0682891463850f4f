//! One file per message.

mod claim_rewards;
mod create_schedule;
mod instantiate;
mod receive;
mod return_orphaned;
mod stake;
mod undelivered;
mod withdraw;

pub(crate) use claim_rewards::claim_rewards;
pub(crate) use create_schedule::create_schedule;
pub(crate) use instantiate::instantiate;
pub(crate) use receive::receive;
pub(crate) use return_orphaned::return_orphaned;
pub(crate) use stake::stake;
pub(crate) use undelivered::undelivered;
pub(crate) use withdraw::withdraw;
