//! Pays the provider what an attested leaf says and earlier claims left.

use crate::ContractError;
use crate::holdings::Holdings;
use crate::settlement;
use crate::state::PARTIES;
use api::compute_escrow::{ClaimMsg, LeaseClaimed};
use cosmwasm_std::{DepsMut, Env, Response};

/// No sender is asked for: whoever calls, the money goes to the lease's provider.
pub(crate) fn claim(deps: DepsMut, env: Env, claim: ClaimMsg) -> Result<Response, ContractError> {
    let decided = settlement::decide(deps.as_ref(), &env, &claim)?;
    let (lease, split) = (decided.lease, decided.split);

    lease.save_ledger(deps.storage);
    Holdings::update(deps.storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_sub(split.charged)?;
        holdings.fees = holdings.fees.checked_add(split.protocol_fee)?;
        Ok(())
    })?;

    let mut response = Response::new().add_event(LeaseClaimed {
        lease_id: lease.id,
        epoch: claim.epoch,
        provider: lease.terms.provider.clone(),
        charged: split.charged,
        protocol_fee: split.protocol_fee,
        paid: split.paid,
        claimed: lease.ledger.claimed(),
        held: lease.ledger.held(),
    });
    if !split.paid.is_zero() {
        let token = PARTIES.load(deps.storage)?.token;
        response = response.add_message(token.transfer(&lease.terms.provider, split.paid)?);
    }
    Ok(response)
}
