//! Lets a contract be believed, after a delay, when it says that a root for it overcharges.

use crate::config::Terms;
use crate::rotation::present;
use crate::settlements::consumers;
use crate::state::{CONFIG, CONSUMERS};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, Storage};
use weal_api::oracle::{ConsumerListed, FIRST_COMMITTEE_EPOCH, MAX_CONSUMERS};

pub(crate) fn list_consumer(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    consumer: String,
) -> Result<Response, Failure> {
    let config = CONFIG.load(deps.storage)?;
    config.ensure_owner(&info.sender)?;
    config.terms.bond()?;
    let consumer = deps.api.addr_validate(&consumer)?;
    if CONSUMERS.has(deps.storage, &consumer) {
        return Err(ContractError::AlreadyListed { consumer }.into());
    }
    if consumers(deps.storage) >= MAX_CONSUMERS {
        return Err(ContractError::ConsumersFull { max: MAX_CONSUMERS }.into());
    }
    let effective_at = env.block.time.seconds().saturating_add(delay(deps.storage, &config.terms)?);

    CONSUMERS.save(deps.storage, &consumer, &effective_at);

    let consumers = consumers(deps.storage);
    Ok(Response::new().add_event(Event::from(ConsumerListed { consumer, effective_at, consumers })))
}

/// The delay before a consumer counts, seconds: zero while the first committee is not active, because nobody can have
/// signed anything, and whoever joins sees the list.
fn delay(storage: &dyn Storage, terms: &Terms) -> Result<u64, Failure> {
    let committee = present(storage)?;
    let is_founding = committee.epoch() == FIRST_COMMITTEE_EPOCH && !committee.is_active();
    Ok(if is_founding { 0 } else { terms.rotation_delay_seconds })
}
