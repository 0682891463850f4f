//! Measurements of what a pool's rules are worth, on simulated paths with fixed seeds.
//!
//! The pool's side is `amm-math` itself, in whole numbers. Floats are for the world outside: the price elsewhere and
//! those who trade on it. `scripts/bench amm` calls this program.

mod jit;
mod lvr;
mod market;
mod pool;
mod sandwich;
mod table;
mod twap;

use clap::Parser;
use serde::Serialize;

/// Measures the rules of a pool and prints tables.
#[derive(Parser)]
struct Arguments {
    /// Print one object {lvr, sandwich, jit, twap} instead of tables.
    #[arg(long)]
    json: bool,
    /// Days of each price path of the fee comparison.
    #[arg(long, default_value_t = 3)]
    days: u64,
    /// Price paths of each scenario.
    #[arg(long, default_value_t = 4)]
    paths: u64,
}

#[derive(Serialize)]
struct Report {
    lvr: Vec<lvr::Row>,
    sandwich: Vec<sandwich::Row>,
    jit: Vec<jit::Row>,
    twap: Vec<twap::Row>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let report = Report {
        lvr: lvr::measure(arguments.days, arguments.paths)?,
        sandwich: sandwich::measure()?,
        jit: jit::measure()?,
        twap: twap::measure()?,
    };
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        let tables = [
            lvr::table(&report.lvr),
            sandwich::table(&report.sandwich),
            jit::table(&report.jit),
            twap::table(&report.twap),
        ];
        println!("{}", tables.join("\n\n"));
    }
    Ok(())
}
