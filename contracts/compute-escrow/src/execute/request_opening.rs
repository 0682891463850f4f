//! Asks to see one element of a committed output.

use crate::dispute::{Disputed, Request};
use crate::holdings::Holdings;
use crate::lease::ensure_unrequested;
use crate::state::{load_config, load_parties, load_provider, save_provider, save_request};
use crate::{DisputeError, Failure};
use api::compute_escrow::{ElementPosition, Job, OpeningRequest, OpeningRequested};
use api::payment::Payment;
use attestation::{Encoder, Hash, sha256};
use compute_proof::OutputShape;
use compute_proof::commitment::chunk_of;
use cosmwasm_std::{Addr, DepsMut, Env, Response};

/// First bytes of what an element is drawn from; changes with the layout.
const TAG: &[u8] = b"commonweal/compute-escrow/spot-check/v1\0";

pub(crate) fn request_opening(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    request: OpeningRequest,
) -> Result<Response, Failure> {
    let OpeningRequest { lease_id, epoch, element } = request;
    let parties = load_parties(deps.storage)?;
    let bond = payment.in_token(&parties.token)?;
    let rules = load_config(deps.storage)?.requests;
    if bond != rules.bond {
        return Err(DisputeError::WrongRequestBond { found: bond, required: rules.bond }.into());
    }
    let mut disputed = Disputed::load(deps.as_ref(), env, &parties.oracle, (lease_id, epoch))?;
    disputed.ensure_open(env, epoch)?;
    ensure_unrequested(deps.as_ref(), lease_id, &disputed.lease.account, epoch)?;
    let requester = payment.payer;
    let drawn = || drawn_element(env, lease_id, epoch, &disputed, &requester);
    let element = element.map_or_else(drawn, Ok)?;
    let shape = OutputShape::new(disputed.job.rows, disputed.job.cols).map_err(DisputeError::from)?;
    chunk_of(shape, element.row, element.col).map_err(DisputeError::from)?;

    let provider_addr = &disputed.lease.terms.provider;
    let mut provider = load_provider(deps.as_ref(), provider_addr)?;
    provider.open_requests = provider.open_requests.saturating_add(1);
    let answer_until = env.block.time.seconds().saturating_add(rules.answer_seconds);
    let request = Request { epoch, element, requester: requester.clone(), bond, answer_until };
    disputed.lease.account.requested = true;

    save_request(deps.storage, deps.api, lease_id, &request)?;
    save_provider(deps.storage, deps.api, provider_addr, &provider)?;
    disputed.lease.save_account(deps.storage);
    Holdings::update(deps.storage, |holdings| {
        holdings.requests = holdings.requests.checked_add(bond)?;
        Ok(())
    })?;

    let fact = OpeningRequested { lease_id, epoch, element, requester, bond, answer_until };
    Ok(Response::new().add_event(fact))
}

/// SHA-256 of all that is fixed once the root is posted, and of who asks: the provider committed before there was a root,
/// and a requester cannot choose either.
fn drawn_element(
    env: &Env,
    lease_id: u64,
    epoch: u64,
    disputed: &Disputed,
    requester: &Addr,
) -> Result<ElementPosition, Failure> {
    let root = disputed.root.root_hash()?;
    let seed: Hash = sha256(&[
        TAG,
        &Encoder::new()
            .bytes(env.block.chain_id.as_bytes())
            .bytes(env.contract.address.as_bytes())
            .u64(lease_id)
            .u64(epoch)
            .fixed(&disputed.commitment)
            .fixed(&root)
            .bytes(requester.as_bytes())
            .finish(),
    ]);
    let Job { rows, cols, .. } = disputed.job;
    let (words, _) = seed.as_chunks::<8>();
    let mut numbers = words.iter().map(|word| u64::from_be_bytes(*word));
    let mut below = |side: u32| {
        let number = numbers.next().unwrap_or_default().checked_rem(side.into()).unwrap_or_default();
        u32::try_from(number).unwrap_or_default()
    };
    Ok(ElementPosition { row: below(rows), col: below(cols) })
}
