//! Sets the logo.

use super::update_marketing::load_marketing;
use crate::state::{LOGO, MARKETING};
use crate::{ContractError, logo};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::cw20::Logo;

pub(crate) fn upload_logo(deps: DepsMut, info: MessageInfo, logo: Logo) -> Result<Response, ContractError> {
    let mut record = load_marketing(deps.storage, &info.sender)?;

    record.logo = Some(logo::check(&logo)?);

    LOGO.save(deps.storage, &logo);
    MARKETING.save(deps.storage, &record);

    Ok(Response::new().add_attribute("action", "upload_logo"))
}
