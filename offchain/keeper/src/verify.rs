//! Selects the signatures that the chain will verify: one that it does not would take all the others of its message down, and one
//! that a liar made in another's name must not stand in that other's place.

use crate::{FeedRound, KeeperError};
use oracle_node::{Attestation, BundleApproval, Committee, MAX_READINGS_BYTES, SignedReadings};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use weal_api::oracle::Observation;
use weal_attestation::{EpochReadings, PriceObservation};
use weal_client::{Chain, Oracle};

/// The attestations that their members' keys signed for `consumer`, each under the committee it names, the present one or a
/// past one. Nothing unverified passes. Errors: `Client`, `Oracle`.
pub fn verified(
    chain: &dyn Chain,
    oracle: &Oracle,
    consumer: &str,
    attestations: Vec<Attestation>,
) -> Result<Vec<Attestation>, KeeperError> {
    let mut committees = BTreeMap::new();
    for number in attestations.iter().map(|said| said.committee_epoch) {
        if let Entry::Vacant(place) = committees.entry(number) {
            place.insert(Committee::numbered(chain, oracle, number)?);
        }
    }
    let holds = |said: &Attestation| {
        let committee = committees.get(&said.committee_epoch).and_then(Option::as_ref);
        let statement = said.root.statement().ok();
        committee.zip(statement).is_some_and(|(committee, statement)| {
            committee.has_signed(chain.chain_id(), consumer, said.member, &statement, &said.signature)
        })
    };
    Ok(attestations.into_iter().filter(holds).collect())
}

/// The readings that members of `committee` signed for `consumer`, in its name, and that every member will take: in order,
/// and within the size that leaves room for all. One that the members refuse would take the bundle down.
pub fn verified_readings(
    chain: &dyn Chain,
    committee: &Committee,
    consumer: &str,
    heard: Vec<SignedReadings>,
) -> Vec<SignedReadings> {
    let holds = |SignedReadings { readings, signature }: &SignedReadings| {
        let signed = || {
            committee.has_signed(
                chain.chain_id(),
                consumer,
                readings.member,
                &readings.statement(),
                signature,
            )
        };
        readings.committee_epoch == committee.number
            && readings.leases.is_sorted_by(|one, other| one.lease_id < other.lease_id)
            && signed()
    };
    heard.into_iter().filter(|signed| holds(signed) && is_within_size(signed)).collect()
}

/// Returns the size in which it will be sent on: who answers in fewer bytes, by leaving out names, is not believed about that.
fn is_within_size(signed: &SignedReadings) -> bool {
    serde_json::to_vec(signed)
        .is_ok_and(|bytes| u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_READINGS_BYTES))
}

/// The approvals of the bundle with this hash that members of `committee` signed, each member once.
pub(crate) fn verified_approvals(
    chain: &dyn Chain,
    committee: &Committee,
    consumer: &str,
    statement: &EpochReadings,
    heard: &[BundleApproval],
) -> BTreeMap<u8, BundleApproval> {
    let holds = |said: &&BundleApproval| {
        said.committee_epoch == committee.number
            && committee.has_signed(chain.chain_id(), consumer, said.member, statement, &said.signature)
    };
    heard.iter().filter(holds).map(|said| (said.member, said.clone())).collect()
}

/// Returns the observations that their members' keys signed for this round.
pub(crate) fn verified_round(
    chain: &dyn Chain,
    oracle: &Oracle,
    committee: &Committee,
    FeedRound { feed, round }: FeedRound<'_>,
    observations: Vec<Observation>,
) -> Vec<Observation> {
    let holds = |seen: &Observation| {
        let (observed_at, price_atomics) = (seen.observed_at, seen.price.atomics().u128());
        let statement = PriceObservation { feed, round, observed_at, price_atomics };
        committee.has_signed(chain.chain_id(), &oracle.address, seen.member, &statement, &seen.signature)
    };
    observations.into_iter().filter(holds).collect()
}
