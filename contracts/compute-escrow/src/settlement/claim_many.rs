//! Pays one provider out of many of its leases: one proof, one change of the totals, one transfer.

use super::{decide_many, pay_out};
use crate::Failure;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{ClaimManyMsg, LeasesClaimed};

/// No sender is asked for: whoever calls, the money goes to the leases' payee.
pub(crate) fn claim_many(deps: DepsMut, env: &Env, claims: ClaimManyMsg) -> Result<Response, Failure> {
    let batch = decide_many(deps.as_ref(), env, &claims)?;
    let fact = LeasesClaimed {
        epoch: claims.epoch,
        provider: batch.provider.clone(),
        payee: batch.payee.clone(),
        leases: batch.leases,
        charged: batch.total.charged,
        protocol_fee: batch.total.protocol_fee,
        paid: batch.total.paid,
    };
    pay_out(deps.storage, &batch, fact)
}
