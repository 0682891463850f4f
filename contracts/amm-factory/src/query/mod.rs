//! Answers of the factory.

mod config;
mod pools;

pub(crate) use config::config;
pub(crate) use pools::{decimals, pool, pools, pools_of};
