//! Putting on chain what a quorum signed.

use crate::{KeeperError, SignedRoot};
use api::oracle::{CommitteeResponse, ExecuteMsg, Observation, QueryMsg};
use client::{Chain, Oracle, Receipt};

/// Posts a price round. Errors: `NoQuorum`, `Client`.
pub fn post_prices(
    chain: &dyn Chain,
    oracle: &Oracle,
    signer: &str,
    (feed, round): (&str, u64),
    observations: Vec<Observation>,
) -> Result<Receipt, KeeperError> {
    let required = quorum(chain, oracle)?;
    if observations.len() < required {
        return Err(KeeperError::NoQuorum { found: observations.len(), required });
    }
    let message = ExecuteMsg::SubmitPrices { feed: feed.into(), round, observations };
    Ok(oracle.execute(chain, signer, &message)?)
}

/// Posts an epoch's root for `consumer`. Errors: `Client`.
pub fn post_settlement(
    chain: &dyn Chain,
    oracle: &Oracle,
    signer: &str,
    consumer: &str,
    signed: &SignedRoot,
) -> Result<Receipt, KeeperError> {
    let message = ExecuteMsg::PostSettlement {
        consumer: consumer.into(),
        committee_epoch: signed.committee_epoch,
        root: signed.root.clone(),
        members: signed.members.clone(),
        signatures: signed.signatures.clone(),
    };
    Ok(oracle.execute(chain, signer, &message)?)
}

/// Signatures that the contract asks for.
pub fn quorum(chain: &dyn Chain, oracle: &Oracle) -> Result<usize, KeeperError> {
    let committee: CommitteeResponse = oracle.query(chain, &QueryMsg::Committee {})?;
    Ok(usize::from(committee.quorum))
}
