//! One file per message.

mod accept_ownership;
mod assign_payout;
mod claim;
mod claim_many;
mod claim_protocol_fees;
mod close;
mod commit_output;
mod instantiate;
mod open_lease;
mod pay_out;
mod publish_offer;
mod refund;
mod register_provider;
mod retire_offer;
mod stop_lease;
mod top_up;
mod transfer_ownership;
mod update_config;
mod withdraw_bond;

pub(crate) use accept_ownership::accept_ownership;
pub(crate) use assign_payout::assign_payout;
pub(crate) use claim::claim;
pub(crate) use claim_many::claim_many;
pub(crate) use claim_protocol_fees::claim_protocol_fees;
pub(crate) use commit_output::commit_output;
pub(crate) use instantiate::instantiate;
pub(crate) use open_lease::{min_deposit, open_lease};
pub(crate) use publish_offer::publish_offer;
pub(crate) use refund::refund;
pub(crate) use register_provider::register_provider;
pub(crate) use retire_offer::retire_offer;
pub(crate) use stop_lease::stop_lease;
pub(crate) use top_up::top_up;
pub(crate) use transfer_ownership::transfer_ownership;
pub(crate) use update_config::update_config;
pub(crate) use withdraw_bond::withdraw_bond;
