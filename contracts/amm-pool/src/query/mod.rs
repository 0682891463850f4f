//! Answers that are not the LP ledger's.

mod pool;
mod simulate;
mod twap;

pub(crate) use pool::{config, holdings, pool};
pub(crate) use simulate::{
    reverse_simulate, simulate, simulate_provide, simulate_provide_one, simulate_withdraw,
    simulate_withdraw_exact, simulate_withdraw_one,
};
pub(crate) use twap::twap;
