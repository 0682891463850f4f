//! Lets an auditor attest.

use crate::ContractError;
use crate::state::{AUDITORS, OWNERSHIP};
use crate::tables::load_auditor;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::{AuditorApproved, AuditorStatus, ClaimKind};

pub(crate) fn approve_auditor(
    deps: DepsMut,
    info: MessageInfo,
    auditor: &str,
    kinds: Vec<ClaimKind>,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let auditor = deps.api.addr_validate(auditor)?;
    let mut record = load_auditor(deps.storage, &auditor)?;
    let is_repeated = |(position, kind)| kinds.iter().take(position).any(|earlier| earlier == kind);
    if kinds.is_empty() || kinds.iter().enumerate().any(is_repeated) {
        return Err(ContractError::MalformedKinds { found: kinds.len() });
    }

    record.status = AuditorStatus::Approved;
    record.kinds = kinds.clone();
    AUDITORS.save(deps.storage, &auditor, &record);

    Ok(Response::new().add_event(AuditorApproved { auditor, kinds }))
}
