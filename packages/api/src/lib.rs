//! Every contract's messages, responses, events and typed handle: contracts meet only here.
//!
//! A module per contract, beside the pieces they share: [`asset`] (what money is), [`payment`] (money that
//! came in), [`cw20`] (the token standard's wire format), [`page`] (how much a list query returns), [`version`]
//! (what a contract says of itself).

pub mod amm_factory;
pub mod amm_incentives;
pub mod amm_pool;
pub mod amm_router;
pub mod asset;
pub mod batch;
pub mod compute_escrow;
pub mod compute_index;
pub mod compute_market;
pub mod compute_registry;
pub mod cw20;
mod fact;
mod failure;
pub mod governance_token;
pub mod lending_market;
pub mod oracle;
pub mod page;
pub mod payment;
pub mod raw_read;
pub mod version;
pub mod vesting;
