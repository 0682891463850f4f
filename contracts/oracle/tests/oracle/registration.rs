//! Seats, keys and who may take them.

use super::suite::{Suite, attributes, feed, malleated, pairs};
use cosmwasm_std::testing::{MockApi, message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, Api, Binary, Event, StdResult, coins, from_json};
use oracle::{ContractError, contract};
use weal_api::oracle::{
    ChallengeResponse, CommitteeTerms, ConfigResponse, ExecuteMsg, InstantiateMsg, QueryMsg,
};
use weal_attestation::{
    Domain, KeyError, KeyPossession, MemberKey, PriceObservation, QuorumError, Statement,
};

fn refusal(created: StdResult<Suite>) -> String {
    created.err().unwrap().to_string()
}

#[test]
fn every_size_from_four_to_thirty_one_is_accepted_and_no_other() {
    for n in 0..=32 {
        let created = Suite::vacant(n, |_| {});
        if (4..=31).contains(&n) {
            let committee = created.unwrap().committee();
            let f = (n - 1) / 3;
            assert_eq!((committee.members.len(), usize::from(committee.faulty)), (n, f));
            assert_eq!(usize::from(committee.quorum), n - f);
            assert!(!committee.active && committee.members.iter().all(|seat| seat.public_key.is_none()));
        } else {
            assert!(refusal(created).contains(&QuorumError::CommitteeSize { found: n }.to_string()));
        }
    }
}

#[test]
fn an_operator_with_two_seats_or_no_address_is_refused() {
    let twice = Suite::vacant(4, |msg| msg.operators[3] = msg.operators[0].clone());
    let operator = MockApi::default().with_prefix("wasm").addr_make("operator0");
    assert!(refusal(twice).contains(&ContractError::DuplicateOperator { operator }.to_string()));
    Suite::vacant(4, |msg| msg.operators[0] = "operator".into()).err().unwrap();
    Suite::vacant(4, |msg| msg.operators[0] = msg.operators[0].to_uppercase()).err().unwrap();
    Suite::vacant(4, |msg| msg.owner = "owner".into()).err().unwrap();
}

#[test]
fn the_committee_is_active_when_the_last_seat_has_its_key() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    for member in 0..4 {
        assert!(!suite.committee().active);
        let inactive = ContractError::CommitteeInactive { registered: member, members: 4 };
        suite.assert_unpublished(&suite.round(1, &["5", "5", "5"]), inactive);
        let inactive = ContractError::CommitteeInactive { registered: member, members: 4 };
        suite.assert_unpublished(&suite.settlement(&suite.next_root(), &[0, 1, 2]), inactive);

        let (operator, msg) = (suite.operators[member].clone(), suite.registration(member));
        let response = suite.execute(&operator, &msg).unwrap();

        let key = Binary::from(suite.keys[member].public_key());
        let (seat, registered) = (member.to_string(), (member + 1).to_string());
        let expected = pairs(&[
            ("operator", operator.as_str()),
            ("member", &seat),
            ("public_key", &key.to_base64()),
            ("committee_epoch", "1"),
            ("registered", &registered),
            ("members", "4"),
            ("bond", "0"),
        ]);
        assert_eq!(attributes(&response, "oracle_key_registered"), expected);
        assert_eq!(suite.committee().members[member].public_key, Some(key));
    }
    assert!(suite.committee().active);
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
}

#[test]
fn a_stranger_and_the_owner_have_no_seat() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let msg = suite.registration(0);
    for sender in [suite.stranger.clone(), suite.owner.clone()] {
        suite.assert_refused(&sender, &msg, ContractError::NotOperator { sender: sender.clone() });
    }
}

#[test]
fn a_seat_takes_a_key_once() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let (operator, msg) = (suite.operators[0].clone(), suite.registration(0));
    suite.execute(&operator, &msg).unwrap();
    suite.assert_refused(&operator, &msg, ContractError::AlreadyRegistered { member: 0 });
    suite.keys[0] = MemberKey::from_seed([99; 32]);
    let other = suite.registration(0);
    suite.assert_refused(&operator, &other, ContractError::AlreadyRegistered { member: 0 });
}

#[test]
fn one_key_cannot_sit_on_two_seats() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let (first, msg) = (suite.operators[0].clone(), suite.registration(0));
    suite.execute(&first, &msg).unwrap();
    suite.keys[1] = suite.keys[0].clone();
    let (second, msg) = (suite.operators[1].clone(), suite.registration(1));
    suite.assert_refused(&second, &msg, ContractError::DuplicateKey { member: 0 });
}

/// Attack 3: copying an honest proof does not help, it names its operator.
#[test]
fn the_proof_of_another_operator_is_refused() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let operator = suite.operators[1].clone();
    let msg = suite.registration(0);
    suite.assert_refused(&operator, &msg, ContractError::ProofRefused { operator: operator.clone() });
}

/// Signs `statement` in `domain` as member 0's proof for its own key.
fn proof<S: Statement>(suite: &Suite, domain: &Domain<'_>, statement: &S) -> ExecuteMsg {
    let key = &suite.keys[0];
    let proof = Binary::from(key.sign(domain, statement));
    ExecuteMsg::RegisterKey { public_key: Binary::from(key.public_key()), proof }
}

/// Attack 3, 6: a key is registered only by whoever shows to hold it, here, for this challenge.
#[test]
fn flipping_any_field_of_the_proof_is_refused() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let (chain_id, contract, operator) =
        (suite.chain_id(), suite.oracle.to_string(), suite.operators[0].clone());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let honest = KeyPossession {
        challenge: suite.challenge(),
        operator: operator.as_str(),
        public_key: suite.keys[0].public_key(),
    };
    let mut challenge = honest.challenge;
    challenge[31] ^= 1;
    let other = suite.operators[1].clone();
    let price = PriceObservation { feed: "uatom/uusd", round: 1, observed_at: 1, price_atomics: 1 };
    let wrong = [
        proof(&suite, &Domain { chain_id: "other-1", ..domain }, &honest),
        proof(&suite, &Domain { contract: suite.consumer.as_str(), ..domain }, &honest),
        proof(&suite, &Domain { committee_epoch: 2, ..domain }, &honest),
        proof(&suite, &domain, &KeyPossession { challenge, ..honest.clone() }),
        proof(&suite, &domain, &KeyPossession { operator: other.as_str(), ..honest.clone() }),
        proof(&suite, &domain, &KeyPossession { public_key: [7; 32], ..honest.clone() }),
        proof(&suite, &domain, &price),
    ];
    for msg in wrong {
        suite.assert_refused(&operator, &msg, ContractError::ProofRefused { operator: operator.clone() });
    }
    let right = proof(&suite, &domain, &honest);
    suite.execute(&operator, &right).unwrap();
}

fn register(suite: &mut Suite, public_key: &[u8], proof: &[u8], error: impl Into<ContractError>) {
    let operator: Addr = suite.operators[0].clone();
    let msg = ExecuteMsg::RegisterKey { public_key: Binary::from(public_key), proof: Binary::from(proof) };
    suite.assert_refused(&operator, &msg, error);
}

/// Attack 3: (A, R, s) = (identity, identity, 0) verifies every message on this chain, so the key must not get in.
/// Source: ZcashFoundation/ed25519-zebra@3d5adb4b tests/small_order.rs.
#[test]
fn the_fourteen_low_order_keys_are_refused() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let identity = {
        let mut bytes = [0; 32];
        bytes[0] = 1;
        bytes
    };
    let universal = [identity, [0; 32]].concat();
    let accepts_anything = suite.app.api().ed25519_verify(b"any", &universal, &identity);
    assert_eq!(accepts_anything, Ok(true));

    let order_eight = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ]
    .map(|text| (0..32).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect());
    let near_the_prime =
        [(0x00, 0x00, 0x00), (0x01, 0x00, 0x00), (0xec, 0xff, 0x7f), (0xed, 0xff, 0x7f), (0xee, 0xff, 0x7f)]
            .map(|(first, middle, last)| {
                let mut bytes = vec![middle; 32];
                (bytes[0], bytes[31]) = (first, last);
                bytes
            });
    let encodings: Vec<Vec<u8>> = near_the_prime.into_iter().chain(order_eight).collect();
    assert_eq!(encodings.len(), 7);
    for mut encoding in encodings {
        register(&mut suite, &encoding, &universal, KeyError::LowOrder);
        encoding[31] |= 0x80;
        register(&mut suite, &encoding, &universal, KeyError::LowOrder);
    }
}

#[test]
fn keys_and_proofs_of_a_wrong_shape_are_refused() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let ExecuteMsg::RegisterKey { public_key, proof } = suite.registration(0) else { unreachable!() };
    for found in [0, 31, 33] {
        register(&mut suite, &vec![9; found], &proof, KeyError::Length { found });
    }
    for length in [0, 63, 65] {
        let error = ContractError::Unreadable(cosmwasm_std::VerificationError::InvalidSignatureFormat);
        register(&mut suite, &public_key, &vec![0; length], error);
    }
    let operator = suite.operators[0].clone();
    register(&mut suite, &public_key, &malleated(&proof), ContractError::ProofRefused { operator });
}

/// Attack 3: the challenge is fresh, so no proof can have been made before.
#[test]
fn two_oracles_have_different_challenges_and_so_have_two_blocks() {
    let challenges = [0, 1].map(|blocks| {
        let mut suite = Suite::vacant(4, |_| {}).unwrap();
        let first = suite.challenge();
        suite.advance(blocks);
        let sibling = suite.sibling();
        assert_ne!(first, sibling.0);
        sibling
    });
    assert_ne!(challenges[0].0, challenges[1].0);
    assert_eq!(challenges[0].1, challenges[1].1, "only the block differs");
}

/// The creation's own events, which a chain shows an indexer before any message.
#[test]
fn creation_is_told_with_the_challenge_and_every_feed() {
    let mut deps = mock_dependencies();
    let operators = (0..7).map(|i| deps.api.addr_make(&format!("operator{i}")).to_string()).collect();
    let owner = deps.api.addr_make("owner");
    let feeds = vec![feed("a/b"), feed("c/d")];
    let terms = CommitteeTerms::default();
    let msg = InstantiateMsg { owner: owner.to_string(), operators, feeds, terms };
    let info = message_info(&owner, &[]);
    let paid = message_info(&owner, &coins(1, "uusd"));
    let refused =
        contract::instantiate(deps.as_mut(), mock_env(), paid, msg.clone()).unwrap_err().to_string();
    assert!(refused.contains("this message takes no funds, but 1uusd was sent"), "{refused}");

    let response = contract::instantiate(deps.as_mut(), mock_env(), info, msg).unwrap();

    let answer = contract::query(deps.as_ref(), mock_env(), QueryMsg::Challenge {}).unwrap();
    let challenge: ChallengeResponse = from_json(answer).unwrap();
    let created = Event::new("oracle_created")
        .add_attribute("owner", owner)
        .add_attribute("committee_epoch", "1")
        .add_attribute("members", "7")
        .add_attribute("quorum", "5")
        .add_attribute("challenge", challenge.challenge.to_base64());
    let added = |name: &str| {
        Event::new("oracle_feed_added")
            .add_attribute("feed", name)
            .add_attribute("max_age_seconds", "300")
            .add_attribute("max_deviation_bps", "1000")
            .add_attribute("min_observations", "5")
    };
    assert_eq!(response.events, [created, added("a/b"), added("c/d")]);
    assert_eq!(challenge.challenge.len(), 32);
}

#[test]
fn config_tells_the_owner_and_the_clock_rules() {
    let suite = Suite::with(4, |msg| msg.feeds = vec![feed("a/b"), feed("c/d")]);
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!(config.owner, suite.owner);
    assert_eq!((config.max_clock_skew_seconds, config.max_observation_spread_seconds), (10, 60));
}
