//! Which root a quorum agrees on.

use crate::KeeperError;
use api::oracle::SettlementRootMsg;
use cosmwasm_std::Binary;
use oracle_node::Attestation;

/// A root with its signatures, ready to post.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedRoot {
    /// The committee that signed.
    pub committee_epoch: u64,
    /// The root.
    pub root: SettlementRootMsg,
    /// Who signed, ascending.
    pub members: Vec<u8>,
    /// 64 bytes each, in the order of `members`.
    pub signatures: Binary,
    /// Members that signed something else.
    pub dissent: Vec<u8>,
}

/// The statement that at least `required` distinct members signed. At most one can be, for a quorum of more
/// than half. A member that answers twice counts once. Errors: `NoQuorum`.
pub fn agreeing(attestations: &[Attestation], required: usize) -> Result<SignedRoot, KeeperError> {
    let mut distinct: Vec<&Attestation> = attestations.iter().collect();
    distinct.sort_by_key(|attestation| attestation.member);
    distinct.dedup_by_key(|attestation| attestation.member);
    let said = |one: &Attestation, other: &Attestation| {
        one.root == other.root && one.committee_epoch == other.committee_epoch
    };
    let support = |one: &Attestation| distinct.iter().filter(|other| said(one, other)).count();
    let found = distinct.iter().map(|attestation| support(attestation)).max().unwrap_or_default();
    let chosen = distinct.iter().find(|attestation| support(attestation) >= required);
    let chosen = chosen.ok_or(KeeperError::NoQuorum { found, required })?;
    let (signed, dissent): (Vec<&Attestation>, Vec<&Attestation>) =
        distinct.iter().partition(|attestation| said(chosen, attestation));
    Ok(SignedRoot {
        committee_epoch: chosen.committee_epoch,
        root: chosen.root.clone(),
        members: signed.iter().map(|attestation| attestation.member).collect(),
        signatures: Binary::new(signed.iter().flat_map(|a| a.signature.to_vec()).collect()),
        dissent: dissent.iter().map(|attestation| attestation.member).collect(),
    })
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
