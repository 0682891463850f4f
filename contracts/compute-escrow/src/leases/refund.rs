//! Sends a depositor its part of what no leaf can claim any more.

use super::{Lease, close_and_save, free_gpus, load_depositors, save_depositors, save_lease_terms};
use crate::holdings::update_holdings;
use crate::money::sent;
use crate::open_requests::{Act, ensure_lease_free};
use crate::providers::{load_offer, save_offer_use};
use crate::validate_optional::validate_optional;
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use weal_api::compute_escrow::LeaseRefunded;
use weal_lease_math::{Funded, LeaseLedger};

/// The first call after the end also closes the lease, and succeeds with nothing to send.
pub(crate) fn refund(
    mut deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
    depositor: Option<String>,
) -> Result<Response, Failure> {
    let mut lease = Lease::load(deps.as_ref(), lease_id)?;
    let depositor = validate_optional(deps.api, depositor.as_deref())?;
    let depositor = depositor.unwrap_or_else(|| lease.terms.tenant.clone());
    ensure_lease_free(deps.storage, lease_id, &lease.account, Act::Refund)?;
    let (now, ends_at) = (env.block.time.seconds(), lease.account.ends_at()?);
    let closes = matches!(lease.account.ledger, LeaseLedger::Running { .. });
    let withdrawn = lease.account.pending && sender == lease.terms.tenant;
    if closes && now < ends_at && !withdrawn {
        return free_scaled_down(deps, lease, now, ends_at);
    }

    let mut response = Response::new();
    if closes {
        let offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;
        let fact = close_and_save(&mut deps, (&mut lease, offer), sender, now.min(ends_at))?;
        response = response.add_event(fact);
    }
    let amount = set_free_and_take(deps.branch(), &mut lease, &depositor, now)?;
    if amount.is_zero() {
        return if closes { Ok(response) } else { Err(nothing_to_refund(&lease)?) };
    }
    update_holdings(deps.storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_sub(amount)?;
        Ok(())
    })?;

    let send = sent(deps.storage, &depositor, amount)?;
    let (refunded, held) = (lease.account.ledger.refunded(), lease.account.ledger.held());
    Ok(response.add_event(LeaseRefunded { lease_id, depositor, amount, refunded, held }).add_message(send))
}

/// A running lease has no money to give back, but may have GPUs. Errors: `LeaseRunning` where it has none either.
fn free_scaled_down(
    deps: DepsMut,
    mut lease: Lease,
    now: u64,
    runway_until: u64,
) -> Result<Response, Failure> {
    let mut offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;
    let Some(freed) = free_gpus(&mut lease, &mut offer, now) else {
        return Err(ContractError::LeaseRunning { lease_id: lease.id, runway_until }.into());
    };
    save_lease_terms(deps.storage, deps.api, lease.id, &lease.terms)?;
    save_offer_use(deps.storage, lease.terms.offer_id, &offer);
    Ok(Response::new().add_event(freed))
}

/// Sets free what can be, for all depositors, and marks one's part as taken; returns that part.
fn set_free_and_take(
    deps: DepsMut,
    lease: &mut Lease,
    depositor: &Addr,
    now: u64,
) -> Result<Uint128, Failure> {
    let free = lease.free(now)?;
    let mut depositors = load_depositors(deps.as_ref(), lease)?;
    let amount = depositors.take(lease.id, depositor, free)?;
    lease.account.ledger = lease.account.ledger.with_refunded(free);

    save_depositors(deps.storage, deps.api, lease, &depositors)?;
    lease.save_account(deps.storage);
    Ok(amount)
}

/// Why: all is paid out, or what is held may still be claimed.
fn nothing_to_refund(lease: &Lease) -> Result<Failure, Failure> {
    lease.ensure_unsettled()?;
    let (held, settles_at) = (lease.account.ledger.held(), lease.account.settles_at()?);
    Ok(ContractError::NothingToRefund { lease_id: lease.id, held, settles_at }.into())
}
