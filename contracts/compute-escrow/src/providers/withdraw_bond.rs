//! Sends a provider's bond back and ends its registration.

use super::{load_provider, remove_provider};
use crate::holdings::update_holdings;
use crate::money::sent;
use crate::open_requests::{Act, ensure_registration_free};
use crate::{ContractError, DisputeError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::BondWithdrawn;

pub(crate) fn withdraw_bond(deps: DepsMut, env: &Env, sender: Addr) -> Result<Response, Failure> {
    let provider = load_provider(deps.as_ref(), &sender)?;
    if provider.live_offers > 0 || provider.open_leases > 0 {
        return Err(ContractError::BondInUse {
            live_offers: provider.live_offers,
            open_leases: provider.open_leases,
        }
        .into());
    }

    ensure_registration_free(&provider, Act::WithdrawBond)?;
    let (now, locked_until) = (env.block.time.seconds(), provider.locked_until);
    if now < locked_until {
        return Err(DisputeError::BondLocked { locked_until, now }.into());
    }

    remove_provider(deps.storage, deps.api, &sender)?;
    update_holdings(deps.storage, |holdings| {
        holdings.bonds = holdings.bonds.checked_sub(provider.bond)?;
        Ok(())
    })?;

    let amount = provider.bond;
    let send = sent(deps.storage, &sender, amount)?;
    let response = Response::new().add_event(BondWithdrawn { provider: sender, amount });
    // All of it may have been slashed, and banks refuse a payment of nothing.
    Ok(if amount.is_zero() { response } else { response.add_message(send) })
}
