//! `weal`: the command line.
#![allow(clippy::arithmetic_side_effects)] // amounts and seconds of a story, off chain: overflow checks are on

mod committee;
mod demo;
#[cfg(feature = "wasmd")]
mod deploy;
#[cfg(feature = "wasmd")]
mod node;
#[cfg(feature = "wasmd")]
mod node_arguments;
#[cfg(feature = "wasmd")]
mod receipt;
mod services;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Commonweal: an AMM, a lending market, vesting grants and a GPU-compute escrow that share one economy.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tells the whole story: grants, a pool, a loan, a GPU lease settled by four oracles, a balance sheet.
    Demo(DemoArguments),
    #[cfg(feature = "wasmd")]
    #[command(flatten)]
    Node(node::NodeCommand),
}

#[derive(Args)]
struct DemoArguments {
    /// The chain that it happens on.
    #[arg(long, value_enum, default_value = "embedded")]
    chain: ChainKind,
    #[cfg(feature = "wasmd")]
    #[command(flatten)]
    node: node_arguments::NodeArguments,
}

#[derive(Clone, Copy, ValueEnum)]
enum ChainKind {
    /// A chain in this process; nothing else is needed.
    Embedded,
    /// Real nodes, with worker, oracles and keeper as processes beside them.
    #[cfg(feature = "wasmd")]
    Wasmd,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Demo(demo) => match demo.chain {
            ChainKind::Embedded => demo::embedded(),
            #[cfg(feature = "wasmd")]
            ChainKind::Wasmd => demo::wasmd(&demo.node),
        },
        #[cfg(feature = "wasmd")]
        Command::Node(command) => node::run(command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
