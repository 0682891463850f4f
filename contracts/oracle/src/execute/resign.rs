//! Gives up a seat, so that its bond comes back whether there is another committee or not.

use crate::bond::{bond_of, release};
use crate::feed::seats;
use crate::rotation::vacate;
use crate::state::CONFIG;
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use weal_api::oracle::SeatResigned;
use weal_contract_kit::batch::Batch;

/// Gives up the sender's seats. An operator without a key may still have a bond: one paid for a committee that was
/// proposed and then replaced.
pub(crate) fn resign(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, Failure> {
    let operator = info.sender;
    let now = env.block.time.seconds();
    let mut batch = Batch::over(deps.storage);
    let hold_seconds = CONFIG.load(&batch)?.terms.hold_seconds();
    let bond = bond_of(&batch, &operator)?;

    let vacated = vacate(&mut batch, &operator)?;
    let is_held = !bond.amount.is_zero() && bond.left_at.is_none();
    if !vacated.had_key && !is_held {
        return Err(match vacated.member {
            Some(seat) => ContractError::NoKey { member: seats(seat) }.into(),
            None => ContractError::NotOperator { sender: operator }.into(),
        });
    }
    release(&mut batch, std::slice::from_ref(&operator), &[], now)?;
    batch.save();

    let resigned = SeatResigned {
        operator,
        committee_epoch: vacated.present.epoch(),
        registered: vacated.present.registered(),
        withdrawable_at: now.saturating_add(hold_seconds),
    };
    Ok(Response::new().add_event(Event::from(resigned)))
}
