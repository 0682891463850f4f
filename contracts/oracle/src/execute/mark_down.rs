//! Marks an asset down on one member's word and stake.

use super::settle_mark_down::settle;
use crate::appraisal::MarkDown;
use crate::assets::{load_asset, save_appraisal_state};
use crate::bond::pledge;
use crate::rotation::active;
use crate::state::{APPRAISALS, CONFIG, SEATS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use weal_api::oracle::{AppraisalRecord, MarkedDown};
use weal_contract_kit::batch::Batch;

pub(crate) fn mark_down(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    asset: String,
    value: Uint128,
) -> Result<Response, Failure> {
    let operator = info.sender;
    ensure_member(deps.storage, &operator)?;
    let terms = CONFIG.load(deps.storage)?.terms;
    let rules = terms.bond()?;

    let now = env.block.time.seconds();
    let mut batch = Batch::over(deps.storage);
    let mut appraised = load_asset(&batch, &asset)?;
    let last = APPRAISALS.may_load(&batch, &asset)?;
    let settled = settle(&mut batch, &mut appraised, last.as_ref(), now)?;
    let last = last.ok_or_else(|| ContractError::NotAppraised { asset: asset.clone() })?;

    if let Some(MarkDown { overturn_until, .. }) = appraised.open {
        return Err(ContractError::MarkDownOpen { asset, overturn_until }.into());
    }
    if appraised.spec.beneficiary == operator.as_str() {
        return Err(ContractError::OwnAsset { asset, operator }.into());
    }
    appraised.ensure_step(last.value, value)?;

    let (previous, stake) = (last.value, rules.mark_down_stake);
    let overturn_until = now.saturating_add(rules.overturn_seconds);
    pledge(&mut batch, &operator, stake)?;
    appraised.open =
        Some(MarkDown { operator: operator.clone(), previous, marked_at: now, overturn_until, stake });
    save_appraisal_state(&mut batch, &appraised);
    APPRAISALS.save(&mut batch, &asset, &AppraisalRecord { value, ..last });
    batch.save();

    let marked = MarkedDown { asset, operator, previous, value, stake, overturn_until };
    Ok(Response::new().add_events(settled.map(Event::from)).add_event(Event::from(marked)))
}

/// Refuses an account that has no seat with a key in the present committee. Errors: `NotOperator`, `NoKey`,
/// `CommitteeInactive`.
fn ensure_member(storage: &dyn Storage, operator: &Addr) -> Result<(), Failure> {
    let seat = SEATS.load(storage)?.seat_of(operator);
    let seat = seat.ok_or_else(|| ContractError::NotOperator { sender: operator.clone() })?;
    match active(storage)?.key(seat) {
        Some(_) => Ok(()),
        None => Err(ContractError::NoKey { member: crate::feed::seats(seat) }.into()),
    }
}
