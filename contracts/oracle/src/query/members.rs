//! Answers about the members: who they are, what they have at stake, who follows.

use crate::bond::{bond_of, holdings as sums};
use crate::committee::Committee;
use crate::feed::seats;
use crate::rotation::present;
use crate::state::{AWARDS, CONFIG, PAST, PENDING, PROPOSALS, SEATS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Binary, Deps, StdResult};
use weal_api::oracle::{
    BondResponse, ChallengeResponse, CommitteeResponse, ConfigResponse, HoldingsResponse,
    MAX_CLOCK_SKEW_SECONDS, MAX_OBSERVATION_SPREAD_SECONDS, MemberResponse, PastCommitteeResponse,
    PendingRotation, RotationResponse,
};

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, Failure> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        terms: config.terms.response(),
        owner: config.owner,
        pending_owner: config.pending_owner,
        max_clock_skew_seconds: MAX_CLOCK_SKEW_SECONDS,
        max_observation_spread_seconds: MAX_OBSERVATION_SPREAD_SECONDS,
    })
}

pub(crate) fn committee(deps: Deps) -> Result<CommitteeResponse, Failure> {
    let committee = present(deps.storage)?;
    let quorum = committee.quorum()?;
    Ok(CommitteeResponse {
        committee_epoch: committee.epoch(),
        members: members(deps, SEATS.load(deps.storage)?.operators, &committee)?,
        active: committee.is_active(),
        quorum: seats(quorum.required()),
        faulty: seats(quorum.faulty()),
    })
}

fn members(deps: Deps, operators: Vec<Addr>, committee: &Committee) -> StdResult<Vec<MemberResponse>> {
    let member = |(seat, operator): (usize, Addr)| {
        Ok(MemberResponse {
            member: seats(seat),
            public_key: committee.key(seat).map(Binary::from),
            bond: bond_of(deps.storage, &operator)?.amount,
            operator,
        })
    };
    operators.into_iter().enumerate().map(member).collect()
}

pub(crate) fn rotation(deps: Deps) -> Result<RotationResponse, Failure> {
    let proposals = PROPOSALS.may_load(deps.storage)?.unwrap_or_default();
    let Some(pending) = PENDING.may_load(deps.storage)? else {
        return Ok(RotationResponse { pending: None, proposals });
    };
    let committee = pending.committee;
    let pending = PendingRotation {
        committee_epoch: committee.epoch(),
        members: members(deps, pending.seats.operators, &committee)?,
        effective_at: pending.effective_at,
    };
    Ok(RotationResponse { pending: Some(pending), proposals })
}

pub(crate) fn past_committee(deps: Deps, committee_epoch: u64) -> Result<PastCommitteeResponse, Failure> {
    let Some(past) = PAST.may_load(deps.storage, &committee_epoch)? else {
        let required = present(deps.storage)?.epoch();
        return Err(ContractError::WrongCommittee { found: committee_epoch, required }.into());
    };
    let committee = past.signers(deps.storage)?;
    Ok(PastCommitteeResponse {
        committee_epoch,
        members: members(deps, past.operators, &committee)?,
        retired_at: past.retired_at,
        expires_at: past.expires_at,
    })
}

pub(crate) fn bond(deps: Deps, account: String) -> Result<BondResponse, Failure> {
    let account = deps.api.addr_validate(&account)?;
    let bond = bond_of(deps.storage, &account)?;
    let held = CONFIG.load(deps.storage)?.terms.hold_seconds();
    Ok(BondResponse {
        bond: bond.amount,
        pledged: bond.pledged,
        left_at: bond.left_at,
        withdrawable_at: bond.left_at.map(|left_at| left_at.saturating_add(held)),
        award: AWARDS.may_load(deps.storage, &account)?.unwrap_or_default(),
    })
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, Failure> {
    let sums = sums(deps.storage)?;
    Ok(HoldingsResponse { bonds: sums.bonds, awards: sums.awards })
}

pub(crate) fn challenge(deps: Deps) -> Result<ChallengeResponse, Failure> {
    if let Some(pending) = PENDING.may_load(deps.storage)? {
        let committee_epoch = pending.committee.epoch();
        return Ok(ChallengeResponse { challenge: pending.seats.challenge, committee_epoch });
    }
    let committee_epoch = present(deps.storage)?.epoch();
    Ok(ChallengeResponse { challenge: SEATS.load(deps.storage)?.challenge, committee_epoch })
}
