//! Takes cw20 tokens with the message they came for.

use super::create_grants;
use crate::ContractError;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, from_json};
use weal_api::cw20::Cw20ReceiveMsg;
use weal_api::vesting::Cw20HookMsg;
use weal_contract_kit::payment::Payment;

/// Takes the caller as the token: a caller that is no token only creates grants that cannot be paid.
pub(crate) fn receive(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, &info, &receive)?;

    match from_json(&receive.msg)? {
        Cw20HookMsg::CreateGrants { grants } => create_grants(deps, env, payment, grants),
    }
}
