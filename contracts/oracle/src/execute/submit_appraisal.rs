//! Appraises an asset by a round of signed observations.

use crate::Failure;
use crate::appraisal::{AppraisedAsset, MarkDown};
use crate::assets::{load_asset, save_appraisal_state};
use crate::bond::{Slash, slash, unpledge};
use crate::committee::domain;
use crate::execute::settle_mark_down::settle;
use crate::rotation::active;
use crate::state::APPRAISALS;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Event, Response, Storage};
use weal_api::oracle::{AppraisalRecord, Appraised, MemberSlashed, SignedAppraisal, SlashReason};
use weal_attestation::{AppraisalObservation, Hash, SignerBitmap, Statement};
use weal_contract_kit::batch::Batch;

pub(crate) fn submit_appraisal(
    deps: DepsMut,
    env: Env,
    asset: String,
    round: u64,
    appraisals: Vec<SignedAppraisal>,
) -> Result<Response, Failure> {
    let signers = verify(deps.as_ref(), &env, &asset, round, &appraisals)?;
    let now = env.block.time.seconds();
    let mut batch = Batch::over(deps.storage);
    let mut appraised = load_asset(&batch, &asset)?;
    let last = APPRAISALS.may_load(&batch, &asset)?;
    let settled = settle(&mut batch, &mut appraised, last.as_ref(), now)?;

    let outcome = appraised.appraise(last.as_ref(), round, &appraisals, now)?;

    let judged = appraised.open.take();
    let slashed = judge(&mut batch, judged, &appraised, outcome.overturns)?;
    appraised.reference = Some(outcome.reference);
    save_appraisal_state(&mut batch, &appraised);
    APPRAISALS.save(&mut batch, &asset, &outcome.record);
    batch.save();

    let (median, signers) = (outcome.median, signers.bits());
    let AppraisalRecord { round, value, observed_at, expires_at, zero_at } = outcome.record;
    let events = settled.map(Event::from).into_iter().chain(slashed.map(Event::from));
    let appraised = Appraised { asset, round, value, median, observed_at, expires_at, zero_at, signers };
    Ok(Response::new().add_events(events).add_event(Event::from(appraised)))
}

/// Refuses a round that no quorum of the present committee has signed; returns the signers. Errors:
/// `CommitteeInactive`, those of [`Committee::verify`].
fn verify(
    deps: Deps<'_>,
    env: &Env,
    asset: &str,
    round: u64,
    appraisals: &[SignedAppraisal],
) -> Result<SignerBitmap, Failure> {
    let committee = active(deps.storage)?;
    let domain = domain(env, env.contract.address.as_str(), committee.epoch());
    let members: Vec<u8> = appraisals.iter().map(|appraisal| appraisal.member).collect();
    let signatures: Vec<&[u8]> = appraisals.iter().map(|appraisal| appraisal.signature.as_slice()).collect();
    let digest = |appraisal: &SignedAppraisal| {
        let (observed_at, value) = (appraisal.observed_at, appraisal.value.u128());
        AppraisalObservation { asset, round, observed_at, value }.digest(&domain)
    };
    let digests: Vec<Hash> = appraisals.iter().map(digest).collect();
    committee.verify(deps.api, &members, &digests, &signatures)
}

/// Frees the stake of the mark-down that was open, and takes it where the round overturned the mark-down.
fn judge(
    storage: &mut dyn Storage,
    judged: Option<MarkDown>,
    appraised: &AppraisedAsset,
    overturns: bool,
) -> Result<Option<MemberSlashed>, Failure> {
    let Some(mark_down) = judged else { return Ok(None) };
    unpledge(storage, &mark_down.operator, mark_down.stake)?;
    if !overturns {
        return Ok(None);
    }
    // Checked when the asset was added.
    let beneficiary = Addr::unchecked(&appraised.spec.beneficiary);
    let taken = Slash {
        operator: &mark_down.operator,
        reason: SlashReason::OverturnedMarkDown,
        amount: mark_down.stake,
        victim: &beneficiary,
        finder: None,
        insurance: None,
    };
    slash(storage, &taken).map(Some)
}
