//! One file per message that is not the LP ledger's.

mod claim_protocol_fees;
mod donate;
mod grow_observations;
mod instantiate;
mod ownership;
mod params;
mod pause;
mod provide;
mod provide_one;
mod ramp;
mod receive;
mod shares;
mod swap;
mod swap_exact_out;
mod withdraw;
mod withdraw_exact;
mod withdraw_one;

pub(crate) use claim_protocol_fees::claim_protocol_fees;
pub(crate) use donate::donate;
pub(crate) use grow_observations::grow_observations;
pub(crate) use instantiate::instantiate;
pub(crate) use ownership::{accept_ownership, transfer_ownership};
pub(crate) use params::{apply_params, cancel_params, propose_params};
pub(crate) use pause::{pause_swaps, resume_swaps};
pub(crate) use provide::{ProvideOrder, provide};
pub(crate) use provide_one::provide_one;
pub(crate) use ramp::{ramp_amp, stop_ramp};
pub(crate) use receive::receive;
pub(crate) use shares::shares;
pub(crate) use swap::swap;
pub(crate) use swap_exact_out::swap_exact_out;
pub(crate) use withdraw::{WithdrawOrder, withdraw};
pub(crate) use withdraw_exact::{WithdrawExactOrder, withdraw_exact};
pub(crate) use withdraw_one::{WithdrawOneOrder, withdraw_one};
