//! What every dispute needs of a committed output, and what follows when the provider is found wrong.

use crate::judgement::Judgement;
use crate::lease::{Lease, MAX_VOIDS};
use crate::state::load_commitment;
use crate::{DisputeError, Failure};
use api::compute_escrow::{EpochVoided, Fault, Job};
use api::oracle::{OracleContract, SettlementRecord, hash_from};
use attestation::Hash;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Uint128};

/// A committed output that can be disputed.
pub(crate) struct Disputed {
    /// Whose it is.
    pub(crate) lease: Lease,
    /// What was computed.
    pub(crate) job: Job,
    /// What the provider bound itself to.
    pub(crate) commitment: Hash,
    /// The epoch's root.
    pub(crate) root: SettlementRecord,
}

/// Someone waits to be shown an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Request {
    /// The epoch.
    pub(crate) epoch: u64,
    /// Row and column.
    pub(crate) element: api::compute_escrow::ElementPosition,
    /// Who asked.
    pub(crate) requester: Addr,
    /// What it left, base units.
    pub(crate) bond: Uint128,
    /// The last second to answer.
    pub(crate) answer_until: u64,
}

impl Disputed {
    /// Errors: `UnknownLease`, `NoCommitment`, `NoJob`, `EpochVoided`, `Oracle` before the root.
    pub(crate) fn load(
        deps: Deps,
        env: &Env,
        oracle: &OracleContract,
        (lease_id, epoch): (u64, u64),
    ) -> Result<Self, Failure> {
        let lease = Lease::load_unclaimed(deps, lease_id)?;
        let record = load_commitment(deps.storage, lease_id, epoch)?;
        let record = record.ok_or(DisputeError::NoCommitment { lease_id, epoch })?;
        let job = record.job.ok_or(DisputeError::NoJob { lease_id, epoch })?;
        if lease.account.voids.contains(epoch) {
            return Err(DisputeError::EpochVoided { lease_id, epoch }.into());
        }
        let root = oracle.settlement(&deps.querier, &env.contract.address, epoch)?;
        Ok(Self { lease, job, commitment: hash_from("commitment", &record.commitment)?, root })
    }

    /// From the root's posting to the end of the lease's challenge window, while there is room for a void epoch: an open
    /// request has taken its own, so that it can always be ended. Errors: `TooManyVoids`, `WindowOver`.
    pub(crate) fn ensure_open(&self, env: &Env, epoch: u64) -> Result<(), Failure> {
        let account = &self.lease.account;
        if account.voids.len().saturating_add(account.requested.into()) >= MAX_VOIDS {
            return Err(DisputeError::TooManyVoids { lease_id: self.lease.id, max: MAX_VOIDS }.into());
        }
        let (window, now) = (self.lease.account.rules.challenge_window_seconds, env.block.time.seconds());
        let until = self.root.posted_at.saturating_add(window);
        if now < until {
            return Ok(());
        }
        Err(DisputeError::WindowOver { epoch, until, now }.into())
    }

    /// Makes the epoch void, cuts the bond, credits tenant and finder, and ends the request that this answers, whose bond goes to
    /// the requester; saves all of it.
    pub(crate) fn convict(
        self,
        deps: DepsMut<'_>,
        env: &Env,
        (epoch, fault, finder): (u64, Fault, Addr),
        request: Option<&Request>,
    ) -> Result<EpochVoided, Failure> {
        let (lease_id, terms) = (self.lease.id, self.lease.terms.clone());
        let mut judgement = Judgement::over(deps.as_ref(), self.lease)?;
        if let Some(request) = request {
            judgement.end_request(request, &request.requester)?;
        }
        let voided = judgement.void(epoch, &self.root, env.block.time.seconds())?;
        let (slashed, bond) = judgement.slash()?;
        let finder_part = slashed.checked_div(Uint128::new(2)).unwrap_or_default();
        let tenant_part = slashed.saturating_sub(finder_part);
        judgement.credit(&terms.tenant, tenant_part)?;
        judgement.credit(&finder, finder_part)?;
        judgement.save(deps)?;

        let provider = terms.provider;
        Ok(EpochVoided {
            lease_id,
            epoch,
            provider,
            fault,
            voided,
            slashed,
            tenant_part,
            finder,
            finder_part,
            bond,
        })
    }
}
