//! Sends the sender what disputes credited to it.

use super::{load_credit, remove_credit};
use crate::holdings::update_holdings;
use crate::money::sent;
use crate::{DisputeError, Failure};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::CreditClaimed;

pub(crate) fn claim_credit(deps: DepsMut, sender: Addr) -> Result<Response, Failure> {
    let account = sender;
    let Some(amount) = load_credit(deps.as_ref(), &account)? else {
        return Err(DisputeError::NoCredit { account: account.into() }.into());
    };

    remove_credit(deps.storage, deps.api, &account)?;
    update_holdings(deps.storage, |holdings| {
        holdings.credits = holdings.credits.checked_sub(amount)?;
        Ok(())
    })?;

    let send = sent(deps.storage, &account, amount)?;
    Ok(Response::new().add_event(CreditClaimed { account, amount }).add_message(send))
}
