//! The messages that committee members sign.

use crate::{Encoder, Hash, sha256};

/// First bytes of every preimage; changes with the layout.
const TAG: &[u8] = b"commonweal/attestation/v1";

/// The purpose of a signature. Its number is part of the preimage and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A member shows that it holds the secret key it registers.
    KeyPossession = 1,
    /// One member's observation of one feed.
    Price = 2,
    /// The root of an epoch's settlement tree.
    Settlement = 3,
    /// The old committee agrees to a new one.
    Rotation = 4,
    /// One member's appraisal of one asset.
    Appraisal = 5,
    /// The bundle of readings from which an epoch's settlement tree is made.
    Readings = 6,
    /// The readings of one member: what it found of every lease in an epoch.
    MemberReadings = 7,
}

/// The place where a signature is valid: nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain<'a> {
    /// The chain's id.
    pub chain_id: &'a str,
    /// The contract that will act on the statement, as its address is written.
    pub contract: &'a str,
    /// The committee that signs: a later committee's number is higher.
    pub committee_epoch: u64,
}

/// Something that can be signed.
pub trait Statement {
    /// The purpose of the statement's signature.
    const PURPOSE: Purpose;

    /// The canonical payload, injective for this purpose.
    fn payload(&self) -> Vec<u8>;

    /// The 32 bytes that are signed: SHA-256 of tag, chain id, contract, committee epoch, purpose and payload,
    /// each of fixed width or behind its length.
    fn digest(&self, domain: &Domain<'_>) -> Hash {
        let preimage = Encoder::new()
            .bytes(TAG)
            .bytes(domain.chain_id.as_bytes())
            .bytes(domain.contract.as_bytes())
            .u64(domain.committee_epoch)
            .fixed(&[Self::PURPOSE as u8])
            .bytes(&self.payload())
            .finish();
        sha256(&[&preimage])
    }
}

/// Shown once, when a key is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPossession<'a> {
    /// The contract's fresh challenge.
    pub challenge: Hash,
    /// The member's account.
    pub operator: &'a str,
    /// The key.
    pub public_key: [u8; 32],
}

impl Statement for KeyPossession<'_> {
    const PURPOSE: Purpose = Purpose::KeyPossession;

    fn payload(&self) -> Vec<u8> {
        Encoder::new().fixed(&self.challenge).bytes(self.operator.as_bytes()).fixed(&self.public_key).finish()
    }
}

/// One member's observation of a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceObservation<'a> {
    /// The feed's name.
    pub feed: &'a str,
    /// The round it belongs to: a signature serves one round only.
    pub round: u64,
    /// The time of the observation, Unix seconds.
    pub observed_at: u64,
    /// Quote base units per asset base unit, times 10^18.
    pub price_atomics: u128,
}

impl Statement for PriceObservation<'_> {
    const PURPOSE: Purpose = Purpose::Price;

    fn payload(&self) -> Vec<u8> {
        Encoder::new()
            .bytes(self.feed.as_bytes())
            .u64(self.round)
            .u64(self.observed_at)
            .u128(self.price_atomics)
            .finish()
    }
}

/// The root of an epoch's settlement tree, chained to the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementRoot {
    /// The settlement epoch, counted from 1.
    pub epoch: u64,
    /// The epoch before's root; zero for the first.
    pub previous_root: Hash,
    /// The tree's root.
    pub root: Hash,
    /// The tree's size.
    pub leaf_count: u64,
    /// Sum of the leaves' cumulative charges, base units.
    pub total_charge: u128,
    /// First second of the epoch (Unix time); the epoch before's end.
    pub starts_at: u64,
    /// Last second of the epoch (Unix time).
    pub ends_at: u64,
}

impl Statement for SettlementRoot {
    const PURPOSE: Purpose = Purpose::Settlement;

    fn payload(&self) -> Vec<u8> {
        Encoder::new()
            .u64(self.epoch)
            .fixed(&self.previous_root)
            .fixed(&self.root)
            .u64(self.leaf_count)
            .u128(self.total_charge)
            .u64(self.starts_at)
            .u64(self.ends_at)
            .finish()
    }
}

/// The old committee agrees to who follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation<'a> {
    /// The number of the committee that follows.
    pub committee_epoch: u64,
    /// The oracle's count of proposals before this one: an agreement serves once.
    pub proposal: u64,
    /// The new members' accounts, in the order of their seats.
    pub operators: &'a [&'a str],
}

impl Statement for Rotation<'_> {
    const PURPOSE: Purpose = Purpose::Rotation;

    fn payload(&self) -> Vec<u8> {
        let head = Encoder::new().u64(self.committee_epoch).u64(self.proposal);
        self.operators.iter().fold(head, |written, operator| written.bytes(operator.as_bytes())).finish()
    }
}

/// One member's appraisal of an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppraisalObservation<'a> {
    /// The asset's id.
    pub asset: &'a str,
    /// The round it belongs to: a signature serves one round only.
    pub round: u64,
    /// The time of the appraisal, Unix seconds.
    pub observed_at: u64,
    /// The value of the whole asset, quote base units.
    pub value: u128,
}

impl Statement for AppraisalObservation<'_> {
    const PURPOSE: Purpose = Purpose::Appraisal;

    fn payload(&self) -> Vec<u8> {
        Encoder::new()
            .bytes(self.asset.as_bytes())
            .u64(self.round)
            .u64(self.observed_at)
            .u128(self.value)
            .finish()
    }
}

/// The bundle of readings from which an epoch's settlement tree is made, agreed before anyone signs the tree's root.
///
/// A member's signature says only: this bundle lies before me and is valid. Two of them for one epoch are no
/// contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochReadings {
    /// The settlement epoch, counted from 1.
    pub epoch: u64,
    /// Hash of the bundle's canonical bytes.
    pub readings_hash: Hash,
}

impl Statement for EpochReadings {
    const PURPOSE: Purpose = Purpose::Readings;

    fn payload(&self) -> Vec<u8> {
        Encoder::new().u64(self.epoch).fixed(&self.readings_hash).finish()
    }
}

/// The readings of one member: what it found of every lease in an epoch, signed by it alone and put into a bundle with
/// the others'.
///
/// The statement acts on nothing on chain. A member that signs two of them for one epoch only weakens its own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberReadings {
    /// The settlement epoch, counted from 1.
    pub epoch: u64,
    /// Hash of the readings' canonical bytes.
    pub readings_hash: Hash,
}

impl Statement for MemberReadings {
    const PURPOSE: Purpose = Purpose::MemberReadings;

    fn payload(&self) -> Vec<u8> {
        Encoder::new().u64(self.epoch).fixed(&self.readings_hash).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const DOMAIN: Domain<'static> =
        Domain { chain_id: "commonweal-1", contract: "wasm1escrow", committee_epoch: 1 };

    fn root() -> SettlementRoot {
        SettlementRoot {
            epoch: 1,
            previous_root: [0; 32],
            root: [1; 32],
            leaf_count: 2,
            total_charge: 3,
            starts_at: 4,
            ends_at: 5,
        }
    }

    #[test]
    fn flipping_any_field_of_the_preimage_changes_the_digest() {
        let statement = root();
        let digests: BTreeSet<Hash> = [
            statement.digest(&DOMAIN),
            statement.digest(&Domain { chain_id: "commonweal-2", ..DOMAIN }),
            statement.digest(&Domain { contract: "wasm1other", ..DOMAIN }),
            statement.digest(&Domain { committee_epoch: 2, ..DOMAIN }),
            SettlementRoot { epoch: 2, ..root() }.digest(&DOMAIN),
            SettlementRoot { previous_root: [9; 32], ..root() }.digest(&DOMAIN),
            SettlementRoot { root: [9; 32], ..root() }.digest(&DOMAIN),
            SettlementRoot { leaf_count: 9, ..root() }.digest(&DOMAIN),
            SettlementRoot { total_charge: 9, ..root() }.digest(&DOMAIN),
            SettlementRoot { starts_at: 9, ..root() }.digest(&DOMAIN),
            SettlementRoot { ends_at: 9, ..root() }.digest(&DOMAIN),
        ]
        .into();
        assert_eq!(digests.len(), 11);
    }

    /// The digest made by hand: SHA-256 over tag, chain id, contract, committee epoch, purpose 6 and payload.
    #[test]
    fn the_digest_of_readings_is_the_published_one() {
        let readings = EpochReadings { epoch: 7, readings_hash: [0xab; 32] };
        let payload = [&[0, 0, 0, 0, 0, 0, 0, 7][..], &[0xab; 32]].concat();
        assert_eq!(readings.payload(), payload);
        let digest = hex::encode(readings.digest(&DOMAIN));
        assert_eq!(digest, "1211d5ad2edf443a81b992fca2505680b6f19a2653b3943533b377740aa325b6");
    }

    #[test]
    fn flipping_any_field_of_readings_changes_the_digest() {
        let readings = EpochReadings { epoch: 7, readings_hash: [0xab; 32] };
        let digests: BTreeSet<Hash> = [
            readings.digest(&DOMAIN),
            readings.digest(&Domain { chain_id: "commonweal-2", ..DOMAIN }),
            readings.digest(&Domain { contract: "wasm1other", ..DOMAIN }),
            readings.digest(&Domain { committee_epoch: 2, ..DOMAIN }),
            EpochReadings { epoch: 8, ..readings.clone() }.digest(&DOMAIN),
            EpochReadings { readings_hash: [0xac; 32], ..readings }.digest(&DOMAIN),
        ]
        .into();
        assert_eq!(digests.len(), 6);
    }

    /// The same payload: only the purpose keeps a member's own readings from passing as its word for a bundle.
    #[test]
    fn a_members_readings_are_no_word_for_a_bundle() {
        let (epoch, readings_hash) = (7, [0xab; 32]);
        let (own, bundle) = (MemberReadings { epoch, readings_hash }, EpochReadings { epoch, readings_hash });
        assert_eq!(own.payload(), bundle.payload());
        assert_ne!(own.digest(&DOMAIN), bundle.digest(&DOMAIN));
    }

    #[test]
    fn the_same_payload_for_another_purpose_has_another_digest() {
        struct Posing(Vec<u8>);
        impl Statement for Posing {
            const PURPOSE: Purpose = Purpose::Price;
            fn payload(&self) -> Vec<u8> {
                self.0.clone()
            }
        }
        assert_ne!(Posing(root().payload()).digest(&DOMAIN), root().digest(&DOMAIN));
    }

    proptest! {
        #[test]
        fn two_domains_with_the_same_digest_are_the_same(a: (String, String, u64), b: (String, String, u64)) {
            let digest = |d: &(String, String, u64)| {
                root().digest(&Domain { chain_id: &d.0, contract: &d.1, committee_epoch: d.2 })
            };
            prop_assert_eq!(digest(&a) == digest(&b), a == b);
        }

        #[test]
        fn price_payloads_are_injective(a: (String, u64, u64, u128), b: (String, u64, u64, u128)) {
            let payload = |d: &(String, u64, u64, u128)| PriceObservation {
                feed: &d.0, round: d.1, observed_at: d.2, price_atomics: d.3,
            }.payload();
            prop_assert_eq!(payload(&a) == payload(&b), a == b);
        }

        #[test]
        fn rotation_payloads_are_injective(a: (u64, u64, Vec<String>), b: (u64, u64, Vec<String>)) {
            let payload = |d: &(u64, u64, Vec<String>)| {
                let operators: Vec<&str> = d.2.iter().map(String::as_str).collect();
                Rotation { committee_epoch: d.0, proposal: d.1, operators: &operators }.payload()
            };
            prop_assert_eq!(payload(&a) == payload(&b), a == b);
        }

        /// An appraisal and a price have the same layout: only the purpose keeps them apart.
        #[test]
        fn an_appraisal_is_no_price(asset: String, round: u64, observed_at: u64, value: u128) {
            let appraisal = AppraisalObservation { asset: &asset, round, observed_at, value };
            let price = PriceObservation { feed: &asset, round, observed_at, price_atomics: value };
            prop_assert_ne!(appraisal.digest(&DOMAIN), price.digest(&DOMAIN));
        }
    }
}
