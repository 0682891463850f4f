//! Creates the oracle with its seats and first feeds.

use super::add_feed::create_feed;
use crate::Failure;
use crate::committee::Committee;
use crate::config::{Config, Terms};
use crate::rotation::check_operators;
use crate::seats::Seats;
use crate::state::{COMMITTEE, CONFIG, CONTRACT_NAME, CONTRACT_VERSION, SEATS};
use cosmwasm_std::{Binary, DepsMut, Env, Event, MessageInfo, Response};
use weal_api::oracle::{FIRST_COMMITTEE_EPOCH, InstantiateMsg, OracleCreated};
use weal_attestation::{Encoder, Hash, sha256};
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    no_funds(&info)?;

    let committee = Committee::vacant(FIRST_COMMITTEE_EPOCH, msg.operators.len())?;
    let quorum = committee.quorum()?;
    let terms = Terms::check(deps.api, msg.terms)?;
    let insurance = terms.bond.as_ref().map(|rules| &rules.insurance);
    let operators = check_operators(deps.api, &msg.operators, insurance)?;
    let seats = Seats { operators, challenge: Binary::from(fresh_challenge(&env, 0)) };
    let config = Config { owner: deps.api.addr_validate(&msg.owner)?, pending_owner: None, terms };

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config);
    SEATS.save(deps.storage, &seats);
    COMMITTEE.save(deps.storage, &committee);
    let created = OracleCreated {
        owner: config.owner,
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        members: quorum.members(),
        quorum: quorum.required(),
        challenge: seats.challenge,
    };
    let mut events = vec![Event::from(created)];
    for spec in msg.feeds {
        events.push(create_feed(deps.storage, quorum, spec)?.into());
    }

    Ok(Response::new().add_events(events))
}

/// A challenge that nobody can have signed before: no other transaction has this place on this chain, no other contract
/// this address, and no other proposal of this contract this number.
pub(crate) fn fresh_challenge(env: &Env, proposals: u64) -> Hash {
    let transaction = env.transaction.as_ref().map(|transaction| u64::from(transaction.index));
    let preimage = Encoder::new()
        .bytes(env.block.chain_id.as_bytes())
        .bytes(env.contract.address.as_bytes())
        .u64(env.block.height)
        .u64(env.block.time.nanos())
        .u64(transaction.unwrap_or(u64::MAX))
        .u64(proposals)
        .finish();
    sha256(&[&preimage])
}
