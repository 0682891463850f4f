//! Worker, oracles and keeper as plain calls: for the embedded chain.

use super::{LIE, PriceRound, Services, Settled, Stage, WorkOrder};
use client::Receipt;
use compute_worker::{DigitsJob, Epoch, HELD_OUT_FROM, Work, WorkSource, Worker};
use keeper::{agreeing, post_prices, post_settlement, quorum};
use oracle_node::{Assignment, Lie, OracleMember};

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
        let feed = (round.feed, round.round);
        Ok(post_prices(stage.chain, &stage.economy.oracle, "keeper", feed, observations?)?)
    }

    fn settle(&self, stage: &Stage<'_>, epoch: &Epoch, orders: &[WorkOrder]) -> anyhow::Result<Settled> {
        let job = DigitsJob::load()?;
        let (mut works, mut receipts) = (Vec::<Work>::new(), Vec::new());
        for order in orders {
            let worker = Worker {
                escrow: stage.economy.escrow.clone(),
                account: order.account.into(),
                lease_id: order.lease_id,
                fault: order.fault,
            };
            let work = worker.work(stage.chain, &job, epoch)?;
            let receipt = worker.commit(stage.chain, &work)?;
            receipts.push((format!("{} commits to its result", order.account), receipt));
            works.push(work);
        }
        let assign = |(order, work): (&WorkOrder, _)| Assignment { lease_id: order.lease_id, source: work };
        let assignments: Vec<Assignment<'_>> =
            orders.iter().zip(works.iter().map(|work| work as &dyn WorkSource)).map(assign).collect();
        let attestations: Result<Vec<_>, _> = self
            .with_a_liar(Lie::Charges { times: LIE })
            .iter()
            .map(|member| member.attest(stage.chain, &job, epoch, &assignments))
            .collect();
        let attestations = attestations?;
        let (oracle, escrow) = (&stage.economy.oracle, &stage.economy.escrow.address);
        let signed = agreeing(&attestations, quorum(stage.chain, oracle)?)?;
        let receipt = post_settlement(stage.chain, oracle, "keeper", escrow, &signed)?;
        receipts.push(("keeper posts the root".into(), receipt));
        let product = &works[0].product;
        Ok(Settled {
            receipts,
            attestation: attestations[0].clone(),
            dissent: signed.dissent,
            scores: [job.score(product, HELD_OUT_FROM), job.score(product, 0)],
            products: works.into_iter().map(|work| work.product).collect(),
        })
    }
}
