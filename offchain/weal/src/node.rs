//! The commands that speak to a real chain.

use crate::node_arguments::NodeArguments;
use crate::{deploy, receipt};
use anyhow::{Context, bail};
use clap::Subcommand;
use weal_client::{Chain, Funds};

#[derive(Subcommand)]
pub(crate) enum NodeCommand {
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

pub(crate) fn run(command: NodeCommand) -> anyhow::Result<()> {
    match command {
        NodeCommand::Deploy { node } => deploy::run(&node),
        NodeCommand::Query { contract, message, node } => {
            let (chain, book) = node.connect()?;
            let answer = chain.query(book.address(&contract)?, &json(&message)?)?;
            println!("{}", serde_json::to_string_pretty(&answer)?);
            Ok(())
        }
        NodeCommand::Execute { contract, message, from, funds, node } => {
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

/// Reads a coin such as "5000000uusd".
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
}
