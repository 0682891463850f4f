//! One member of the oracle committee: probes machines, checks workers' results, signs what it found; agrees with the
//! others on one bundle of readings, builds the epoch's settlement tree from it and signs its root; observes prices and
//! signs them.
//!
//! The same code runs as a process (`oracle-node`) and inside the demo. Page: `docs/spec/settlement-agreement.md`.
#![allow(clippy::arithmetic_side_effects)] // seconds and counters, off chain: overflow checks are on

mod attest;
mod bundle;
mod bundle_store;
mod committee;
mod derivation;
mod error;
mod examine;
mod file;
mod key_file;
mod member;
mod meter;
mod node;
mod observe;
mod prober;
mod probes;
mod readings;
mod shards;
mod signed_statements;
mod together;
mod witnesses;

pub use attest::{Attestation, BundleApproval, LeafRecord};
pub use bundle::{Bundle, BundleError};
pub use bundle_store::{BundleStore, MAX_BUNDLES};
pub use committee::Committee;
pub use derivation::{Derivation, ProviderLeaf, derive};
pub use error::OracleError;
pub use examine::{Assignment, Examination, Rejection};
pub use key_file::read_key;
pub use member::{Lie, OracleMember};
pub use node::{MAX_BUNDLE_BYTES, MAX_READINGS_BYTES, OracleNode};
pub use prober::{ProbeTarget, probe};
pub use probes::{MAX_OUTAGE_OF_ONE_PROBE, ProbeLog, ProbeLogs, ProbeOutcome};
pub use readings::{AcceptedWork, Finding, LeaseReading, Readings, SignedReadings};
pub use shards::{TreePart, WholeTree, merge_parts, tree_part};
pub use signed_statements::{Place, SignedStatements};
pub use witnesses::Witnesses;
