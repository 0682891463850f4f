//! One message, one file.

mod accept_ownership;
mod activate_rotation;
mod add_asset;
mod add_feed;
mod claim_award;
mod instantiate;
mod mark_down;
mod post_settlement;
mod propose_rotation;
mod register_key;
mod report_equivocation;
mod settle_mark_down;
mod submit_appraisal;
mod submit_prices;
mod submit_round;
mod transfer_ownership;
mod update_feed;
mod withdraw_bond;

pub(crate) use accept_ownership::accept_ownership;
pub(crate) use activate_rotation::activate_rotation;
pub(crate) use add_asset::add_asset;
pub(crate) use add_feed::add_feed;
pub(crate) use claim_award::claim_award;
pub(crate) use instantiate::instantiate;
pub(crate) use mark_down::mark_down;
pub(crate) use post_settlement::{SignedRoot, post_settlement};
pub(crate) use propose_rotation::propose_rotation;
pub(crate) use register_key::register_key;
pub(crate) use report_equivocation::{Equivocation, report_equivocation};
pub(crate) use settle_mark_down::settle_mark_down;
pub(crate) use submit_appraisal::submit_appraisal;
pub(crate) use submit_prices::submit_prices;
pub(crate) use submit_round::submit_round;
pub(crate) use transfer_ownership::transfer_ownership;
pub(crate) use update_feed::update_feed;
pub(crate) use withdraw_bond::withdraw_bond;
