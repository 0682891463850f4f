//! Closing a request: what `answer_request` and `resolve_request` have in common.

use crate::Failure;
use crate::credit::credit;
use crate::dispute::Request;
use crate::holdings::Holdings;
use crate::lease::Lease;
use crate::state::{load_provider, remove_request, save_provider};
use cosmwasm_std::DepsMut;

/// Who was right.
pub(super) enum BondGoesTo {
    Provider,
    Requester,
}

/// Removes the request, frees lease and provider of it, and credits its bond; saves all of it.
pub(super) fn end_request(
    deps: &mut DepsMut<'_>,
    lease: &mut Lease,
    request: &Request,
    bond_goes_to: BondGoesTo,
) -> Result<(), Failure> {
    let provider_addr = &lease.terms.provider;
    let mut provider = load_provider(deps.as_ref(), provider_addr)?;
    provider.open_requests = provider.open_requests.saturating_sub(1);
    save_provider(deps.storage, deps.api, provider_addr, &provider)?;
    remove_request(deps.storage, lease.id);
    let winner = match bond_goes_to {
        BondGoesTo::Provider => provider_addr,
        BondGoesTo::Requester => &request.requester,
    };
    credit(deps, winner, request.bond)?;
    Holdings::update(deps.storage, |holdings| {
        holdings.requests = holdings.requests.checked_sub(request.bond)?;
        holdings.credits = holdings.credits.checked_add(request.bond)?;
        Ok(())
    })?;
    lease.account.requested = false;
    lease.save_account(deps.storage);
    Ok(())
}
