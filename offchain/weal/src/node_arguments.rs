//! The arguments that every command on a real chain takes.

use clap::Args;
use std::path::PathBuf;
use weal_client::{Deployment, Endpoints, WasmdChain};

/// The real chain's endpoints, and the folders of what is on it.
#[derive(Args, Clone)]
pub(crate) struct NodeArguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long, default_value = ".localnet/endpoints.json")]
    pub(crate) endpoints: PathBuf,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long, default_value = "deployments")]
    pub(crate) deployments: PathBuf,
    /// The folder of <contract_name>.wasm.
    #[arg(long, default_value = "artifacts")]
    artifacts: PathBuf,
}

impl NodeArguments {
    pub(crate) fn connect(&self) -> anyhow::Result<(WasmdChain, Deployment)> {
        let chain = WasmdChain::connect(&Endpoints::read(&self.endpoints)?, &self.artifacts)?;
        let book = Deployment::open(&self.deployments, &chain)?;
        Ok((chain, book))
    }
}
