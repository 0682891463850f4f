//! The seats' keys, and the one verification that everything goes through.

use crate::ContractError;
use crate::state::COMMITTEE_KEYS;
use api::oracle::FIRST_COMMITTEE_EPOCH;
use attestation::{Domain, Hash, PublicKey, Quorum, QuorumError, SignerBitmap};
use cosmwasm_std::{Api, Env, StdError, Storage};

const KEY_BYTES: usize = 32;
pub(crate) const SIGNATURE_BYTES: usize = 64;
/// Of low order, so no member can have it.
const VACANT: [u8; KEY_BYTES] = [0; KEY_BYTES];

/// The seats' keys in the order of the seats: 32 bytes each, zeros where none is registered yet. Stored as
/// these bytes, because one read of a packed set is the cheapest way to thirteen keys.
pub(crate) struct Committee(Vec<[u8; KEY_BYTES]>);

impl Committee {
    /// `seats` without keys. Errors: `CommitteeSize`.
    pub(crate) fn vacant(seats: usize) -> Result<Self, QuorumError> {
        Ok(Self(vec![VACANT; Quorum::of(seats)?.members()]))
    }

    /// As stored. Errors: storage that `instantiate` has not written.
    pub(crate) fn load(storage: &dyn Storage) -> Result<Self, ContractError> {
        let packed =
            storage.get(COMMITTEE_KEYS).ok_or_else(|| StdError::msg("the committee is not stored"))?;
        Ok(Self(packed.as_chunks().0.to_vec()))
    }

    /// As stored, all seats having keys. Errors: `CommitteeInactive`.
    pub(crate) fn load_active(storage: &dyn Storage) -> Result<Self, ContractError> {
        let committee = Self::load(storage)?;
        if !committee.is_active() {
            let (registered, members) = (committee.registered(), committee.0.len());
            return Err(ContractError::CommitteeInactive { registered, members });
        }
        Ok(committee)
    }

    /// Stores the keys.
    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        storage.set(COMMITTEE_KEYS, self.0.as_flattened());
    }

    /// How many must sign.
    pub(crate) fn quorum(&self) -> Result<Quorum, QuorumError> {
        Quorum::of(self.0.len())
    }

    /// Seats with a key.
    pub(crate) fn registered(&self) -> usize {
        self.0.iter().filter(|key| **key != VACANT).count()
    }

    /// Whether every seat has a key.
    pub(crate) fn is_active(&self) -> bool {
        !self.0.contains(&VACANT)
    }

    /// The key of a seat; none where it has none.
    pub(crate) fn key(&self, seat: usize) -> Option<&[u8; KEY_BYTES]> {
        self.0.get(seat).filter(|key| **key != VACANT)
    }

    /// Gives `seat` its key. Errors: `AlreadyRegistered`, `DuplicateKey`, `UnknownSigner`.
    pub(crate) fn register(&mut self, seat: usize, key: &PublicKey) -> Result<(), ContractError> {
        let taken = self.0.iter().position(|other| other == key.as_bytes());
        let members = self.0.len();
        match (self.0.get_mut(seat), taken) {
            (None, _) => Err(QuorumError::UnknownSigner { index: seat, members }.into()),
            (Some(own), _) if *own != VACANT => Err(ContractError::AlreadyRegistered { member: seat }),
            (Some(_), Some(member)) => Err(ContractError::DuplicateKey { member }),
            (Some(vacant), None) => {
                *vacant = *key.as_bytes();
                Ok(())
            }
        }
    }

    /// Checks that a quorum of distinct `members` signed: one digest each, or one digest for all of them.
    ///
    /// Members are counted before anything is verified, because the chain's batch verification is true of
    /// an empty batch, and its answer is an error here unless it is true.
    ///
    /// Errors: `Quorum`, `SignaturesRefused`, `Unreadable`.
    pub(crate) fn verify(
        &self,
        api: &dyn Api,
        members: &[u8],
        digests: &[Hash],
        signatures: &[&[u8]],
    ) -> Result<SignerBitmap, ContractError> {
        let signers = self.quorum()?.check(members)?;
        let keys: Vec<&[u8]> =
            members.iter().filter_map(|member| self.key(usize::from(*member))).map(|key| &key[..]).collect();
        let messages: Vec<&[u8]> = digests.iter().map(|digest| &digest[..]).collect();

        let verified = keys.len() == members.len()
            && signatures.len() == members.len()
            && api.ed25519_batch_verify(&messages, signatures, &keys)?;
        if !verified {
            return Err(ContractError::SignaturesRefused { signers });
        }
        Ok(signers)
    }
}

/// The domain in which this chain's first committee signs for `contract`.
pub(crate) fn domain<'a>(env: &'a Env, contract: &'a str) -> Domain<'a> {
    Domain { chain_id: &env.block.chain_id, contract, committee_epoch: FIRST_COMMITTEE_EPOCH }
}
