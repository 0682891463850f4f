//! A GPU provider's worker: computes a lease's job, commits to the result on chain, serves it to the oracles and answers
//! their probes.
//!
//! It reports no time and no latency: oracles do not take a provider's word for what its service level is judged by.
//! The same code runs as a process (`compute-worker`) and inside the demo.
#![allow(clippy::arithmetic_side_effects)] // seconds and row numbers, off chain: overflow checks are on

mod digits;
mod error;
mod machine;
mod opening;
mod report;
mod serve;
mod worker;

pub use digits::{DigitsJob, HELD_OUT_FROM, Score};
pub use error::WorkerError;
pub use machine::{Machine, Probed, REQUEST_IMAGES};
pub use report::{Epoch, WorkReport};
pub use serve::{HttpWork, PROBE_TIME, WorkService, WorkSource};
pub use worker::{Fault, Work, Worker};
