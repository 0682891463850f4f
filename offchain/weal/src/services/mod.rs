//! The off-chain work of the story: the same code in this process, or in processes of their own.

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
    /// The provider's fault; `None` for an honest one.
    pub(crate) fault: Option<Fault>,
}

/// A round of prices, one for each member of the committee; the last may lie.
pub(crate) struct PriceRound<'a> {
    pub(crate) feed: &'a str,
    pub(crate) round: u64,
    pub(crate) prices: [Decimal; 4],
    /// The last member multiplies what it signs by this.
    pub(crate) lie: u32,
}

/// An epoch that has been attested and posted.
pub(crate) struct Settled {
    /// Transactions in order, each with what it did.
    pub(crate) receipts: Vec<(String, Receipt)>,
    /// An honest member's statement, leaves included.
    pub(crate) attestation: Attestation,
    /// Members that signed something else.
    pub(crate) dissent: Vec<u8>,
    /// Digits read right by the first worker: held out, all.
    pub(crate) scores: [Score; 2],
    /// Products that the workers served, in the order of their leases: anyone may have them, and dispute them.
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

/// The chain and the contracts of the story.
pub(crate) struct Stage<'a> {
    pub(crate) chain: &'a dyn Chain,
    pub(crate) economy: Economy,
    /// True where minutes pass at once: an auction's phases take two at least.
    pub(crate) is_patient: bool,
}

/// The factor by which the lying member multiplies every charge.
pub(crate) const LIE: u32 = 10;
