//! Sends a provider's bond back and ends its registration.

use crate::ContractError;
use crate::holdings::Holdings;
use crate::state::{PARTIES, PROVIDERS, load_provider};
use api::compute_escrow::BondWithdrawn;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn withdraw_bond(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let provider = load_provider(deps.storage, &info.sender)?;
    if provider.live_offers > 0 || provider.open_leases > 0 {
        return Err(ContractError::BondInUse {
            live_offers: provider.live_offers,
            open_leases: provider.open_leases,
        });
    }

    PROVIDERS.remove(deps.storage, &info.sender);
    Holdings::update(deps.storage, |holdings| {
        holdings.bonds = holdings.bonds.checked_sub(provider.bond)?;
        Ok(())
    })?;

    let send = PARTIES.load(deps.storage)?.token.transfer(&info.sender, provider.bond)?;
    Ok(Response::new()
        .add_event(BondWithdrawn { provider: info.sender, amount: provider.bond })
        .add_message(send))
}
