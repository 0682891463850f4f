//! Makes the payer a provider, with the payment as its bond.

use super::{
    MAX_ENDPOINT_BYTES, MAX_NAME_BYTES, may_load_provider, next_provider, save_profile, save_provider,
    text_length,
};
use crate::governing::load_config;
use crate::holdings::update_holdings;
use crate::money::received;
use crate::state::{Profile, Provider};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::ProviderRegistered;
use weal_contract_kit::payment::Payment;

pub(crate) fn register_provider(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    name: Option<String>,
    endpoint: String,
) -> Result<Response, Failure> {
    let bond = received(deps.storage, &payment)?;
    let provider = payment.payer;
    if may_load_provider(deps.as_ref(), &provider)?.is_some() {
        return Err(ContractError::AlreadyRegistered { provider }.into());
    }

    let required = load_config(deps.storage)?.min_bond;
    if bond < required {
        return Err(ContractError::BondTooSmall { found: bond, required }.into());
    }
    text_length("endpoint", &endpoint, 1, MAX_ENDPOINT_BYTES)?;
    if let Some(name) = &name {
        text_length("name", name, 0, MAX_NAME_BYTES)?;
    }

    let record = Provider {
        number: next_provider(deps.storage)?,
        bond,
        live_offers: 0,
        open_leases: 0,
        registered_at: env.block.time.seconds(),
        required_bond: required,
        locked_until: 0,
        open_requests: 0,
    };
    save_provider(deps.storage, deps.api, &provider, &record)?;
    let profile = Profile { name, endpoint };
    save_profile(deps.storage, deps.api, &provider, &profile)?;
    update_holdings(deps.storage, |holdings| {
        holdings.bonds = holdings.bonds.checked_add(bond)?;
        Ok(())
    })?;

    Ok(Response::new().add_event(ProviderRegistered { provider, endpoint: profile.endpoint, bond }))
}
