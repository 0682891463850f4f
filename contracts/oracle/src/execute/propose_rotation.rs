//! Proposes the committee that follows.

use super::instantiate::fresh_challenge;
use crate::Failure;
use crate::bond::release;
use crate::committee::{Committee, domain, members_of, unpack_signatures};
use crate::rotation::{check_operators, present, with_keys};
use crate::seats::{Pending, Seats};
use crate::state::{CONFIG, PENDING, PROPOSALS, SEATS};
use cosmwasm_std::{Api, Binary, DepsMut, Env, Event, MessageInfo, Response, Storage};
use weal_api::oracle::{Approval, RotationProposed};
use weal_attestation::{Rotation, Statement};

pub(crate) fn propose_rotation(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    operators: Vec<String>,
    approval: Option<Approval>,
) -> Result<Response, Failure> {
    let config = CONFIG.load(deps.storage)?;
    let proposals = PROPOSALS.may_load(deps.storage)?.unwrap_or_default();
    let present = present(deps.storage)?;
    let committee_epoch = present.epoch().saturating_add(1);
    let signers = match &approval {
        Some(approval) => {
            let accounts: Vec<&str> = operators.iter().map(String::as_str).collect();
            let statement = Rotation { committee_epoch, proposal: proposals, operators: &accounts };
            verify(deps.api, &env, &present, (&statement, approval))?
        }
        None => config.ensure_owner(&info.sender).map(|()| 0)?,
    };

    let committee = Committee::vacant(committee_epoch, operators.len())?;
    let insurance = config.terms.bond.as_ref().map(|rules| &rules.insurance);
    let operators = check_operators(deps.api, &operators, insurance)?;
    let (now, proposals) = (env.block.time.seconds(), proposals.saturating_add(1));
    let challenge = Binary::from(fresh_challenge(&env, proposals));
    let pending = Pending {
        seats: Seats { operators, challenge },
        committee,
        effective_at: now.saturating_add(config.terms.rotation_delay_seconds),
    };

    release_replaced(deps.storage, now)?;
    PROPOSALS.save(deps.storage, &proposals);
    PENDING.save(deps.storage, &pending);

    let Pending { seats: Seats { operators, challenge }, effective_at, .. } = pending;
    let proposed =
        RotationProposed { committee_epoch, proposals, operators, challenge, effective_at, signers };
    Ok(Response::new().add_event(Event::from(proposed)))
}

/// Refuses an approval that no quorum of the present committee has signed; returns the signers as bits. Errors:
/// `CommitteeInactive`, those of [`Committee::verify`].
fn verify(
    api: &dyn Api,
    env: &Env,
    committee: &Committee,
    (statement, approval): (&Rotation<'_>, &Approval),
) -> Result<u32, Failure> {
    committee.ensure_active()?;
    let members = members_of(approval.signers);
    let signatures = unpack_signatures(&approval.signatures, members.len())?;
    let digest = statement.digest(&domain(env, env.contract.address.as_str(), committee.epoch()));
    Ok(committee.verify(api, &members, &[digest], &signatures)?.bits())
}

/// Records that operators that had joined the replaced proposal, and have no seat, have left.
fn release_replaced(storage: &mut dyn Storage, now: u64) -> Result<(), Failure> {
    if let Some(replaced) = PENDING.may_load(storage)? {
        let joined = with_keys(&replaced.seats.operators, &replaced.committee);
        let seated = SEATS.load(storage)?.operators;
        release(storage, &joined, &seated, now)?;
    }
    Ok(())
}
