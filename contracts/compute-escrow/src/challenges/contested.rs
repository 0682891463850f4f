//! The committed output that a challenge is about, and the time in which it may be brought.

use super::{Docket, Request};
use crate::leases::Lease;
use crate::open_requests::ensure_undecided;
use crate::state::OUTPUT_COMMITMENTS;
use crate::{DisputeError, Failure};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Response, Uint128};
use weal_api::compute_escrow::{EpochVoided, Fault, Job, LeaseEnded};
use weal_api::oracle::{OracleContract, SettlementRecord, hash_from};
use weal_attestation::Hash;
use weal_fixed_point::{Rounding, mul_div};
use weal_lease_math::Funds;

/// A committed output with a job under a posted root.
pub(crate) struct Contested {
    /// The lease that the output belongs to.
    pub(crate) lease: Lease<Funds>,
    /// The epoch.
    pub(crate) epoch: u64,
    /// The job that was computed.
    pub(crate) job: Job,
    /// The output that the provider bound itself to.
    pub(crate) commitment: Hash,
    /// The epoch's root.
    pub(crate) root: SettlementRecord,
}

/// A provider's fault and its finder.
pub(crate) struct Finding {
    /// The fault.
    pub(crate) fault: Fault,
    /// The account that showed it.
    pub(crate) finder: Addr,
}

impl Contested {
    /// Loads the output of a lease's epoch, with its job and its root. Errors: `NoCommitment`, `NoJob`, `Oracle` before
    /// the root.
    pub(crate) fn load(
        deps: Deps,
        env: &Env,
        oracle: &OracleContract,
        lease: Lease<Funds>,
        epoch: u64,
    ) -> Result<Self, Failure> {
        let lease_id = lease.id;
        let record = OUTPUT_COMMITMENTS.may_load(deps.storage, &(lease_id, epoch))?;
        let record = record.ok_or(DisputeError::NoCommitment { lease_id, epoch })?;
        let job = record.job.ok_or(DisputeError::NoJob { lease_id, epoch })?;
        let root = oracle.settlement(&deps.querier, &env.contract.address, epoch)?;
        Ok(Self { lease, epoch, job, commitment: hash_from("commitment", &record.commitment)?, root })
    }

    /// Lets a challenge be brought: from the root's posting to the end of the lease's challenge window, whatever else was
    /// brought, about an epoch that is not void and of which a leaf can charge some time. Errors: `LeaseForfeited`,
    /// `EpochVoided`, `EpochOutsideLease`, `WindowOver`.
    pub(crate) fn ensure_open(&self, env: &Env) -> Result<(), Failure> {
        let (lease_id, epoch, account) = (self.lease.id, self.epoch, &self.lease.account);
        ensure_undecided(lease_id, account, epoch)?;
        let (starts_at, ends_at) = (account.starts_at, account.ends_at()?);
        if self.root.ends_at <= starts_at || self.root.starts_at >= ends_at {
            return Err(DisputeError::EpochOutsideLease { lease_id, epoch, starts_at, ends_at }.into());
        }
        let until = self.root.posted_at.saturating_add(account.rules.challenge_window_seconds);
        let now = env.block.time.seconds();
        if now < until {
            return Ok(());
        }
        Err(DisputeError::WindowOver { epoch, until, now }.into())
    }

    /// The last second to answer a request of now. Of a root that was posted in time there is room for one in the whole window:
    /// all of them are decided before the lease settles. Errors: `TooLateToAsk`.
    pub(crate) fn answer_until(&self, env: &Env) -> Result<u64, Failure> {
        let account = &self.lease.account;
        let answer_until = env.block.time.seconds().saturating_add(account.rules.answer_seconds);
        let settles_at = account.settles_at()?;
        if answer_until < settles_at {
            return Ok(answer_until);
        }
        Err(DisputeError::TooLateToAsk { lease_id: self.lease.id, answer_until, settles_at }.into())
    }

    /// Makes the epoch void, cuts the bond, credits tenant and finder, ends the request that led to it, whose bond goes back, and
    /// the lease, where the bond is no longer whole or no other epoch could be void; saves all of it.
    pub(crate) fn void_and_slash(
        self,
        mut deps: DepsMut<'_>,
        env: &Env,
        finding: Finding,
        request: Option<&Request>,
    ) -> Result<Response, Failure> {
        let (lease_id, epoch, terms) = (self.lease.id, self.epoch, self.lease.terms.clone());
        let Finding { fault, finder } = finding;
        let mut docket = Docket::over(deps.as_ref(), self.lease, epoch)?;
        if let Some(request) = request {
            docket.end(request, &request.id.requester)?;
        }
        let voided = docket.void(&self.root, env.block.time.seconds())?;
        let slash = docket.slash()?;
        let finder_part = mul_div(slash.taken, Uint128::one(), Uint128::new(2), Rounding::Down)?;
        let tenant_part = slash.taken.checked_sub(finder_part)?;
        docket.credit(&terms.tenant, tenant_part)?;
        docket.credit(&finder, finder_part)?;
        let ended: Option<LeaseEnded> = docket.end_lease(deps.branch(), env, &finder)?;
        docket.save(deps)?;

        let fact = EpochVoided {
            lease_id,
            epoch,
            provider: terms.provider,
            fault,
            voided,
            slashed: slash.taken,
            tenant_part,
            finder,
            finder_part,
            bond: slash.left,
        };
        Ok(Response::new().add_event(fact).add_events(ended))
    }
}
