//! Answers about grants and debts.

mod grants;
mod holdings;

pub(crate) use grants::{claimable, config, grant, grants, grants_of};
pub(crate) use holdings::holdings;
