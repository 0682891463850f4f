//! Names who gets a lease's payouts from now on.

use crate::leases::{Lease, save_assignee};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::PayoutAssigned;

/// Assigns a lease's payouts. The payee so far decides alone: a lender that was assigned a lease releases it, nobody takes it back.
pub(crate) fn assign_payout(
    deps: DepsMut,
    sender: Addr,
    lease_id: u64,
    assignee: &str,
) -> Result<Response, Failure> {
    let mut lease = Lease::load(deps.as_ref(), lease_id)?;
    lease.ensure_unsettled()?;
    let payee = lease.payee(deps.as_ref())?;
    if sender != payee {
        return Err(ContractError::NotPayee { sender, payee }.into());
    }
    let assignee = deps.api.addr_validate(assignee)?;

    lease.account.assigned = assignee != lease.terms.provider;
    save_assignee(deps.storage, deps.api, lease_id, lease.account.assigned.then_some(&assignee))?;
    lease.save_account(deps.storage);

    Ok(Response::new().add_event(PayoutAssigned { lease_id, assigned_by: payee, payee: assignee }))
}
