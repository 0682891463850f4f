//! Every contract's messages, responses, events and typed handle: contracts meet only here.
//!
//! A contract has one module. The contracts share [`asset`] (what money is), [`cw20`] (the token standard's wire format) and [`page`] (how
//! much a list query returns).

pub mod amm_factory;
pub mod amm_incentives;
pub mod amm_pool;
pub mod amm_router;
pub mod asset;
pub mod compute_escrow;
pub mod compute_index;
pub mod compute_market;
pub mod compute_registry;
pub mod cw20;
pub mod governance_token;
pub mod lending_market;
pub mod oracle;
pub mod page;
pub mod vesting;
