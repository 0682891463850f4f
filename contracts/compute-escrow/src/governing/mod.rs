//! The owner, the configuration and what the escrow trusts for good.

mod accept_ownership;
mod config;
mod instantiate;
mod ownership;
pub(crate) mod query;
mod records;
mod transfer_ownership;
mod update_config;

pub(crate) use accept_ownership::accept_ownership;
pub(crate) use config::{Config, MAX_WINDOW_SECONDS};
pub(crate) use instantiate::instantiate;
pub(crate) use records::{fee_recipient, load_config, save_config};
pub(crate) use transfer_ownership::transfer_ownership;
pub(crate) use update_config::{config_updated, update_config};
