//! Takes a contract off the list of those that are believed, at once.

use crate::settlements::consumers;
use crate::state::{CONFIG, CONSUMERS};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use weal_api::oracle::ConsumerDelisted;

pub(crate) fn delist_consumer(
    deps: DepsMut,
    info: MessageInfo,
    consumer: String,
) -> Result<Response, Failure> {
    CONFIG.load(deps.storage)?.ensure_owner(&info.sender)?;
    let consumer = deps.api.addr_validate(&consumer)?;
    if !CONSUMERS.has(deps.storage, &consumer) {
        return Err(ContractError::NotListed { consumer }.into());
    }

    CONSUMERS.remove(deps.storage, &consumer);

    let consumers = consumers(deps.storage);
    Ok(Response::new().add_event(Event::from(ConsumerDelisted { consumer, consumers })))
}
