//! Sends an account what it was awarded.

use crate::ContractError;
use crate::bonds::update_holdings;
use crate::state::{AWARDS, CONFIG};
use cosmwasm_std::{DepsMut, Response};
use weal_api::compute_registry::AwardClaimed;

/// Pays an award whoever calls: the money goes to the account.
pub(crate) fn claim_award(deps: DepsMut, account: &str) -> Result<Response, ContractError> {
    let account = deps.api.addr_validate(account)?;
    let Some(amount) = AWARDS.may_load(deps.storage, &account)? else {
        return Err(ContractError::NoAward { account });
    };

    AWARDS.remove(deps.storage, &account);
    update_holdings(deps.storage, |sums| {
        sums.awards = sums.awards.checked_sub(amount)?;
        Ok(())
    })?;

    let send = CONFIG.load(deps.storage)?.token.transfer(&account, amount)?;
    Ok(Response::new().add_event(AwardClaimed { account, amount }).add_message(send))
}
