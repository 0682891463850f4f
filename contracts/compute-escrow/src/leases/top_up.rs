//! Adds to the deposit of a lease that has not ended.

use super::{Lease, load_depositors, save_depositors};
use crate::holdings::{count_deposit, update_holdings};
use crate::money::received;
use crate::{Failure, LeaseError};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::LeaseToppedUp;
use weal_contract_kit::payment::Payment;
use weal_fixed_point::Rounding;
use weal_lease_math::Funded;

pub(crate) fn top_up(deps: DepsMut, env: &Env, payment: Payment, lease_id: u64) -> Result<Response, Failure> {
    let amount = received(deps.storage, &payment)?;

    let mut lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    lease.ensure_running(env.block.time.seconds())?;

    let required = weal_lease_math::price(lease.account.schedule.last().rate, 1, Rounding::Up)?;
    if amount < required {
        return Err(LeaseError::TopUpTooSmall { found: amount, required }.into());
    }
    let mut depositors = load_depositors(deps.as_ref(), &lease)?;
    depositors.add(lease_id, &payment.payer, amount)?;
    let deposit = lease.account.ledger.deposit().checked_add(amount)?;
    lease.account.ledger = lease.account.ledger.with_deposit(deposit);

    save_depositors(deps.storage, deps.api, &mut lease, &depositors)?;
    lease.save_account(deps.storage);
    update_holdings(deps.storage, |holdings| count_deposit(holdings, amount))?;

    Ok(Response::new().add_event(LeaseToppedUp {
        lease_id,
        payer: payment.payer,
        amount,
        deposit,
        runway_until: lease.account.ends_at()?,
    }))
}
