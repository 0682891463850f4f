//! Loading and saving what the handlers change: records ([`crate::state`]) as values of the domain, whose accounts are addresses.

mod challenges;
mod leases;
mod market;
mod terms;
mod work;

pub(crate) use challenges::{
    first_challenged, load_challenge, load_requests, may_load_request, remove_request, save_challenge,
    save_request,
};
pub(crate) use leases::{
    load_claimed_page, load_depositors, payee, save_assignee, save_claimed_page, save_depositors,
    save_lease_terms,
};
pub(crate) use market::{
    last_offer, load_offer, load_profile, load_provider, may_load_provider, next_offer, next_provider,
    remove_provider, save_offer, save_offer_use, save_profile, save_provider,
};
pub(crate) use terms::{fee_recipient, load_config, load_holdings, save_config, update_holdings};
pub(crate) use work::{load_credit, load_job_in_force, remove_credit, save_credit};
