//! The number of members that must sign, and the members that did.

use thiserror::Error;

/// The reasons for which a set of signers is not a quorum.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QuorumError {
    /// A committee must tolerate at least one faulty member, and its bitmap has 32 bits.
    #[error("a committee has 4 to 31 members, not {found}")]
    CommitteeSize {
        /// Members given.
        found: usize,
    },
    /// Fewer than the rule requires.
    #[error("{found} distinct members signed, {required} are needed")]
    TooFew {
        /// Distinct members.
        found: usize,
        /// The rule: n − f.
        required: usize,
    },
    /// The index is outside the committee.
    #[error("signer {index} is not in a committee of {members}")]
    UnknownSigner {
        /// The index.
        index: usize,
        /// The committee's size.
        members: usize,
    },
    /// The same member appears twice.
    #[error("signer {index} appears twice")]
    DuplicateSigner {
        /// The index.
        index: usize,
    },
}

/// The Byzantine quorum of a committee of n = 3f + 1 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    members: usize,
}

impl Quorum {
    /// Errors: `CommitteeSize` outside 4 … 31.
    pub fn of(members: usize) -> Result<Self, QuorumError> {
        if !(4..=31).contains(&members) {
            return Err(QuorumError::CommitteeSize { found: members });
        }
        Ok(Self { members })
    }

    /// The committee's size n.
    pub const fn members(self) -> usize {
        self.members
    }

    /// f = ⌊(n − 1) / 3⌋: how many members may lie or be silent.
    pub const fn faulty(self) -> usize {
        self.members.saturating_sub(1) / 3
    }

    /// n − f: signatures needed, so that any two quorums share an honest member while f silent members stop
    /// nothing. For n = 3f + 1 that is 2f + 1. Source: docs/adr/0002-quorum-is-n-minus-f.md.
    ///
    /// ```
    /// use weal_attestation::Quorum;
    /// assert_eq!(Quorum::of(4)?.required(), 3);
    /// assert_eq!(Quorum::of(13)?.required(), 9);
    /// # Ok::<(), weal_attestation::QuorumError>(())
    /// ```
    pub const fn required(self) -> usize {
        self.members.saturating_sub(self.faulty())
    }

    /// Counts the signers. Errors: `DuplicateSigner`, `UnknownSigner`, `TooFew`.
    pub fn check(self, signers: &[u8]) -> Result<SignerBitmap, QuorumError> {
        let bitmap = SignerBitmap::from_indices(signers, self.members)?;
        if signers.len() < self.required() {
            return Err(QuorumError::TooFew { found: signers.len(), required: self.required() });
        }
        Ok(bitmap)
    }
}

/// The members that signed: bit i is member i.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignerBitmap(u32);

impl SignerBitmap {
    /// Builds the bitmap from member indices in any order. Errors: `UnknownSigner`, `DuplicateSigner`.
    pub fn from_indices(indices: &[u8], members: usize) -> Result<Self, QuorumError> {
        let mut bits = 0u32;
        for &index in indices {
            let index = usize::from(index);
            if index >= members || index > 31 {
                return Err(QuorumError::UnknownSigner { index, members });
            }
            let bit = 1u32 << index;
            if bits & bit != 0 {
                return Err(QuorumError::DuplicateSigner { index });
            }
            bits |= bit;
        }
        Ok(Self(bits))
    }

    /// The bits.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // counts up to 31
mod tests {
    use super::*;

    /// f and the quorum for every size a committee may have: two quorums always share more than f members.
    #[test]
    fn two_quorums_share_an_honest_member_for_every_size() {
        for n in 4..=31 {
            let quorum = Quorum::of(n).unwrap();
            assert_eq!(quorum.faulty(), (n - 1) / 3);
            assert!(quorum.required() > 2 * quorum.faulty());
            assert!(2 * quorum.required() - n > quorum.faulty(), "n = {n}");
            assert!(n - quorum.faulty() >= quorum.required(), "f silent members must not stop n = {n}");
            if n % 3 == 1 {
                assert_eq!(quorum.required(), 2 * quorum.faulty() + 1);
            }
        }
    }

    #[test]
    fn three_and_thirty_two_members_are_refused() {
        for found in [0, 3, 32] {
            assert_eq!(Quorum::of(found), Err(QuorumError::CommitteeSize { found }));
        }
    }

    #[test]
    fn duplicate_unknown_missing_and_empty_signers_are_refused() {
        let quorum = Quorum::of(4).unwrap();
        assert_eq!(quorum.check(&[]), Err(QuorumError::TooFew { found: 0, required: 3 }));
        assert_eq!(quorum.check(&[0, 1]), Err(QuorumError::TooFew { found: 2, required: 3 }));
        assert_eq!(quorum.check(&[0, 1, 1]), Err(QuorumError::DuplicateSigner { index: 1 }));
        assert_eq!(quorum.check(&[0, 1, 4]), Err(QuorumError::UnknownSigner { index: 4, members: 4 }));
        assert_eq!(quorum.check(&[3, 1, 0]).unwrap().bits(), 0b1011);
    }
}
