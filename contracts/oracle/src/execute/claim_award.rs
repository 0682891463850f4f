//! Pays out what an account has been awarded.

use crate::Failure;
use crate::bond::claim;
use crate::state::CONFIG;
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use weal_api::oracle::AwardClaimed;

pub(crate) fn claim_award(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    let account = info.sender;
    let terms = CONFIG.load(deps.storage)?.terms;
    let rules = terms.bond()?;

    let (amount, awards) = claim(deps.storage, &account)?;

    let payment = rules.token.transfer(&account, amount)?;
    let claimed = AwardClaimed { account, amount, awards };
    Ok(Response::new().add_event(Event::from(claimed)).add_message(payment))
}
