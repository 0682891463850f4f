//! One file per message that is not the LP ledger's.

mod instantiate;
mod provide;
mod receive;
mod swap;
mod withdraw;

pub(crate) use instantiate::instantiate;
pub(crate) use provide::{ProvideOrder, provide};
pub(crate) use receive::receive;
pub(crate) use swap::{SwapOrder, swap};
pub(crate) use withdraw::{WithdrawOrder, withdraw};
