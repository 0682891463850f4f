//! Sends a flood as fast as the nodes take it, and counts what they commit.

use crate::Row;
use crate::blocks::{self, Block};
use crate::node::Nodes;
use anyhow::{bail, ensure};
use driver::Net;
use std::thread;
use weal_client::{Chain, RpcClient};

/// Connections that send at once.
const THREADS: usize = 4;
/// Blocks after which a flood must be over.
const PATIENCE: u64 = 600;

/// Sends the transactions; returns when all are committed.
pub(crate) fn measure(
    net: &Net,
    nodes: &Nodes,
    signed: &[Vec<u8>],
    kind: &'static str,
    round: usize,
) -> anyhow::Result<Row> {
    let sent = signed.len();
    let (start, before) = (net.chain.block()?.height, nodes.usage()?);
    send(net.rpc.chain_id(), nodes, signed)?;
    let flood = committed(&net.rpc, start + 1, sent)?;
    let after = nodes.usage()?;
    // A block's time is that of the votes for the one before: its own transactions are executed between the times of the
    // two blocks that follow.
    let [_, first, .., last] = &flood[..] else {
        bail!("a flood of less than one block");
    };
    let seconds = (last.time - first.time).rem_euclid(86_400.0);
    let blocks = &flood[..flood.len() - 2];
    let gas: u64 = blocks.iter().map(|block| block.gas).sum();
    let per_second = sent as f64 / seconds;
    Ok(Row {
        kind,
        validators: nodes.rpc.len(),
        round,
        transactions: sent,
        failed: blocks.iter().map(|block| block.failed).sum(),
        seconds,
        per_second,
        ratio: 1.0,
        blocks: blocks.len(),
        gas_per_block: gas / blocks.len() as u64,
        most_gas_in_a_block: blocks.iter().map(|block| block.gas).max().unwrap_or_default(),
        processing_share: (after.processing - before.processing) / seconds,
        cpu_ms_per_transaction: (after.cpu - before.cpu) * 1_000.0 / sent as f64,
    })
}

fn send(chain_id: &str, nodes: &Nodes, signed: &[Vec<u8>]) -> anyhow::Result<()> {
    thread::scope(|scope| {
        let share = signed.len().div_ceil(THREADS);
        let one = |(number, some): (usize, &[Vec<u8>])| {
            let node = nodes.rpc[number % nodes.rpc.len()].clone();
            let some = some.to_vec();
            scope.spawn(move || {
                let rpc = RpcClient::new(chain_id, &[node]);
                some.iter().try_for_each(|bytes| driver::broadcast(&rpc, bytes).map(|_| ()))
            })
        };
        let threads: Vec<_> = signed.chunks(share).enumerate().map(one).collect();
        for thread in threads {
            match thread.join() {
                Ok(sent) => sent?,
                Err(_) => bail!("a sending thread ended early"),
            }
        }
        Ok(())
    })
}

/// The blocks from the first with a transaction to the second after the last, once all have come.
fn committed(rpc: &RpcClient, from: u64, sent: usize) -> anyhow::Result<Vec<Block>> {
    let (mut found, mut count, mut after) = (Vec::new(), 0, 0);
    for height in from..from + PATIENCE {
        let block = blocks::read(rpc, height)?;
        after += usize::from(count == sent);
        count += block.transactions;
        if !found.is_empty() || block.transactions > 0 {
            found.push(block);
        }
        if after == 2 {
            ensure!(count == sent, "others sent transactions too");
            return Ok(found);
        }
    }
    bail!("{count} of {sent} transactions were committed")
}
