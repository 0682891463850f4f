//! Putting on chain what a quorum signed.

use crate::verify::{verified_approvals, verified_round};
use crate::{KeeperError, SignedRoot, fix_message, root_message, round_message};
use oracle_node::{Bundle, BundleApproval, Committee, Witnesses};
use weal_api::oracle::Observation;
use weal_attestation::EpochReadings;
use weal_client::{Chain, Oracle, Receipt};

/// A price round: the feed and the round's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedRound<'a> {
    /// The feed's name.
    pub feed: &'a str,
    /// The round's number, above the feed's last.
    pub round: u64,
}

/// A bundle of readings with the members' word that it lies before them.
#[derive(Clone, Copy, Debug)]
pub struct ApprovedBundle<'a> {
    /// The bundle.
    pub bundle: &'a Bundle,
    /// The members' signed words, in any order.
    pub approvals: &'a [BundleApproval],
}

/// Posts a price round of what the members' keys have signed, each member once. Errors: `NoQuorum`, `Client`.
pub fn post_prices(
    chain: &dyn Chain,
    oracle: &Oracle,
    signer: &str,
    round: FeedRound<'_>,
    observations: Vec<Observation>,
) -> Result<Receipt, KeeperError> {
    let committee = Committee::present(&Witnesses::one(chain), oracle)?;
    let observations = verified_round(chain, oracle, &committee, round, observations);
    let (found, message) = round_message(round.feed, round.round, &observations);
    let required = committee.quorum.required();
    if found < required {
        return Err(KeeperError::NoQuorum { found, required });
    }
    Ok(oracle.execute(chain, signer, &message)?)
}

/// Asks the chain to choose a bundle for its epoch. Words that do not verify are left out. Errors: `NoQuorum`, `NoReadings`, `Client`, also where another bundle was first.
pub fn fix_readings(
    chain: &dyn Chain,
    oracle: &Oracle,
    signer: &str,
    consumer: &str,
    approved: ApprovedBundle<'_>,
) -> Result<Receipt, KeeperError> {
    let committee = Committee::present(&Witnesses::one(chain), oracle)?;
    let ApprovedBundle { bundle, approvals } = approved;
    let first = bundle.readings.first().ok_or(KeeperError::NoReadings)?;
    let statement = EpochReadings { epoch: first.readings.epoch.number, readings_hash: bundle.hash() };
    let words = verified_approvals(chain, &committee, consumer, &statement, approvals);
    let (found, required) = (words.len(), committee.quorum.required());
    if found < required {
        return Err(KeeperError::NoQuorum { found, required });
    }
    Ok(oracle.execute(chain, signer, &fix_message(consumer, committee.number, &statement, &words))?)
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

/// Returns the number of signatures that the contract asks for.
pub fn quorum(chain: &dyn Chain, oracle: &Oracle) -> Result<usize, KeeperError> {
    Ok(Committee::present(&Witnesses::one(chain), oracle)?.quorum.required())
}
