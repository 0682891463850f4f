//! A bundle: the readings of a quorum, from which every member builds the same tree.

use crate::{Committee, SignedReadings};
use compute_worker::Epoch;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use weal_attestation::{Encoder, Hash, QuorumError, sha256};

/// First bytes of what is hashed; changes with the layout.
const TAG: &[u8] = b"commonweal/readings-bundle/v1";

/// Readings of distinct members, ascending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The readings.
    pub readings: Vec<SignedReadings>,
}

/// Reasons for which a bundle is none.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BundleError {
    /// Fewer members than a quorum, or one that is none.
    #[error(transparent)]
    Quorum(#[from] QuorumError),
    /// Readings are in the order of their members, each once.
    #[error("the readings of member {member} do not come after those before")]
    MemberOrder {
        /// The member.
        member: u8,
    },
    /// Leases are in ascending order, each once.
    #[error("member {member} has read lease {lease_id} twice or out of order")]
    LeaseOrder {
        /// The member.
        member: u8,
        /// The lease.
        lease_id: u64,
    },
    /// Readings of another committee, or of other seconds, than the first ones.
    #[error("the readings of member {member} are of another committee or epoch")]
    OtherEpoch {
        /// The member.
        member: u8,
    },
    /// Readings that were not signed by the key of the member they claim to be of.
    #[error("the readings are not signed by member {member}")]
    Unsigned {
        /// The member.
        member: u8,
    },
}

impl Bundle {
    /// SHA-256 of the canonical bytes: each reading's hash with its signature.
    pub fn hash(&self) -> Hash {
        let write = |written: Encoder, signed: &SignedReadings| {
            written.fixed(&signed.readings.hash()).bytes(&signed.signature)
        };
        sha256(&[&self.readings.iter().fold(Encoder::new().bytes(TAG), write).finish()])
    }

    /// The epoch that all of a quorum of `committee` has read and signed for `consumer`. Errors: every `BundleError`.
    pub fn check(&self, committee: &Committee, chain_id: &str, consumer: &str) -> Result<Epoch, BundleError> {
        let members: Vec<u8> = self.readings.iter().map(|signed| signed.readings.member).collect();
        if let Some(pair) = members.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(BundleError::MemberOrder { member: pair[1] });
        }
        committee.quorum.check(&members)?;
        let mut epochs = self.readings.iter().map(|signed| signed.readings.epoch);
        let (found, required) = (0, committee.quorum.required());
        let epoch = epochs.next().ok_or(QuorumError::TooFew { found, required })?;
        for SignedReadings { readings, signature } in &self.readings {
            let member = readings.member;
            if readings.epoch != epoch || readings.committee_epoch != committee.number {
                return Err(BundleError::OtherEpoch { member });
            }
            if let Some(pair) = readings.leases.windows(2).find(|pair| pair[0].lease_id >= pair[1].lease_id) {
                return Err(BundleError::LeaseOrder { member, lease_id: pair[1].lease_id });
            }
            if !committee.has_signed(chain_id, consumer, member, &readings.statement(), signature) {
                return Err(BundleError::Unsigned { member });
            }
        }
        Ok(epoch)
    }
}
