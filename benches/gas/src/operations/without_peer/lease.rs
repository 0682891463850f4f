//! A lease's life beside opening, topping up, stopping and refunding, to the element that is asked for and shown.

use super::provider::{CONTRACT, PROVIDER, REQUEST_BOND, offer};
use super::{Rows, number};
use crate::committee::{self, next_root, quorum};
use crate::ledger::Ledger;
use crate::operations::next_second;
use crate::stage::Stage;
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{
    ElementOpening, ElementPosition, ExecuteMsg, Job, JobInputs, LeaseRequest, OpeningRequest, OutputCommit,
};
use weal_api::oracle::{
    ExecuteMsg as OracleMsg, FIRST_COMMITTEE_EPOCH, SettlementResponse, SettlementRootMsg,
};
use weal_attestation::{Hash, SettlementLeaf};
use weal_client::{Chain, Funds, ONE, USD};
use weal_compute_proof::commitment::{CommittedOutput, chunk_of};
use weal_compute_proof::{Inputs, MatrixI32, Seed, Shape};

const TENANT: &str = "tenant";
/// The account that asks for elements.
const FINDER: &str = "liquidator";
const SECONDS: u64 = 7_200;
const DEPOSIT: u128 = 40 * ONE;
/// Sides of the output, and the length of its dot products.
const SIDE: u32 = 1_024;
const INNER: u32 = 4_096;
const SEED: [u8; 32] = [7; 32];
const ELEMENT: ElementPosition = ElementPosition { row: 234, col: 567 };

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let compute = &stage.without_peer.compute;
    let none = Funds::none();
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address: &compute.escrow.address };
    let published = rows.row("publish offer", PROVIDER, &ExecuteMsg::PublishOffer(offer()), &none)?;
    let offer_id = number(&published, "wasm-offer_published", "offer_id")?;
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(offer_id, 1, SECONDS));
    let opened = rows.row("open lease, to be accepted", TENANT, &open, &Funds::one(DEPOSIT, USD))?;
    let lease_id = number(&opened, "wasm-lease_opened", "lease_id")?;
    rows.row("accept lease", PROVIDER, &ExecuteMsg::AcceptLease { lease_id }, &none)?;
    rows.row("extend lease", TENANT, &ExecuteMsg::ExtendLease { lease_id, seconds: 3_600 }, &none)?;
    rows.row("scale lease", TENANT, &ExecuteMsg::ScaleLease { lease_id, gpus: 2 }, &none)?;
    let declare = ExecuteMsg::DeclareJob { lease_id, job: job() };
    rows.row("declare job", TENANT, &declare, &none)?;
    let (commitment, opening) = output()?;
    let commit =
        OutputCommit { lease_id, epoch: next_epoch(stage)?, commitment: commitment.into(), job: Some(job()) };
    let epoch = commit.epoch;
    rows.row("commit output", PROVIDER, &ExecuteMsg::CommitOutput(commit), &none)?;
    let assignee = stage.address("supplier")?;
    rows.row("assign payout", PROVIDER, &ExecuteMsg::AssignPayout { lease_id, assignee }, &none)?;
    rows.row("retire offer", PROVIDER, &ExecuteMsg::RetireOffer { offer_id }, &none)?;
    next_second(stage.chain)?;
    post_root(stage, rows.ledger, lease_id, commitment)?;
    let ask = |element| ExecuteMsg::RequestOpening(OpeningRequest { lease_id, epoch, element });
    let bond = Funds::one(REQUEST_BOND, USD);
    rows.row("request opening", FINDER, &ask(Some(ELEMENT)), &bond)?;
    let requester = stage.address(FINDER)?;
    let answer = ExecuteMsg::AnswerRequest { lease_id, epoch, requester, opening };
    rows.row("answer request", PROVIDER, &answer, &none)?;
    rows.row("request opening, drawn", FINDER, &ask(None), &bond)?;
    compute.unanswered.set(Some(lease_id));
    Ok(())
}

fn job() -> Job {
    Job { rows: SIDE, inner: INNER, cols: SIDE, inputs: JobInputs::Seeded { seed: SEED.into() } }
}

/// An output that is right in one element, its commitment and what shows that element.
fn output() -> anyhow::Result<(Hash, ElementOpening)> {
    let inputs = Inputs::seeded(Shape::new(SIDE, INNER, SIDE)?, &Seed(SEED));
    let (row, col) = (inputs.a_row(ELEMENT.row)?, inputs.b_col(ELEMENT.col)?);
    let product = row.iter().zip(&col).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
    let mut elements = vec![0; (SIDE * SIDE) as usize];
    elements[(ELEMENT.row * SIDE + ELEMENT.col) as usize] = product;
    let output = MatrixI32::new(SIDE, SIDE, elements)?;
    let committed = CommittedOutput::new(&output);
    let (chunk, proof) = committed.open(chunk_of(output.shape(), ELEMENT.row, ELEMENT.col)?)?;
    let chunk_proof = Binary::new(proof.concat());
    let opening = ElementOpening { chunk: Binary::new(chunk), chunk_proof, lines: None };
    Ok((*committed.commitment().as_bytes(), opening))
}

fn next_epoch(stage: &Stage<'_>) -> anyhow::Result<u64> {
    let consumer = stage.without_peer.compute.escrow.address.clone();
    let query = weal_api::oracle::QueryMsg::LatestSettlement { consumer };
    let latest: SettlementResponse = stage.economy.oracle.query(stage.chain, &query)?;
    Ok(latest.epoch + 1)
}

/// The epoch's root, in which one leaf of a thousand is the lease's with its output.
fn post_root(
    stage: &Stage<'_>,
    ledger: &mut Ledger,
    lease_id: u64,
    output_commitment: Hash,
) -> anyhow::Result<()> {
    let (chain, oracle) = (stage.chain, &stage.economy.oracle);
    let consumer = stage.without_peer.compute.escrow.address.clone();
    let leaf = SettlementLeaf {
        lease_id,
        gpu_seconds: 1,
        uptime_seconds: 1,
        latency_p95_ms: 0,
        output_commitment,
        charge: 0,
        metered_until: chain.block()?.time,
    };
    let root = next_root(chain, oracle, &consumer, &committee::tree_from(leaf)?)?;
    let signatures = quorum(chain, &consumer, &root);
    let post = OracleMsg::PostRoot {
        consumer,
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        root: SettlementRootMsg::from(&root),
        signers: (1 << committee::QUORUM) - 1,
        signatures,
    };
    let mut rows = Rows { stage, ledger, contract: "oracle", address: &oracle.address };
    rows.row("post root, 3 signatures", "keeper", &post, &Funds::none())?;
    Ok(())
}
