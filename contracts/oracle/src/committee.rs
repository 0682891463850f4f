//! The seats' keys, and the one verification that everything goes through.

use crate::state::COMMITTEE;
use crate::{ContractError, Failure};
use cosmwasm_std::{Api, Env, StdError, Storage};
use weal_attestation::{Domain, Hash, PublicKey, Quorum, QuorumError, SignerBitmap};

pub(crate) const KEY_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;
/// Of low order, so no member can have it.
const VACANT: [u8; KEY_BYTES] = [0; KEY_BYTES];

/// A committee's number and its seats' keys in the order of the seats: 32 bytes each, zeros where none is
/// registered yet or one has been struck. Stored as bytes, because one read of a packed set is the cheapest way
/// to thirteen keys: the number (8, big-endian), whether it is active (1), the keys.
pub(crate) struct Committee {
    epoch: u64,
    active: bool,
    keys: Vec<[u8; KEY_BYTES]>,
}

impl Committee {
    /// The committee of number `epoch` with `seats` and no keys. Errors: `CommitteeSize`.
    pub(crate) fn vacant(epoch: u64, seats: usize) -> Result<Self, QuorumError> {
        Ok(Self { epoch, active: false, keys: vec![VACANT; Quorum::of(seats)?.members()] })
    }

    /// The present one. Errors: storage that `instantiate` has not written.
    pub(crate) fn load(storage: &dyn Storage) -> Result<Self, Failure> {
        let packed = storage.get(COMMITTEE).ok_or_else(|| StdError::msg("the committee is not stored"))?;
        Self::unpack(&packed)
    }

    /// The present one, all seats having had their keys. Errors: `CommitteeInactive`.
    pub(crate) fn load_active(storage: &dyn Storage) -> Result<Self, Failure> {
        let committee = Self::load(storage)?;
        committee.ensure_active()?;
        Ok(committee)
    }

    /// Errors: `CommitteeInactive`.
    pub(crate) fn ensure_active(&self) -> Result<(), Failure> {
        if self.active {
            return Ok(());
        }
        let (registered, members) = (self.registered(), self.keys.len());
        Err(ContractError::CommitteeInactive { registered, members }.into())
    }

    /// From its bytes. Errors: bytes that no committee packs to.
    pub(crate) fn unpack(packed: &[u8]) -> Result<Self, Failure> {
        let malformed = || StdError::msg("the committee's record is malformed");
        let (epoch, rest) = packed.split_first_chunk().ok_or_else(malformed)?;
        let (active, keys) = rest.split_first().ok_or_else(malformed)?;
        let (keys, []) = keys.as_chunks() else { return Err(malformed().into()) };
        let active = match active {
            0 => false,
            1 => true,
            _ => return Err(malformed().into()),
        };
        Ok(Self { epoch: u64::from_be_bytes(*epoch), active, keys: keys.to_vec() })
    }

    /// As bytes.
    pub(crate) fn pack(&self) -> Vec<u8> {
        [&self.epoch.to_be_bytes()[..], &[u8::from(self.active)], self.keys.as_flattened()].concat()
    }

    /// Stores it as the present one.
    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        storage.set(COMMITTEE, &self.pack());
    }

    /// Its number.
    pub(crate) const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// How many must sign.
    pub(crate) fn quorum(&self) -> Result<Quorum, QuorumError> {
        Quorum::of(self.keys.len())
    }

    /// Seats with a key.
    pub(crate) fn registered(&self) -> usize {
        self.keys.iter().filter(|key| **key != VACANT).count()
    }

    /// Whether it has been active: struck keys do not end that, they count as silent.
    pub(crate) const fn is_active(&self) -> bool {
        self.active
    }

    /// Makes it active, where every seat has a key; says whether it is.
    pub(crate) fn activate(&mut self) -> bool {
        self.active = self.active || !self.keys.contains(&VACANT);
        self.active
    }

    /// Takes a seat's key for good: the seat is one of the silent from now on. Nothing where it has none.
    pub(crate) fn strike(&mut self, seat: usize) {
        if let Some(key) = self.keys.get_mut(seat) {
            *key = VACANT;
        }
    }

    /// Puts back what a seat signed with: for evidence, in a copy that is never stored. Errors: `Invariant`.
    pub(crate) fn restore(&mut self, seat: usize, key: &[u8]) -> Result<(), Failure> {
        let broken = ContractError::Invariant { what: "a key given up" };
        match (self.keys.get_mut(seat), <[u8; KEY_BYTES]>::try_from(key)) {
            (Some(vacant), Ok(key)) => *vacant = key,
            _ => return Err(broken.into()),
        }
        Ok(())
    }

    /// The seat that `key` has.
    pub(crate) fn seat_with(&self, key: &[u8; KEY_BYTES]) -> Option<usize> {
        self.keys.iter().position(|other| other == key)
    }

    /// The key of a seat; none where it has none.
    pub(crate) fn key(&self, seat: usize) -> Option<&[u8; KEY_BYTES]> {
        self.keys.get(seat).filter(|key| **key != VACANT)
    }

    /// Gives `seat` its key. Errors: `AlreadyRegistered`, `DuplicateKey`, `UnknownSigner`.
    pub(crate) fn register(&mut self, seat: usize, key: &PublicKey) -> Result<(), Failure> {
        let taken = self.keys.iter().position(|other| other == key.as_bytes());
        let members = self.keys.len();
        match (self.keys.get_mut(seat), taken) {
            (None, _) => Err(QuorumError::UnknownSigner { index: seat, members }.into()),
            (Some(own), _) if *own != VACANT => Err(ContractError::AlreadyRegistered { member: seat }.into()),
            (Some(_), Some(member)) => Err(ContractError::DuplicateKey { member }.into()),
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
    ) -> Result<SignerBitmap, Failure> {
        let signers = self.quorum()?.check(members)?;
        let keys: Vec<&[u8]> =
            members.iter().filter_map(|member| self.key(usize::from(*member))).map(|key| &key[..]).collect();
        let messages: Vec<&[u8]> = digests.iter().map(|digest| &digest[..]).collect();

        let verified = keys.len() == members.len()
            && signatures.len() == members.len()
            && api.ed25519_batch_verify(&messages, signatures, &keys)?;
        if !verified {
            return Err(ContractError::SignaturesRefused { signers }.into());
        }
        Ok(signers)
    }
}

/// The domain in which this chain's committee of that number signs for `contract`.
pub(crate) fn domain<'a>(env: &'a Env, contract: &'a str, committee_epoch: u64) -> Domain<'a> {
    Domain { chain_id: &env.block.chain_id, contract, committee_epoch }
}

/// The members whose bits are set, ascending.
pub(crate) fn members_of(signers: u32) -> Vec<u8> {
    (0..32).filter(|member| signers & (1 << member) != 0).collect()
}

/// A packed row of signatures, one for each of `signers`. Errors: `SignaturesLength`.
pub(crate) fn unpack_signatures(signatures: &[u8], signers: usize) -> Result<Vec<&[u8]>, Failure> {
    let required = signers.saturating_mul(SIGNATURE_BYTES);
    if signatures.len() != required {
        return Err(ContractError::SignaturesLength { found: signatures.len(), required }.into());
    }
    Ok(signatures.chunks_exact(SIGNATURE_BYTES).collect())
}
