//! What every dispute needs of a committed output, and what follows when the provider is found wrong.

use crate::credit::credit;
use crate::holdings::Holdings;
use crate::lease::{Lease, MAX_VOIDS};
use crate::state::{load_commitment, load_parties, may_load_provider, save_provider};
use crate::{DisputeError, Failure};
use api::compute_escrow::{EpochVoided, Fault, Job};
use api::oracle::{SettlementRecord, hash_from};
use attestation::Hash;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, OverflowError, Uint128};

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
    pub(crate) fn load(deps: Deps, env: &Env, lease_id: u64, epoch: u64) -> Result<Self, Failure> {
        let lease = Lease::load_unclaimed(deps, lease_id)?;
        let record = load_commitment(deps.storage, lease_id, epoch)?;
        let record = record.ok_or(DisputeError::NoCommitment { lease_id, epoch })?;
        let job = record.job.ok_or(DisputeError::NoJob { lease_id, epoch })?;
        if lease.account.voids.contains(epoch) {
            return Err(DisputeError::EpochVoided { lease_id, epoch }.into());
        }
        let oracle = load_parties(deps.storage)?.oracle;
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

    /// Makes the epoch void, cuts the bond, credits tenant and finder; saves all of it.
    ///
    /// The epoch's part of the charge is the price of its own seconds: the cumulative charge of every later leaf has it,
    /// and pays without it.
    pub(crate) fn convict(
        self,
        mut deps: DepsMut<'_>,
        env: &Env,
        (epoch, fault, finder): (u64, Fault, Addr),
    ) -> Result<EpochVoided, Failure> {
        let mut lease = self.lease;
        let until = self.root.ends_at.min(env.block.time.seconds());
        let before = lease.account.price_until(self.root.starts_at)?;
        let voided = lease.account.price_until(until)?.saturating_sub(before);
        lease.account.voids.add(epoch, voided);
        lease.save_account(deps.storage);

        let (slashed, bond) = slash(&mut deps, &lease)?;
        let finder_part = slashed.checked_div(Uint128::new(2)).unwrap_or_default();
        let tenant_part = slashed.saturating_sub(finder_part);
        credit(&mut deps, &lease.terms.tenant, tenant_part)?;
        credit(&mut deps, &finder, finder_part)?;
        Holdings::update(deps.storage, |holdings| move_to_credits(holdings, slashed, voided))?;

        let (lease_id, provider) = (lease.id, lease.terms.provider);
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

/// Takes at most the least bond of the day the provider registered; (what was taken, what is left). Nothing of a later
/// registration of the same account.
fn slash(deps: &mut DepsMut<'_>, lease: &Lease) -> Result<(Uint128, Uint128), Failure> {
    let found = may_load_provider(deps.as_ref(), &lease.terms.provider)?;
    let Some(mut provider) = found.filter(|provider| provider.number == lease.account.provider) else {
        return Ok((Uint128::zero(), Uint128::zero()));
    };
    let slashed = provider.bond.min(provider.required_bond);
    provider.bond = provider.bond.saturating_sub(slashed);
    save_provider(deps.storage, deps.api, &lease.terms.provider, &provider)?;
    Ok((slashed, provider.bond))
}

/// What is void counts as settled: leaves are cumulative and go on charging it.
fn move_to_credits(holdings: &mut Holdings, slashed: Uint128, voided: Uint128) -> Result<(), OverflowError> {
    holdings.bonds = holdings.bonds.checked_sub(slashed)?;
    holdings.credits = holdings.credits.checked_add(slashed)?;
    holdings.claimed = holdings.claimed.checked_add(voided)?;
    Ok(())
}
