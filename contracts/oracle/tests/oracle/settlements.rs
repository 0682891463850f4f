//! Roots: their chain, their times and who was first.

use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::{Binary, Uint128};
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, HashLength, QueryMsg, SettlementRecord, SettlementResponse};
use weal_attestation::SettlementRoot;

#[test]
fn a_root_is_stored_and_told() {
    let mut suite = Suite::new();
    let root = suite.next_root();
    let response = suite.publish(&suite.settlement(&root, &[0, 1, 3])).unwrap();

    let record = SettlementRecord {
        root: Binary::from([1; 32]),
        leaf_count: 1_000,
        total_charge: Uint128::new(5_000_000),
        starts_at: suite.now() - 10,
        ends_at: suite.now(),
        posted_at: suite.now(),
        committee_epoch: 1,
        signers: 0b1011,
    };
    let stored = SettlementResponse { epoch: 1, settlement: Some(record.clone()) };
    assert_eq!(suite.latest(), stored);
    let query = QueryMsg::Settlement { consumer: suite.consumer.to_string(), epoch: 1 };
    assert_eq!(suite.query::<SettlementResponse>(&query), stored);
    assert_eq!(record.root_hash(), Ok([1; 32]));
    let (starts_at, ends_at) = (record.starts_at.to_string(), record.ends_at.to_string());
    let expected = pairs(&[
        ("consumer", suite.consumer.as_str()),
        ("epoch", "1"),
        ("root", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="),
        ("leaf_count", "1000"),
        ("total_charge", "5000000"),
        ("starts_at", &starts_at),
        ("ends_at", &ends_at),
        ("posted_at", &ends_at),
        ("committee_epoch", "1"),
        ("signers", "11"),
    ]);
    assert_eq!(attributes(&response, "oracle_settlement_posted"), expected);
}

#[test]
fn epochs_follow_each_other_by_root_and_by_time() {
    let mut suite = Suite::new();
    for epoch in 1..=3 {
        suite.settle();
        suite.advance(10);
        assert_eq!(suite.latest().epoch, epoch);
    }
}

/// A root sent again, in the same block or later, finds nothing left to do, even with other signers.
#[test]
fn the_same_root_again_is_already_posted() {
    let mut suite = Suite::new();
    let root = suite.settle();
    for (members, later) in [([0, 1, 2], 0), ([1, 2, 3], 6)] {
        suite.advance(later);
        let error = ContractError::AlreadyPosted { consumer: suite.consumer.clone(), epoch: 1 };
        suite.assert_unpublished(&suite.settlement(&root, &members), error);
    }
}

/// Attack 7: the first root of an epoch stands.
#[test]
fn another_root_for_a_posted_epoch_is_refused_however_it_differs() {
    let mut suite = Suite::new();
    let root = suite.settle();
    suite.advance(10);
    suite.settle();
    for other in [
        SettlementRoot { root: [9; 32], ..root.clone() },
        SettlementRoot { leaf_count: 1_001, ..root.clone() },
        SettlementRoot { total_charge: 5_000_001, ..root.clone() },
        SettlementRoot { starts_at: root.starts_at - 1, ..root.clone() },
        SettlementRoot { ends_at: root.ends_at - 1, ..root.clone() },
    ] {
        let error = ContractError::EpochTaken { consumer: suite.consumer.clone(), epoch: 1 };
        suite.assert_unpublished(&suite.settlement(&other, &[1, 2, 3]), error);
    }
}

/// The next root with one thing changed.
fn changed(suite: &Suite, change: impl FnOnce(&mut SettlementRoot)) -> ExecuteMsg {
    let mut root = suite.next_root();
    change(&mut root);
    suite.settlement(&root, &[0, 1, 2])
}

/// Attack 7: no epoch is left out.
#[test]
fn an_epoch_cannot_be_skipped_and_the_first_is_one() {
    let mut suite = Suite::new();
    for found in [0, 2, u64::MAX] {
        let error = ContractError::EpochOutOfOrder { found, required: 1 };
        suite.assert_unpublished(&changed(&suite, |root| root.epoch = found), error);
    }
    suite.settle();
    suite.advance(10);
    for found in [0, 3] {
        let error = ContractError::EpochOutOfOrder { found, required: 2 };
        suite.assert_unpublished(&changed(&suite, |root| root.epoch = found), error);
    }
}

/// Attack 7: each root names the one before.
#[test]
fn a_root_chained_to_another_than_the_last_is_refused() {
    let mut suite = Suite::new();
    let error = ContractError::PreviousRoot { epoch: 1 };
    suite.assert_unpublished(&changed(&suite, |root| root.previous_root = [1; 32]), error);
    suite.settle();
    suite.advance(10);
    for previous_root in [[0; 32], [9; 32]] {
        let error = ContractError::PreviousRoot { epoch: 2 };
        suite.assert_unpublished(&changed(&suite, |root| root.previous_root = previous_root), error);
    }
}

/// Attack 23: time is covered once, without a gap.
#[test]
fn an_epoch_that_overlaps_the_last_or_leaves_a_gap_is_refused() {
    let mut suite = Suite::new();
    let required = suite.settle().ends_at;
    suite.advance(10);
    for found in [required - 1, required + 1] {
        let error = ContractError::EpochStart { found, required };
        suite.assert_unpublished(&changed(&suite, |root| root.starts_at = found), error);
    }
    suite.settle();
}

#[test]
fn an_epoch_without_time_or_backwards_is_refused() {
    let mut suite = Suite::new();
    let starts_at = suite.next_root().starts_at;
    for ends_at in [starts_at, starts_at - 1, 0] {
        let error = ContractError::EpochEmpty { starts_at, ends_at };
        suite.assert_unpublished(&changed(&suite, |root| root.ends_at = ends_at), error);
    }
    suite.publish(&changed(&suite, |root| root.ends_at = starts_at + 1)).unwrap();
}

/// Attack 23: a clock may run ten seconds ahead of the block's.
#[test]
fn an_epoch_may_end_ten_seconds_ahead_and_not_eleven() {
    let mut suite = Suite::new();
    let max = suite.now() + 10;
    let error = ContractError::FromTheFuture { found: max + 1, max };
    suite.assert_unpublished(&changed(&suite, |root| root.ends_at = max + 1), error);
    suite.publish(&changed(&suite, |root| root.ends_at = max)).unwrap();
}

#[test]
fn a_tree_has_from_one_to_two_to_the_32_leaves() {
    let max = 4_294_967_296;
    for leaf_count in [1, max] {
        let mut suite = Suite::new();
        suite.publish(&changed(&suite, |root| root.leaf_count = leaf_count)).unwrap();
        assert_eq!(suite.latest().settlement.unwrap().leaf_count, leaf_count);
    }
    let mut suite = Suite::new();
    for found in [0, max + 1] {
        let error = ContractError::LeafCount { found, max };
        suite.assert_unpublished(&changed(&suite, |root| root.leaf_count = found), error);
    }
}

#[test]
fn two_consumers_have_chains_of_their_own() {
    let mut suite = Suite::new();
    let first = suite.settle();
    let owner = suite.owner.clone();
    let other = super::escrow::consumer(&mut suite.app, &owner);
    let consumer = std::mem::replace(&mut suite.consumer, other);
    assert_eq!(suite.latest(), SettlementResponse { epoch: 0, settlement: None });
    let error = ContractError::EpochOutOfOrder { found: 2, required: 1 };
    suite.assert_unpublished(&changed(&suite, |root| root.epoch = 2), error);
    suite.settle();
    suite.consumer = consumer;
    assert_eq!(suite.latest().settlement.unwrap().root_hash(), Ok(first.root));
}

/// Attack 6, 22: a committee that is not there signs nothing.
#[test]
fn another_committee_than_the_present_is_refused() {
    let mut suite = Suite::new();
    for found in [0, 2] {
        let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
        let ExecuteMsg::PostSettlement { committee_epoch, .. } = &mut msg else { unreachable!() };
        *committee_epoch = found;
        suite.assert_unpublished(&msg, ContractError::WrongCommittee { found, required: 1 });
    }
}

#[test]
fn roots_of_another_width_than_32_bytes_are_refused() {
    let mut suite = Suite::new();
    for found in [0, 31, 33] {
        for field in ["root", "previous_root"] {
            let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
            let ExecuteMsg::PostSettlement { root, .. } = &mut msg else { unreachable!() };
            let bytes = if field == "root" { &mut root.root } else { &mut root.previous_root };
            *bytes = Binary::from(vec![1; found]);
            suite.assert_unpublished(&msg, HashLength { field, found });
        }
    }
}

#[test]
fn a_consumer_that_is_no_address_is_refused() {
    let mut suite = Suite::new();
    let upper = suite.consumer.as_str().to_uppercase();
    for (name, reason) in
        [("", "parse failed"), ("consumer", "parse failed"), (&upper, "address not normalized")]
    {
        let mut msg = suite.settlement(&suite.next_root(), &[0, 1, 2]);
        let ExecuteMsg::PostSettlement { consumer, .. } = &mut msg else { unreachable!() };
        *consumer = name.into();
        let refused = suite.publish(&msg).unwrap_err().to_string();
        assert!(refused.contains(reason), "{name}: {refused}");
    }
    assert_eq!(suite.latest().epoch, 0);
}
