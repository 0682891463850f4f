//! The seats' keys, and the one verification that everything goes through.

use crate::{ContractError, Failure};
use cosmwasm_std::{Api, Env};
use weal_attestation::{Domain, Hash, PublicKey, Quorum, QuorumError, SignerBitmap};
use weal_records::Packed;

pub(crate) const KEY_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;
/// The key of a vacant seat: of low order, so no member can have it.
const VACANT: [u8; KEY_BYTES] = [0; KEY_BYTES];

/// A committee's number and its seats' keys in the order of the seats: zeros where none is registered yet or one has
/// been struck. They are one record, because one read of a packed set is the cheapest way to thirteen keys.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Committee {
    /// The committee's number.
    epoch: u64,
    /// True once every seat has had its key.
    active: bool,
    /// The key of each seat.
    keys: Vec<[u8; KEY_BYTES]>,
}

impl Committee {
    /// The committee of number `epoch` with `seats` and no keys. Errors: `CommitteeSize`.
    pub(crate) fn vacant(epoch: u64, seats: usize) -> Result<Self, QuorumError> {
        Ok(Self { epoch, active: false, keys: vec![VACANT; Quorum::of(seats)?.members()] })
    }

    /// Refuses a committee that has never had all its keys. Errors: `CommitteeInactive`.
    pub(crate) fn ensure_active(&self) -> Result<(), Failure> {
        if self.active {
            return Ok(());
        }
        let (registered, members) = (self.registered(), self.keys.len());
        Err(ContractError::CommitteeInactive { registered, members }.into())
    }

    /// The committee's number.
    pub(crate) const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The quorum: the number of members that must sign.
    pub(crate) fn quorum(&self) -> Result<Quorum, QuorumError> {
        Quorum::of(self.keys.len())
    }

    /// The number of seats with a key.
    pub(crate) fn registered(&self) -> usize {
        self.keys.iter().filter(|key| **key != VACANT).count()
    }

    /// True once the committee has been active: struck keys do not end that, they count as silent.
    pub(crate) const fn is_active(&self) -> bool {
        self.active
    }

    /// Makes the committee active where every seat has a key; returns whether it is active.
    pub(crate) fn activate(&mut self) -> bool {
        self.active = self.active || !self.keys.contains(&VACANT);
        self.active
    }

    /// Takes a seat's key for good: the seat is one of the silent from now on. Does nothing for a seat without a key.
    pub(crate) fn strike(&mut self, seat: usize) {
        if let Some(key) = self.keys.get_mut(seat) {
            *key = VACANT;
        }
    }

    /// Puts back the key with which a seat signed: for evidence, in a copy that is never stored. Errors: `Invariant`.
    pub(crate) fn restore(&mut self, seat: usize, key: [u8; KEY_BYTES]) -> Result<(), Failure> {
        let broken = ContractError::Invariant { what: "a key given up" };
        *self.keys.get_mut(seat).ok_or(broken)? = key;
        Ok(())
    }

    /// The seat that `key` has.
    pub(crate) fn seat_with(&self, key: &[u8; KEY_BYTES]) -> Option<usize> {
        self.keys.iter().position(|other| other == key)
    }

    /// The key of a seat; `None` for a seat without one.
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
