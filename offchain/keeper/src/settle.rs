//! An epoch from the members' readings to its root on chain, in as many rounds of asking as it takes.

use crate::{
    ApprovedBundle, KeeperError, Members, agreeing, bundle, fix_readings, post_settlement, verified,
    verified_readings,
};
use oracle_node::{Bundle, Committee, Witnesses};
use std::cmp::Reverse;
use std::thread::sleep;
use std::time::{Duration, Instant};
use weal_api::oracle::{FixedReadingsResponse, QueryMsg, SettlementResponse};
use weal_client::{Chain, Oracle, Receipt};

/// Pause between two rounds of asking.
const PAUSE: Duration = Duration::from_millis(500);
/// The most kept bundles that are tried where a new one is not taken.
const MAX_TRIED: usize = 16;

/// One settlement: its chain, consumer, signer and members.
#[derive(Clone, Copy)]
pub struct Settlement<'a> {
    /// The chain.
    pub chain: &'a dyn Chain,
    /// The committee's contract.
    pub oracle: &'a Oracle,
    /// The escrow.
    pub consumer: &'a str,
    /// The account that pays for the transactions.
    pub signer: &'a str,
    /// The members' nodes.
    pub members: &'a dyn Members,
    /// The time that a quorum waits for the members that have not answered yet.
    pub grace: Duration,
}

/// A settlement that is on chain.
#[derive(Debug)]
pub struct Settled {
    /// The transaction that had the chain choose the readings; none where another keeper was ahead.
    pub fixed: Option<Receipt>,
    /// The root's transaction.
    pub receipt: Receipt,
    /// Members that signed something else.
    pub dissent: Vec<u8>,
}

impl Settlement<'_> {
    /// Settles the consumer's next epoch within `patience`. Another keeper may be ahead at any step: then its step counts.
    /// Errors: `NoQuorum` where too few members have answered by then, `NotFixed`, `MissingBundle`, `Client`.
    pub fn run(&self, patience: Duration) -> Result<Settled, KeeperError> {
        let deadline = Instant::now() + patience;
        let query = QueryMsg::LatestSettlement { consumer: self.consumer.into() };
        let latest: SettlementResponse = self.oracle.query(self.chain, &query)?;
        let epoch = latest.epoch + 1;
        let fixed = self.fix(epoch, deadline)?;
        Ok(Settled { fixed, ..self.post(epoch, deadline)? })
    }

    /// Works until a bundle stands on chain. Returns the transaction where it was this keeper's.
    fn fix(&self, epoch: u64, deadline: Instant) -> Result<Option<Receipt>, KeeperError> {
        let mut grace = None;
        loop {
            let committee = Committee::present(&Witnesses::one(self.chain), self.oracle)?;
            if self.fixed(epoch, &committee)?.is_some() {
                return Ok(None);
            }
            let heard = verified_readings(self.chain, &committee, self.consumer, self.members.readings());
            let heard: Vec<_> =
                heard.into_iter().filter(|signed| signed.readings.epoch.number == epoch).collect();
            let tried = bundle(&heard, committee.quorum.required()).and_then(|bundle| {
                let until = *grace.get_or_insert_with(|| Instant::now() + self.grace);
                if bundle.readings.len() < self.members.count() && Instant::now() < until {
                    return Err(KeeperError::NotFixed { epoch });
                }
                self.bring(&bundle).or_else(|refused| self.bring_kept(&committee, refused))
            });
            match tried {
                Ok(receipt) => return Ok(Some(receipt)),
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => sleep(PAUSE),
            }
        }
    }

    /// Asks all members to approve a bundle and puts it on chain.
    fn bring(&self, bundle: &Bundle) -> Result<Receipt, KeeperError> {
        let approvals = self.members.approvals(bundle);
        fix_readings(
            self.chain,
            self.oracle,
            self.signer,
            self.consumer,
            ApprovedBundle { bundle, approvals: &approvals },
        )
    }

    /// One of the bundles that members keep already, where they take no other. At least one honest member says that it
    /// has it: what only liars name is not asked for.
    fn bring_kept(&self, committee: &Committee, refused: KeeperError) -> Result<Receipt, KeeperError> {
        let kept = most_kept(&self.members.kept(), committee.quorum.faulty() + 1);
        for hash in kept.into_iter().take(MAX_TRIED) {
            let Some(bundle) = self.members.bundle(&hash) else { continue };
            if let Ok(receipt) = self.bring(&bundle) {
                return Ok(receipt);
            }
        }
        Err(refused)
    }

    /// Waits until a quorum has signed the root of the bundle that stands.
    fn post(&self, epoch: u64, deadline: Instant) -> Result<Settled, KeeperError> {
        let committee = Committee::present(&Witnesses::one(self.chain), self.oracle)?;
        let hash = self.fixed(epoch, &committee)?.ok_or(KeeperError::NotFixed { epoch })?;
        let mut grace = None;
        loop {
            let heard = verified(self.chain, self.oracle, self.consumer, self.members.attestations())?;
            match agreeing(&heard, committee.quorum.required()) {
                Ok(signed) => {
                    let until = *grace.get_or_insert_with(|| Instant::now() + self.grace);
                    if heard.len() < self.members.count() && Instant::now() < until {
                        sleep(PAUSE);
                        continue;
                    }
                    let receipt =
                        post_settlement(self.chain, self.oracle, self.signer, self.consumer, &signed)?;
                    return Ok(Settled { fixed: None, receipt, dissent: signed.dissent });
                }
                Err(error) => {
                    let bundle = self.members.bundle(&hash);
                    if Instant::now() > deadline {
                        return Err(if bundle.is_some() {
                            error
                        } else {
                            KeeperError::MissingBundle { hash }
                        });
                    }
                    match bundle {
                        // For those that do not have it; nobody's approval is needed any more.
                        Some(bundle) => drop(self.members.approvals(&bundle)),
                        None => sleep(PAUSE),
                    }
                }
            }
        }
    }

    /// The hash, hex, of what `committee` fixed for the epoch.
    fn fixed(&self, epoch: u64, committee: &Committee) -> Result<Option<String>, KeeperError> {
        let query = QueryMsg::FixedReadings { consumer: self.consumer.into(), epoch };
        let answer: FixedReadingsResponse = self.oracle.query(self.chain, &query)?;
        let fixed = answer.fixed.into_iter().find(|fixed| fixed.committee_epoch == committee.number);
        Ok(fixed.map(|fixed| hex::encode(fixed.readings_hash)))
    }
}

/// The hashes that at least so many members keep, those that most keep first.
fn most_kept(kept: &[Vec<String>], least: usize) -> Vec<String> {
    let holders = |hash: &String| kept.iter().filter(|its| its.contains(hash)).count();
    let mut hashes: Vec<String> = kept.iter().flatten().cloned().collect();
    hashes.sort();
    hashes.dedup();
    hashes.retain(|hash| holders(hash) >= least);
    hashes.sort_by_key(|hash| Reverse(holders(hash)));
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_liars_say_they_keep_is_not_asked_for() {
        let kept = [vec!["a", "b"], vec!["b", "c"], vec!["c", "b"], vec!["x", "y", "x"]];
        let kept = kept.map(|its| its.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(most_kept(&kept, 2), ["b", "c"]);
        assert_eq!(most_kept(&kept, 4), [""; 0]);
    }
}
