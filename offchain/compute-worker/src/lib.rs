//! A GPU provider's worker: computes a lease's job, meters it, commits to the result on chain and serves it
//! to the oracles.
//!
//! The same code runs as a process (`compute-worker`) and inside the demo.
#![allow(clippy::arithmetic_side_effects)] // seconds and row numbers, off chain: overflow checks are on

mod digits;
mod error;
mod opening;
mod report;
mod serve;
mod worker;

pub use digits::{DigitsJob, HELD_OUT_FROM, Score};
pub use error::WorkerError;
pub use report::{Epoch, WorkReport};
pub use serve::{HttpWork, WorkSource, serve};
pub use worker::{Fault, Work, Worker};
