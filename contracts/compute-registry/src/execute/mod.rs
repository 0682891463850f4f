//! One file per message.

mod accept_ownership;
mod add_bond;
mod add_sku;
mod approve_auditor;
mod attest;
mod claim_award;
mod instantiate;
mod receive;
mod refute;
mod register_auditor;
mod retire_sku;
mod revoke;
mod suspend_auditor;
mod transfer_ownership;
mod update_config;
mod withdraw_bond;

pub(crate) use accept_ownership::accept_ownership;
pub(crate) use add_bond::add_bond;
pub(crate) use add_sku::add_sku;
pub(crate) use approve_auditor::approve_auditor;
pub(crate) use attest::{NewAttestation, attest};
pub(crate) use claim_award::claim_award;
pub(crate) use instantiate::instantiate;
pub(crate) use receive::receive;
pub(crate) use refute::refute;
pub(crate) use register_auditor::register_auditor;
pub(crate) use retire_sku::retire_sku;
pub(crate) use revoke::revoke;
pub(crate) use suspend_auditor::suspend_auditor;
pub(crate) use transfer_ownership::transfer_ownership;
pub(crate) use update_config::update_config;
pub(crate) use withdraw_bond::withdraw_bond;
