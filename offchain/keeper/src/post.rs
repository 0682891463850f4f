//! Putting on chain what a quorum signed.

use crate::verify::verified_round;
use crate::{KeeperError, SignedRoot, root_message, round_message};
use api::oracle::{CommitteeResponse, Observation, QueryMsg};
use client::{Chain, Oracle, Receipt};

/// Posts a price round of what the members' keys have signed, each member once. Errors: `NoQuorum`, `Client`.
pub fn post_prices(
    chain: &dyn Chain,
    oracle: &Oracle,
    signer: &str,
    (feed, round): (&str, u64),
    observations: Vec<Observation>,
) -> Result<Receipt, KeeperError> {
    let committee: CommitteeResponse = oracle.query(chain, &QueryMsg::Committee {})?;
    let observations = verified_round(chain, oracle, &committee, (feed, round), observations);
    let (found, message) = round_message(feed, round, &observations);
    let required = usize::from(committee.quorum);
    if found < required {
        return Err(KeeperError::NoQuorum { found, required });
    }
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
    Ok(oracle.execute(chain, signer, &root_message(consumer, signed))?)
}

/// Signatures that the contract asks for.
pub fn quorum(chain: &dyn Chain, oracle: &Oracle) -> Result<usize, KeeperError> {
    let committee: CommitteeResponse = oracle.query(chain, &QueryMsg::Committee {})?;
    Ok(usize::from(committee.quorum))
}
