//! An open request to be shown one element, and what is counted of them.

use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::{ElementPosition, RequestResponse};

/// The key of a request: an account has at most one open request about an epoch of a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestId {
    /// The lease.
    pub(crate) lease_id: u64,
    /// The epoch.
    pub(crate) epoch: u64,
    /// The account that asked.
    pub(crate) requester: Addr,
}

/// Somebody waits to be shown an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The request's key.
    pub(crate) id: RequestId,
    /// Number of the registration that answers for it.
    pub(crate) provider: u64,
    /// Row and column.
    pub(crate) element: ElementPosition,
    /// The bond that the requester left, base units.
    pub(crate) bond: Uint128,
    /// The last second to answer.
    pub(crate) answer_until: u64,
}

impl Request {
    /// The answer to a query.
    pub(crate) fn describe(self, is_moot: bool) -> RequestResponse {
        RequestResponse {
            epoch: self.id.epoch,
            element: self.element,
            requester: self.id.requester,
            bond: self.bond,
            answer_until: self.answer_until,
            provider_number: self.provider,
            is_moot,
        }
    }
}
