//! Sends a provider's bond back and ends its registration.

use crate::holdings::Holdings;
use crate::state::{PARTIES, load_provider, remove_provider};
use crate::{ContractError, DisputeError, Failure};
use api::compute_escrow::BondWithdrawn;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

pub(crate) fn withdraw_bond(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, Failure> {
    let provider = load_provider(deps.storage, &info.sender)?;
    if provider.live_offers > 0 || provider.open_leases > 0 {
        return Err(ContractError::BondInUse {
            live_offers: provider.live_offers,
            open_leases: provider.open_leases,
        }
        .into());
    }

    if provider.open_requests > 0 {
        return Err(DisputeError::RequestsOpen { open: provider.open_requests }.into());
    }
    let (now, locked_until) = (env.block.time.seconds(), provider.locked_until);
    if now < locked_until {
        return Err(DisputeError::BondLocked { locked_until, now }.into());
    }

    remove_provider(deps.storage, &info.sender);
    Holdings::update(deps.storage, |holdings| {
        holdings.bonds = holdings.bonds.checked_sub(provider.bond)?;
        Ok(())
    })?;

    let amount = provider.bond;
    let send = PARTIES.load(deps.storage)?.token.transfer(&info.sender, amount)?;
    let response = Response::new().add_event(BondWithdrawn { provider: info.sender, amount });
    // All of it may have been slashed, and banks refuse a payment of nothing.
    Ok(if amount.is_zero() { response } else { response.add_message(send) })
}
