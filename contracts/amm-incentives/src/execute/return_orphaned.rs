//! Returns what fell to nobody.

use crate::ContractError;
use crate::error::broken;
use crate::schedule::{Payouts, Schedule};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::amm_incentives::OrphanedReturned;
use weal_contract_kit::payment::no_funds;

/// No check of the sender: the money goes to the funder only.
pub(crate) fn return_orphaned(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    schedule_id: u64,
) -> Result<Response, ContractError> {
    no_funds(info)?;

    let now = env.block.time.seconds();
    let schedule = Schedule::load(deps.storage, schedule_id)?;
    if now < schedule.ends_at {
        return Err(ContractError::NotEnded { schedule_id, ends_at: schedule.ends_at, now });
    }
    let payouts = Payouts::load(deps.storage, schedule_id)?;

    let orphaned = schedule.orphaned(deps.as_ref(), now)?;
    let amount =
        orphaned.checked_sub(payouts.returned).map_err(broken("I2: what was returned was orphaned"))?;
    if amount.is_zero() {
        return Err(ContractError::NothingOrphaned { schedule_id });
    }

    let payout = Payouts { paid: Uint128::zero(), returned: amount };
    schedule.pay_out(deps.storage, schedule_id, payouts, &payout)?;

    let payout = schedule.token.transfer(&schedule.funder, amount)?;
    let fact = OrphanedReturned { schedule_id, funder: schedule.funder, token: schedule.token, amount };
    Ok(Response::new().add_event(fact).add_message(payout))
}
