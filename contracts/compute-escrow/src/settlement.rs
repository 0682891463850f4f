//! Whether an attested leaf may be claimed, and what it pays.

use crate::ContractError;
use crate::lease::Lease;
use crate::meter::{self, Split};
use crate::state::{OUTPUT_COMMITMENTS, PARTIES};
use api::compute_escrow::{ClaimMsg, Leaf};
use api::oracle::{SettlementRecord, hash_from};
use attestation::{Hash, SettlementLeaf, merkle};
use cosmwasm_std::{Deps, Env, Storage, Uint128};

/// A claim that was found good.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The lease after it.
    pub(crate) lease: Lease,
    /// What it moves.
    pub(crate) split: Split,
}

/// Checks a leaf against its root, the provider's commitment and the lease's own bounds, in this order.
///
/// Reads only: `Claim` saves what it returns, the `Claimable` query shows it.
pub(crate) fn decide(deps: Deps, env: &Env, claim: &ClaimMsg) -> Result<Claim, ContractError> {
    let now = env.block.time.seconds();
    let lease = Lease::load(deps.storage, claim.lease_id)?;
    lease.ensure_unsettled()?;
    let oracle = PARTIES.load(deps.storage)?.oracle;
    let record = oracle.settlement(&deps.querier, &env.contract.address, claim.epoch)?;
    let claimable_from = record.posted_at.saturating_add(lease.terms.rules.challenge_window_seconds);
    if now < claimable_from {
        return Err(ContractError::ChallengeWindowOpen { epoch: claim.epoch, claimable_from });
    }

    let leaf = attested_leaf(claim.lease_id, &claim.leaf)?;
    verify_inclusion(&record, &leaf, claim)?;
    verify_commitment(deps.storage, claim.epoch, &leaf)?;

    let metered_until = leaf.metered_until.min(record.ends_at).min(now);
    pay(lease, claim.leaf.charge, metered_until)
}

fn attested_leaf(lease_id: u64, leaf: &Leaf) -> Result<SettlementLeaf, ContractError> {
    Ok(SettlementLeaf {
        lease_id,
        gpu_seconds: leaf.gpu_seconds,
        uptime_seconds: leaf.uptime_seconds,
        latency_p95_ms: leaf.latency_p95_ms,
        output_commitment: hash_from("output_commitment", &leaf.output_commitment)?,
        charge: leaf.charge.u128(),
        metered_until: leaf.metered_until,
    })
}

/// Errors: `ProofBytes` for a proof that is not whole hashes or too long; `Merkle`.
fn verify_inclusion(
    record: &SettlementRecord,
    leaf: &SettlementLeaf,
    claim: &ClaimMsg,
) -> Result<(), ContractError> {
    let (siblings, rest): (&[Hash], &[u8]) = claim.proof.as_chunks();
    if !rest.is_empty() || siblings.len() > merkle::MAX_PROOF_HASHES {
        return Err(ContractError::ProofBytes { found: claim.proof.len() });
    }
    merkle::verify(&record.root_hash()?, &leaf.hash(), claim.index, record.leaf_count, siblings)?;
    Ok(())
}

/// The leaf must carry what the provider recorded for its lease and epoch, zero for nothing.
fn verify_commitment(storage: &dyn Storage, epoch: u64, leaf: &SettlementLeaf) -> Result<(), ContractError> {
    let recorded = OUTPUT_COMMITMENTS.may_load(storage, (leaf.lease_id, epoch))?;
    let required = match &recorded {
        Some(recorded) => hash_from("commitment", &recorded.commitment)?,
        None => Hash::default(),
    };
    if leaf.output_commitment == required {
        return Ok(());
    }
    Err(ContractError::CommitmentMismatch {
        lease_id: leaf.lease_id,
        epoch,
        found: leaf.output_commitment.into(),
        required: required.into(),
    })
}

/// The two bounds that no committee can lift, then what earlier claims left (ADR 0003).
fn pay(mut lease: Lease, charge: Uint128, metered_until: u64) -> Result<Claim, ContractError> {
    let (deposit, claimed) = (lease.ledger.deposit(), lease.ledger.claimed());
    if charge > deposit {
        return Err(ContractError::ChargeAboveDeposit { found: charge, max: deposit });
    }
    let max = lease.price_until(metered_until)?;
    if charge > max {
        return Err(ContractError::ChargeAboveElapsed { found: charge, max });
    }
    if charge <= claimed {
        return Err(ContractError::NothingToClaim { charge, claimed });
    }
    let split = meter::split(claimed, charge, lease.terms.fee()?)?;
    lease.ledger = lease.ledger.with_claimed(charge);
    Ok(Claim { lease, split })
}
