//! What a cw20 `Send` to the pool can say.

use super::Hop;
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::Uint128;

/// What the `msg` of a cw20 `Send` to the pool says.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Sells the tokens sent, an asset of the pool: as [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
    Swap {
        /// What to buy; of two assets the other one by default.
        ask: Option<AssetInfo>,
        /// Fewest base units to accept, after the fee.
        min_receive: Option<Uint128>,
        /// Most price impact to accept, basis points, before the fee.
        max_impact_bps: Option<u16>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
        /// Highest fee of the pool to accept, basis points; none by default.
        max_fee_bps: Option<u16>,
        /// The version of the parameters that the payer has seen; any by default.
        params_version: Option<u32>,
        /// Whether the protocol's part of the fee is added to the payer's record of usage; not by default.
        record_usage: Option<bool>,
        /// Pools that the output goes on through: as in [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
        then: Option<Vec<Hop>>,
        /// As in [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
        trader: Option<String>,
    },
    /// Buys exactly `ask` with the tokens sent, an asset of the pool, which are the most it may cost. What is not needed of it
    /// comes back to the payer. As [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut). Emits [`Swapped`](super::Swapped).
    SwapExactOut {
        /// What to buy, base units above zero.
        ask: Asset,
        /// Most price impact to accept, basis points, before the fee; no bound but what was paid by default.
        max_impact_bps: Option<u16>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
        /// Highest fee of the pool to accept, basis points; none by default.
        max_fee_bps: Option<u16>,
        /// The version of the parameters that the payer has seen; any by default.
        params_version: Option<u32>,
        /// Whether the protocol's part of the fee is added to the payer's record of usage; not by default.
        record_usage: Option<bool>,
    },
    /// Adds liquidity with the tokens sent, an asset of the pool: as [`ExecuteMsg::ProvideOne`](super::ExecuteMsg::ProvideOne).
    ProvideOne {
        /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
        min_shares: Uint128,
        /// Who gets the shares; the payer by default. What is left over goes to the payer.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Gives the tokens sent, an asset of the pool, to the LPs: as [`ExecuteMsg::Donate`](super::ExecuteMsg::Donate).
    Donate {},
    /// Burns the LP shares sent: as [`ExecuteMsg::Withdraw`](super::ExecuteMsg::Withdraw).
    Withdraw {
        /// Fewest base units to accept; an asset left out has no bound.
        min_amounts: Option<Vec<Asset>>,
        /// Who gets the assets; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
}
