//! Gives the sender's seat its key.

use crate::ContractError;
use crate::committee::{Committee, domain};
use crate::state::{CONFIG, OPERATORS};
use api::oracle::{FIRST_COMMITTEE_EPOCH, KeyRegistered, hash_from};
use attestation::{KeyPossession, PublicKey, Statement};
use cosmwasm_std::{Binary, DepsMut, Env, Event, MessageInfo, Response};

pub(crate) fn register_key(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    public_key: Binary,
    proof: Binary,
) -> Result<Response, ContractError> {
    let operator = info.sender;
    let seat = OPERATORS.load(deps.storage)?.iter().position(|seated| *seated == operator);
    let member = seat.ok_or_else(|| ContractError::NotOperator { sender: operator.clone() })?;

    let mut committee = Committee::load(deps.storage)?;
    let challenge = hash_from("challenge", &CONFIG.load(deps.storage)?.challenge)?;

    let key = PublicKey::from_bytes(&public_key)?;
    committee.register(member, &key)?;
    let possession = KeyPossession { challenge, operator: operator.as_str(), public_key: *key.as_bytes() };
    let digest = possession.digest(&domain(&env, env.contract.address.as_str()));
    if !deps.api.ed25519_verify(&digest, &proof, key.as_bytes())? {
        return Err(ContractError::ProofRefused { operator });
    }

    committee.save(deps.storage);

    let registered = KeyRegistered {
        operator,
        member,
        public_key,
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        registered: committee.registered(),
        members: committee.quorum()?.members(),
    };
    Ok(Response::new().add_event(Event::from(registered)))
}
