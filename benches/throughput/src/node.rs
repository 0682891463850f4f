//! The resources that the nodes use: processor time from the system, time of processing blocks from their own metrics.

use anyhow::Context;
use serde::Deserialize;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

/// Clock ticks of Linux in a second.
const TICKS: f64 = 100.0;

/// The processes of a chain.
pub(crate) struct Nodes {
    /// One URL a node.
    pub(crate) rpc: Vec<String>,
    pids: Vec<u32>,
    metrics: String,
}

/// The resources used up to one moment.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    /// Processor seconds of all nodes.
    pub(crate) cpu: f64,
    /// Seconds that the first node has processed blocks.
    pub(crate) processing: f64,
}

#[derive(Deserialize)]
struct Description {
    rpc: Vec<String>,
    pids: Vec<u32>,
}

impl Nodes {
    /// Reads the nodes from the file of `scripts/localnet`.
    pub(crate) fn read(endpoints: &Path, metrics: &str) -> anyhow::Result<Self> {
        let found: Description = serde_json::from_slice(&std::fs::read(endpoints)?)?;
        Ok(Self { rpc: found.rpc, pids: found.pids, metrics: metrics.into() })
    }

    /// Returns the resources used up to now.
    pub(crate) fn usage(&self) -> anyhow::Result<Usage> {
        let cpu = self.pids.iter().map(|pid| cpu_seconds(*pid)).sum::<anyhow::Result<f64>>()?;
        Ok(Usage { cpu, processing: self.processing()? })
    }

    /// The metric is a histogram of milliseconds.
    fn processing(&self) -> anyhow::Result<f64> {
        let mut stream = TcpStream::connect(&self.metrics)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(stream, "GET /metrics HTTP/1.0\r\nHost: {}\r\n\r\n", self.metrics)?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let line = text.lines().find(|line| line.contains("state_block_processing_time_sum"));
        let sum = line.and_then(|line| line.rsplit(' ').next()).context("the node has no such metric")?;
        Ok(sum.parse::<f64>()? / 1_000.0)
    }
}

/// User and system time of a process.
fn cpu_seconds(pid: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name may hold spaces; it ends with the last parenthesis. Fields 14 and 15 follow as the 12th and 13th.
    let (_, fields) = stat.rsplit_once(") ").context("an unknown form of /proc")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / TICKS)
}
