//! The chain with every contract's code, and the contracts on it.

use crate::{ACTORS, ENDOWMENT, EmbeddedChain, codes};
use weal_client::{ATOM, Chain, Deployment, DeploymentError, DeploymentTerms, Economy, USD};

/// Returns a fresh chain that knows every contract and has funded the [`ACTORS`]. Nothing is deployed on it yet.
pub fn embedded_chain() -> EmbeddedChain {
    EmbeddedChain::new(codes(), &ACTORS, &[(ENDOWMENT, USD), (ENDOWMENT, ATOM)])
}

/// Deploys the twelve contracts on the terms of a development chain: the account `operator` owns them. The committee's keys are
/// not registered, so the oracle has no price yet. Errors: `Client`, where the chain lacks an account or a code.
pub fn deploy(chain: &dyn Chain) -> Result<Economy, DeploymentError> {
    let mut book = Deployment::in_memory(chain.chain_id());
    Economy::deploy(chain, &mut book, &DeploymentTerms::development(), &mut |_, _| ())
}
