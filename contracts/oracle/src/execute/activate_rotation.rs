//! Lets the committee proposed take over.

use crate::bond::release;
use crate::committee::Committee;
use crate::rotation::present;
use crate::seats::{Past, Pending};
use crate::state::{COMMITTEE, CONFIG, PAST, PENDING, SEATS};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, Response};
use weal_api::oracle::RotationActivated;

pub(crate) fn activate_rotation(deps: DepsMut, env: Env) -> Result<Response, Failure> {
    let now = env.block.time.seconds();
    let pending = PENDING.may_load(deps.storage)?.ok_or(ContractError::NoRotation {})?;
    let next = ready(&pending, now)?;

    let (present, seats) = (present(deps.storage)?, SEATS.load(deps.storage)?);
    let handover_seconds = CONFIG.load(deps.storage)?.terms.handover_seconds;
    let past = Past {
        operators: seats.operators,
        committee: present.clone(),
        retired_at: now,
        expires_at: now.saturating_add(handover_seconds),
    };

    release(deps.storage, &past.operators, &pending.seats.operators, now)?;
    // One that never was active signed nothing that could be taken or punished.
    if present.is_active() {
        PAST.save(deps.storage, &present.epoch(), &past);
    }
    SEATS.save(deps.storage, &pending.seats);
    COMMITTEE.save(deps.storage, &next);
    PENDING.remove(deps.storage);

    let quorum = next.quorum()?;
    let activated = RotationActivated {
        committee_epoch: next.epoch(),
        members: quorum.members(),
        quorum: quorum.required(),
        retired_at: past.retired_at,
        expires_at: past.expires_at,
    };
    Ok(Response::new().add_event(Event::from(activated)))
}

/// The committee proposed, whose delay is over and whose seats all have keys. Errors: `RotationEarly`,
/// `RotationIncomplete`.
fn ready(pending: &Pending, now: u64) -> Result<Committee, Failure> {
    let effective_at = pending.effective_at;
    if now < effective_at {
        return Err(ContractError::RotationEarly { now, effective_at }.into());
    }
    let mut next = pending.committee.clone();
    if !next.activate() {
        let (registered, members) = (next.registered(), pending.seats.operators.len());
        return Err(ContractError::RotationIncomplete { registered, members }.into());
    }
    Ok(next)
}
