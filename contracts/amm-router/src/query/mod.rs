//! Answers of the router.

mod config;
mod explain;
mod simulate;
mod simulate_zap;

pub(crate) use config::config;
pub(crate) use explain::{explain, explain_exact_out};
pub(crate) use simulate::{reverse_simulate_route, simulate_route};
pub(crate) use simulate_zap::{simulate_zap_in, simulate_zap_out};
