//! Creates grants out of one payment.

use crate::ContractError;
use crate::grant::{Grant, MAX_GRANTS_PER_MESSAGE, newest};
use cosmwasm_std::{Addr, Api, DepsMut, Env, Response, Storage, Uint128};
use weal_api::vesting::{GrantCreated, GrantSpec, Status};
use weal_contract_kit::payment::Payment;

pub(crate) fn create_grants(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    specs: Vec<GrantSpec>,
) -> Result<Response, ContractError> {
    if !(1..=MAX_GRANTS_PER_MESSAGE).contains(&specs.len()) {
        let max = MAX_GRANTS_PER_MESSAGE;
        return Err(ContractError::GrantsPerMessage { found: specs.len(), max });
    }
    ensure_pays_for(&payment, &specs)?;

    let mut grant_id = newest(deps.storage)?;
    let mut response = Response::new();
    for spec in specs {
        let grant = checked(deps.api, &env, &payment, spec)?;
        grant_id = grant_id.checked_add(1).ok_or(ContractError::NumbersUsedUp)?;
        response = response.add_event(save(deps.storage, deps.api, grant_id, grant)?);
    }

    Ok(response)
}

/// Refuses a payment that is not the sum of the grants. Errors: `TotalTooLarge`, `PaymentNotTotal`.
fn ensure_pays_for(payment: &Payment, specs: &[GrantSpec]) -> Result<(), ContractError> {
    let required = specs
        .iter()
        .try_fold(Uint128::zero(), |total, spec| total.checked_add(spec.amount))
        .map_err(|_| ContractError::TotalTooLarge)?;
    if payment.amount != required {
        return Err(ContractError::PaymentNotTotal { paid: payment.amount, required });
    }
    Ok(())
}

fn checked(api: &dyn Api, env: &Env, payment: &Payment, spec: GrantSpec) -> Result<Grant, ContractError> {
    let recipient_addr = recipient(api, env, &spec.recipient)?;
    let grant = Grant {
        grantor: payment.payer.clone(),
        recipient: recipient_addr,
        token: payment.token.clone(),
        amount: spec.amount,
        schedule: spec.schedule,
        cancellable: spec.cancellable,
        status: Status::Active {},
        claimed: Uint128::zero(),
    };
    grant.check(env.block.time.seconds())?;
    Ok(grant)
}

/// The recipient, validated. Errors: `RecipientIsContract`, as nobody could take what this contract claimed.
fn recipient(api: &dyn Api, env: &Env, recipient: &str) -> Result<Addr, ContractError> {
    let recipient_addr = api.addr_validate(recipient)?;
    if recipient_addr == env.contract.address {
        return Err(ContractError::RecipientIsContract);
    }
    Ok(recipient_addr)
}

fn save(
    storage: &mut dyn Storage,
    api: &dyn Api,
    grant_id: u64,
    grant: Grant,
) -> Result<GrantCreated, ContractError> {
    grant.create(storage, api, grant_id)?;
    Ok(GrantCreated {
        grant_id,
        ends_at: grant.schedule.end()?,
        grantor: grant.grantor,
        recipient: grant.recipient,
        token: grant.token,
        amount: grant.amount,
        cancellable: grant.cancellable,
    })
}
