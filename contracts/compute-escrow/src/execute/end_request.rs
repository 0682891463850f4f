//! Closing a request: what `answer_request` and `resolve_request` have in common.

use crate::Failure;
use crate::credit::credit;
use crate::dispute::Request;
use crate::holdings::Holdings;
use crate::lease::Lease;
use crate::state::{REQUESTS, load_provider, save_provider};
use cosmwasm_std::Storage;

/// Who was right.
pub(super) enum BondGoesTo {
    Provider,
    Requester,
}

/// Removes the request, frees lease and provider of it, and credits its bond; saves all of it.
pub(super) fn end_request(
    storage: &mut dyn Storage,
    lease: &mut Lease,
    request: &Request,
    bond_goes_to: BondGoesTo,
) -> Result<(), Failure> {
    let provider_addr = &lease.terms.provider;
    let mut provider = load_provider(storage, provider_addr)?;
    provider.open_requests = provider.open_requests.saturating_sub(1);
    save_provider(storage, provider_addr, &provider);
    REQUESTS.remove(storage, lease.id);
    let winner = match bond_goes_to {
        BondGoesTo::Provider => provider_addr,
        BondGoesTo::Requester => &request.requester,
    };
    credit(storage, winner, request.bond)?;
    Holdings::update(storage, |holdings| {
        holdings.requests = holdings.requests.checked_sub(request.bond)?;
        holdings.credits = holdings.credits.checked_add(request.bond)?;
        Ok(())
    })?;
    lease.account.requested = false;
    lease.save_account(storage);
    Ok(())
}
