//! Sends the tenant what no leaf can claim any more.

use super::close::close;
use crate::ContractError;
use crate::holdings::Holdings;
use crate::lease::{Lease, LeaseLedger};
use crate::state::PARTIES;
use api::compute_escrow::LeaseRefunded;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// The first call after the end also closes the lease, and succeeds with nothing to send.
pub(crate) fn refund(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    lease_id: u64,
) -> Result<Response, ContractError> {
    let mut lease = Lease::load(deps.storage, lease_id)?;
    lease.ensure_unsettled()?;
    let (now, ends_at) = (env.block.time.seconds(), lease.account.ends_at()?);
    if now < ends_at {
        return Err(ContractError::LeaseRunning { lease_id, runway_until: ends_at });
    }

    let mut response = Response::new();
    let amount = lease.account.refundable(now)?;
    if matches!(lease.account.ledger, LeaseLedger::Running { .. }) {
        response = response.add_event(close(deps.storage, &mut lease, info.sender, ends_at)?);
    } else if amount.is_zero() {
        let (held, settles_at) = (lease.account.ledger.held(), lease.account.settles_at()?);
        return Err(ContractError::NothingToRefund { lease_id, held, settles_at });
    }
    if amount.is_zero() {
        return Ok(response);
    }

    let refunded = lease.account.ledger.refunded().checked_add(amount)?;
    lease.account.ledger = lease.account.ledger.with_refunded(refunded);
    lease.save_account(deps.storage);
    Holdings::update(deps.storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_sub(amount)?;
        Ok(())
    })?;

    let tenant = lease.terms.tenant.clone();
    let send = PARTIES.load(deps.storage)?.token.transfer(&tenant, amount)?;
    let held = lease.account.ledger.held();
    Ok(response.add_event(LeaseRefunded { lease_id, tenant, amount, refunded, held }).add_message(send))
}
