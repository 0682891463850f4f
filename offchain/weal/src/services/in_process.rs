//! Worker, oracles and keeper as plain calls: for the embedded chain.

use super::{LIE, PriceRound, Services, Settled, Stage, WorkOrder};
use anyhow::Context;
use compute_worker::{DigitsJob, Epoch, HELD_OUT_FROM, Machine, Work, WorkSource, Worker};
use keeper::{FeedRound, Members, Settlement, post_prices};
use oracle_node::{
    Assignment, Attestation, Bundle, BundleApproval, Examination, Lie, OracleMember, ProbeLogs, ProbeTarget,
    SignedReadings, Witnesses, probe,
};
use std::cell::RefCell;
use std::time::Duration;
use weal_client::Receipt;

/// The time in which the keeper asks the members, who answer at once here.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds between two probes of a machine.
const PROBE_SECONDS: u64 = 3;

/// The committee in this process.
pub(crate) struct InProcess {
    pub(crate) members: Vec<OracleMember>,
}

impl InProcess {
    /// The members, the last of them with a lie.
    fn with_a_liar(&self, lie: Lie) -> Vec<OracleMember> {
        let mut members = self.members.clone();
        if let Some(last) = members.last_mut() {
            last.lies.push(lie);
        }
        members
    }
}

impl Services for InProcess {
    fn post_price(&self, stage: &Stage<'_>, round: &PriceRound<'_>) -> anyhow::Result<Receipt> {
        let members = self.with_a_liar(Lie::Prices { times: round.lie });
        let observations: Result<Vec<_>, _> = members
            .iter()
            .zip(round.prices)
            .map(|(member, price)| member.observe(stage.chain, round.feed, round.round, price))
            .collect();
        let feed = FeedRound { feed: round.feed, round: round.round };
        Ok(post_prices(stage.chain, &stage.economy.oracle, "keeper", feed, observations?)?)
    }

    fn settle(&self, stage: &Stage<'_>, epoch: &Epoch, orders: &[WorkOrder]) -> anyhow::Result<Settled> {
        let job = DigitsJob::load()?;
        let mut receipts = Vec::new();
        let works = work(stage, &job, epoch, orders, &mut receipts)?;
        let members = self.with_a_liar(Lie::Charges { times: LIE });
        let probes = probes(stage, &job, epoch, orders, members.len())?;

        let witnesses = Witnesses::one(stage.chain);
        let assign = |(order, work): (&WorkOrder, _)| Assignment { lease_id: order.lease_id, source: work };
        let assignments: Vec<Assignment<'_>> =
            orders.iter().zip(works.iter().map(|work| work as &dyn WorkSource)).map(assign).collect();
        let read = |(member, probes): (&OracleMember, &ProbeLogs)| {
            let examination = Examination { job: &job, epoch: *epoch, probes, assignments: &assignments };
            member.read(&witnesses, &examination)
        };
        let readings = members.iter().zip(&probes).map(read).collect::<Result<Vec<_>, _>>()?;
        let voices = Voices::new(witnesses, members, readings);
        let settlement = Settlement {
            chain: stage.chain,
            oracle: &stage.economy.oracle,
            consumer: &stage.economy.escrow.address,
            signer: "keeper",
            members: &voices,
            grace: Duration::ZERO,
        };
        let settled = settlement.run(PATIENCE)?;
        let fixed = settled.fixed.map(|receipt| ("keeper has the chain choose the readings".into(), receipt));
        receipts.extend(fixed);
        receipts.push(("keeper posts the root".into(), settled.receipt));
        let attestations = voices.attestations.into_inner();
        let product = &works[0].product;
        Ok(Settled {
            receipts,
            attestation: attestations.first().context("no member attested")?.clone(),
            dissent: settled.dissent,
            scores: [job.score(product, HELD_OUT_FROM), job.score(product, 0)],
            products: works.into_iter().map(|work| work.product).collect(),
        })
    }
}

/// Computes every order and commits to the results, whose transactions join `receipts`.
fn work(
    stage: &Stage<'_>,
    job: &DigitsJob,
    epoch: &Epoch,
    orders: &[WorkOrder],
    receipts: &mut Vec<(String, Receipt)>,
) -> anyhow::Result<Vec<Work>> {
    let mut works = Vec::new();
    for order in orders {
        let worker = Worker {
            escrow: stage.economy.escrow.clone(),
            account: order.account.into(),
            lease_id: order.lease_id,
            fault: order.fault,
        };
        let work = worker.work(stage.chain, job, epoch)?;
        let receipt = worker.commit(stage.chain, &work)?;
        receipts.push((format!("{} commits to its result", order.account), receipt));
        works.push(work);
    }
    Ok(works)
}

/// The members of this process as the keeper asks them.
struct Voices<'a> {
    witnesses: Witnesses<'a>,
    members: Vec<OracleMember>,
    readings: Vec<SignedReadings>,
    bundle: RefCell<Option<Bundle>>,
    attestations: RefCell<Vec<Attestation>>,
}

impl<'a> Voices<'a> {
    fn new(witnesses: Witnesses<'a>, members: Vec<OracleMember>, readings: Vec<SignedReadings>) -> Self {
        let (bundle, attestations) = (RefCell::default(), RefCell::default());
        Self { witnesses, members, readings, bundle, attestations }
    }
}

impl Members for Voices<'_> {
    fn count(&self) -> usize {
        self.members.len()
    }

    fn readings(&self) -> Vec<SignedReadings> {
        self.readings.clone()
    }

    fn approvals(&self, bundle: &Bundle) -> Vec<BundleApproval> {
        self.bundle.replace(Some(bundle.clone()));
        self.members.iter().filter_map(|member| member.approve(&self.witnesses, bundle).ok()).collect()
    }

    fn kept(&self) -> Vec<Vec<String>> {
        vec![]
    }

    fn bundle(&self, _hash: &str) -> Option<Bundle> {
        self.bundle.borrow().clone()
    }

    /// Lets each member attest once: when the root is posted, the epoch is the last one.
    fn attestations(&self) -> Vec<Attestation> {
        let mut attested = self.attestations.borrow_mut();
        if let (true, Some(bundle)) = (attested.is_empty(), self.bundle.borrow().as_ref()) {
            let signed = self.members.iter().filter_map(|member| member.attest(&self.witnesses, bundle).ok());
            attested.extend(signed);
        }
        attested.clone()
    }
}

/// Probes the machines for each member until the epoch is over; returns their logs.
fn probes(
    stage: &Stage<'_>,
    job: &DigitsJob,
    epoch: &Epoch,
    orders: &[WorkOrder],
    members: usize,
) -> anyhow::Result<Vec<ProbeLogs>> {
    let machine = Machine::of(job)?;
    let target = |order: &WorkOrder| ProbeTarget { lease_id: order.lease_id, machine: &machine };
    let targets: Vec<ProbeTarget<'_>> = orders.iter().map(target).collect();
    let mut logs = vec![ProbeLogs::default(); members];
    loop {
        let now = stage.chain.block()?.time;
        if now >= epoch.ends_at {
            return Ok(logs);
        }
        for log in &mut logs {
            probe(&machine, &targets, now, log)?;
        }
        stage.chain.wait_until(epoch.ends_at.min(now + PROBE_SECONDS))?;
    }
}
