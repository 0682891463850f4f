//! The gas of a root by the number of leases under it.

use crate::stage::Stage;
use serde::Serialize;
use settle::tree::{Layout, plant};

/// One size of tree.
#[derive(Serialize)]
pub(crate) struct Row {
    leaves: u64,
    root_gas: u64,
    above_floor: u64,
    signers: usize,
    pinned: bool,
}

const SIZES: [u64; 4] = [1, 1_000, 100_000, 1_000_000];
/// The number of times that each root is posted; the median counts.
const ROUNDS: usize = 3;

/// Posts roots of every size, round by round.
pub(crate) fn measure(
    stage: &mut Stage<'_>,
    small: bool,
    floor: u64,
    pinned: bool,
) -> anyhow::Result<Vec<Row>> {
    let sizes = if small { &SIZES[..2] } else { &SIZES };
    let trees = sizes.iter().map(|&size| Ok((size, plant(size, Layout::Contiguous, vec![])?.0)));
    let trees: Vec<_> = trees.collect::<anyhow::Result<_>>()?;
    let mut samples = vec![Vec::new(); trees.len()];
    let signers = stage.committee.quorum();
    for round in 0..=ROUNDS {
        for (found, (size, tree)) in samples.iter_mut().zip(&trees) {
            let gas = stage.settle(tree.root(), *size)?.1;
            if round > 0 {
                found.push(gas); // round 0 writes keys that later rounds find
            }
        }
    }
    let row = |(mut found, (leaves, _)): (Vec<u64>, &(u64, _))| {
        found.sort_unstable();
        let root_gas = found[ROUNDS / 2];
        eprintln!("root over {leaves} leaves: {root_gas} ({found:?})");
        Row { leaves: *leaves, root_gas, above_floor: root_gas - floor, signers, pinned }
    };
    Ok(samples.into_iter().zip(&trees).map(row).collect())
}

impl Stage<'_> {
    /// The committee signs and posts the next root; returns its epoch and the gas.
    pub(crate) fn settle(
        &mut self,
        root: weal_attestation::sum_tree::SumNode,
        leaves: u64,
    ) -> anyhow::Result<(u64, u64)> {
        let now = self.net.next_second()?;
        let root = self.committee.next(root.hash, leaves, root.sum, now);
        let signers = self.committee.quorum();
        let gas = self.committee.post(self.net, &mut self.keeper, &self.escrow.address, &root, signers)?;
        Ok((root.epoch, gas))
    }
}
