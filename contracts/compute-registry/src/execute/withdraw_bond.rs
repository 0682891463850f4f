//! Sends an auditor's bond back and ends its registration.

use crate::ContractError;
use crate::bonds::update_holdings;
use crate::state::{AUDITORS, CONFIG};
use crate::tables::load_auditor;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::compute_registry::AuditorBondWithdrawn;

/// A suspended auditor leaves too, once it is not liable any more; a bond that was slashed to nothing is not sent.
pub(crate) fn withdraw_bond(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    let auditor = info.sender;
    let record = load_auditor(deps.storage, &auditor)?;
    let now = env.block.time.seconds();
    if now <= record.liable_until {
        return Err(ContractError::StillLiable { liable_until: record.liable_until, now });
    }

    AUDITORS.remove(deps.storage, &auditor);
    update_holdings(deps.storage, |sums| {
        sums.bonds = sums.bonds.checked_sub(record.bond)?;
        Ok(())
    })?;

    let left = AuditorBondWithdrawn { auditor: auditor.clone(), amount: record.bond };
    let response = Response::new().add_event(left);
    if record.bond.is_zero() {
        return Ok(response);
    }
    let send = CONFIG.load(deps.storage)?.token.transfer(&auditor, record.bond)?;
    Ok(response.add_message(send))
}
