//! Opens a lease at a price that the market found.

use super::{Opening, begin};
use crate::governing::{Config, load_config};
use crate::money::received;
use crate::providers::{Priced, load_offer};
use crate::{ContractError, Failure, LeaseError};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{AgreedLease, LeaseRequest};
use weal_contract_kit::payment::Payment;

/// The market pays the deposit; everything else is as if the tenant had opened the lease.
pub(crate) fn open_agreed_lease(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    agreed: AgreedLease,
) -> Result<Response, Failure> {
    let Config { market, rules, .. } = load_config(deps.storage)?;
    if market.as_ref() != Some(&payment.payer) {
        return Err(LeaseError::NotMarket { sender: payment.payer, market }.into());
    }
    let deposit = received(deps.storage, &payment)?;
    let tenant = deps.api.addr_validate(&agreed.tenant)?;
    let AgreedLease { offer_id, gpus, seconds, rate, kind, .. } = agreed;
    let offer = load_offer(deps.as_ref(), offer_id)?;

    let request = LeaseRequest { kind, ..LeaseRequest::new(offer_id, gpus, seconds) };
    let own = Priced::of(&offer, &request)?;
    if rate.is_zero() {
        return Err(ContractError::ZeroRate.into());
    }
    if rate > own.rate {
        return Err(LeaseError::RateAboveOffer { found: rate, max: own.rate }.into());
    }

    let priced = Priced { rate, ..own };
    begin(deps, env, Opening { request, offer, priced, tenant, deposit, rules })
}
