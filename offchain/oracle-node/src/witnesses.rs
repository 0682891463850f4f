//! The endpoints a member believes, and how far: one that lies alone is not believed.

use crate::OracleError;
use std::thread::sleep;
use std::time::Duration;
use weal_client::{Chain, ClientError};

/// Number of times that endpoints that differ are asked again: one may be a block behind.
const ATTEMPTS: usize = 5;
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(300);

/// Several views of one chain. A fact is what more than half of them say; an endpoint that does not answer says nothing.
///
/// With one endpoint that one is believed, as it must be; with three, one may lie or be down.
pub struct Witnesses<'a> {
    chain_id: &'a str,
    chains: Vec<&'a dyn Chain>,
}

impl<'a> Witnesses<'a> {
    /// One endpoint, believed alone.
    pub fn one(chain: &'a dyn Chain) -> Self {
        Self { chain_id: chain.chain_id(), chains: vec![chain] }
    }

    /// Several endpoints of one chain. Errors: `NoEndpoint`; `OtherChain` where their ids differ.
    pub fn of(chains: Vec<&'a dyn Chain>) -> Result<Self, OracleError> {
        let chain_id = chains.first().ok_or(OracleError::NoEndpoint)?.chain_id();
        match chains.iter().find(|chain| chain.chain_id() != chain_id) {
            Some(other) => {
                Err(OracleError::OtherChain { found: other.chain_id().into(), required: chain_id.into() })
            }
            None => Ok(Self { chain_id, chains }),
        }
    }

    /// The chain's id.
    pub fn chain_id(&self) -> &'a str {
        self.chain_id
    }

    /// Returns the answer of more than half of the endpoints. Errors: `Client` where more than half refuse in the same words, or
    /// the only one fails; `Disagreement`.
    pub fn agree<T: PartialEq>(
        &self,
        what: &'static str,
        ask: impl Fn(&dyn Chain) -> Result<T, ClientError>,
    ) -> Result<T, OracleError> {
        if let [only] = self.chains.as_slice() {
            return Ok(ask(*only)?);
        }
        let mut found = 0;
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(PAUSE);
            }
            let mut answers = self.chains.iter().filter_map(|chain| heard(ask(*chain))).collect::<Vec<_>>();
            let support = |one: &Result<T, String>| answers.iter().filter(|other| *other == one).count();
            let supports: Vec<usize> = answers.iter().map(support).collect();
            found = supports.iter().copied().max().unwrap_or(0);
            if let Some(place) = supports.iter().position(|support| *support >= self.majority()) {
                let refused = |reason| OracleError::Client(ClientError::Refused { reason, tx_hash: None });
                return answers.swap_remove(place).map_err(refused);
            }
        }
        Err(OracleError::Disagreement { what, found, required: self.majority() })
    }

    /// The latest time (Unix seconds) that more than half of the endpoints have in a block. Errors: `Client`,
    /// `Disagreement`.
    pub fn time(&self) -> Result<u64, OracleError> {
        if let [only] = self.chains.as_slice() {
            return Ok(only.block()?.time);
        }
        let mut times: Vec<u64> =
            self.chains.iter().filter_map(|chain| chain.block().ok()).map(|block| block.time).collect();
        times.sort_unstable_by(|one, other| other.cmp(one));
        let (found, required) = (times.len(), self.majority());
        let what = "the newest block";
        times.get(required - 1).copied().ok_or(OracleError::Disagreement { what, found, required })
    }

    fn majority(&self) -> usize {
        self.chains.len() / 2 + 1
    }
}

/// An answer to compare: a refusal is one, a failure to answer is none.
fn heard<T>(answer: Result<T, ClientError>) -> Option<Result<T, String>> {
    match answer {
        Ok(value) => Some(Ok(value)),
        Err(ClientError::Refused { reason, .. }) => Some(Err(reason)),
        Err(_) => None,
    }
}
