//! Sends the sender what the market owes it.

use crate::state::{CREDITS, PARTIES};
use crate::{ContractError, holdings};
use api::compute_market::CreditClaimed;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn claim_credit(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let account = info.sender;
    let Some(amount) = CREDITS.may_load(deps.storage, &account)? else {
        return Err(ContractError::NoCredit { account });
    };

    CREDITS.remove(deps.storage, &account);
    holdings::update(deps.storage, |holdings| {
        holdings.credits = holdings.credits.checked_sub(amount)?;
        Ok(())
    })?;

    let send = PARTIES.load(deps.storage)?.token.transfer(&account, amount)?;
    Ok(Response::new().add_event(CreditClaimed { account, amount }).add_message(send))
}
