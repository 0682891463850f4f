//! One file per message that is not the ledger's.

mod burn;
mod instantiate;
mod mint;
mod update_marketing;
mod update_minter;
mod upload_logo;

pub(crate) use burn::{burn, burn_from};
pub(crate) use instantiate::instantiate;
pub(crate) use mint::mint;
pub(crate) use update_marketing::update_marketing;
pub(crate) use update_minter::update_minter;
pub(crate) use upload_logo::upload_logo;
