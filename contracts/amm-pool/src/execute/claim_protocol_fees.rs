//! Pays what is the protocol's.

use crate::error::{ContractError, Failure};
use crate::payout::payout;
use crate::pool::{Change, Pool};
use crate::state::ROLES;
use cosmwasm_std::{DepsMut, Env, Response, Uint128};
use weal_api::amm_pool::ProtocolFeesClaimed;

pub(crate) fn claim_protocol_fees(deps: DepsMut, env: Env) -> Result<Response, Failure> {
    let pool = Pool::load(deps.storage, &env)?;
    let recipient = ROLES.load(deps.storage)?.protocol_recipient;
    let recipient = recipient.ok_or(ContractError::NoProtocolRecipient)?;

    let amounts = pool.record().protocol_fees.clone();
    if amounts.iter().all(Uint128::is_zero) {
        return Err(ContractError::NothingToClaim.into());
    }

    let change = Change::claimed(&pool);
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let messages = payout(pool.tokens(), &amounts, &recipient)?;
    Ok(Response::new().add_event(ProtocolFeesClaimed { recipient, amounts }).add_messages(messages))
}
