//! Fixes the bundle of readings from which an epoch's settlement tree is made.

use super::post_settlement::ensure_no_older;
use crate::committee::{domain, members_of, unpack_signatures};
use crate::rotation::committee_for;
use crate::settlements::{load_settlement, may_load_settlement};
use crate::state::{FIXED_READINGS, LATEST_SETTLEMENT};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Env, Event, Response, Storage};
use weal_api::oracle::{ReadingsFixed, ReadingsRecord, hash_from};
use weal_attestation::{EpochReadings, SignerBitmap, Statement};

/// A bundle's hash and its signers, as the message has them.
pub(crate) struct SignedReadings {
    pub(crate) committee_epoch: u64,
    pub(crate) epoch: u64,
    pub(crate) readings_hash: Binary,
    pub(crate) signers: u32,
    pub(crate) signatures: Binary,
}

pub(crate) fn fix_readings(
    deps: DepsMut,
    env: Env,
    consumer: String,
    signed: SignedReadings,
) -> Result<Response, Failure> {
    let consumer = deps.api.addr_validate(&consumer)?;
    let (epoch, committee_epoch) = (signed.epoch, signed.committee_epoch);
    let readings_hash = hash_from("readings_hash", &signed.readings_hash)?;
    let starts_at = next_start(deps.storage, &consumer, &signed)?;
    let statement = EpochReadings { epoch, readings_hash };
    let signers = verify(deps.as_ref(), &env, (&consumer, starts_at), &statement, &signed)?;

    let key = (consumer.clone(), epoch, committee_epoch);
    if let Some(fixed) = FIXED_READINGS.may_load(deps.storage, &key)? {
        let readings_hash = fixed.readings_hash.into();
        return Err(ContractError::ReadingsFixed { consumer, epoch, committee_epoch, readings_hash }.into());
    }
    let fixed_at = env.block.time.seconds();
    let readings = ReadingsRecord { readings_hash, fixed_at, signers: signers.bits() };

    FIXED_READINGS.save(deps.storage, &key, &readings);

    let fixed = ReadingsFixed { consumer, epoch, committee_epoch, readings };
    Ok(Response::new().add_event(Event::from(fixed)))
}

/// The start of the epoch, which must be the consumer's next: the end of the last one, and 0 for the first, whose start
/// is not known before its root. Errors: `EpochSettled`, `EpochOutOfOrder`, `WrongCommittee`.
fn next_start(storage: &dyn Storage, consumer: &Addr, signed: &SignedReadings) -> Result<u64, Failure> {
    let epoch = signed.epoch;
    if may_load_settlement(storage, consumer, epoch)?.is_some() {
        return Err(ContractError::EpochSettled { consumer: consumer.clone(), epoch }.into());
    }
    let Some(last_epoch) = LATEST_SETTLEMENT.may_load(storage, consumer)? else {
        return if epoch == 1 {
            Ok(0)
        } else {
            Err(ContractError::EpochOutOfOrder { found: epoch, required: 1 }.into())
        };
    };
    let required = last_epoch.saturating_add(1);
    if epoch != required {
        return Err(ContractError::EpochOutOfOrder { found: epoch, required }.into());
    }
    let last = load_settlement(storage, consumer, last_epoch)?;
    ensure_no_older(&last, signed.committee_epoch)?;
    Ok(last.ends_at)
}

/// Refuses readings that no quorum of a committee that may sign the epoch's root has signed; returns the signers.
/// Errors: those of [`committee_for`], `SignaturesLength`, those of [`crate::committee::Committee::verify`].
fn verify(
    deps: Deps<'_>,
    env: &Env,
    (consumer, starts_at): (&Addr, u64),
    statement: &EpochReadings,
    signed: &SignedReadings,
) -> Result<SignerBitmap, Failure> {
    let now = env.block.time.seconds();
    let committee = committee_for(deps.storage, signed.committee_epoch, starts_at, now)?;
    let members = members_of(signed.signers);
    let signatures = unpack_signatures(&signed.signatures, members.len())?;
    let digest = statement.digest(&domain(env, consumer.as_str(), signed.committee_epoch));
    committee.verify(deps.api, &members, &[digest], &signatures)
}
