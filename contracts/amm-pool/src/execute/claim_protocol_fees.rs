//! Pays the protocol's part of the fees.

use crate::error::{ContractError, Failure};
use crate::payout::payout;
use crate::pool::Pool;
use crate::state::Roles;
use api::amm_pool::ProtocolFeesClaimed;
use cosmwasm_std::{DepsMut, Env, Response, Uint128};

pub(crate) fn claim_protocol_fees(deps: DepsMut, env: Env) -> Result<Response, Failure> {
    let mut pool = Pool::load(deps.storage, &env)?;
    let recipient = Roles::load(deps.storage)?.protocol_recipient;
    let recipient = recipient.ok_or(ContractError::NoProtocolRecipient)?;

    let amounts =
        std::mem::replace(&mut pool.record.protocol_fees, vec![Uint128::zero(); pool.config.tokens.len()]);
    if amounts.iter().all(Uint128::is_zero) {
        return Err(ContractError::NothingToClaim.into());
    }
    pool.save(deps.storage);

    let messages = payout(&pool.config.tokens, &amounts, &recipient)?;
    Ok(Response::new().add_event(ProtocolFeesClaimed { recipient, amounts }).add_messages(messages))
}
