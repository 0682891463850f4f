//! Sends the sender what the market owes it.

use crate::ContractError;
use crate::holdings::load_holdings;
use crate::state::{CREDITS, HOLDINGS, PARTIES};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_market::CreditClaimed;

pub(crate) fn claim_credit(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let account = info.sender;
    let Some(amount) = CREDITS.may_load(deps.storage, &account)? else {
        return Err(ContractError::NoCredit { account });
    };

    let mut holdings = load_holdings(deps.storage)?;
    holdings.credits = holdings.credits.checked_sub(amount)?;

    CREDITS.remove(deps.storage, &account);
    HOLDINGS.save(deps.storage, &holdings);

    let send = PARTIES.load(deps.storage)?.token.transfer(&account, amount)?;
    Ok(Response::new().add_event(CreditClaimed { account, amount }).add_message(send))
}
