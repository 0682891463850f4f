//! The terms of a lease beside its meter; no claim reads them more than once.

use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::LeaseKind;

/// The terms of one lease, copied when it opens. Only the GPUs ever change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeaseTerms {
    /// The offer it was opened from.
    pub(crate) offer_id: u64,
    /// The account that pays, and gets refunds.
    pub(crate) tenant: Addr,
    /// The account that is paid.
    pub(crate) provider: Addr,
    /// GPUs it takes of the offer.
    pub(crate) gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
    /// The kind of the lease: how either side may end it.
    pub(crate) kind: LeaseKind,
}
