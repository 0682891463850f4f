//! The story: one economy from its first token to a balance sheet that adds up.

mod balance_sheet;
mod compute;
mod dispute;
mod grants;
mod income;
mod lending;
mod liquidity;
mod market;
mod narrator;
mod rewards;
mod routes;
mod terms;
mod written;

use crate::committee;
use crate::services::{InProcess, Services, Stage};
use balance_sheet::BalanceSheet;
use narrator::Narrator;
use weal_client::{COMMITTEE, Chain, Deployment, DeploymentTerms, Economy, Receipt};
use weal_embedded::EmbeddedChain;

/// Tells the story on a chain in this process.
pub(crate) fn embedded() -> anyhow::Result<()> {
    embedded_on(&weal_embedded::embedded_chain()).map(drop)
}

fn embedded_on(chain: &EmbeddedChain) -> anyhow::Result<Narrator> {
    let mut book = Deployment::in_memory(chain.chain_id());
    let mut narrator = Narrator::new("the embedded chain, in this process");
    let economy = found(chain, &mut book, &mut narrator)?;
    let members = committee::members(&economy, None)?;
    register(chain, &members, &mut narrator)?;
    let stage = Stage { chain, economy, is_patient: true };
    tell(&stage, &InProcess { members }, &mut narrator)?;
    Ok(narrator)
}

/// Tells the story on real nodes, with the services as processes.
#[cfg(feature = "wasmd")]
pub(crate) fn wasmd(node: &crate::node_arguments::NodeArguments) -> anyhow::Result<()> {
    let (chain, mut book) = node.connect()?;
    let mut narrator = Narrator::new(&format!("wasmd, chain {}", chain.chain_id()));
    let economy = found(&chain, &mut book, &mut narrator)?;
    let members = committee::members(&economy, Some(&crate::deploy::keys_directory(node, chain.chain_id())))?;
    register(&chain, &members, &mut narrator)?;
    let stage = Stage { chain: &chain, economy, is_patient: false };
    tell(&stage, &crate::services::Processes { node: node.clone() }, &mut narrator)
}

fn found(chain: &dyn Chain, book: &mut Deployment, narrator: &mut Narrator) -> anyhow::Result<Economy> {
    narrator.chapter(
        "The contracts",
        "Twelve contracts are deployed, the pool by the factory. Whoever deploys them owns nobody's money.",
    );
    let mut report = |what: &str, receipt: Option<&Receipt>| narrator.deployed(what, receipt);
    Ok(Economy::deploy(chain, book, &DeploymentTerms::development(), &mut report)?)
}

fn register(
    chain: &dyn Chain,
    members: &[oracle_node::OracleMember],
    narrator: &mut Narrator,
) -> anyhow::Result<()> {
    narrator.say(&format!(
        "A committee of {} registers its keys, each with a proof that its owner holds it and behind a bond of 1,000 USD: \
         whoever signs a root that overcharges a tenant loses it.",
        COMMITTEE.len()
    ));
    committee::register(chain, members, &mut |what, receipt| narrator.deployed(what, receipt))
}

fn tell(stage: &Stage<'_>, services: &dyn Services, narrator: &mut Narrator) -> anyhow::Result<()> {
    let opening = BalanceSheet::take(stage)?;
    let grants = grants::make(stage, narrator)?;
    liquidity::provide(stage, narrator)?;
    let schedule_id = rewards::stake(stage, narrator)?;
    lending::lend_and_borrow(stage, services, narrator)?;
    let income = compute::lease_and_settle(stage, services, narrator)?;
    income::swap(stage, narrator, income)?;
    routes::trade(stage, narrator)?;
    rewards::claim(stage, narrator, schedule_id)?;
    grants::vest(stage, narrator, &grants)?;
    balance_sheet::close(stage, narrator, &opening)?;
    narrator.summary();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use narrator::COLUMNS;

    #[test]
    fn the_story_is_told_in_narrow_lines_on_a_chain_that_counts_loads_and_saves() {
        let narrator = embedded_on(&weal_testing::embedded_chain()).unwrap();
        assert!(narrator.widest() <= COLUMNS, "a line has {} columns", narrator.widest());
    }
}
