//! Asks to see one element of a committed output.

use super::{Contested, Docket, Request, RequestId, may_load_request};
use crate::governing::load_config;
use crate::leases::Lease;
use crate::open_requests::{Act, ensure_lease_free};
use crate::state::{DEPENDENCIES, Dependencies};
use crate::{DisputeError, Failure};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{ElementPosition, Job, OpeningRequest, OpeningRequested};
use weal_attestation::{Encoder, Hash, sha256};
use weal_compute_proof::OutputShape;
use weal_compute_proof::commitment::chunk_of;
use weal_contract_kit::payment::Payment;

/// First bytes of what an element is drawn from; changes with the layout.
const TAG: &[u8] = b"commonweal/compute-escrow/spot-check/v1\0";

pub(crate) fn request_opening(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    request: OpeningRequest,
) -> Result<Response, Failure> {
    let OpeningRequest { lease_id, epoch, element } = request;
    let Dependencies { oracle, token, .. } = DEPENDENCIES.load(deps.storage)?;
    let bond = payment.in_token(&token)?;
    let required = load_config(deps.storage)?.request_bond;
    if bond != required {
        return Err(DisputeError::WrongRequestBond { found: bond, required }.into());
    }
    let lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    let contested = Contested::load(deps.as_ref(), env, &oracle, lease, epoch)?;
    contested.ensure_open(env)?;
    ensure_lease_free(deps.storage, lease_id, &contested.lease.account, Act::Request)?;
    let answer_until = contested.answer_until(env)?;
    let id = RequestId { lease_id, epoch, requester: payment.payer };
    if let Some(Request { answer_until, .. }) = may_load_request(deps.as_ref(), &id)? {
        return Err(DisputeError::AlreadyAsked { lease_id, epoch, answer_until }.into());
    }

    let element = asked_element(env, &contested, &id, element)?;
    let provider = contested.lease.account.provider;
    let request = Request { id: id.clone(), provider, element, bond, answer_until };
    let mut docket = Docket::over(deps.as_ref(), contested.lease, epoch)?;
    docket.open(request)?;

    docket.save(deps)?;

    let requester = id.requester;
    let fact = OpeningRequested { lease_id, epoch, element, requester, bond, answer_until };
    Ok(Response::new().add_event(fact))
}

/// The element named, or the one drawn. Errors: `Proof` outside the output.
fn asked_element(
    env: &Env,
    contested: &Contested,
    id: &RequestId,
    named: Option<ElementPosition>,
) -> Result<ElementPosition, Failure> {
    let element = named.map_or_else(|| drawn_element(env, contested, id), Ok)?;
    let shape = OutputShape::new(contested.job.rows, contested.job.cols).map_err(DisputeError::from)?;
    chunk_of(shape, element.row, element.col).map_err(DisputeError::from)?;
    Ok(element)
}

/// SHA-256 of all that is fixed once the root is posted, and of who asks: the provider committed before there was a root,
/// and a requester cannot choose either.
fn drawn_element(env: &Env, contested: &Contested, id: &RequestId) -> Result<ElementPosition, Failure> {
    let root = contested.root.root_hash()?;
    let seed: Hash = sha256(&[
        TAG,
        &Encoder::new()
            .bytes(env.block.chain_id.as_bytes())
            .bytes(env.contract.address.as_bytes())
            .u64(id.lease_id)
            .u64(id.epoch)
            .fixed(&contested.commitment)
            .fixed(&root)
            .bytes(id.requester.as_bytes())
            .finish(),
    ]);
    let Job { rows, cols, .. } = contested.job;
    let (words, _) = seed.as_chunks::<8>();
    let mut numbers = words.iter().map(|word| u64::from_be_bytes(*word));
    let mut below = |side: u32| {
        let number = numbers.next().unwrap_or_default().checked_rem(side.into()).unwrap_or_default();
        u32::try_from(number).unwrap_or_default()
    };
    Ok(ElementPosition { row: below(rows), col: below(cols) })
}
