//! A committee as those who collect its signatures know it.

use crate::{OracleError, Witnesses};
use cosmwasm_std::Binary;
use std::collections::BTreeMap;
use weal_api::oracle::{CommitteeResponse, MemberResponse, PastCommitteeResponse, QueryMsg};
use weal_attestation::{Domain, Quorum, Statement, is_signed};
use weal_client::{Chain, ClientError, Oracle};

/// One committee's number, rule and keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    /// The committee's number.
    pub number: u64,
    /// The number of members that must sign.
    pub quorum: Quorum,
    keys: BTreeMap<u8, Binary>,
}

impl Committee {
    /// The present committee, as the witnesses agree. Errors: as [`Witnesses::agree`]; `Committee`.
    pub fn present(witnesses: &Witnesses<'_>, oracle: &Oracle) -> Result<Self, OracleError> {
        let committee: CommitteeResponse =
            witnesses.agree("the committee", |chain| oracle.query(chain, &QueryMsg::Committee {}))?;
        Self::of(committee.committee_epoch, &committee.members)
    }

    /// The committee of that number, present or past; `None` where the oracle knows no such one. Errors: as
    /// [`Committee::present`].
    pub fn numbered(chain: &dyn Chain, oracle: &Oracle, number: u64) -> Result<Option<Self>, OracleError> {
        let present = Self::present(&Witnesses::one(chain), oracle)?;
        if present.number == number {
            return Ok(Some(present));
        }
        let query = QueryMsg::PastCommittee { committee_epoch: number };
        match oracle.query::<PastCommitteeResponse>(chain, &query) {
            Ok(past) => Self::of(past.committee_epoch, &past.members).map(Some),
            Err(ClientError::Refused { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn of(number: u64, members: &[MemberResponse]) -> Result<Self, OracleError> {
        let key = |seat: &MemberResponse| Some((seat.member, seat.public_key.clone()?));
        let keys = members.iter().filter_map(key).collect();
        Ok(Self { number, quorum: Quorum::of(members.len())?, keys })
    }

    /// Returns true if that member's key signed the statement for `consumer`; false where the member has no key.
    pub fn has_signed<S: Statement>(
        &self,
        chain_id: &str,
        consumer: &str,
        member: u8,
        statement: &S,
        signature: &[u8],
    ) -> bool {
        let domain = Domain { chain_id, contract: consumer, committee_epoch: self.number };
        self.keys.get(&member).is_some_and(|key| is_signed(key, &domain, statement, signature))
    }
}
