//! Readings: which bundle an epoch's tree is made from, agreed before anyone signs its root.

use super::members::HANDOVER;
use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::{Addr, Binary};
use oracle::ContractError;
use weal_api::oracle::{
    ExecuteMsg, FixedReadings, FixedReadingsResponse, HashLength, OracleReadError, QueryMsg, ReadingsRecord,
};
use weal_attestation::{Domain, EpochReadings, MemberKey, QuorumError, SignerBitmap, Statement};

/// Readings and their signers; unless changed, the consumer's next epoch, signed by members 0, 1 and 2.
#[derive(Clone)]
struct Fixing<'a> {
    committee_epoch: u64,
    epoch: u64,
    readings_hash: [u8; 32],
    keys: &'a [MemberKey],
    members: Vec<usize>,
}

impl<'a> Fixing<'a> {
    fn new(suite: &'a Suite, readings_hash: [u8; 32]) -> Self {
        let (committee_epoch, epoch) = (suite.committee().committee_epoch, suite.latest().epoch + 1);
        Self { committee_epoch, epoch, readings_hash, keys: &suite.keys, members: vec![0, 1, 2] }
    }

    fn message(&self, suite: &Suite) -> ExecuteMsg {
        let (chain_id, contract) = (suite.chain_id(), suite.consumer.to_string());
        let domain =
            Domain { chain_id: &chain_id, contract: &contract, committee_epoch: self.committee_epoch };
        let statement = EpochReadings { epoch: self.epoch, readings_hash: self.readings_hash };
        let sign = |member: &usize| self.keys[*member].sign(&domain, &statement);
        ExecuteMsg::FixReadings {
            consumer: contract.clone(),
            committee_epoch: self.committee_epoch,
            epoch: self.epoch,
            readings_hash: Binary::from(self.readings_hash),
            signers: self.members.iter().map(|member| 1 << member).sum(),
            signatures: Binary::from(self.members.iter().flat_map(sign).collect::<Vec<u8>>()),
        }
    }
}

pub(crate) fn fixing(suite: &Suite, readings_hash: [u8; 32]) -> ExecuteMsg {
    Fixing::new(suite, readings_hash).message(suite)
}

fn fixed(suite: &Suite, epoch: u64) -> Vec<FixedReadings> {
    let query = QueryMsg::FixedReadings { consumer: suite.consumer.to_string(), epoch };
    let answer: FixedReadingsResponse = suite.query(&query);
    assert_eq!(answer.epoch, epoch);
    answer.fixed
}

/// The same signers' bits and the last 64 bytes replaced.
fn with_last_signature(msg: ExecuteMsg, last: &[u8]) -> ExecuteMsg {
    let mut msg = msg;
    let ExecuteMsg::FixReadings { signatures, .. } = &mut msg else { unreachable!() };
    *signatures = Binary::from([&signatures[..128], last].concat());
    msg
}

#[test]
fn readings_are_fixed_read_and_told() {
    let mut suite = Suite::new();
    assert_eq!(fixed(&suite, 1), vec![]);
    let signed = Fixing { members: vec![0, 1, 3], ..Fixing::new(&suite, [7; 32]) }.message(&suite);
    let response = suite.publish(&signed).unwrap();

    let (now, consumer) = (suite.now(), suite.consumer.clone());
    let stored =
        FixedReadings { committee_epoch: 1, readings_hash: [7; 32].into(), fixed_at: now, signers: 0b1011 };
    assert_eq!(fixed(&suite, 1), vec![stored]);
    let read = |epoch, committee| {
        suite.handle().fixed_readings(&suite.app.wrap(), &consumer, epoch, committee).unwrap()
    };
    let record = ReadingsRecord { readings_hash: [7; 32], fixed_at: now, signers: 0b1011 };
    assert_eq!((read(1, 1), read(1, 2), read(2, 1)), (Some(record), None, None));
    let expected = pairs(&[
        ("consumer", consumer.as_str()),
        ("epoch", "1"),
        ("committee_epoch", "1"),
        ("readings_hash", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="),
        ("fixed_at", &now.to_string()),
        ("signers", "11"),
    ]);
    assert_eq!(attributes(&response, "oracle_readings_fixed"), expected);
}

#[test]
fn the_first_readings_stand_and_the_second_are_told_which() {
    let mut suite = Suite::new();
    suite.publish(&fixing(&suite, [7; 32])).unwrap();
    for (again, later) in [([8; 32], 0), ([7; 32], 0), ([8; 32], 6)] {
        suite.advance(later);
        let error = ContractError::ReadingsFixed {
            consumer: suite.consumer.clone(),
            epoch: 1,
            committee_epoch: 1,
            readings_hash: [7; 32].into(),
        };
        suite.assert_unpublished(&fixing(&suite, again), error);
    }
}

/// The contract's safety never rests on readings: it stores a root with none, and one after any.
#[test]
fn a_root_is_taken_with_readings_and_without() {
    let mut suite = Suite::new();
    suite.settle();
    suite.advance(10);
    suite.publish(&fixing(&suite, [7; 32])).unwrap();
    suite.settle();
    assert_eq!((fixed(&suite, 1).len(), fixed(&suite, 2).len()), (0, 1));
}

#[test]
fn readings_come_before_the_root_and_for_the_next_epoch_only() {
    let mut suite = Suite::new();
    let of = |suite: &Suite, epoch| Fixing { epoch, ..Fixing::new(suite, [7; 32]) }.message(suite);
    for found in [0, 2, u64::MAX] {
        let error = ContractError::EpochOutOfOrder { found, required: 1 };
        suite.assert_unpublished(&of(&suite, found), error);
    }
    suite.settle();
    suite.advance(10);
    let error = ContractError::EpochSettled { consumer: suite.consumer.clone(), epoch: 1 };
    suite.assert_unpublished(&of(&suite, 1), error);
    for found in [0, 3] {
        let error = ContractError::EpochOutOfOrder { found, required: 2 };
        suite.assert_unpublished(&of(&suite, found), error);
    }
    suite.publish(&of(&suite, 2)).unwrap();
}

#[test]
fn fewer_than_the_quorum_fix_nothing() {
    let mut suite = Suite::sized(7);
    for found in [0, 1, 4] {
        let members = (0..found).collect();
        let msg = Fixing { members, ..Fixing::new(&suite, [7; 32]) }.message(&suite);
        suite.assert_unpublished(&msg, QuorumError::TooFew { found, required: 5 });
    }
    let msg = Fixing { members: vec![2, 3, 4, 5, 6], ..Fixing::new(&suite, [7; 32]) }.message(&suite);
    suite.publish(&msg).unwrap();
}

#[test]
fn bits_and_rows_that_do_not_fit_and_hashes_of_another_width_are_refused() {
    let mut suite = Suite::new();
    for (bits, error) in [
        (0, ContractError::SignaturesLength { found: 192, required: 0 }),
        (0b1111, ContractError::SignaturesLength { found: 192, required: 256 }),
        (0b1_0011, QuorumError::UnknownSigner { index: 4, members: 4 }.into()),
    ] {
        let mut msg = fixing(&suite, [7; 32]);
        let ExecuteMsg::FixReadings { signers, .. } = &mut msg else { unreachable!() };
        *signers = bits;
        suite.assert_unpublished(&msg, error);
    }
    for found in [0, 31, 33] {
        let mut msg = fixing(&suite, [7; 32]);
        let ExecuteMsg::FixReadings { readings_hash, .. } = &mut msg else { unreachable!() };
        *readings_hash = vec![7; found].into();
        suite.assert_unpublished(&msg, HashLength { field: "readings_hash", found });
    }
    let mut msg = fixing(&suite, [7; 32]);
    let ExecuteMsg::FixReadings { consumer, .. } = &mut msg else { unreachable!() };
    "consumer".clone_into(consumer);
    let refused = suite.publish(&msg).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

/// A signature is good for one chain, consumer, committee, epoch and hash, and for nothing but readings.
#[test]
fn flipping_any_field_of_readings_is_refused() {
    let mut suite = Suite::new();
    let (chain_id, contract) = (suite.chain_id(), suite.consumer.to_string());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let (oracle, readings) = (suite.oracle.to_string(), EpochReadings { epoch: 1, readings_hash: [7; 32] });
    fn signed<S: Statement>(suite: &Suite, domain: &Domain<'_>, statement: &S) -> [u8; 64] {
        suite.keys[2].sign(domain, statement)
    }
    let wrong = [
        signed(&suite, &Domain { chain_id: "other-1", ..domain }, &readings),
        signed(&suite, &Domain { contract: &oracle, ..domain }, &readings),
        signed(&suite, &Domain { committee_epoch: 2, ..domain }, &readings),
        signed(&suite, &domain, &EpochReadings { epoch: 2, ..readings.clone() }),
        signed(&suite, &domain, &EpochReadings { readings_hash: [8; 32], ..readings.clone() }),
        signed(&suite, &domain, &suite.next_root()),
    ];
    let refused =
        || ContractError::SignaturesRefused { signers: SignerBitmap::from_indices(&[0, 1, 2], 4).unwrap() };
    for last in wrong {
        suite.assert_unpublished(&with_last_signature(fixing(&suite, [7; 32]), &last), refused());
    }
    let right = signed(&suite, &domain, &readings);
    suite.publish(&with_last_signature(fixing(&suite, [7; 32]), &right)).unwrap();
    // And readings are no root.
    let root = suite.next_root();
    let mut posing = suite.settlement(&root, &[0, 1, 2]);
    let ExecuteMsg::PostSettlement { signatures, .. } = &mut posing else { unreachable!() };
    *signatures = Binary::from([&signatures[..128], &right].concat());
    suite.assert_unpublished(&posing, refused());
}

/// A committee that takes over before the root fixes anew: what the one before fixed binds that one only, which may
/// still finish the epoch that began under it.
#[test]
fn the_next_committee_fixes_anew_and_the_one_before_finishes_its_own_epoch() {
    let mut suite = Suite::bonded(4);
    suite.settle();
    let first = suite.keys.clone();
    suite.publish(&fixing(&suite, [7; 32])).unwrap();
    suite.rotate(suite.accounts(4, 4));
    suite.publish(&fixing(&suite, [8; 32])).unwrap();

    let hashes = |suite: &Suite, epoch| -> Vec<(u64, Binary)> {
        fixed(suite, epoch).into_iter().map(|one| (one.committee_epoch, one.readings_hash)).collect()
    };
    assert_eq!(hashes(&suite, 2), [(2, [8; 32].into()), (1, [7; 32].into())]);
    let of_the_first = |suite: &Suite| {
        Fixing { committee_epoch: 1, keys: &first, ..Fixing::new(suite, [9; 32]) }.message(suite)
    };
    let error = ContractError::ReadingsFixed {
        consumer: suite.consumer.clone(),
        epoch: 2,
        committee_epoch: 1,
        readings_hash: [7; 32].into(),
    };
    suite.assert_unpublished(&of_the_first(&suite), error);

    // The later committee posts: the one before is done here.
    suite.settle();
    let error = ContractError::WrongCommittee { found: 1, required: 2 };
    suite.assert_unpublished(&of_the_first(&suite), error);
}

#[test]
fn a_past_committee_fixes_until_its_keys_expire_and_only_what_began_under_it() {
    for (waited, accepted) in [(HANDOVER, true), (HANDOVER + 1, false)] {
        let mut suite = Suite::bonded(4);
        suite.settle();
        let first = suite.keys.clone();
        suite.rotate(suite.accounts(4, 4));
        let expires_at = suite.now() + HANDOVER;
        suite.advance(waited);
        let msg = Fixing { committee_epoch: 1, keys: &first, ..Fixing::new(&suite, [7; 32]) }.message(&suite);
        if accepted {
            suite.publish(&msg).unwrap();
        } else {
            suite
                .assert_unpublished(&msg, ContractError::CommitteeExpired { committee_epoch: 1, expires_at });
        }
    }
    let mut suite = Suite::bonded(4);
    let msg = Fixing { committee_epoch: 2, ..Fixing::new(&suite, [7; 32]) }.message(&suite);
    suite.assert_unpublished(&msg, ContractError::WrongCommittee { found: 2, required: 1 });
}

/// A member that signs two bundles, both available and valid, has done nothing that can be punished.
#[test]
fn signing_two_readings_is_no_offence() {
    let mut suite = Suite::bonded(4);
    suite.publish(&fixing(&suite, [7; 32])).unwrap();
    let other = fixing(&suite, [8; 32]);
    let refused = suite.publish(&other).unwrap_err().to_string();
    assert!(refused.contains("as BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="), "{refused}");
    let bonds: Vec<_> = suite.operators.iter().map(|operator: &Addr| suite.bond(operator).bond).collect();
    assert!(bonds.iter().all(|bond| *bond == bonds[0] && !bond.is_zero()));
}

#[test]
fn damaged_readings_are_an_error_and_never_a_hash() {
    let suite = Suite::new();
    let elsewhere = suite.handle().fixed_readings(&suite.app.wrap(), &suite.stranger, 1, 1).unwrap();
    assert_eq!(elsewhere, None);
    let key = weal_api::oracle::FIXED_READINGS.key(&(suite.stranger.clone(), 1, 1));
    let mut suite = suite;
    let oracle = suite.oracle.clone();
    suite.app.contract_storage_mut(&oracle).set(&key, &[1, 2]);
    let error = suite.handle().fixed_readings(&suite.app.wrap(), &suite.stranger, 1, 1).unwrap_err();
    assert!(
        matches!(
            &error,
            OracleReadError::Record(weal_records::RecordError::Damaged {
                record: "ReadingsRecord",
                bytes: 2,
                left: 2
            })
        ),
        "{error}"
    );
}
