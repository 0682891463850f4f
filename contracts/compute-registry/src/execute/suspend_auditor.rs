//! Stops an auditor; its attestations stop counting without being touched.

use crate::ContractError;
use crate::state::{AUDITORS, OWNERSHIP};
use crate::tables::load_auditor;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::{AuditorStatus, AuditorSuspended};

pub(crate) fn suspend_auditor(
    deps: DepsMut,
    info: MessageInfo,
    auditor: &str,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let auditor = deps.api.addr_validate(auditor)?;
    let mut record = load_auditor(deps.storage, &auditor)?;
    record.ensure_approved(&auditor)?;

    record.status = AuditorStatus::Suspended;
    AUDITORS.save(deps.storage, &auditor, &record);

    Ok(Response::new().add_event(AuditorSuspended { auditor }))
}
