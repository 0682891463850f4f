//! Lets a contract be believed, after a delay, when it says that a root for it overcharges.

use crate::ContractError;
use crate::state::{CONFIG, CONSUMERS};
use api::oracle::{ConsumerListed, ListedConsumer, MAX_CONSUMERS};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response};

pub(crate) fn list_consumer(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    consumer: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    config.ensure_owner(&info.sender)?;
    config.terms.bond()?;
    let consumer = deps.api.addr_validate(&consumer)?;
    let mut listed = CONSUMERS.may_load(deps.storage)?.unwrap_or_default();
    ensure_new(&listed, &consumer)?;

    let effective_at = env.block.time.seconds().saturating_add(config.terms.rotation_delay_seconds);
    listed.push(ListedConsumer { consumer: consumer.clone(), effective_at });

    CONSUMERS.save(deps.storage, &listed)?;

    let consumers = listed.len().try_into().unwrap_or(u64::MAX);
    Ok(Response::new().add_event(Event::from(ConsumerListed { consumer, effective_at, consumers })))
}

/// Errors: `AlreadyListed`, `ConsumersFull`.
fn ensure_new(listed: &[ListedConsumer], consumer: &Addr) -> Result<(), ContractError> {
    if listed.iter().any(|known| known.consumer == *consumer) {
        return Err(ContractError::AlreadyListed { consumer: consumer.clone() });
    }
    if listed.len() >= MAX_CONSUMERS {
        return Err(ContractError::ConsumersFull { max: MAX_CONSUMERS });
    }
    Ok(())
}
