//! Answers of the router.

mod config;
mod explain;
mod simulate;

pub(crate) use config::config;
pub(crate) use explain::explain;
pub(crate) use simulate::{reverse_simulate_route, simulate_route};
