//! A member of the committee and what it registers.

use crate::OracleError;
use cosmwasm_std::Binary;
use weal_api::oracle::{ChallengeResponse, ExecuteMsg, QueryMsg};
use weal_attestation::{Domain, Hash, KeyPossession, MemberKey};
use weal_client::{Chain, ClientError, ComputeEscrow, Oracle, Receipt};

/// A dishonest member's lie: for the demo and for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Signs readings and a root in which every charge is this many times what it should be.
    Charges {
        /// The factor.
        times: u32,
    },
    /// Signs prices that are this many times what it saw.
    Prices {
        /// The factor.
        times: u32,
    },
}

/// One member of the committee.
#[derive(Clone, Debug)]
pub struct OracleMember {
    /// The member's place in the committee, from 0.
    pub member: u8,
    /// The secret key that it signs with.
    pub key: MemberKey,
    /// The committee's contract.
    pub oracle: Oracle,
    /// The escrow whose leases it attests.
    pub escrow: ComputeEscrow,
    /// Empty for an honest member.
    pub lies: Vec<Lie>,
}

impl OracleMember {
    /// Registers the key for the operator's account, with a proof that this program holds it and with what the account's
    /// bond lacks.
    pub fn register(&self, chain: &dyn Chain, account: &str) -> Result<Receipt, OracleError> {
        let challenge: ChallengeResponse = self.oracle.query(chain, &QueryMsg::Challenge {})?;
        let operator = chain.address(account)?;
        let statement = KeyPossession {
            challenge: hash(&challenge.challenge)?,
            operator: &operator,
            public_key: self.key.public_key(),
        };
        let domain = self.domain(chain, &self.oracle.address, challenge.committee_epoch);
        let proof = self.key.sign(&domain, &statement);
        let message = ExecuteMsg::RegisterKey {
            public_key: Binary::from(self.key.public_key()),
            proof: Binary::from(proof),
        };
        Ok(self.oracle.register(chain, account, &message)?)
    }

    /// Returns the domain in which this member's signatures are valid.
    pub(crate) fn domain<'a>(
        &self,
        chain: &'a dyn Chain,
        contract: &'a str,
        committee_epoch: u64,
    ) -> Domain<'a> {
        Domain { chain_id: chain.chain_id(), contract, committee_epoch }
    }
}

pub(crate) fn hash(bytes: &[u8]) -> Result<Hash, ClientError> {
    bytes.try_into().map_err(|_| ClientError::Decode {
        from: "oracle".into(),
        reason: format!("a hash has 32 bytes, not {}", bytes.len()),
    })
}
