//! One file per message.

mod cancel;
mod claim;
mod create_grants;
mod instantiate;
mod receive;

pub(crate) use cancel::cancel;
pub(crate) use claim::claim;
pub(crate) use create_grants::create_grants;
pub(crate) use instantiate::instantiate;
pub(crate) use receive::receive;
