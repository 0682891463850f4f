//! Pays a bond back to an operator that has left.

use crate::Failure;
use crate::bond::withdraw;
use crate::state::CONFIG;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use weal_api::oracle::BondWithdrawn;

pub(crate) fn withdraw_bond(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, Failure> {
    let operator = info.sender;
    let terms = CONFIG.load(deps.storage)?.terms;
    let rules = terms.bond()?;

    let (amount, bonds) = withdraw(deps.storage, &terms, &operator, env.block.time.seconds())?;

    let payment = rules.token.transfer(&operator, amount)?;
    let withdrawn = BondWithdrawn { operator, amount, bonds };
    Ok(Response::new().add_event(Event::from(withdrawn)).add_message(payment))
}
