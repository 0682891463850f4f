//! Opens a lease at the offer's price.

use super::begin::{Opening, begin};
use crate::state::{PARTIES, load_offer};
use crate::{Failure, pricing};
use api::compute_escrow::LeaseRequest;
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Env, Response};

pub(crate) fn open_lease(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    request: LeaseRequest,
) -> Result<Response, Failure> {
    let deposit = payment.in_token(&PARTIES.load(deps.storage)?.token)?;
    let offer = load_offer(deps.storage, request.offer_id)?;

    let priced = pricing::price(&offer, &request)?;

    begin(deps.storage, &env, Opening { request, offer, priced, tenant: payment.payer, deposit })
}
