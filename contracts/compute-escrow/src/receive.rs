//! Payments that a cw20 token's `Send` brings, each with the message that takes it.

use crate::{Failure, challenges, leases, providers};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, from_json};
use weal_api::compute_escrow::Cw20HookMsg;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::Payment;

/// Carries out the message that the tokens were sent with. Each message refuses a token that is not the payment asset. Errors: `Std` for
/// a message that is none of these, and those of the message.
pub(crate) fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, Failure> {
    let payment = Payment::from_cw20(deps.api, info, &receive)?;
    match from_json(&receive.msg)? {
        Cw20HookMsg::RegisterProvider { name, endpoint } => {
            providers::register_provider(deps, env, payment, name, endpoint)
        }
        Cw20HookMsg::OpenLease(request) => leases::open_lease(deps, env, payment, request),
        Cw20HookMsg::OpenAgreedLease(agreed) => leases::open_agreed_lease(deps, env, payment, agreed),
        Cw20HookMsg::TopUp { lease_id } => leases::top_up(deps, env, payment, lease_id),
        Cw20HookMsg::RequestOpening(request) => challenges::request_opening(deps, env, payment, request),
        Cw20HookMsg::TopUpBond {} => providers::top_up_bond(deps, payment),
    }
}
