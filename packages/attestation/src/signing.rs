//! A committee member's secret key: for oracle nodes and tests.

use crate::{Domain, Statement};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// The secret key of one committee member.
#[derive(Clone, Debug)]
pub struct MemberKey(SigningKey);

impl MemberKey {
    /// Makes the key from 32 secret bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The 32 bytes that are registered on chain.
    pub fn public_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs `statement`, valid in `domain` only. Deterministic (RFC 8032).
    pub fn sign<S: Statement>(&self, domain: &Domain<'_>, statement: &S) -> [u8; 64] {
        self.0.sign(&statement.digest(domain)).to_bytes()
    }
}

/// Returns whether the holder of `public_key` signed `statement` in `domain`: for those who collect signatures off
/// chain. False where either is no key or no signature. The rule is stricter than the chain's, so a signature that
/// passes here is accepted there.
pub fn is_signed<S: Statement>(
    public_key: &[u8],
    domain: &Domain<'_>,
    statement: &S,
    signature: &[u8],
) -> bool {
    let key = <[u8; 32]>::try_from(public_key).ok().and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let signature = Signature::from_slice(signature).ok();
    let digest = statement.digest(domain);
    key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(&digest, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyPossession;

    #[test]
    fn a_signature_verifies_in_its_own_domain_only() {
        let key = MemberKey::from_seed([7; 32]);
        let statement =
            KeyPossession { challenge: [1; 32], operator: "wasm1operator", public_key: key.public_key() };
        let domain = Domain { chain_id: "commonweal-1", contract: "wasm1oracle", committee_epoch: 1 };
        let signature = key.sign(&domain, &statement);
        assert!(is_signed(&key.public_key(), &domain, &statement, &signature));
        let elsewhere = Domain { chain_id: "commonweal-2", ..domain };
        assert!(!is_signed(&key.public_key(), &elsewhere, &statement, &signature));
        let other = MemberKey::from_seed([8; 32]).public_key();
        assert!(!is_signed(&other, &domain, &statement, &signature));
        assert!(!is_signed(&other, &domain, &statement, &[0; 64]));
        for cut in 0..64 {
            assert!(!is_signed(&key.public_key(), &domain, &statement, &signature[..cut]));
        }
        assert!(!is_signed(&[], &domain, &statement, &signature));
        // The neutral element signs everything by the chain's rule: nobody's key, neither there nor here.
        let neutral: Vec<u8> = [vec![1], vec![0; 31]].concat();
        let forged: Vec<u8> = [neutral.clone(), vec![0; 32]].concat();
        assert!(!is_signed(&neutral, &domain, &statement, &forged));
    }
}
