//! INT8×INT8→INT32 matrix products that can be committed to, checked in O(n²) and disputed one element at a time.
//!
//! Integers only: the same bits on every CPU, GPU and in a contract. Nothing here reads a clock or draws
//! randomness; seeds come in as bytes. Formulas, bounds and what each test holds are in
//! `docs/spec/compute-proof.md`.

pub mod commitment;
mod error;
mod field;
pub mod freivalds;
pub mod generator;
pub mod input_commitment;
mod inputs;
pub mod matrix;
#[cfg(feature = "native")]
pub mod native;
pub mod product;

pub use commitment::{CommittedOutput, OutputCommitment, VerifiedChunk};
pub use error::ProofError;
pub use freivalds::{ChallengeSeed, Verdict, challenge_seed};
pub use generator::Seed;
pub use input_commitment::{CommittedInputs, InputCommitment, LineOpening};
pub use inputs::Inputs;
pub use matrix::{MAX_INNER, MAX_SIDE, MatrixI8, MatrixI32, OutputShape, Shape};
