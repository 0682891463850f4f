//! The escrow beside a real oracle: every message, every refusal, the whole effect.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

#[path = "compute_escrow/acceptance.rs"]
mod acceptance;
#[path = "compute_escrow/adversarial.rs"]
mod adversarial;
#[path = "compute_escrow/assignments.rs"]
mod assignments;
#[path = "compute_escrow/challenges.rs"]
mod challenges;
#[path = "compute_escrow/claims.rs"]
mod claims;
#[path = "compute_escrow/claims_of_many.rs"]
mod claims_of_many;
#[path = "compute_escrow/commitments.rs"]
mod commitments;
#[path = "compute_escrow/cw20_payments.rs"]
mod cw20_payments;
#[path = "compute_escrow/depositors.rs"]
mod depositors;
#[path = "compute_escrow/disputes.rs"]
mod disputes;
#[path = "compute_escrow/golden.rs"]
mod golden;
#[path = "compute_escrow/histories.rs"]
mod histories;
#[path = "compute_escrow/jobs.rs"]
mod jobs;
#[path = "compute_escrow/leases.rs"]
mod leases;
#[path = "compute_escrow/notice.rs"]
mod notice;
#[path = "compute_escrow/overcharges.rs"]
mod overcharges;
#[path = "compute_escrow/ownership.rs"]
mod ownership;
#[path = "compute_escrow/providers.rs"]
mod providers;
#[path = "compute_escrow/quotes.rs"]
mod quotes;
#[path = "compute_escrow/refunds.rs"]
mod refunds;
#[path = "compute_escrow/requests.rs"]
mod requests;
#[path = "compute_escrow/scaling.rs"]
mod scaling;
#[path = "compute_escrow/sla.rs"]
mod sla;
#[path = "compute_escrow/suite.rs"]
mod suite;
#[path = "compute_escrow/tiers.rs"]
mod tiers;
#[path = "compute_escrow/walk.rs"]
mod walk;
