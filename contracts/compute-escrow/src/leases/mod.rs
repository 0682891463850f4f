//! Leases: from the opening to the last refund.

mod accept_lease;
mod closing;
mod declare_job;
mod depositors;
mod extend_lease;
mod freed_gpus;
mod job;
mod lease;
mod open_agreed_lease;
mod open_lease;
mod opening;
pub(crate) mod query;
mod records;
mod refund;
mod scale_lease;
mod stop_lease;
mod terms;
mod top_up;

pub(crate) use accept_lease::accept_lease;
pub(crate) use closing::{close, close_and_save, lease_ended};
pub(crate) use declare_job::declare_job;
pub(crate) use depositors::{Deposit, Depositors};
pub(crate) use extend_lease::extend_lease;
pub(crate) use freed_gpus::free_gpus;
pub(crate) use job::check_job;
pub(crate) use lease::Lease;
pub(crate) use open_agreed_lease::open_agreed_lease;
pub(crate) use open_lease::open_lease;
pub(crate) use opening::{Opening, begin};
pub(crate) use records::{
    load_account, load_claimed_page, load_depositors, load_job_in_force, payee, save_account, save_assignee,
    save_claimed_page, save_depositors, save_lease_terms,
};
pub(crate) use refund::refund;
pub(crate) use scale_lease::scale_lease;
pub(crate) use stop_lease::stop_lease;
pub(crate) use terms::LeaseTerms;
pub(crate) use top_up::top_up;
