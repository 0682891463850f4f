//! The decision about attested leaves: which may be claimed, and how much they pay.

use crate::leases::{LeaseTerms, load_account, load_claimed_page, load_job_in_force, payee};
use crate::open_requests::ensure_payable;
use crate::state::{DEPENDENCIES, Dependencies, OUTPUT_COMMITMENTS};
use crate::{ContractError, DisputeError, Failure};
use cosmwasm_std::{Addr, Deps, Env, Storage, Uint128};
use weal_api::asset::Token;
use weal_api::compute_escrow::{ClaimManyMsg, ClaimMsg, Job, Leaf, SlaSettled, unpack_leaves};
use weal_api::oracle::{SettlementRecord, hash_from};
use weal_attestation::multiproof::verify_multiproof;
use weal_attestation::sum_tree::{SumNode, SumTreeError};
use weal_attestation::{Hash, SettlementLeaf};
use weal_lease_math::{ClaimedPage, Funded, LeaseAccount, LeaseLedger, Split, Verdict, page_of};

/// Claims of one provider that were found good.
#[derive(Clone, Debug)]
pub(crate) struct ClaimBatch {
    /// The provider of the leases.
    pub(crate) provider: Addr,
    /// The account that is paid.
    pub(crate) payee: Addr,
    /// The token of the payment.
    pub(crate) token: Token,
    /// The sum that the claims move.
    pub(crate) total: Split,
    /// Leases that add something.
    pub(crate) leases: u64,
    /// The last lease after its claim, for a message of one.
    pub(crate) last: LeaseLedger,
    /// The counters to save, by page.
    pub(crate) pages: Vec<(u64, ClaimedPage)>,
    /// The leases whose SLA this settles, with what it found.
    pub(crate) verdicts: Vec<(LeaseAccount, SlaSettled)>,
}

/// One leaf. Errors: as [`decide_many`]; `LeaseSettled` or `NothingToClaim` where it adds nothing.
///
/// Reads only, as `decide_many`: the messages save what is returned, the `Claimable` query shows it.
pub(crate) fn decide_one(deps: Deps, env: &Env, claim: &ClaimMsg) -> Result<ClaimBatch, Failure> {
    let leaf = attested_leaf(claim.lease_id, &claim.leaf)?;
    let batch = decide(deps, env, claim.epoch, vec![(claim.index, leaf)], &claim.proof)?;
    if batch.leases == 0 {
        let (charge, claimed) = (claim.leaf.charge, batch.last.claimed());
        let refusal = match batch.last {
            LeaseLedger::Settled { paid, refunded, .. } => {
                ContractError::LeaseSettled { lease_id: claim.lease_id, paid, refunded }
            }
            _ => ContractError::NothingToClaim { charge, claimed },
        };
        return Err(refusal.into());
    }
    Ok(batch)
}

/// Many leaves of one provider. Leaves that add nothing are passed over, so that nobody stops a message by
/// claiming one of its leases first. Errors: `PackedLeaves`; `NothingToClaimOfMany`; as [`decide`].
pub(crate) fn decide_many(deps: Deps, env: &Env, claims: &ClaimManyMsg) -> Result<ClaimBatch, Failure> {
    let leaves = unpack_leaves(&claims.leaves)?;
    let count = leaves.len();
    let batch = decide(deps, env, claims.epoch, leaves, &claims.proof)?;
    if batch.leases == 0 {
        return Err(ContractError::NothingToClaimOfMany { leaves: count }.into());
    }
    Ok(batch)
}

/// Checks leaves against their root, the provider's commitments and each lease's own bounds.
///
/// Errors: `UnknownLease`, `Oracle`, `ChallengeWindowOpen`, `Proof`, `MixedProviders`, `CommitmentMismatch`, `JobMismatch`,
/// `AttestedTooLate`, `LeaseForfeited`, `EpochVoided`, `RequestOpen`, `ChargeAboveDeposit`, `ChargeAboveElapsed`.
fn decide(
    deps: Deps,
    env: &Env,
    epoch: u64,
    leaves: Vec<(u64, SettlementLeaf)>,
    proof: &[u8],
) -> Result<ClaimBatch, Failure> {
    let Some((_, first)) = leaves.first() else {
        return Err(SumTreeError::NoLeaves.into());
    };
    let provider = LeaseTerms::load(deps, first.lease_id)?.provider;
    let Dependencies { oracle, token, .. } = DEPENDENCIES.load(deps.storage)?;
    let record = oracle.settlement(&deps.querier, &env.contract.address, epoch)?;

    verify_leaves(&record, &leaves, proof)?;

    let mut batch = ClaimBatch::of(provider, token);
    let mut required = None;
    for (_, leaf) in &leaves {
        let account = batch.account(deps.storage, leaf.lease_id)?;
        let attested = Attested { root: &record, epoch, leaf, account: &account };
        attested.ensure_claimable(env)?;
        let required = *required.get_or_insert(account.provider);
        if account.provider != required {
            let (lease_id, found) = (leaf.lease_id, account.provider);
            return Err(ContractError::MixedProviders { lease_id, found, required }.into());
        }
        batch.ensure_one_payee(deps, leaf.lease_id, &account, leaf.lease_id == first.lease_id)?;
        attested.verify_commitment(deps.storage)?;
        ensure_payable(deps.storage, leaf.lease_id, &account, epoch)?;
        let metered_until = leaf.metered_until.min(record.ends_at).min(env.block.time.seconds());
        attested.ensure_within_bounds(metered_until)?;
        let charge = leaf.charge.saturating_sub(account.voids.until(epoch).u128());
        batch.add(&SettlementLeaf { charge, ..leaf.clone() }, account, metered_until)?;
    }
    Ok(batch)
}

impl ClaimBatch {
    fn of(provider: Addr, token: Token) -> Self {
        let nothing = LeaseLedger::Running { deposit: Uint128::zero(), claimed: Uint128::zero() };
        let payee = provider.clone();
        let (total, pages, verdicts) = (Split::default(), vec![], vec![]);
        Self { provider, payee, token, total, leases: 0, last: nothing, pages, verdicts }
    }

    /// A lease's account; its page is read once for all its leases, which ascend.
    fn account(&mut self, storage: &dyn Storage, lease_id: u64) -> Result<LeaseAccount, Failure> {
        let page = page_of(lease_id);
        let claimed = match self.pages.last() {
            Some((last, counters)) if *last == page => counters.of(lease_id),
            _ => {
                let counters = load_claimed_page(storage, page)?;
                let claimed = counters.of(lease_id);
                self.pages.push((page, counters));
                claimed
            }
        };
        load_account(storage, lease_id).map(|account| account.with_claims(claimed))
    }

    /// The first lease says who is paid. Errors: `MixedPayees`.
    fn ensure_one_payee(
        &mut self,
        deps: Deps<'_>,
        lease_id: u64,
        account: &LeaseAccount,
        first: bool,
    ) -> Result<(), Failure> {
        let found = payee(deps, lease_id, account, &self.provider)?;
        if first {
            self.payee = found;
        } else if found != self.payee {
            return Err(ContractError::MixedPayees { lease_id, found, required: self.payee.clone() }.into());
        }
        Ok(())
    }

    /// Counts a leaf that was found good, unless it adds nothing.
    fn add(
        &mut self,
        leaf: &SettlementLeaf,
        mut account: LeaseAccount,
        metered_until: u64,
    ) -> Result<(), Failure> {
        self.last = account.ledger;
        let payable = account.payable(Uint128::new(leaf.charge), metered_until, leaf.uptime_seconds)?;
        let adds = payable.charge > account.ledger.claimed() || payable.verdict.is_some();
        if !adds || matches!(account.ledger, LeaseLedger::Settled { .. }) {
            return Ok(());
        }
        self.total = self.total.plus(account.split(payable.charge)?)?;
        self.leases = self.leases.saturating_add(1);
        account.ledger = account.ledger.with_claimed(payable.charge);
        self.last = account.ledger;
        if let Some((_, counters)) = self.pages.last_mut() {
            counters.set(leaf.lease_id, payable.charge);
        }
        if let Some(verdict) = payable.verdict {
            self.settle_sla(leaf, account, verdict);
        }
        Ok(())
    }

    /// Notes the last claim of a lease with an SLA.
    fn settle_sla(&mut self, leaf: &SettlementLeaf, mut account: LeaseAccount, verdict: Verdict) {
        let fact = SlaSettled {
            lease_id: leaf.lease_id,
            uptime_seconds: leaf.uptime_seconds,
            promised_seconds: verdict.promised_seconds,
            charge: Uint128::new(leaf.charge),
            credit: verdict.credit,
        };
        if let Some(sla) = &mut account.sla {
            sla.credited = Some(verdict.credit);
        }
        self.verdicts.push((account, fact));
    }
}

/// Returns the charge of a leaf of the lease under the epoch's root and the most that it could be: for those who show that it is too much.
/// Errors: `Oracle`, `Proof`.
pub(crate) fn charge_and_bound(
    deps: Deps,
    env: &Env,
    account: &LeaseAccount,
    claim: &ClaimMsg,
) -> Result<(Uint128, Uint128), Failure> {
    let leaf = attested_leaf(claim.lease_id, &claim.leaf)?;
    let oracle = DEPENDENCIES.load(deps.storage)?.oracle;
    let record = oracle.settlement(&deps.querier, &env.contract.address, claim.epoch)?;
    verify_leaves(&record, &[(claim.index, leaf)], &claim.proof)?;
    let metered_until = claim.leaf.metered_until.min(record.ends_at).min(env.block.time.seconds());
    let max = account.price_until(metered_until)?.min(account.ledger.deposit());
    Ok((claim.leaf.charge, max))
}

/// Refuses leaves whose proof does not lead to the root's hash, total and leaf count. Errors: `Proof`.
fn verify_leaves(
    record: &SettlementRecord,
    leaves: &[(u64, SettlementLeaf)],
    proof: &[u8],
) -> Result<(), Failure> {
    let root = SumNode { sum: record.total_charge.u128(), hash: record.root_hash()? };
    let nodes = leaves.iter().map(|(index, leaf)| (*index, SumNode::leaf(leaf.charge, &leaf.to_bytes())));
    Ok(verify_multiproof(&root, record.leaf_count, nodes.collect(), proof)?)
}

/// A leaf under the root of its epoch, and the account of its lease.
struct Attested<'a> {
    root: &'a SettlementRecord,
    epoch: u64,
    leaf: &'a SettlementLeaf,
    account: &'a LeaseAccount,
}

impl Attested<'_> {
    /// Refuses a claim before the challenge window of the root has closed. Errors: `ChallengeWindowOpen`.
    fn ensure_claimable(&self, env: &Env) -> Result<(), Failure> {
        let window = self.account.rules.challenge_window_seconds;
        let claimable_from = self.root.posted_at.saturating_add(window);
        if env.block.time.seconds() < claimable_from {
            return Err(ContractError::ChallengeWindowOpen { epoch: self.epoch, claimable_from }.into());
        }
        Ok(())
    }

    /// The leaf must carry what the provider recorded for its lease and epoch, zero for nothing; and what it recorded must be an
    /// output that can be paid. Errors: `CommitmentMismatch`; as [`Self::ensure_output_payable`].
    fn verify_commitment(&self, storage: &dyn Storage) -> Result<(), Failure> {
        let (lease_id, epoch) = (self.leaf.lease_id, self.epoch);
        let mut required = Hash::default();
        if self.account.has_commitments
            && let Some(recorded) = OUTPUT_COMMITMENTS.may_load(storage, &(lease_id, epoch))?
        {
            required = hash_from("commitment", &recorded.commitment)?;
            self.ensure_output_payable(storage, recorded.job)?;
        }
        if self.leaf.output_commitment == required {
            return Ok(());
        }
        let (found, required) = (self.leaf.output_commitment.into(), required.into());
        Err(ContractError::CommitmentMismatch { lease_id, epoch, found, required }.into())
    }

    /// An output is of the job in force when its epoch started, where there was one; and one that can be disputed was attested
    /// early enough for everybody to ask for it. Reads only where the tenant ever declared a job. Errors: `JobMismatch`,
    /// `AttestedTooLate`.
    fn ensure_output_payable(&self, storage: &dyn Storage, stated: Option<Job>) -> Result<(), Failure> {
        let Self { root, epoch, leaf: SettlementLeaf { lease_id, .. }, account } = *self;
        let (lease_id, starts_at) = (*lease_id, root.starts_at);
        if account.declared
            && let Some(required) = load_job_in_force(storage, lease_id, starts_at)?
            && stated.as_ref() != Some(&required)
        {
            let (found, required) = (stated.map(Box::new), Box::new(required));
            return Err(DisputeError::JobMismatch { lease_id, epoch, starts_at, found, required }.into());
        }
        let (posted_at, attested_until) = (root.posted_at, account.attested_until()?);
        if stated.is_some() && posted_at > attested_until {
            return Err(DisputeError::AttestedTooLate { lease_id, epoch, posted_at, attested_until }.into());
        }
        Ok(())
    }

    /// Holds the charge to the two bounds that no committee can lift (ADR 0003). Errors: `ChargeAboveDeposit`, `ChargeAboveElapsed`.
    fn ensure_within_bounds(&self, metered_until: u64) -> Result<(), Failure> {
        let (lease_id, found) = (self.leaf.lease_id, Uint128::new(self.leaf.charge));
        let max = self.account.ledger.deposit();
        if found > max {
            return Err(ContractError::ChargeAboveDeposit { lease_id, found, max }.into());
        }
        let max = self.account.price_until(metered_until)?;
        if found > max {
            return Err(ContractError::ChargeAboveElapsed { lease_id, found, max }.into());
        }
        Ok(())
    }
}

fn attested_leaf(lease_id: u64, leaf: &Leaf) -> Result<SettlementLeaf, Failure> {
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
