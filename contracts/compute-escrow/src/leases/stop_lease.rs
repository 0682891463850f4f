//! Stops a lease: at once, or after its notice. Moves no money, so that nobody's account can keep it running.

use super::{Lease, close_and_save};
use crate::providers::load_offer;
use crate::{ContractError, Failure, LeaseError};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::NoticeGiven;
use weal_lease_math::LeaseLedger;

pub(crate) fn stop_lease(
    mut deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
) -> Result<Response, Failure> {
    let mut lease = Lease::load(deps.as_ref(), lease_id)?;
    if sender != lease.terms.tenant && sender != lease.terms.provider {
        return Err(ContractError::NotParty {
            sender,
            tenant: lease.terms.tenant,
            provider: lease.terms.provider,
        }
        .into());
    }
    let (now, ends_at) = (env.block.time.seconds(), lease.account.ends_at()?);
    if !matches!(lease.account.ledger, LeaseLedger::Running { .. }) {
        return Err(ContractError::LeaseEnded { lease_id, ended_at: ends_at }.into());
    }
    let offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;
    let notice = lease.notice(&offer);
    if now >= ends_at || lease.account.pending || notice == 0 {
        let ended = close_and_save(&mut deps, (&mut lease, offer), sender, now.min(ends_at))?;
        lease.save_account(deps.storage);
        return Ok(Response::new().add_event(ended));
    }

    if lease.account.notice_given {
        let agreed_end = lease.account.agreed_end();
        return Err(LeaseError::NoticeGiven { lease_id, agreed_end }.into());
    }
    let served = now.saturating_add(notice).saturating_sub(lease.account.starts_at);
    lease.account.notice_given = true;
    lease.account.seconds = lease.account.seconds.min(served);
    lease.save_account(deps.storage);

    Ok(Response::new().add_event(NoticeGiven {
        lease_id,
        given_by: sender,
        agreed_end: lease.account.agreed_end(),
        runway_until: lease.account.ends_at()?,
    }))
}
