//! The registry's answers.

mod attestations;
mod qualifies;
mod tables;

pub(crate) use attestations::{attestation, attestations};
pub(crate) use qualifies::qualifies;
pub(crate) use tables::{auditor, auditors, award, config, holdings, sku, skus};
