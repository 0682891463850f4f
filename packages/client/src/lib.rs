//! One typed client over two chains.
//!
//! [`Chain`] is everything that a program asks of a chain: sign and send, query, wait. `WasmdChain` (feature `wasmd`) speaks to real
//! nodes over RPC; `weal_embedded::EmbeddedChain` runs the contracts in this process. A scenario written against the trait runs on
//! both. [`Contract`] adds the message types, [`Economy`] names the twelve contracts, [`Deployment`] is their address book.
//!
//! Features: `wasmd` (on by default) brings the real chain with its keys and protocol buffers, `http` only `HttpClient` for this
//! project's own services. Without both the crate is the trait, the handles and the deployment.
#![allow(clippy::arithmetic_side_effects)] // heights and sequences, off chain: overflow checks are on

mod chain;
mod contract;
mod deployment;
mod economy;
mod error;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "wasmd")]
mod wasmd;

pub use chain::{Block, Chain, Code, Funds, Receipt, StoredCode};
pub use contract::{
    AmmFactory, AmmIncentives, AmmPool, AmmRouter, ComputeEscrow, ComputeIndex, ComputeMarket,
    ComputeRegistry, Contract, GovernanceToken, LendingMarket, Oracle, Vesting,
};
pub use deployment::{Deployment, DeploymentError};
pub use economy::{ATOM, ATOM_FEED, COMMITTEE, DeploymentTerms, Economy, H100, ONE, POOL_CREATION_FEE, USD};
pub use error::ClientError;
#[cfg(feature = "http")]
pub use http::HttpClient;
#[cfg(feature = "wasmd")]
pub use wasmd::{DevelopmentKeys, Endpoints, RpcClient, WasmdChain};
