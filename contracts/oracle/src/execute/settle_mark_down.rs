//! Frees the stake of a mark-down that stands.

use crate::appraisal::{AppraisedAsset, Reference};
use crate::assets::{load_asset, save_appraisal_state};
use crate::bond::unpledge;
use crate::state::APPRAISALS;
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, Response, Storage};
use weal_api::oracle::{AppraisalRecord, MarkDownSettled};

pub(crate) fn settle_mark_down(deps: DepsMut, env: Env, asset: String) -> Result<Response, Failure> {
    let now = env.block.time.seconds();
    let mut appraised = load_asset(deps.storage, &asset)?;
    let last = APPRAISALS.may_load(deps.storage, &asset)?;

    let Some(settled) = settle(deps.storage, &mut appraised, last.as_ref(), now)? else {
        let overturn_until = appraised.open.map(|open| open.overturn_until);
        return Err(ContractError::NothingToSettle { asset, overturn_until }.into());
    };

    save_appraisal_state(deps.storage, &appraised);

    Ok(Response::new().add_event(Event::from(settled)))
}

/// Closes a mark-down that can no longer be overturned: its value is what the asset rises from now on. The
/// caller saves the asset.
pub(super) fn settle(
    storage: &mut dyn Storage,
    appraised: &mut AppraisedAsset,
    last: Option<&AppraisalRecord>,
    now: u64,
) -> Result<Option<MarkDownSettled>, Failure> {
    let Some((open, last)) = appraised.open.as_ref().zip(last).filter(|(open, _)| now > open.overturn_until)
    else {
        return Ok(None);
    };
    let (operator, stake) = (open.operator.clone(), open.stake);
    appraised.reference = Some(Reference { value: last.value, at: open.marked_at });
    appraised.open = None;
    unpledge(storage, &operator, stake)?;
    Ok(Some(MarkDownSettled { asset: appraised.spec.asset.clone(), operator, stake }))
}
