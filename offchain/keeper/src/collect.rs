//! The root that a quorum agrees on.

use crate::KeeperError;
use cosmwasm_std::Binary;
use oracle_node::Attestation;
use weal_api::oracle::SettlementRootMsg;

/// A root with its signatures, ready to post.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedRoot {
    /// The committee that signed.
    pub committee_epoch: u64,
    /// The root.
    pub root: SettlementRootMsg,
    /// Numbers of the members that signed, ascending.
    pub members: Vec<u8>,
    /// 64 bytes each, in the order of `members`.
    pub signatures: Binary,
    /// Members that signed something else.
    pub dissent: Vec<u8>,
}

/// The statement that at least `required` distinct members signed. At most one can be, for a quorum of more
/// than half. A member counts once for each statement that it has signed, so who answers twice, or with another's name
/// before that one does, takes nobody's place. Errors: `NoQuorum`.
pub fn agreeing(attestations: &[Attestation], required: usize) -> Result<SignedRoot, KeeperError> {
    let mut statements: Vec<Vec<&Attestation>> = Vec::new();
    for said in attestations {
        let same = |group: &&mut Vec<&Attestation>| group.iter().all(|other| is_same(said, other));
        match statements.iter_mut().find(same) {
            Some(group) if group.iter().any(|other| other.member == said.member) => {}
            Some(group) => group.push(said),
            None => statements.push(vec![said]),
        }
    }
    let found = statements.iter().map(Vec::len).max().unwrap_or(0);
    let mut signed = statements
        .into_iter()
        .find(|group| group.len() >= required)
        .ok_or(KeeperError::NoQuorum { found, required })?;
    signed.sort_by_key(|said| said.member);
    let chosen = signed.first().ok_or(KeeperError::NoQuorum { found, required })?;
    let members: Vec<u8> = signed.iter().map(|said| said.member).collect();
    let mut dissent: Vec<u8> = attestations.iter().map(|said| said.member).collect();
    dissent.retain(|member| !members.contains(member));
    dissent.sort_unstable();
    dissent.dedup();
    Ok(SignedRoot {
        committee_epoch: chosen.committee_epoch,
        root: chosen.root.clone(),
        signatures: Binary::new(signed.iter().flat_map(|said| said.signature.to_vec()).collect()),
        members,
        dissent,
    })
}

fn is_same(one: &Attestation, other: &Attestation) -> bool {
    one.root == other.root && one.committee_epoch == other.committee_epoch
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Uint128;
    use proptest::prelude::*;

    fn attestation(member: u8, says: u8) -> Attestation {
        Attestation {
            member,
            committee_epoch: 1,
            root: SettlementRootMsg {
                epoch: 1,
                previous_root: Binary::from([0; 32]),
                root: Binary::from([says; 32]),
                leaf_count: 1,
                total_charge: Uint128::one(),
                starts_at: 0,
                ends_at: 1,
            },
            signature: Binary::new(vec![member; 64]),
            leaves: vec![],
            rejected: vec![],
        }
    }

    #[test]
    fn one_liar_of_four_changes_nothing() {
        let heard: Vec<_> = [(3, 7), (0, 9), (2, 7), (1, 7)].map(|(m, says)| attestation(m, says)).into();
        let signed = agreeing(&heard, 3).unwrap();
        assert_eq!((signed.members, signed.dissent), (vec![1, 2, 3], vec![0]));
        assert_eq!(signed.root.root, Binary::from([7; 32]));
        assert_eq!(signed.signatures.len(), 192);
    }

    #[test]
    fn a_member_that_answers_twice_counts_once() {
        let heard: Vec<_> = [0, 0, 1].map(|member| attestation(member, 7)).into();
        let error = agreeing(&heard, 3).unwrap_err();
        assert!(matches!(error, KeeperError::NoQuorum { found: 2, required: 3 }), "{error}");
    }

    #[test]
    fn silence_is_no_quorum() {
        let error = agreeing(&[], 3).unwrap_err();
        assert!(matches!(error, KeeperError::NoQuorum { found: 0, required: 3 }), "{error}");
    }

    /// It is not asked here whose signature it is: whoever is named first must not matter.
    #[test]
    fn who_speaks_in_anothers_name_takes_nobodys_place() {
        let mut heard: Vec<_> = [0, 1, 2].map(|member| attestation(member, 7)).into();
        heard.insert(0, Attestation { committee_epoch: 999, ..attestation(1, 7) });
        heard.insert(0, attestation(2, 9));
        let signed = agreeing(&heard, 3).unwrap();
        assert_eq!((signed.members, signed.dissent), (vec![0, 1, 2], vec![]));
        assert_eq!(signed.committee_epoch, 1);
    }

    proptest! {
        #[test]
        fn what_is_posted_was_said_by_a_quorum(says in prop::collection::vec(0u8..3, 0..9)) {
            let heard: Vec<_> = (0u8..).zip(&says).map(|(member, says)| attestation(member, *says)).collect();
            let required = says.len() / 2 + 1;
            let most = (0..3).map(|one| says.iter().filter(|s| **s == one).count()).max().unwrap_or(0);
            match agreeing(&heard, required) {
                Ok(signed) => prop_assert!(signed.members.len() == most && most >= required),
                Err(_) => prop_assert!(most < required),
            }
        }
    }
}
