//! `weal`: the command line.
#![allow(clippy::arithmetic_side_effects)] // amounts and seconds of a story, off chain: overflow checks are on

mod committee;

mod demo;
mod deploy;
mod receipt;
mod services;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use weal_client::{Chain, Deployment, Endpoints, Funds, WasmdChain};

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
    Demo {
        /// Which chain it happens on.
        #[arg(long, value_enum, default_value = "embedded")]
        chain: ChainKind,
        #[command(flatten)]
        node: NodeArguments,
    },
    /// Deploys every contract; resumes after an interruption, does nothing where all is done.
    Deploy {
        #[command(flatten)]
        node: NodeArguments,
    },
    /// Asks a deployed contract: weal query amm-pool '{"pool":{}}'
    Query {
        /// The contract's name in the address book.
        contract: String,
        /// The query as JSON, as in schema/<contract>.json.
        message: String,
        #[command(flatten)]
        node: NodeArguments,
    },
    /// Sends a message to a deployed contract: weal execute lending-market '{"supply":{}}' --from supplier
    /// --funds 5000000uusd
    Execute {
        /// The contract's name in the address book.
        contract: String,
        /// The message as JSON, as in schema/<contract>.json.
        message: String,
        /// The account that signs.
        #[arg(long)]
        from: String,
        /// One coin that goes with it, for example 5000000uusd.
        #[arg(long)]
        funds: Option<String>,
        #[command(flatten)]
        node: NodeArguments,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum ChainKind {
    /// In this process; nothing else is needed.
    Embedded,
    /// Real nodes, with worker, oracles and keeper as processes beside them.
    Wasmd,
}

/// Where the real chain is and what is on it.
#[derive(Args, Clone)]
pub(crate) struct NodeArguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long, default_value = ".localnet/endpoints.json")]
    endpoints: PathBuf,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long, default_value = "deployments")]
    deployments: PathBuf,
    /// The folder of <contract_name>.wasm.
    #[arg(long, default_value = "artifacts")]
    artifacts: PathBuf,
}

impl NodeArguments {
    fn connect(&self) -> anyhow::Result<(WasmdChain, Deployment)> {
        let chain = WasmdChain::connect(&Endpoints::read(&self.endpoints)?, &self.artifacts)?;
        let book = Deployment::open(&self.deployments, &chain)?;
        Ok((chain, book))
    }
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Demo { chain: ChainKind::Embedded, .. } => demo::embedded(),
        Command::Demo { chain: ChainKind::Wasmd, node } => demo::wasmd(&node),
        Command::Deploy { node } => deploy::run(&node),
        Command::Query { contract, message, node } => {
            let (chain, book) = node.connect()?;
            let answer = chain.query(book.address(&contract)?, &json(&message)?)?;
            println!("{}", serde_json::to_string_pretty(&answer)?);
            Ok(())
        }
        Command::Execute { contract, message, from, funds, node } => {
            let (chain, book) = node.connect()?;
            let funds = funds.as_deref().map(coin).transpose()?.unwrap_or_default();
            let receipt = chain.execute(&from, book.address(&contract)?, &json(&message)?, &funds)?;
            println!("{}", serde_json::to_string_pretty(&receipt::to_json(&receipt))?);
            Ok(())
        }
    }
}

fn json(text: &str) -> anyhow::Result<serde_json::Value> {
    serde_json::from_str(text).with_context(|| format!("the message is not JSON: {text}"))
}

/// "5000000uusd".
fn coin(text: &str) -> anyhow::Result<Funds> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (amount, denom) = text.split_at(digits);
    if denom.is_empty() {
        bail!("--funds takes an amount and a denomination, for example 5000000uusd, not '{text}'");
    }
    Ok(Funds::one(amount.parse().with_context(|| format!("'{text}' has no amount"))?, denom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coin_needs_an_amount_and_a_denomination() {
        assert_eq!(coin("5uusd").unwrap(), Funds::one(5, "uusd"));
        for wrong in ["", "5", "uusd", "-5uusd"] {
            assert!(coin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
