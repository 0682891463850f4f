//! Sends the sender what disputes credited to it.

use crate::holdings::Holdings;
use crate::state::{CREDITS, PARTIES};
use crate::{DisputeError, Failure};
use api::compute_escrow::CreditClaimed;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn claim_credit(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    let account = info.sender;
    let Some(amount) = CREDITS.may_load(deps.storage, &account)? else {
        return Err(DisputeError::NoCredit { account: account.into() }.into());
    };

    CREDITS.remove(deps.storage, &account);
    Holdings::update(deps.storage, |holdings| {
        holdings.credits = holdings.credits.checked_sub(amount)?;
        Ok(())
    })?;

    let send = PARTIES.load(deps.storage)?.token.transfer(&account, amount)?;
    Ok(Response::new().add_event(CreditClaimed { account, amount }).add_message(send))
}
