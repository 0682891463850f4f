//! Messages that a cw20 `Send` to the pool can hold.

use super::Hop;
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::Uint128;

/// Messages that the `msg` of a cw20 `Send` to the pool may hold.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Sells the tokens sent, an asset of the pool: as [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
    Swap {
        /// The asset to buy; by default the other one of a pool of two.
        ask: Option<AssetInfo>,
        /// Fewest base units to accept, after the fee.
        min_receive: Option<Uint128>,
        /// Most price impact to accept, basis points, before the fee.
        max_impact_bps: Option<u16>,
        /// The account that gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
        /// Highest fee of the pool to accept, basis points; none by default.
        max_fee_bps: Option<u16>,
        /// The version of the parameters that the payer has seen; any by default.
        params_version: Option<u32>,
        /// True to add the protocol's part of the fee to the payer's record of usage; not added by default.
        record_usage: Option<bool>,
        /// Pools that the output goes on through: as in [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
        then: Option<Vec<Hop>>,
        /// The account for which a pool passes its output on: as in [`ExecuteMsg::Swap`](super::ExecuteMsg::Swap).
        trader: Option<String>,
    },
    /// Buys exactly `ask` with the tokens sent, an asset of the pool, which are the most that `ask` may cost. The
    /// tokens that are not needed come back to the payer. As
    /// [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut). Emits [`Swapped`](super::Swapped).
    SwapExactOut {
        /// The asset and the exact amount to buy, base units above zero.
        ask: Asset,
        /// Most price impact to accept, basis points, before the fee; no bound but what was paid by default.
        max_impact_bps: Option<u16>,
        /// The account that gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
        /// Highest fee of the pool to accept, basis points; none by default.
        max_fee_bps: Option<u16>,
        /// The version of the parameters that the payer has seen; any by default.
        params_version: Option<u32>,
        /// True to add the protocol's part of the fee to the payer's record of usage; not added by default.
        record_usage: Option<bool>,
    },
    /// Adds liquidity with the tokens sent, an asset of the pool: as [`ExecuteMsg::ProvideOne`](super::ExecuteMsg::ProvideOne).
    ProvideOne {
        /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
        min_shares: Uint128,
        /// The account that gets the shares; the payer by default. Left-over tokens go to the payer.
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
        /// The account that gets the assets; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
}
