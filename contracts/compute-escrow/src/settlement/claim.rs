//! Pays the provider what an attested leaf says and earlier claims left.

use super::{decide_one, pay_out};
use crate::Failure;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{ClaimMsg, LeaseClaimed};

/// No sender is asked for: whoever calls, the money goes to the lease's payee.
pub(crate) fn claim(deps: DepsMut, env: &Env, claim: ClaimMsg) -> Result<Response, Failure> {
    let batch = decide_one(deps.as_ref(), env, &claim)?;
    let fact = LeaseClaimed {
        lease_id: claim.lease_id,
        epoch: claim.epoch,
        provider: batch.provider.clone(),
        payee: batch.payee.clone(),
        charged: batch.total.charged,
        protocol_fee: batch.total.protocol_fee,
        paid: batch.total.paid,
        claimed: batch.last.claimed(),
        held: batch.last.held(),
    };
    pay_out(deps.storage, &batch, fact)
}
