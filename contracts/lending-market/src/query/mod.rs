//! Answers, accrued to the block they are asked in.

mod liquidation_quote;
mod market;
mod position;
mod supply_position;

pub(crate) use liquidation_quote::liquidation_quote;
pub(crate) use market::{config, holdings, market};
pub(crate) use position::{health, position, positions, simulate_borrow};
pub(crate) use supply_position::supply_position;
