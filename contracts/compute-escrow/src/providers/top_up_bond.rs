//! Adds to a provider's bond, after a slash for one.

use super::{load_provider, save_provider};
use crate::Failure;
use crate::holdings::update_holdings;
use crate::money::received;
use cosmwasm_std::{DepsMut, Response};
use weal_api::compute_escrow::BondToppedUp;
use weal_contract_kit::payment::Payment;

pub(crate) fn top_up_bond(deps: DepsMut, payment: Payment) -> Result<Response, Failure> {
    let amount = received(deps.storage, &payment)?;
    let mut provider = load_provider(deps.as_ref(), &payment.payer)?;
    provider.bond = provider.bond.checked_add(amount)?;

    save_provider(deps.storage, deps.api, &payment.payer, &provider)?;
    update_holdings(deps.storage, |holdings| {
        holdings.bonds = holdings.bonds.checked_add(amount)?;
        Ok(())
    })?;

    Ok(Response::new().add_event(BondToppedUp { provider: payment.payer, amount, bond: provider.bond }))
}
