//! One file per message.

mod instantiate;
mod receive;
mod swap;
mod swap_exact_out;
mod zap_in;
mod zap_out;

pub(crate) use instantiate::instantiate;
pub(crate) use receive::receive;
pub(crate) use swap::swap;
pub(crate) use swap_exact_out::swap_exact_out;
pub(crate) use zap_in::zap_in;
pub(crate) use zap_out::zap_out;
