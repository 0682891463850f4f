//! Takes a contract off the list of those that are believed, at once.

use crate::ContractError;
use crate::state::{CONFIG, CONSUMERS};
use api::oracle::{ConsumerDelisted, ListedConsumer};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};

pub(crate) fn delist_consumer(
    deps: DepsMut,
    info: MessageInfo,
    consumer: String,
) -> Result<Response, ContractError> {
    CONFIG.load(deps.storage)?.ensure_owner(&info.sender)?;
    let consumer = deps.api.addr_validate(&consumer)?;
    let listed = CONSUMERS.may_load(deps.storage)?.unwrap_or_default();
    let kept: Vec<ListedConsumer> =
        listed.iter().filter(|known| known.consumer != consumer).cloned().collect();
    if kept.len() == listed.len() {
        return Err(ContractError::NotListed { consumer });
    }

    CONSUMERS.save(deps.storage, &kept)?;

    let consumers = kept.len().try_into().unwrap_or(u64::MAX);
    Ok(Response::new().add_event(Event::from(ConsumerDelisted { consumer, consumers })))
}
