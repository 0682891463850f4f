//! The gas of showing a wrong element: committed outputs of 4,096 × 4,096, judged by one dot product.

use crate::stage::Stage;
use cosmwasm_std::Binary;
use driver::Wallet;
use serde::Serialize;
use settle::committee::Committee;
use settle::provider::{BOND, Provider, Start, Terms};
use settle::tree::leaf;
use weal_api::compute_escrow::{
    ElementDispute, ElementOpening, ElementPosition, ExecuteMsg, Job, JobInputs, OpenedLines, OutputCommit,
};
use weal_attestation::SettlementLeaf;
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_client::{Funds, ONE, USD};
use weal_compute_proof::commitment::{CommittedOutput, chunk_of};
use weal_compute_proof::{CommittedInputs, Inputs, MatrixI8, MatrixI32, Seed, Shape};

/// One dispute.
#[derive(Serialize)]
pub(crate) struct Row {
    /// Length of the dot product.
    k: u32,
    inputs: &'static str,
    gas: u64,
    above_floor: u64,
    /// Bytes of the message as it is sent.
    message_bytes: usize,
    pinned: bool,
}

const SIDE: u32 = 4_096;
const SEEDED: [u32; 5] = [1_024, 4_096, 16_384, 65_536, 131_071];
const COMMITTED: [u32; 3] = [1_024, 4_096, 16_384];
const SEED: [u8; 32] = [7; 32];
const ELEMENT: ElementPosition = ElementPosition { row: 1_234, col: 567 };
const TERMS: Terms = Terms { gpus: 8, seconds: 36_000, deposit: 60 * ONE };

/// A job, and the dispute of an output that is zero everywhere.
struct Case {
    k: u32,
    inputs: &'static str,
    job: Job,
    opening: ElementOpening,
}

/// An escrow of its own with a window of an hour: every dispute voids an epoch of another lease, and finds a whole bond.
pub(crate) fn measure(
    stage: &mut Stage<'_>,
    small: bool,
    floor: u64,
    pinned: bool,
) -> anyhow::Result<Vec<Row>> {
    let output = MatrixI32::new(SIDE, SIDE, vec![0; (SIDE * SIDE) as usize])?;
    let committed = CommittedOutput::new(&output);
    let commitment = Binary::new(committed.commitment().as_bytes().to_vec());
    let chunk = chunk_of(output.shape(), ELEMENT.row, ELEMENT.col)?;
    let (bytes, proof) = committed.open(chunk)?;
    let opening = ElementOpening { chunk: Binary::new(bytes), chunk_proof: flat(&proof), lines: None };
    let seeded = SEEDED.iter().map(|k| seeded(*k, &opening));
    let longest = if small { 1 } else { COMMITTED.len() };
    let given = COMMITTED[..longest].iter().map(|k| given(*k, &opening));
    let cases: Vec<Case> = seeded.chain(given).collect::<anyhow::Result<_>>()?;

    let net = stage.net;
    let mut committee = Committee::found(net, stage.oracle_code, 4)?;
    let count = cases.len() as u128;
    let start = Start { purse: count * TERMS.deposit, bonds: count + 1, window: 3_600 };
    let mut provider = Provider::found(net, stage.escrow_code, &committee.oracle.address, start)?;
    provider.open(net, cases.len(), TERMS)?;
    let escrow = provider.escrow.address.clone();
    for (lease_id, case) in (1..).zip(&cases) {
        let job = Some(case.job.clone());
        let output = OutputCommit { lease_id, epoch: 1, commitment: commitment.clone(), job };
        let worker = &mut provider.worker;
        let commit =
            driver::execute(&worker.address, &escrow, &ExecuteMsg::CommitOutput(output), &Funds::none())?;
        net.run(worker, &[commit])?;
    }
    let now = net.next_second()?;
    let attested = |lease_id| SettlementLeaf {
        output_commitment: *committed.commitment().as_bytes(),
        ..leaf(lease_id, (TERMS.gpus, 1), 1, now)
    };
    let nodes = (1..=cases.len() as u64).map(|lease_id| {
        let leaf = attested(lease_id);
        SumNode::leaf(leaf.charge, &leaf.to_bytes())
    });
    let tree = SumTree::new(nodes.collect())?;
    let root = committee.next(tree.root().hash, cases.len() as u64, tree.root().sum, now);
    committee.post(net, &mut stage.keeper, &escrow, &root, 3)?;

    let mut finder = Wallet::named(&format!("finder at {escrow}"))?;
    net.fund([&mut finder], &Funds::one(ONE, USD))?;
    let mut rows = Vec::new();
    for (lease_id, case) in (1..).zip(cases) {
        let dispute = ElementDispute { lease_id, epoch: 1, element: ELEMENT, opening: case.opening };
        let message = ExecuteMsg::DisputeElement(dispute);
        let message_bytes = serde_json::to_vec(&message)?.len();
        let call = driver::execute(&finder.address, &escrow, &message, &Funds::none())?;
        let gas = net.run(&mut finder, &[call])?.gas;
        let above_floor = gas - floor;
        let row = Row { k: case.k, inputs: case.inputs, gas, above_floor, message_bytes, pinned };
        eprintln!("{}", serde_json::to_string(&row)?);
        rows.push(row);
        let worker = &mut provider.worker;
        let whole = Funds::one(BOND, USD);
        let top_up = driver::execute(&worker.address, &escrow, &ExecuteMsg::TopUpBond {}, &whole)?;
        net.run(worker, &[top_up])?;
    }
    Ok(rows)
}

fn seeded(k: u32, opening: &ElementOpening) -> anyhow::Result<Case> {
    let job = Job { rows: SIDE, inner: k, cols: SIDE, inputs: JobInputs::Seeded { seed: SEED.into() } };
    Ok(Case { k, inputs: "seeded", job, opening: opening.clone() })
}

/// Inputs of which only row and column of the element differ from zero, behind their commitment.
fn given(k: u32, opening: &ElementOpening) -> anyhow::Result<Case> {
    let mut a = vec![0i8; (SIDE * k) as usize];
    let mut b = vec![0i8; (k * SIDE) as usize];
    let generated = Inputs::seeded(Shape::new(SIDE, k, SIDE)?, &Seed(SEED));
    let row = (ELEMENT.row * k) as usize;
    a[row..row + k as usize].copy_from_slice(&generated.a_row(ELEMENT.row)?);
    for (line, element) in generated.b_col(ELEMENT.col)?.into_iter().enumerate() {
        b[line * SIDE as usize + ELEMENT.col as usize] = element;
    }
    let inputs = Inputs::from_data(MatrixI8::new(SIDE, k, a)?, &MatrixI8::new(k, SIDE, b)?)?;
    let committed = CommittedInputs::new(&inputs);
    let (a, b) = committed.open(ELEMENT.row, ELEMENT.col)?;
    let bytes = |line: &[i8]| Binary::new(line.iter().map(|element| element.cast_unsigned()).collect());
    let lines = OpenedLines {
        a_row: bytes(&a.elements),
        a_proof: flat(&a.proof),
        b_col: bytes(&b.elements),
        b_proof: flat(&b.proof),
    };
    let commitment = Binary::new(committed.commitment().as_bytes().to_vec());
    let job = Job { rows: SIDE, inner: k, cols: SIDE, inputs: JobInputs::Committed { commitment } };
    Ok(Case {
        k,
        inputs: "committed",
        job,
        opening: ElementOpening { lines: Some(lines), ..opening.clone() },
    })
}

fn flat(hashes: &[[u8; 32]]) -> Binary {
    Binary::new(hashes.concat())
}
