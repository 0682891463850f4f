//! Gives the sender's seat its key, behind its bond.

use crate::bond::{bond_of, deposit};
use crate::committee::{Committee, domain};
use crate::rotation::{is_given_up, present};
use crate::seats::{Pending, Seats};
use crate::state::{Bond, COMMITTEE, CONFIG, PENDING, SEATS, STRUCK_KEYS};
use crate::{ContractError, Failure};
use cosmwasm_std::{
    Addr, Binary, CosmosMsg, Deps, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128,
};
use weal_api::oracle::{KeyRegistered, hash_from};
use weal_attestation::{KeyPossession, PublicKey, Statement};
use weal_contract_kit::payment::{exact_funds, no_funds};

pub(crate) fn register_key(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    public_key: Binary,
    proof: Binary,
) -> Result<Response, Failure> {
    let operator = info.sender.clone();
    let pending = PENDING.may_load(deps.storage)?;
    let (seats, mut committee) = registering(deps.storage, pending.as_ref())?;
    let seat = seats.seat_of(&operator);
    let member = seat.ok_or_else(|| ContractError::NotOperator { sender: operator.clone() })?;

    let key = PublicKey::from_bytes(&public_key)?;
    ensure_not_struck(deps.storage, &key)?;
    if is_given_up(deps.storage, committee.epoch(), member) {
        return Err(ContractError::AlreadyRegistered { member }.into());
    }
    committee.register(member, &key)?;
    ensure_possession(deps.as_ref(), &env, &seats, &committee, (&operator, &key), &proof)?;
    let filled = take_bond(deps.as_ref(), &env, &info)?;

    let registered = committee.registered();
    let (bond, pull) = match filled {
        Some(Filled { bond, paid, pull }) => (deposit(deps.storage, &operator, bond, paid)?.amount, pull),
        None => (Uint128::zero(), None),
    };
    match pending {
        Some(pending) => {
            let committee = committee.clone();
            PENDING.save(deps.storage, &Pending { committee, ..pending });
        }
        None => {
            committee.activate();
            COMMITTEE.save(deps.storage, &committee);
        }
    }

    let (committee_epoch, members) = (committee.epoch(), committee.quorum()?.members());
    let event = KeyRegistered { operator, member, public_key, committee_epoch, registered, members, bond };
    Ok(Response::new().add_event(Event::from(event)).add_messages(pull))
}

/// Refuses a key that was struck. Errors: `KeyStruck`.
fn ensure_not_struck(storage: &dyn Storage, key: &PublicKey) -> Result<(), Failure> {
    match STRUCK_KEYS.may_load(storage, key.as_bytes())? {
        Some(committee_epoch) => {
            Err(ContractError::KeyStruck { public_key: Binary::from(key.as_bytes()), committee_epoch }.into())
        }
        None => Ok(()),
    }
}

/// The committee that keys are registered for: the one proposed, or else the present one.
fn registering(storage: &dyn Storage, pending: Option<&Pending>) -> Result<(Seats, Committee), Failure> {
    match pending {
        Some(pending) => Ok((pending.seats.clone(), pending.committee.clone())),
        None => Ok((SEATS.load(storage)?, present(storage)?)),
    }
}

/// Refuses an operator that has not signed this committee's challenge with the key. Errors: `ProofRefused`,
/// `Unreadable`.
fn ensure_possession(
    deps: Deps<'_>,
    env: &Env,
    seats: &Seats,
    committee: &Committee,
    (operator, key): (&Addr, &PublicKey),
    proof: &Binary,
) -> Result<(), Failure> {
    let challenge = hash_from("challenge", &seats.challenge)?;
    let possession = KeyPossession { challenge, operator: operator.as_str(), public_key: *key.as_bytes() };
    let digest = possession.digest(&domain(env, env.contract.address.as_str(), committee.epoch()));
    if !deps.api.ed25519_verify(&digest, proof, key.as_bytes())? {
        return Err(ContractError::ProofRefused { operator: operator.clone() }.into());
    }
    Ok(())
}

/// A bond and the payment that fills it.
struct Filled {
    bond: Bond,
    paid: Uint128,
    /// The message that fetches the payment where it does not come attached.
    pull: Option<CosmosMsg>,
}

/// The sender's bond, filled up to the minimum by what the message pays; `None` where members have no bonds. Errors:
/// `Payment`.
fn take_bond(deps: Deps<'_>, env: &Env, info: &MessageInfo) -> Result<Option<Filled>, Failure> {
    let terms = CONFIG.load(deps.storage)?.terms;
    let Some(rules) = &terms.bond else {
        no_funds(info)?;
        return Ok(None);
    };
    let bond = bond_of(deps.storage, &info.sender)?;
    let paid = rules.minimum.saturating_sub(bond.amount);
    exact_funds(info, &[(rules.token.clone(), paid)])?;
    let pull = match paid.is_zero() {
        true => None,
        false => rules.token.pull(&info.sender, &env.contract.address, paid)?,
    };
    Ok(Some(Filled { bond, paid, pull }))
}
