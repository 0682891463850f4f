//! What a lease was opened with beside its meter; no claim reads it more than once.

use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::LeaseKind;

/// Who and what of one lease, copied when it opens. Only the GPUs ever change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeaseTerms {
    /// The offer it was opened from.
    pub(crate) offer_id: u64,
    /// Who pays, and gets refunds.
    pub(crate) tenant: Addr,
    /// Who is paid.
    pub(crate) provider: Addr,
    /// GPUs it takes of the offer.
    pub(crate) gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
    /// How firm it is.
    pub(crate) kind: LeaseKind,
}
