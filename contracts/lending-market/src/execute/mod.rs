//! One file per message.

mod borrow;
mod deposit_collateral;
mod instantiate;
mod liquidate;
mod repay;
mod supply;
mod terms;
mod tighten_limits;
mod update_ownership;
mod withdraw;
mod withdraw_collateral;

pub(crate) use borrow::borrow;
pub(crate) use deposit_collateral::deposit_collateral;
pub(crate) use instantiate::instantiate;
pub(crate) use liquidate::liquidate;
pub(crate) use repay::repay;
pub(crate) use supply::supply;
pub(crate) use terms::{apply_terms, cancel_terms, propose_terms};
pub(crate) use tighten_limits::{Limits, tighten_limits};
pub(crate) use update_ownership::update_ownership;
pub(crate) use withdraw::withdraw;
pub(crate) use withdraw_collateral::withdraw_collateral;
