//! Who does the off-chain work of the story: the same code in this process, or processes of their own.

mod in_process;
#[cfg(feature = "wasmd")]
mod processes;

pub(crate) use in_process::InProcess;
#[cfg(feature = "wasmd")]
pub(crate) use processes::Processes;

use compute_worker::{Epoch, Fault, Score};
use cosmwasm_std::Decimal;
use oracle_node::Attestation;
use weal_client::{Chain, Economy, Receipt};
use weal_compute_proof::MatrixI32;

/// A provider's work in an epoch.
pub(crate) struct WorkOrder {
    /// The provider's key by name.
    pub(crate) account: &'static str,
    /// The lease.
    pub(crate) lease_id: u64,
    /// None for an honest provider.
    pub(crate) fault: Option<Fault>,
}

/// What each member of the committee does about a price; the last may lie.
pub(crate) struct PriceRound<'a> {
    pub(crate) feed: &'a str,
    pub(crate) round: u64,
    pub(crate) prices: [Decimal; 4],
    /// The last member multiplies what it signs by this.
    pub(crate) lie: u32,
}

/// An epoch that has been attested and posted.
pub(crate) struct Settled {
    /// What happened on chain, in order.
    pub(crate) receipts: Vec<(String, Receipt)>,
    /// What an honest member says, leaves included.
    pub(crate) attestation: Attestation,
    /// Members that signed something else.
    pub(crate) dissent: Vec<u8>,
    /// Digits read right by the first worker: held out, all.
    pub(crate) scores: [Score; 2],
    /// What the workers served, in the order of their leases: anyone may have it, and dispute it.
    pub(crate) products: Vec<MatrixI32>,
}

/// The off-chain side of the story.
pub(crate) trait Services {
    /// Four members sign a price, the keeper posts the round.
    fn post_price(&self, stage: &Stage<'_>, round: &PriceRound<'_>) -> anyhow::Result<Receipt>;

    /// The workers compute and commit; four members probe their machines until the epoch is over, check and sign what
    /// they found, the last of them lying about the charges; the keeper has the chain choose a bundle of it and posts the
    /// root that a quorum signs. Returns when the epoch is over and posted.
    fn settle(&self, stage: &Stage<'_>, epoch: &Epoch, orders: &[WorkOrder]) -> anyhow::Result<Settled>;
}

/// Where the story happens.
pub(crate) struct Stage<'a> {
    pub(crate) chain: &'a dyn Chain,
    pub(crate) economy: Economy,
    /// Whether minutes pass at once here: an auction's phases take two at least.
    pub(crate) is_patient: bool,
}

/// How much the lying member multiplies every charge by.
pub(crate) const LIE: u32 = 10;
