//! Whose signatures the chain will verify: one that it does not would take all the others of its message down.

use crate::KeeperError;
use api::oracle::{CommitteeResponse, Observation, QueryMsg};
use attestation::{Domain, PriceObservation, is_signed};
use client::{Chain, Oracle};
use oracle_node::Attestation;

/// The attestations that their members' keys signed for `consumer`. Those of another committee than the present pass
/// unseen: they can agree with each other only. Errors: `Client`.
pub fn verified(
    chain: &dyn Chain,
    oracle: &Oracle,
    consumer: &str,
    attestations: Vec<Attestation>,
) -> Result<Vec<Attestation>, KeeperError> {
    let committee: CommitteeResponse = oracle.query(chain, &QueryMsg::Committee {})?;
    let domain = domain(chain, &committee, consumer);
    let holds = |said: &Attestation| {
        let signed =
            |statement| is_signed(key(&committee, said.member), &domain, &statement, &said.signature);
        said.committee_epoch != committee.committee_epoch || said.root.statement().is_ok_and(signed)
    };
    Ok(attestations.into_iter().filter(holds).collect())
}

/// The observations that their members' keys signed for this round.
pub(crate) fn verified_round(
    chain: &dyn Chain,
    oracle: &Oracle,
    committee: &CommitteeResponse,
    (feed, round): (&str, u64),
    observations: Vec<Observation>,
) -> Vec<Observation> {
    let domain = domain(chain, committee, &oracle.address);
    let holds = |seen: &Observation| {
        let (observed_at, price_atomics) = (seen.observed_at, seen.price.atomics().u128());
        let statement = PriceObservation { feed, round, observed_at, price_atomics };
        is_signed(key(committee, seen.member), &domain, &statement, &seen.signature)
    };
    observations.into_iter().filter(holds).collect()
}

fn domain<'a>(chain: &'a dyn Chain, committee: &CommitteeResponse, contract: &'a str) -> Domain<'a> {
    Domain { chain_id: chain.chain_id(), contract, committee_epoch: committee.committee_epoch }
}

/// Empty, so no key, where the member is none or was struck.
fn key(committee: &CommitteeResponse, member: u8) -> &[u8] {
    let seat = committee.members.iter().find(|seat| seat.member == member);
    seat.and_then(|seat| seat.public_key.as_ref()).map_or(&[], |key| key.as_slice())
}
