//! A committee member's secret key: for oracle nodes and tests.

use crate::{Domain, Statement};
use ed25519_dalek::{Signer, SigningKey};

/// The secret key of one committee member.
#[derive(Clone, Debug)]
pub struct MemberKey(SigningKey);

impl MemberKey {
    /// From 32 secret bytes.
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
        let signature = ed25519_dalek::Signature::from_bytes(&key.sign(&domain, &statement));
        let verifying = key.0.verifying_key();
        assert!(verifying.verify_strict(&statement.digest(&domain), &signature).is_ok());
        let elsewhere = Domain { chain_id: "commonweal-2", ..domain };
        assert!(verifying.verify_strict(&statement.digest(&elsewhere), &signature).is_err());
    }
}
