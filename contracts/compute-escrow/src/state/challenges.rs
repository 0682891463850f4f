//! What is stored of challenges: each request on its own, and per epoch how many wait for an answer.

use super::{CHALLENGES, REQUESTS};
use crate::Failure;
use crate::challenges::{Challenge, Request, RequestId};
use crate::packed::{Unpacked, corrupt, key_of_account, key_of_pair, load, read_amount, read_small, unpack};
use cosmwasm_std::{Api, CanonicalAddr, Deps, Order, StdResult, Storage};
use weal_api::compute_escrow::ElementPosition;
use weal_wire::compact::{Reader, Writer};

/// (Lease, epoch), then the requester's canonical bytes, whose first byte [`key_of_account`] gives the kind.
fn request_key(api: &dyn Api, id: &RequestId) -> StdResult<Vec<u8>> {
    let requester = key_of_account(api, REQUESTS, &id.requester)?;
    let account = requester.get(1..).unwrap_or_default();
    Ok([key_of_pair(REQUESTS, id.lease_id, id.epoch).as_slice(), account].concat())
}

fn read_request(id: RequestId) -> impl FnOnce(&mut Reader<'_>) -> Unpacked<Request> {
    move |reader| {
        Ok(Request {
            id,
            provider: reader.u64()?,
            element: ElementPosition { row: read_small(reader)?, col: read_small(reader)? },
            bond: read_amount(reader)?,
            answer_until: reader.u64()?,
        })
    }
}

/// An account's open request about an epoch.
pub(crate) fn may_load_request(deps: Deps<'_>, id: &RequestId) -> Result<Option<Request>, Failure> {
    load(deps.storage, &request_key(deps.api, id)?, "requests", read_request(id.clone()))
}

/// Writes an open request.
pub(crate) fn save_request(
    storage: &mut dyn Storage,
    api: &dyn Api,
    request: &Request,
) -> Result<(), Failure> {
    let Request { id, provider, element: ElementPosition { row, col }, bond, answer_until } = request;
    let writer = Writer::default().number(*provider).number(*row).number(*col);
    storage.set(&request_key(api, id)?, &writer.number(*bond).number(*answer_until).finish());
    Ok(())
}

/// Removes a request that has ended.
pub(crate) fn remove_request(
    storage: &mut dyn Storage,
    api: &dyn Api,
    id: &RequestId,
) -> Result<(), Failure> {
    storage.remove(&request_key(api, id)?);
    Ok(())
}

/// At most `limit` open requests of a lease by epoch and requester, for a query.
pub(crate) fn load_requests(
    deps: Deps<'_>,
    lease_id: u64,
    start_after: Option<&RequestId>,
    limit: usize,
) -> Result<Vec<Request>, Failure> {
    let first = match start_after {
        // The least key above the last one.
        Some(id) => [request_key(deps.api, id)?, vec![0]].concat(),
        None => key_of_pair(REQUESTS, lease_id, 0).to_vec(),
    };
    let end = key_of_pair(REQUESTS, lease_id, u64::MAX);
    let found = deps.storage.range(Some(&first), Some(&end), Order::Ascending).take(limit);
    found
        .map(|(key, bytes)| {
            let id = named_by(deps.api, lease_id, &key)?;
            unpack(&bytes, "requests", read_request(id))
        })
        .collect()
}

/// The request of a lease that stands under a key.
fn named_by(api: &dyn Api, lease_id: u64, key: &[u8]) -> Result<RequestId, Failure> {
    let damaged = || corrupt("requests", key.len());
    let (epoch, account) = key.get(9..).and_then(<[u8]>::split_first_chunk).ok_or_else(damaged)?;
    let requester = api.addr_humanize(&CanonicalAddr::from(account)).map_err(|_| damaged())?;
    Ok(RequestId { lease_id, epoch: u64::from_be_bytes(*epoch), requester })
}

fn read_challenge(epoch: u64) -> impl FnOnce(&mut Reader<'_>) -> Unpacked<Challenge> {
    move |reader| Ok(Challenge { epoch, open: read_small(reader)?, answer_until: reader.u64()? })
}

/// What waits for an answer about an epoch: nothing where there is no record.
pub(crate) fn load_challenge(storage: &dyn Storage, lease_id: u64, epoch: u64) -> Result<Challenge, Failure> {
    let found =
        load(storage, &key_of_pair(CHALLENGES, lease_id, epoch), "challenges", read_challenge(epoch))?;
    Ok(found.unwrap_or(Challenge { epoch, open: 0, answer_until: 0 }))
}

/// Writes what waits for an answer about an epoch; removes the record where nothing does.
pub(crate) fn save_challenge(storage: &mut dyn Storage, lease_id: u64, challenge: &Challenge) {
    let key = key_of_pair(CHALLENGES, lease_id, challenge.epoch);
    match challenge.open {
        0 => storage.remove(&key),
        open => storage.set(&key, &Writer::default().number(open).number(challenge.answer_until).finish()),
    }
}

/// The first epoch of a lease about which something waits for an answer.
pub(crate) fn first_challenged(storage: &dyn Storage, lease_id: u64) -> Result<Option<Challenge>, Failure> {
    let (first, end) = (key_of_pair(CHALLENGES, lease_id, 0), key_of_pair(CHALLENGES, lease_id, u64::MAX));
    let Some((key, bytes)) = storage.range(Some(&first), Some(&end), Order::Ascending).next() else {
        return Ok(None);
    };
    let epoch = key.last_chunk().ok_or_else(|| corrupt("challenges", key.len()))?;
    unpack(&bytes, "challenges", read_challenge(u64::from_be_bytes(*epoch))).map(Some)
}
