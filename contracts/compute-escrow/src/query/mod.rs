//! What the escrow answers.

mod disputes;
mod lease;
mod market;
mod quote;
mod work;

pub(crate) use disputes::{credit, job, request, requests};
pub(crate) use lease::{accrued, claimable, deposits, lease, leases, output_commitment, payee, runway_until};
pub(crate) use market::{config, holdings, offer, offers, provider};
pub(crate) use quote::{quote, quotes};
pub(crate) use work::settled_work;
