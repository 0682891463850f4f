//! Names who gets a lease's payouts from now on.

use crate::lease::Lease;
use crate::state::ASSIGNEES;
use crate::{ContractError, Failure};
use api::compute_escrow::PayoutAssigned;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// Only whoever is paid so far decides: a lender that was assigned a lease releases it, nobody takes it back.
pub(crate) fn assign_payout(
    deps: DepsMut,
    info: MessageInfo,
    lease_id: u64,
    assignee: &str,
) -> Result<Response, Failure> {
    let mut lease = Lease::load(deps.storage, lease_id)?;
    lease.ensure_unsettled()?;
    let payee = lease.payee(deps.storage)?;
    if info.sender != payee {
        return Err(ContractError::NotPayee { sender: info.sender, payee }.into());
    }
    let assignee = deps.api.addr_validate(assignee)?;

    lease.account.assigned = assignee != lease.terms.provider;
    if lease.account.assigned {
        ASSIGNEES.save(deps.storage, lease_id, &assignee)?;
    } else {
        ASSIGNEES.remove(deps.storage, lease_id);
    }
    lease.save_account(deps.storage);

    Ok(Response::new().add_event(PayoutAssigned { lease_id, assigned_by: payee, payee: assignee }))
}
