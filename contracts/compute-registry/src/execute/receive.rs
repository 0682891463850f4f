//! Takes cw20 tokens with the message they came for.

use super::{add_bond, register_auditor};
use crate::ContractError;
use cosmwasm_std::{DepsMut, MessageInfo, Response, from_json};
use weal_api::compute_registry::Cw20HookMsg;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::Payment;

/// A stranger's token is refused where the payment is taken: it is not the bond asset.
pub(crate) fn receive(
    deps: DepsMut,
    info: MessageInfo,
    receive: &Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, &info, receive)?;

    match from_json(&receive.msg)? {
        Cw20HookMsg::RegisterAuditor { name } => register_auditor(deps, payment, name),
        Cw20HookMsg::AddBond {} => add_bond(deps, payment),
    }
}
