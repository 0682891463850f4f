//! Changes what wallets show.

use crate::ContractError;
use crate::state::MARKETING;
use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response, Storage};
use weal_api::cw20::MarketingInfoResponse;

pub(crate) fn update_marketing(
    deps: DepsMut,
    info: MessageInfo,
    project: Option<String>,
    description: Option<String>,
    marketing: Option<String>,
) -> Result<Response, ContractError> {
    let mut record = load_marketing(deps.storage, &info.sender)?;

    record.project = changed(record.project, project);
    record.description = changed(record.description, description);
    record.marketing = match marketing {
        None => record.marketing,
        Some(account) if account.is_empty() => None,
        Some(account) => Some(deps.api.addr_validate(&account)?),
    };
    let is_blank = record == MarketingInfoResponse::default();
    if is_blank {
        MARKETING.remove(deps.storage)
    } else {
        MARKETING.save(deps.storage, &record)
    }

    Ok(Response::new().add_attribute("action", "update_marketing"))
}

/// The record, which must be `sender`'s to change. Errors: `NotMarketing`.
pub(crate) fn load_marketing(
    storage: &dyn Storage,
    sender: &Addr,
) -> Result<MarketingInfoResponse, ContractError> {
    let record = MARKETING.may_load(storage)?.unwrap_or_default();
    if record.marketing.as_ref() != Some(sender) {
        return Err(ContractError::NotMarketing { sender: sender.clone() });
    }
    Ok(record)
}

/// The new text: `None` keeps the old one, an empty text clears it.
fn changed(old: Option<String>, new: Option<String>) -> Option<String> {
    match new {
        None => old,
        Some(text) => Some(text).filter(|text| !text.is_empty()),
    }
}
