//! One file per message.

mod instantiate;
mod record;

pub(crate) use instantiate::instantiate;
pub(crate) use record::record;
