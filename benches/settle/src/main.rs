//! The gas of settlement on a real chain: roots over trees up to a million leases, claims of one to a hundred of them,
//! and committees of four to thirty-one.
//!
//! `scripts/bench settle` starts the chain, builds the contracts, calls this program and reads the JSON that it prints.
#![allow(clippy::arithmetic_side_effects)] // gas and seconds, off chain: overflow checks are on

mod claims;
mod disputes;
mod roots;
mod stage;
mod verification;

use clap::Parser;
use driver::Net;
use serde::Serialize;
use stage::Stage;
use std::path::PathBuf;

/// Measures what settlement costs.
#[derive(Parser)]
struct Arguments {
    /// The endpoints' file, as `scripts/localnet` writes it.
    #[arg(long)]
    endpoints: PathBuf,
    /// Folder with `<contract>.wasm` and `peer_noop.wasm`.
    #[arg(long)]
    artifacts: PathBuf,
    /// Leave out the second half, in which governance has pinned every code.
    #[arg(long)]
    unpinned_only: bool,
    /// Leave out the trees of a million leaves.
    #[arg(long)]
    small: bool,
}

/// Everything measured.
#[derive(Default, Serialize)]
struct Report {
    floors: Vec<Floor>,
    roots: Vec<roots::Row>,
    claims: Vec<claims::Row>,
    committee: Vec<verification::Row>,
    disputes: Vec<disputes::Row>,
}

/// An empty call.
#[derive(Serialize)]
struct Floor {
    gas: u64,
    pinned: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let net = Net::connect(&arguments.endpoints, &arguments.artifacts)?;
    let mut stage = Stage::build(&net)?;
    let mut report = Report::default();
    measure(&mut stage, &mut report, arguments.small, false)?;
    if !arguments.unpinned_only {
        eprintln!("pinning by governance");
        driver::governance::pin(&net.chain, &net.rpc, settle::OPERATOR, stage.codes.clone())?;
        measure(&mut stage, &mut report, arguments.small, true)?;
    }
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}

fn measure(stage: &mut Stage<'_>, report: &mut Report, small: bool, pinned: bool) -> anyhow::Result<()> {
    let floor = stage.empty_call()?;
    eprintln!("empty call {floor}{}", if pinned { ", every code pinned" } else { "" });
    report.floors.push(Floor { gas: floor, pinned });
    report.roots.extend(roots::measure(stage, small, floor, pinned)?);
    report.claims.extend(claims::measure(stage, small, floor, pinned)?);
    report.committee.extend(verification::measure(stage, floor, pinned)?);
    report.disputes.extend(disputes::measure(stage, small, floor, pinned)?);
    Ok(())
}
