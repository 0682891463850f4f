//! Creates the oracle with its seats and first feeds.

use super::add_feed::create_feed;
use crate::ContractError;
use crate::committee::Committee;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, Config, OPERATORS};
use api::oracle::{FIRST_COMMITTEE_EPOCH, InstantiateMsg, OracleCreated};
use api::payment::no_funds;
use attestation::{Encoder, Hash, sha256};
use cosmwasm_std::{Addr, Api, Binary, DepsMut, Env, Event, MessageInfo, Response};

pub(crate) fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;

    let committee = Committee::vacant(msg.operators.len())?;
    let quorum = committee.quorum()?;
    let operators = check_operators(deps.api, &msg.operators)?;
    let config =
        Config { owner: deps.api.addr_validate(&msg.owner)?, challenge: Binary::from(fresh_challenge(&env)) };

    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    OPERATORS.save(deps.storage, &operators)?;
    committee.save(deps.storage);
    let created = OracleCreated {
        owner: config.owner,
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        members: quorum.members(),
        quorum: quorum.required(),
        challenge: config.challenge,
    };
    let mut events = vec![Event::from(created)];
    for spec in msg.feeds {
        events.push(create_feed(deps.storage, quorum, spec)?.into());
    }

    Ok(Response::new().add_events(events))
}

/// Errors: `DuplicateOperator`, `Std` for what is no address.
fn check_operators(api: &dyn Api, operators: &[String]) -> Result<Vec<Addr>, ContractError> {
    let mut checked: Vec<Addr> = Vec::with_capacity(operators.len());
    for operator in operators {
        let operator = api.addr_validate(operator)?;
        if checked.contains(&operator) {
            return Err(ContractError::DuplicateOperator { operator });
        }
        checked.push(operator);
    }
    Ok(checked)
}

/// What nobody can have signed over before: no other transaction has this place on this chain, and no other
/// contract this address.
fn fresh_challenge(env: &Env) -> Hash {
    let transaction = env.transaction.as_ref().map(|transaction| u64::from(transaction.index));
    let preimage = Encoder::new()
        .bytes(env.block.chain_id.as_bytes())
        .bytes(env.contract.address.as_bytes())
        .u64(env.block.height)
        .u64(env.block.time.nanos())
        .u64(transaction.unwrap_or(u64::MAX))
        .finish();
    sha256(&[&preimage])
}
