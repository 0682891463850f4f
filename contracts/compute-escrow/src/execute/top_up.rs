//! Adds to a running lease's deposit.

use crate::ContractError;
use crate::holdings::Holdings;
use crate::lease::Lease;
use crate::state::{LEASE_DEPOSITS, PARTIES};
use api::compute_escrow::LeaseToppedUp;
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Env, Response};

pub(crate) fn top_up(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    lease_id: u64,
) -> Result<Response, ContractError> {
    let amount = payment.in_token(&PARTIES.load(deps.storage)?.token)?;

    let mut lease = Lease::load(deps.storage, lease_id)?;
    lease.ensure_running(env.block.time.seconds())?;

    let deposit = lease.account.ledger.deposit().checked_add(amount)?;
    lease.account.ledger = lease.account.ledger.with_deposit(deposit);

    lease.save_account(deps.storage);
    LEASE_DEPOSITS.update(deps.storage, (lease_id, &payment.payer), |paid| {
        Ok::<_, ContractError>(paid.unwrap_or_default().checked_add(amount)?)
    })?;
    Holdings::update(deps.storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_add(amount)?;
        Ok(())
    })?;

    Ok(Response::new().add_event(LeaseToppedUp {
        lease_id,
        payer: payment.payer,
        amount,
        deposit,
        runway_until: lease.account.ends_at()?,
    }))
}
