//! Pays the vested part of a grant.

use crate::ContractError;
use crate::grant::Grant;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::vesting::GrantClaimed;
use weal_contract_kit::payment::no_funds;

/// Pays without checking the sender: the money goes to the recipient only, and a later claim pays as much in all.
pub(crate) fn claim(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    grant_id: u64,
) -> Result<Response, ContractError> {
    no_funds(&info)?;

    let grant = Grant::load(deps.storage, deps.api, grant_id)?;
    let position = grant.position(env.block.time.seconds())?;

    let paid = position.claimable;
    if paid.is_zero() {
        let (vested, claimed) = (position.vested, position.claimed);
        return Err(ContractError::NothingToClaim { grant_id, vested, claimed });
    }

    Grant::pay(deps.storage, grant_id, position.vested);

    let payout = grant.token.transfer(&grant.recipient, paid)?;
    let fact = GrantClaimed {
        grant_id,
        recipient: grant.recipient,
        token: grant.token,
        paid,
        claimed: position.vested,
    };
    Ok(Response::new().add_event(fact).add_message(payout))
}
