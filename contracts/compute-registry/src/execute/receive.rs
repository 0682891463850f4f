//! Takes cw20 tokens with the message they came for.

use super::{add_bond, register_auditor};
use crate::ContractError;
use cosmwasm_std::{DepsMut, MessageInfo, Response, from_json};
use weal_api::compute_registry::ReceiveMsg;
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
        ReceiveMsg::RegisterAuditor { name } => register_auditor(deps, payment, name),
        ReceiveMsg::AddBond {} => add_bond(deps, payment),
    }
}
