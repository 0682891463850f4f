//! The command `weal deploy`.

use crate::committee;
use crate::node_arguments::NodeArguments;
use weal_client::{Chain, DeploymentTerms, Economy, Receipt};

pub(crate) fn run(node: &NodeArguments) -> anyhow::Result<()> {
    let (chain, mut book) = node.connect()?;
    let mut sent = 0;
    let mut report = |what: &str, receipt: Option<&Receipt>| match receipt {
        None => println!("  {what}: there already"),
        Some(receipt) => {
            sent += 1;
            println!("  {what}: height {}, gas {}", receipt.height, receipt.gas_used.unwrap_or_default());
        }
    };
    let economy = Economy::deploy(&chain, &mut book, &DeploymentTerms::development(), &mut report)?;
    let members = committee::members(&economy, Some(&keys_directory(node, chain.chain_id())))?;
    committee::register(&chain, &members, &mut report)?;
    for (label, address) in economy.addresses() {
        println!("{label:<18} {address}");
    }
    println!("{sent} transactions");
    Ok(())
}

/// Returns the folder of the committee's keys of a chain.
pub(crate) fn keys_directory(node: &NodeArguments, chain_id: &str) -> std::path::PathBuf {
    node.deployments.join(format!("{chain_id}.keys"))
}
