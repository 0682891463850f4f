//! Ends a grant before its end.

use crate::ContractError;
use crate::grant::Grant;
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use weal_api::vesting::{GrantCancelled, Status};
use weal_contract_kit::payment::no_funds;

/// Ends a grant without paying its recipient: one that cannot be paid must not be able to prevent this.
pub(crate) fn cancel(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    grant_id: u64,
) -> Result<Response, ContractError> {
    no_funds(&info)?;

    let grant = Grant::load(deps.storage, deps.api, grant_id)?;
    ensure_cancellable_by(&grant, grant_id, &info.sender)?;
    let now = env.block.time.seconds();
    let position = grant.position(now)?;

    let (vested, returned) = (position.vested, position.unvested);
    if returned.is_zero() {
        return Err(ContractError::FullyVested { grant_id, ended_at: grant.schedule.end()? });
    }

    Grant::cancel(deps.storage, grant_id, vested, now);

    let refund = grant.token.transfer(&grant.grantor, returned)?;
    let fact = GrantCancelled {
        grant_id,
        grantor: grant.grantor,
        recipient: grant.recipient,
        token: grant.token,
        vested,
        returned,
        claimable: position.claimable,
    };
    Ok(Response::new().add_event(fact).add_message(refund))
}

/// Refuses a cancellation that `sender` may not make. Errors: `NotGrantor`, `NotCancellable`, `AlreadyCancelled`.
fn ensure_cancellable_by(grant: &Grant, grant_id: u64, sender: &Addr) -> Result<(), ContractError> {
    if grant.grantor != *sender {
        let (sender, grantor) = (sender.clone(), grant.grantor.clone());
        return Err(ContractError::NotGrantor { grant_id, sender, grantor });
    }
    if !grant.cancellable {
        return Err(ContractError::NotCancellable { grant_id });
    }
    match grant.status {
        Status::Active {} => Ok(()),
        Status::Cancelled { at, .. } => Err(ContractError::AlreadyCancelled { grant_id, at }),
    }
}
