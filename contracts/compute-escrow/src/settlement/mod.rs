//! Settlement: what attested leaves pay, and to whom.

mod assign_payout;
mod batch;
mod claim;
mod claim_many;
mod claim_protocol_fees;
mod pay_out;
pub(crate) mod query;

pub(crate) use assign_payout::assign_payout;
pub(crate) use batch::{ClaimBatch, charge_and_bound, decide_many, decide_one};
pub(crate) use claim::claim;
pub(crate) use claim_many::claim_many;
pub(crate) use claim_protocol_fees::claim_protocol_fees;
pub(crate) use pay_out::pay_out;
