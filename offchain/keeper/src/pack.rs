//! The oracle's packed messages: bits for the signers, rows of bytes for what they signed. They cost the least gas.

use crate::SignedRoot;
use cosmwasm_std::Binary;
use oracle_node::BundleApproval;
use std::collections::BTreeMap;
use weal_api::oracle::{ExecuteMsg, Observation};
use weal_attestation::EpochReadings;

const SIGNATURE_BYTES: usize = 64;
/// Members that have a bit.
const MAX_MEMBERS: u8 = 32;

/// The round of these observations: one for each member, the first where one answers twice; what no member can have
/// signed is left out. The number is how many there are.
pub fn round_message(feed: &str, round: u64, observations: &[Observation]) -> (usize, ExecuteMsg) {
    let mut rows: BTreeMap<u8, &Observation> = BTreeMap::new();
    let readable = |seen: &&Observation| seen.member < MAX_MEMBERS && seen.signature.len() == SIGNATURE_BYTES;
    for seen in observations.iter().filter(readable) {
        rows.entry(seen.member).or_insert(seen);
    }
    let row = |seen: &&Observation| {
        let price = seen.price.atomics().to_be_bytes();
        [&price[..], &seen.observed_at.to_be_bytes(), &seen.signature].concat()
    };
    let message = ExecuteMsg::SubmitRound {
        feed: feed.into(),
        round,
        signers: bits(rows.keys()),
        observations: Binary::new(rows.values().flat_map(row).collect()),
    };
    (rows.len(), message)
}

/// The root with its signatures. They stand in the order of `signed.members`, which ascend.
pub fn root_message(consumer: &str, signed: &SignedRoot) -> ExecuteMsg {
    ExecuteMsg::PostRoot {
        consumer: consumer.into(),
        committee_epoch: signed.committee_epoch,
        root: signed.root.clone(),
        signers: bits(&signed.members),
        signatures: signed.signatures.clone(),
    }
}

/// The bundle's hash with the members' words for it.
pub(crate) fn fix_message(
    consumer: &str,
    committee_epoch: u64,
    statement: &EpochReadings,
    words: &BTreeMap<u8, BundleApproval>,
) -> ExecuteMsg {
    ExecuteMsg::FixReadings {
        consumer: consumer.into(),
        committee_epoch,
        epoch: statement.epoch,
        readings_hash: Binary::from(statement.readings_hash),
        signers: bits(words.keys()),
        signatures: Binary::new(words.values().flat_map(|word| word.signature.to_vec()).collect()),
    }
}

/// Bit i for member i.
fn bits<'a>(members: impl IntoIterator<Item = &'a u8>) -> u32 {
    members.into_iter().fold(0, |bits, member| bits | 1u32.checked_shl((*member).into()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{Decimal, Uint128};
    use weal_api::oracle::SettlementRootMsg;

    fn seen(member: u8, price: u128, signature: usize) -> Observation {
        let price = Decimal::new(Uint128::new(price));
        Observation { member, price, observed_at: 9, signature: Binary::new(vec![member; signature]) }
    }

    #[test]
    fn a_round_is_packed_by_member_each_once_without_what_nobody_can_have_signed() {
        let heard = [
            seen(3, 7, 64),
            seen(0, 5, 64),
            seen(3, 8, 64),
            seen(1, 6, 63),
            seen(32, 6, 64),
            seen(31, 9, 64),
        ];
        let (count, message) = round_message("a", 2, &heard);
        let row = |member: u8, price: u8| {
            [vec![0; 15], vec![price], vec![0; 7], vec![9], vec![member; 64]].concat()
        };
        let expected = ExecuteMsg::SubmitRound {
            feed: "a".into(),
            round: 2,
            signers: 1 | 1 << 3 | 1 << 31,
            observations: Binary::new([row(0, 5), row(3, 7), row(31, 9)].concat()),
        };
        assert_eq!((count, message), (3, expected));
    }

    #[test]
    fn a_root_is_posted_with_its_signers_as_bits() {
        let root = SettlementRootMsg {
            epoch: 1,
            previous_root: Binary::from([0; 32]),
            root: Binary::from([1; 32]),
            leaf_count: 1,
            total_charge: Uint128::one(),
            starts_at: 0,
            ends_at: 1,
        };
        let signatures = Binary::new(vec![5; 192]);
        let signed = SignedRoot {
            committee_epoch: 4,
            root: root.clone(),
            members: vec![0, 2, 30],
            signatures: signatures.clone(),
            dissent: vec![1],
        };
        let (consumer, signers) = ("c".into(), 1 | 1 << 2 | 1 << 30);
        let expected = ExecuteMsg::PostRoot { consumer, committee_epoch: 4, root, signers, signatures };
        assert_eq!(root_message("c", &signed), expected);
    }
}
