//! The settled work of leases, for those who measure it, and what a claim would pay.

use super::decide_one;
use crate::leases::Lease;
use crate::providers::load_offer;
use crate::{Failure, LeaseError};
use cosmwasm_std::{Addr, Deps, Env};
use weal_api::compute_escrow::{ClaimMsg, ClaimableResponse, SettledWork, SettledWorkResponse};
use weal_api::page::page_limit;
use weal_fixed_point::Rounding;
use weal_lease_math::LeaseLedger;

/// Returns what was settled of each of these leases. Errors: `TooManyLeases`, `UnknownLease`.
pub(crate) fn settled_work(
    deps: Deps,
    env: &Env,
    lease_ids: Vec<u64>,
) -> Result<SettledWorkResponse, Failure> {
    let max = page_limit(Some(u32::MAX));
    if lease_ids.len() > max {
        return Err(LeaseError::TooManyLeases { found: lease_ids.len(), max }.into());
    }
    let mut work = vec![];
    for lease_id in lease_ids {
        work.push(work_of(deps, env, lease_id)?);
    }
    Ok(SettledWorkResponse { work })
}

fn work_of(deps: Deps, env: &Env, lease_id: u64) -> Result<SettledWork, Failure> {
    let lease = Lease::load(deps, lease_id)?;
    let offer = load_offer(deps, lease.terms.offer_id)?;
    let payee = lease.payee(deps)?;
    let account = &lease.account;
    let (claimed, ends_at) = (account.ledger.claimed(), account.ends_at()?);
    let has_ended = env.block.time.seconds() >= ends_at;
    let credited = account.sla.and_then(|sla| sla.credited);
    let settled = matches!(account.ledger, LeaseLedger::Settled { .. });
    Ok(SettledWork {
        lease_id,
        provider: lease.terms.provider,
        tenant: lease.terms.tenant,
        payee,
        offer_id: lease.terms.offer_id,
        sku: offer.terms.sku,
        region: offer.terms.region,
        gpus: lease.terms.gpus,
        rate: lease.terms.rate,
        claimed,
        protocol_fees: account.rules.fee()?.of(claimed, Rounding::Up)?,
        credited: credited.unwrap_or_default(),
        starts_at: account.starts_at,
        ended_at: has_ended.then_some(ends_at),
        is_settled: settled || credited.is_some() || account.voids.are_full(),
        is_closed: !matches!(account.ledger, LeaseLedger::Running { .. }),
    })
}

pub(crate) fn claimable(deps: Deps, env: &Env, claim: &ClaimMsg) -> Result<ClaimableResponse, Failure> {
    let decided = decide_one(deps, env, claim)?;
    Ok(ClaimableResponse {
        charged: decided.total.charged,
        protocol_fee: decided.total.protocol_fee,
        paid: decided.total.paid,
        claimed: decided.last.claimed(),
    })
}

pub(crate) fn payee(deps: Deps, lease_id: u64) -> Result<Addr, Failure> {
    Lease::load(deps, lease_id)?.payee(deps)
}
