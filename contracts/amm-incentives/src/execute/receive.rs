//! Takes cw20 tokens with the message they came for.

use super::{create_schedule, stake};
use crate::ContractError;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, from_json};
use weal_api::amm_incentives::Cw20HookMsg;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::Payment;

/// The caller is the token: one that lies only makes a pool, or a schedule, of its own worthless tokens.
pub(crate) fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, info, &receive)?;

    match from_json(&receive.msg)? {
        Cw20HookMsg::Stake {} => stake(deps, env, info.sender.clone(), payment),
        Cw20HookMsg::CreateSchedule(period) => create_schedule(deps, env, payment, period),
    }
}
