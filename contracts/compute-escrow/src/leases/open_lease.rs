//! Opens a lease at the offer's price.

use super::{Opening, begin};
use crate::Failure;
use crate::governing::load_config;
use crate::money::received;
use crate::providers::{Priced, load_offer};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::LeaseRequest;
use weal_contract_kit::payment::Payment;

pub(crate) fn open_lease(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    request: LeaseRequest,
) -> Result<Response, Failure> {
    let deposit = received(deps.storage, &payment)?;
    let offer = load_offer(deps.as_ref(), request.offer_id)?;

    let priced = Priced::of(&offer, &request)?;

    let rules = load_config(deps.storage)?.rules;
    begin(deps, env, Opening { request, offer, priced, tenant: payment.payer, deposit, rules })
}
