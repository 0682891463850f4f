//! The gas of a claim by the number of leases, by their order in the tree, and beside claiming one by one.

use crate::stage::{LEASES, Stage};
use anyhow::ensure;
use cosmwasm_std::Binary;
use serde::Serialize;
use settle::tree::{self, Layout, leaf, plant};
use weal_api::compute_escrow::{ClaimManyMsg, ExecuteMsg, LeaseResponse, QueryMsg, pack_leaves};
use weal_attestation::SettlementLeaf;
use weal_attestation::sum_tree::SumTree;
use weal_client::Funds;

/// One way to claim.
#[derive(Serialize)]
pub(crate) struct Row {
    leaves: u64,
    batch: usize,
    layout: &'static str,
    method: &'static str,
    gas: u64,
    /// The gas of all transactions ÷ leases, rounded up.
    gas_per_lease: u64,
    /// The same above an empty call for each transaction.
    gas_per_lease_above_floor: u64,
    pinned: bool,
}

const SIZES: [u64; 2] = [1_000, 1_000_000];
const BATCHES: [usize; 3] = [1, 10, 100];
/// The charge of every lease for a second: a little less than the second costs.
const CHARGE: u128 = 44_000;

/// The way in which leases are claimed.
#[derive(Clone, Copy)]
enum Method {
    /// One message for all.
    Many,
    /// One message each, in one transaction.
    Messages,
    /// A transaction each.
    Transactions,
}

/// Claims in every way, under a root of its own each.
pub(crate) fn measure(
    stage: &mut Stage<'_>,
    small: bool,
    floor: u64,
    pinned: bool,
) -> anyhow::Result<Vec<Row>> {
    use Layout::{Contiguous, Scattered};
    // Every counter exists from then on, as after a provider's first claims.
    claim(stage, 1_000, LEASES, Contiguous, Method::Many)?;
    let mut rows = Vec::new();
    for &size in if small { &SIZES[..1] } else { &SIZES } {
        let mut cases: Vec<_> = BATCHES.map(|batch| (batch, Contiguous, Method::Many)).to_vec();
        cases.extend([(10, Scattered, Method::Many), (LEASES, Scattered, Method::Many)]);
        cases.extend([(LEASES, Contiguous, Method::Messages), (LEASES, Contiguous, Method::Transactions)]);
        for (batch, layout, method) in cases {
            let (gas, transactions) = claim(stage, size, batch, layout, method)?;
            let (count, floors) = (batch as u64, floor * transactions);
            let row = Row {
                leaves: size,
                batch,
                layout: if layout == Contiguous { "contiguous" } else { "scattered" },
                method: match method {
                    Method::Many => "claim_many",
                    Method::Messages => "claim, one transaction",
                    Method::Transactions => "claim, a transaction each",
                },
                gas,
                gas_per_lease: gas.div_ceil(count),
                gas_per_lease_above_floor: (gas - floors).div_ceil(count),
                pinned,
            };
            eprintln!("{}", serde_json::to_string(&row)?);
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Posts a root in which the first `batch` leases are charged up to now, and claims them; returns gas and transactions.
fn claim(
    stage: &mut Stage<'_>,
    size: u64,
    batch: usize,
    layout: Layout,
    method: Method,
) -> anyhow::Result<(u64, u64)> {
    let now = stage.net.next_second()?;
    let charged = |lease: &LeaseResponse| {
        let elapsed = now - lease.starts_at;
        leaf(lease.lease_id, (lease.gpus, elapsed), CHARGE * u128::from(elapsed), now)
    };
    let ours: Vec<_> = stage.leases[..batch].iter().map(charged).collect();
    let (tree, placed) = plant(size, layout, ours)?;
    let (epoch, _) = stage.settle(tree.root(), size)?;
    stage.net.next_second()?;
    let messages = match method {
        Method::Many => vec![ExecuteMsg::ClaimMany(many(epoch, &tree, &placed)?)],
        _ => placed
            .iter()
            .map(|one| Ok(ExecuteMsg::Claim(tree::claim(epoch, &tree, one)?)))
            .collect::<anyhow::Result<_>>()?,
    };
    let call =
        |message| driver::execute(&stage.keeper.address, &stage.escrow.address, message, &Funds::none());
    let calls: Vec<_> = messages.iter().map(call).collect::<anyhow::Result<_>>()?;
    let outcomes = if matches!(method, Method::Transactions) {
        let sent: Vec<_> = calls
            .iter()
            .map(|call| stage.net.submit(&mut stage.keeper, std::slice::from_ref(call)))
            .collect::<anyhow::Result<_>>()?;
        stage.net.outcomes(&sent)?
    } else {
        vec![stage.net.run(&mut stage.keeper, &calls)?]
    };
    ensure_paid(stage, &placed)?;
    Ok((outcomes.iter().map(|outcome| outcome.gas).sum(), outcomes.len() as u64))
}

/// The escrow's own word that the last of the leases was paid up to its leaf.
fn ensure_paid(stage: &Stage<'_>, placed: &[(u64, SettlementLeaf)]) -> anyhow::Result<()> {
    for (_, leaf) in placed {
        let query = QueryMsg::Lease { lease_id: leaf.lease_id };
        let lease: LeaseResponse = stage.escrow.query(&stage.net.chain, &query)?;
        ensure!(lease.claimed.u128() == leaf.charge, "lease {} was not paid", leaf.lease_id);
    }
    Ok(())
}

fn many(epoch: u64, tree: &SumTree, placed: &[(u64, SettlementLeaf)]) -> anyhow::Result<ClaimManyMsg> {
    let positions: Vec<u64> = placed.iter().map(|(position, _)| *position).collect();
    let proof = Binary::new(tree.prove(&positions)?.to_bytes());
    Ok(ClaimManyMsg { epoch, leaves: Binary::new(pack_leaves(placed)?), proof })
}
