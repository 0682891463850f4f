//! Challenges: each open request on its own, and per epoch how many wait for an answer.

use super::{Request, RequestId};
use crate::open_requests::Challenge;
use crate::state::{CHALLENGES, CREDITS, OpenChallenge, OpenRequest, REQUESTS};
use crate::{DisputeError, Failure};
use cosmwasm_std::{Addr, Api, Deps, Order, Storage, Uint128};
use weal_records::{Account, Bound, RecordError};

fn key_of(api: &dyn Api, id: &RequestId) -> Result<(u64, u64, Account), RecordError> {
    Ok((id.lease_id, id.epoch, Account::of(api, &id.requester)?))
}

fn request_of(id: RequestId, open: OpenRequest) -> Request {
    let OpenRequest { provider, element, bond, answer_until } = open;
    Request { id, provider, element, bond, answer_until }
}

/// An account's open request about an epoch.
pub(crate) fn may_load_request(deps: Deps<'_>, id: &RequestId) -> Result<Option<Request>, RecordError> {
    let open = REQUESTS.may_load(deps.storage, &key_of(deps.api, id)?)?;
    Ok(open.map(|open| request_of(id.clone(), open)))
}

/// Writes an open request.
pub(crate) fn save_request(
    storage: &mut dyn Storage,
    api: &dyn Api,
    request: &Request,
) -> Result<(), RecordError> {
    let Request { ref id, provider, element, bond, answer_until } = *request;
    REQUESTS.save(storage, &key_of(api, id)?, &OpenRequest { provider, element, bond, answer_until });
    Ok(())
}

/// Removes a request that has ended.
pub(crate) fn remove_request(
    storage: &mut dyn Storage,
    api: &dyn Api,
    id: &RequestId,
) -> Result<(), RecordError> {
    REQUESTS.remove(storage, &key_of(api, id)?);
    Ok(())
}

/// Returns at most `limit` open requests of a lease by epoch and requester, for a query.
pub(crate) fn load_requests(
    deps: Deps<'_>,
    lease_id: u64,
    start_after: Option<&RequestId>,
    limit: usize,
) -> Result<Vec<Request>, RecordError> {
    let after = match start_after {
        Some(id) => Some(Bound::exclusive((id.epoch, Account::of(deps.api, &id.requester)?))),
        None => None,
    };
    let open = REQUESTS.sub_prefix(&lease_id).range(deps.storage, after, None, Order::Ascending).take(limit);
    open.map(|found| {
        let ((epoch, requester), open) = found?;
        Ok(request_of(RequestId { lease_id, epoch, requester: requester.address(deps.api)? }, open))
    })
    .collect()
}

/// Returns the requests about an epoch that wait for an answer; zeros where there is no record.
pub(crate) fn load_challenge(
    storage: &dyn Storage,
    lease_id: u64,
    epoch: u64,
) -> Result<Challenge, RecordError> {
    let found = CHALLENGES.may_load(storage, &(lease_id, epoch))?;
    let OpenChallenge { open, answer_until } = found.unwrap_or(OpenChallenge { open: 0, answer_until: 0 });
    Ok(Challenge { epoch, open, answer_until })
}

/// Writes what waits for an answer about an epoch; removes the record where nothing does.
pub(crate) fn save_challenge(storage: &mut dyn Storage, lease_id: u64, challenge: &Challenge) {
    let Challenge { epoch, open, answer_until } = *challenge;
    match open {
        0 => CHALLENGES.remove(storage, &(lease_id, epoch)),
        _ => CHALLENGES.save(storage, &(lease_id, epoch), &OpenChallenge { open, answer_until }),
    }
}

/// Returns the amount that disputes credited to an account, if any; base units.
pub(crate) fn load_credit(deps: Deps<'_>, account: &Addr) -> Result<Option<Uint128>, RecordError> {
    CREDITS.may_load(deps.storage, &Account::of(deps.api, account)?)
}

/// Writes what an account is owed, base units.
pub(crate) fn save_credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    owed: Uint128,
) -> Result<(), RecordError> {
    CREDITS.save(storage, &Account::of(api, account)?, &owed);
    Ok(())
}

/// Removes what an account was owed.
pub(crate) fn remove_credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<(), RecordError> {
    CREDITS.remove(storage, &Account::of(api, account)?);
    Ok(())
}

/// An open request. Errors: `NoRequest`.
pub(crate) fn load_request(deps: Deps<'_>, id: &RequestId) -> Result<Request, Failure> {
    let RequestId { lease_id, epoch, requester } = id.clone();
    let none = DisputeError::NoRequest { lease_id, epoch, requester };
    Ok(may_load_request(deps, id)?.ok_or(none)?)
}
