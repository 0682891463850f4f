//! One file per message, and one for the answer to the first deposit.

mod accept_ownership;
mod create_and_provide;
mod create_pool;
mod instantiate;
mod pause_creation;
mod resume_creation;
mod return_unused;
mod set_decimals;
mod transfer_ownership;
mod update_creation_fee;
mod update_guardian;
mod update_kind;

pub(crate) use accept_ownership::accept_ownership;
pub(crate) use create_and_provide::{FirstDeposit, PROVIDED, create_and_provide};
pub(crate) use create_pool::create_pool;
pub(crate) use instantiate::instantiate;
pub(crate) use pause_creation::pause_creation;
pub(crate) use resume_creation::resume_creation;
pub(crate) use return_unused::return_unused;
pub(crate) use set_decimals::set_decimals;
pub(crate) use transfer_ownership::transfer_ownership;
pub(crate) use update_creation_fee::update_creation_fee;
pub(crate) use update_guardian::update_guardian;
pub(crate) use update_kind::update_kind;
