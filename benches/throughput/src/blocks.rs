//! The contents of a range of blocks.

use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;
use weal_client::RpcClient;

/// One block.
pub(crate) struct Block {
    /// The time of the block's header, seconds since midnight.
    pub(crate) time: f64,
    pub(crate) transactions: usize,
    pub(crate) failed: usize,
    pub(crate) gas: u64,
}

/// Reads one block, waiting for its results where the node has not written them yet.
pub(crate) fn read(rpc: &RpcClient, height: u64) -> anyhow::Result<Block> {
    // Four validators on few cores may take many seconds over a block of thousands of contract calls.
    for _ in 0..1_600 {
        let params = json!({"height": height.to_string()});
        if let (Ok(block), Ok(results)) =
            (rpc.call("header", params.clone()), rpc.call("block_results", params))
        {
            return parse(&block, &results);
        }
        sleep(Duration::from_millis(50));
    }
    bail!("the node has no block {height}")
}

fn parse(block: &Value, results: &Value) -> anyhow::Result<Block> {
    let empty = Vec::new();
    let outcomes = results["txs_results"].as_array().unwrap_or(&empty);
    let used =
        |outcome: &Value| outcome["gas_used"].as_str().and_then(|gas| gas.parse::<u64>().ok()).unwrap_or(0);
    let time = block["header"]["time"].as_str().and_then(seconds_of_day).context("the block has no time")?;
    Ok(Block {
        time,
        transactions: outcomes.len(),
        failed: outcomes.iter().filter(|outcome| outcome["code"].as_u64() != Some(0)).count(),
        gas: outcomes.iter().map(used).sum(),
    })
}

/// Returns the seconds of the day of a time such as `2026-01-02T03:04:05.678Z`.
fn seconds_of_day(text: &str) -> Option<f64> {
    let (_, clock) = text.trim_end_matches('Z').split_once('T')?;
    clock.split(':').try_fold(0.0, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocks_time_counts_from_midnight() {
        assert_eq!(seconds_of_day("2026-01-02T01:02:03.5Z"), Some(3_723.5));
        assert_eq!(seconds_of_day("midnight"), None);
    }
}
