//! Stores a consumer's settlement root.

use crate::committee::{domain, unpack_signatures};
use crate::rotation::committee_for;
use crate::round::ensure_not_ahead;
use crate::settlements::{load_settlement, may_load_settlement};
use crate::state::{LATEST_SETTLEMENT, SETTLEMENTS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Env, Event, Response, Storage};
use weal_api::compute_escrow::read_capacity;
use weal_api::oracle::{MAX_LEAF_COUNT, SettlementPosted, SettlementRecord, SettlementRootMsg};
use weal_attestation::{SettlementRoot, SignerBitmap, Statement};

/// A root and its signers, as the message has them.
pub(crate) struct SignedRoot {
    pub(crate) committee_epoch: u64,
    pub(crate) root: SettlementRootMsg,
    pub(crate) members: Vec<u8>,
    pub(crate) signatures: Binary,
}

pub(crate) fn post_settlement(
    deps: DepsMut,
    env: Env,
    consumer: String,
    signed: SignedRoot,
) -> Result<Response, Failure> {
    let consumer_addr = deps.api.addr_validate(&consumer)?;
    let statement = signed.root.statement()?;
    let signers = verify(deps.as_ref(), &env, &consumer_addr, &statement, &signed)?;

    let record = SettlementRecord {
        root: signed.root.root,
        leaf_count: statement.leaf_count,
        total_charge: signed.root.total_charge,
        starts_at: statement.starts_at,
        ends_at: statement.ends_at,
        posted_at: env.block.time.seconds(),
        committee_epoch: signed.committee_epoch,
        signers: signers.bits(),
    };
    ensure_follows(deps.storage, &consumer_addr, &statement, &record)?;
    ensure_sound(&record)?;
    ensure_covered(deps.as_ref(), &consumer_addr, &record)?;

    let epoch = statement.epoch;
    SETTLEMENTS.save(deps.storage, &(consumer_addr.clone(), epoch), &record);
    LATEST_SETTLEMENT.save(deps.storage, &consumer_addr, &epoch);

    let posted = SettlementPosted { consumer: consumer_addr, epoch, settlement: record };
    Ok(Response::new().add_event(Event::from(posted)))
}

/// Refuses a root that no quorum of a committee that may sign it has signed for `consumer`; returns the signers.
/// Errors: those of [`committee_for`], `SignaturesLength`, those of [`crate::committee::Committee::verify`].
fn verify(
    deps: Deps<'_>,
    env: &Env,
    consumer: &Addr,
    statement: &SettlementRoot,
    signed: &SignedRoot,
) -> Result<SignerBitmap, Failure> {
    let now = env.block.time.seconds();
    let committee = committee_for(deps.storage, signed.committee_epoch, statement.starts_at, now)?;
    let signatures = unpack_signatures(&signed.signatures, signed.members.len())?;
    let digest = statement.digest(&domain(env, consumer.as_str(), signed.committee_epoch));
    committee.verify(deps.api, &signed.members, &[digest], &signatures)
}

/// Refuses a root that is not the next one, chained to the last by hash and by time. Errors: `AlreadyPosted`,
/// `EpochTaken`, `EpochOutOfOrder`, `WrongCommittee`, `PreviousRoot`, `EpochStart`.
fn ensure_follows(
    storage: &dyn Storage,
    consumer: &Addr,
    statement: &SettlementRoot,
    record: &SettlementRecord,
) -> Result<(), Failure> {
    let epoch = statement.epoch;
    let last_epoch = LATEST_SETTLEMENT.may_load(storage, consumer)?.unwrap_or_default();
    let required = last_epoch.saturating_add(1);
    if let Some(posted) = may_load_settlement(storage, consumer, epoch)? {
        // The same statement of the same committee, whenever it was posted and whoever of them signed.
        let SettlementRecord { posted_at, signers, .. } = posted;
        let is_same = SettlementRecord { posted_at, signers, ..record.clone() } == posted;
        let consumer = consumer.clone();
        let refused = match is_same {
            true => ContractError::AlreadyPosted { consumer, epoch },
            false => ContractError::EpochTaken { consumer, epoch },
        };
        return Err(refused.into());
    }
    if epoch != required {
        return Err(ContractError::EpochOutOfOrder { found: epoch, required }.into());
    }
    let (previous_root, starts_at) = match last_epoch {
        0 => ([0; 32], statement.starts_at),
        _ => {
            let last = load_settlement(storage, consumer, last_epoch)?;
            ensure_no_older(&last, record.committee_epoch)?;
            (last.root_hash()?, last.ends_at)
        }
    };
    if statement.previous_root != previous_root {
        return Err(ContractError::PreviousRoot { epoch }.into());
    }
    if statement.starts_at != starts_at {
        return Err(ContractError::EpochStart { found: statement.starts_at, required: starts_at }.into());
    }
    Ok(())
}

/// Refuses a committee before the one that posted last for the consumer: it is done there. Errors: `WrongCommittee`.
pub(super) fn ensure_no_older(last: &SettlementRecord, found: u64) -> Result<(), Failure> {
    let required = last.committee_epoch;
    if found < required {
        return Err(ContractError::WrongCommittee { found, required }.into());
    }
    Ok(())
}

/// Refuses a root whose time did not pass or runs ahead, or whose leaves cannot all be proven. Errors: `EpochEmpty`,
/// `FromTheFuture`, `LeafCount`.
fn ensure_sound(record: &SettlementRecord) -> Result<(), Failure> {
    let SettlementRecord { starts_at, ends_at, leaf_count, posted_at, .. } = *record;
    if ends_at <= starts_at {
        return Err(ContractError::EpochEmpty { starts_at, ends_at }.into());
    }
    ensure_not_ahead(ends_at, posted_at)?;
    if !(1..=MAX_LEAF_COUNT).contains(&leaf_count) {
        return Err(ContractError::LeafCount { found: leaf_count, max: MAX_LEAF_COUNT }.into());
    }
    Ok(())
}

/// Refuses a root whose total is above all that was ever paid into the deposits of the consumer, a compute escrow. So
/// no tree stands that promises more than there ever was, and no refund between signing and posting makes an honest
/// root too large. Errors: `TotalAboveEscrow`; `Capacity` where the consumer's totals cannot be read.
fn ensure_covered(deps: Deps<'_>, consumer: &Addr, record: &SettlementRecord) -> Result<(), Failure> {
    let (total, capacity) = (record.total_charge, read_capacity(&deps.querier, consumer)?);
    if total > capacity {
        return Err(ContractError::TotalAboveEscrow { total, capacity }.into());
    }
    Ok(())
}
