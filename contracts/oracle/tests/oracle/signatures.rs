//! Signatures that do not count as a quorum's, for rounds and for roots.

use super::suite::{FEED, Suite, decimal, malleated, submission};
use cosmwasm_std::{Api, Binary, VerificationError};
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, Observation};
use weal_attestation::{
    Domain, KeyPossession, PriceObservation, QuorumError, SettlementRoot, SignerBitmap, Statement,
};

fn refused(members: &[u8]) -> ContractError {
    ContractError::SignaturesRefused { signers: SignerBitmap::from_indices(members, 31).unwrap() }
}

/// A round of members 0, 1 and 2, honest but for member 2's observation.
fn round_with(suite: &Suite, last: Observation) -> ExecuteMsg {
    let now = suite.now();
    let honest = [0, 1].map(|member| suite.observation(member, 1, "5", now));
    submission(1, honest.into_iter().chain([last]).collect())
}

/// The next root signed by members 0, 1 and 2, with member 2's signature replaced.
fn root_with(suite: &Suite, last: &[u8]) -> ExecuteMsg {
    let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
    let ExecuteMsg::PostSettlement { signatures, .. } = &mut msg else { unreachable!() };
    *signatures = Binary::from([&signatures[..128], last].concat());
    msg
}

/// Attack 2: the chain says that nothing at all is well signed, so counting must come first.
#[test]
fn an_empty_batch_verifies_on_chain_and_is_refused_here() {
    let mut suite = Suite::new();
    assert_eq!(suite.app.api().ed25519_batch_verify(&[], &[], &[]), Ok(true));
    let few = || QuorumError::TooFew { found: 0, required: 3 };
    suite.assert_unpublished(&submission(1, vec![]), few());
    suite.assert_unpublished(&suite.settlement(&suite.next_root(), &[]), few());
}

/// Attack 2, 21: f, f + 1 and one below the quorum are refused, the quorum is not, for every shape of committee.
#[test]
fn fewer_than_the_quorum_are_refused_for_every_size() {
    for n in [4, 5, 6, 7, 13, 31] {
        let mut suite = Suite::sized(n);
        let (f, required) = ((n - 1) / 3, n - (n - 1) / 3);
        for found in [f, f + 1, required - 1] {
            let few = || QuorumError::TooFew { found, required };
            suite.assert_unpublished(&suite.round(1, &vec!["5"; found]), few());
            let members: Vec<usize> = (0..found).collect();
            suite.assert_unpublished(&suite.settlement(&suite.next_root(), &members), few());
        }
        suite.publish(&suite.round(1, &vec!["5"; required])).unwrap();
        let members: Vec<usize> = (n - required..n).collect();
        suite.publish(&suite.settlement(&suite.next_root(), &members)).unwrap();
    }
}

/// Attack 5: a signer counts once, wherever it stands, and only one of the committee.
#[test]
fn a_member_twice_or_one_outside_the_committee_is_refused() {
    let mut suite = Suite::new();
    let now = suite.now();
    let twice = suite.observation(1, 1, "5", now);
    suite.assert_unpublished(&round_with(&suite, twice), QuorumError::DuplicateSigner { index: 1 });
    let root = suite.settlement(&suite.next_root(), &[0, 1, 1]);
    suite.assert_unpublished(&root, QuorumError::DuplicateSigner { index: 1 });

    for index in [4u8, 31, 32, 255] {
        let unknown = || QuorumError::UnknownSigner { index: index.into(), members: 4 };
        let stranger = Observation { member: index, ..suite.observation(2, 1, "5", now) };
        suite.assert_unpublished(&round_with(&suite, stranger), unknown());
        let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
        let ExecuteMsg::PostSettlement { members, .. } = &mut msg else { unreachable!() };
        members[2] = index;
        suite.assert_unpublished(&msg, unknown());
    }
}

/// Attack 1, 5: a good signature of the wrong member is none.
#[test]
fn one_member_cannot_sign_for_another() {
    let mut suite = Suite::new();
    let posing = Observation { member: 3, ..suite.observation(2, 1, "5", suite.now()) };
    suite.assert_unpublished(&round_with(&suite, posing), refused(&[0, 1, 3]));
    let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
    let ExecuteMsg::PostSettlement { members, .. } = &mut msg else { unreachable!() };
    members.swap(0, 1);
    suite.assert_unpublished(&msg, refused(&[0, 1, 2]));
}

fn signature<S: Statement>(suite: &Suite, domain: &Domain<'_>, statement: &S) -> [u8; 64] {
    suite.keys[2].sign(domain, statement)
}

/// Attack 6: an observation is good for one chain, oracle, committee, feed, round, price and time.
#[test]
fn flipping_any_field_of_an_observation_is_refused() {
    let mut suite = Suite::new();
    let (chain_id, contract, now) = (suite.chain_id(), suite.oracle.to_string(), suite.now());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let price_atomics = decimal("5").atomics().u128();
    let honest = PriceObservation { feed: FEED, round: 1, observed_at: now, price_atomics };
    let proof = KeyPossession { challenge: [1; 32], operator: "operator", public_key: [2; 32] };
    let consumer = suite.consumer.to_string();
    let wrong = [
        signature(&suite, &Domain { chain_id: "other-1", ..domain }, &honest),
        signature(&suite, &Domain { contract: &consumer, ..domain }, &honest),
        signature(&suite, &Domain { committee_epoch: 2, ..domain }, &honest),
        signature(&suite, &domain, &PriceObservation { feed: "uatom/uusc", ..honest.clone() }),
        signature(&suite, &domain, &PriceObservation { round: 2, ..honest.clone() }),
        signature(&suite, &domain, &PriceObservation { observed_at: now - 1, ..honest.clone() }),
        signature(&suite, &domain, &PriceObservation { price_atomics: price_atomics + 1, ..honest.clone() }),
        signature(&suite, &domain, &proof),
        signature(&suite, &domain, &suite.next_root()),
    ];
    let observation = |signature: [u8; 64]| Observation {
        member: 2,
        price: decimal("5"),
        observed_at: now,
        signature: Binary::from(signature),
    };
    for signature in wrong {
        suite.assert_unpublished(&round_with(&suite, observation(signature)), refused(&[0, 1, 2]));
    }
    let right = signature(&suite, &domain, &honest);
    suite.publish(&round_with(&suite, observation(right))).unwrap();
}

/// Attack 6, 10: a root is good for one chain, consumer, committee and epoch, and every number of it counts.
#[test]
fn flipping_any_field_of_a_root_is_refused() {
    let mut suite = Suite::new();
    let (chain_id, contract) = (suite.chain_id(), suite.consumer.to_string());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let root = suite.next_root();
    let (oracle, feed) = (suite.oracle.to_string(), FEED);
    let price = PriceObservation { feed, round: 1, observed_at: suite.now(), price_atomics: 1 };
    let wrong = [
        signature(&suite, &Domain { chain_id: "other-1", ..domain }, &root),
        signature(&suite, &Domain { contract: &oracle, ..domain }, &root),
        signature(&suite, &Domain { committee_epoch: 2, ..domain }, &root),
        signature(&suite, &domain, &SettlementRoot { epoch: 2, ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { previous_root: [1; 32], ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { root: [2; 32], ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { leaf_count: 999, ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { total_charge: 0, ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { starts_at: root.starts_at - 1, ..root.clone() }),
        signature(&suite, &domain, &SettlementRoot { ends_at: root.ends_at - 1, ..root.clone() }),
        signature(&suite, &domain, &price),
    ];
    for signature in wrong {
        suite.assert_unpublished(&root_with(&suite, &signature), refused(&[0, 1, 2]));
    }
    let right = signature(&suite, &domain, &root);
    suite.publish(&root_with(&suite, &right)).unwrap();
}

/// Attack 6: the root that one consumer's committee signed is nothing to another consumer.
#[test]
fn a_root_for_one_consumer_is_refused_for_another() {
    let mut suite = Suite::new();
    let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
    let ExecuteMsg::PostSettlement { consumer, .. } = &mut msg else { unreachable!() };
    *consumer = suite.stranger.to_string();
    suite.assert_unpublished(&msg, refused(&[0, 1, 2]));
}

/// Attack 4: another encoding of the same signature is not accepted.
#[test]
fn a_malleated_signature_is_refused() {
    let mut suite = Suite::new();
    let mut observation = suite.observation(2, 1, "5", suite.now());
    observation.signature = malleated(&observation.signature);
    suite.assert_unpublished(&round_with(&suite, observation), refused(&[0, 1, 2]));
    let ExecuteMsg::PostSettlement { signatures, .. } = suite.settlement(&suite.next_root(), &[0, 1, 2])
    else {
        unreachable!()
    };
    let malleated = malleated(&signatures[128..]);
    suite.assert_unpublished(&root_with(&suite, &malleated), refused(&[0, 1, 2]));
}

/// Attack 1: a well-formed signature that does not verify is a refusal, never a passed-over `false`.
#[test]
fn any_flipped_bit_of_a_signature_is_refused() {
    let mut suite = Suite::new();
    let honest = suite.observation(2, 1, "5", suite.now());
    for bit in (0..512).step_by(37) {
        let mut bytes = honest.signature.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let observation = Observation { signature: Binary::from(bytes), ..honest.clone() };
        suite.assert_unpublished(&round_with(&suite, observation), refused(&[0, 1, 2]));
    }
}

/// Attack 5: neither fewer nor more signatures than signers.
#[test]
fn signatures_of_a_wrong_length_are_refused() {
    let mut suite = Suite::new();
    let honest = suite.observation(2, 1, "5", suite.now());
    for length in [0, 63, 65] {
        let observation = Observation { signature: Binary::from(vec![1; length]), ..honest.clone() };
        let error = ContractError::Unreadable(VerificationError::InvalidSignatureFormat);
        suite.assert_unpublished(&round_with(&suite, observation), error);
        let error = ContractError::SignaturesLength { found: 128 + length, required: 192 };
        suite.assert_unpublished(&root_with(&suite, &vec![1; length]), error);
    }
}
