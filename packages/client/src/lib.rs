//! One typed client over two chains.
//!
//! [`Chain`] is what a program needs of a chain: sign and send, ask, wait. [`EmbeddedChain`] runs the
//! contracts in this process; [`WasmdChain`] speaks to real nodes over RPC. A scenario written against the
//! trait runs on both. [`Contract`] adds the message types; [`Deployment`] is the address book.
#![allow(clippy::arithmetic_side_effects)] // heights and sequences, off chain: overflow checks are on

mod chain;
mod contract;
mod deployment;
mod economy;
mod embedded;
mod error;
mod http;
mod wasmd;

pub use chain::{Block, Chain, Code, Funds, Receipt, StoredCode};
pub use contract::{
    AmmFactory, AmmIncentives, AmmPool, AmmRouter, ComputeEscrow, ComputeIndex, ComputeMarket,
    ComputeRegistry, Contract, GovernanceToken, LendingMarket, Oracle, Vesting,
};
pub use deployment::{Deployment, DeploymentError};
pub use economy::{ATOM, ATOM_FEED, DeploymentTerms, Economy, H100, ONE, POOL_CREATION_FEE, USD};
pub use embedded::{CodeRegistry, EmbeddedChain};
pub use error::ClientError;
pub use http::HttpClient;
pub use wasmd::{DevelopmentKeys, Endpoints, RpcClient, WasmdChain};
