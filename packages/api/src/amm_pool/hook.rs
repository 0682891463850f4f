//! Messages that a cw20 `Send` to the pool can hold.

use super::{ExactOutOrder, ProvideOneOrder, SwapOrder};
use crate::asset::Asset;

/// Messages that the `msg` of a cw20 `Send` to the pool may hold.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Sells the tokens sent, an asset of the pool: the same as [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
    Swap(SwapOrder),
    /// Buys with the tokens sent, an asset of the pool: the same as [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut).
    SwapExactOut(ExactOutOrder),
    /// Adds liquidity with the tokens sent, an asset of the pool: the same as [`ExecuteMsg::ProvideOne`](super::ExecuteMsg::ProvideOne).
    ProvideOne(ProvideOneOrder),
    /// Gives the tokens sent, an asset of the pool, to the LPs: as [`ExecuteMsg::Donate`](super::ExecuteMsg::Donate).
    Donate {},
    /// Burns the LP shares sent: as [`ExecuteMsg::Withdraw`](super::ExecuteMsg::Withdraw).
    Withdraw {
        /// Fewest base units to accept; an asset left out has no bound.
        min_amounts: Option<Vec<Asset>>,
        /// The account that gets the assets; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
}
