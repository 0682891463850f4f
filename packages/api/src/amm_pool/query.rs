//! Queries of the pool.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))] // the answers are named for the schema alone

use super::response::*;
use crate::asset::{Asset, AssetInfo};
use crate::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, MinterResponse, TokenInfoResponse,
};
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::Uint128;

/// Queries of the pool. A simulation equals what the message does in the same block, to the unit.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The assets, the curve, the fee, the owner and the fixed limits.
    #[returns(ConfigResponse)]
    Config {},
    /// Reserves, fees and LP supply.
    #[returns(PoolResponse)]
    Pool {},
    /// The amount that a swap of `offer` pays.
    #[returns(SimulateResponse)]
    Simulate {
        /// The asset and the amount to sell.
        offer: Asset,
        /// The asset to buy; by default the other one of a pool of two.
        ask: Option<AssetInfo>,
    },
    /// The least offer that buys `ask`.
    #[returns(ReverseSimulateResponse)]
    ReverseSimulate {
        /// The asset and the amount to buy.
        ask: Asset,
        /// The asset to sell; by default the other one of a pool of two.
        offer: Option<AssetInfo>,
    },
    /// The shares that a deposit mints, the amounts that it takes and those that it gives back.
    #[returns(SimulateProvideResponse)]
    SimulateProvide {
        /// The deposit: each asset of the pool once, in any order.
        assets: Vec<Asset>,
    },
    /// The amounts that burning `shares` pays.
    #[returns(SimulateWithdrawResponse)]
    SimulateWithdraw {
        /// LP shares, base units.
        shares: Uint128,
        /// The holder of the shares, who is paid less for those that have not seasoned. By default all count as
        /// seasoned.
        owner: Option<String>,
    },
    /// Mean prices over the last `window` seconds, from the prices at which each block opened.
    #[returns(TwapResponse)]
    Twap {
        /// The window, seconds. It begins at the newest observation that is at least so old, so the window may be
        /// longer.
        window: u64,
        /// The reserves from which the price counts as deep; of an asset left out
        /// [`DEFAULT_MIN_RESERVE`](super::DEFAULT_MIN_RESERVE).
        min_reserves: Option<Vec<Asset>>,
    },
    /// The shares that a deposit of one asset mints, and the amount that it leaves over.
    #[returns(SimulateProvideResponse)]
    SimulateProvideOne {
        /// The asset and the amount to pay in.
        asset: Asset,
    },
    /// The amount that burning `shares` that have seasoned for one asset pays; the other amounts are zero.
    #[returns(SimulateWithdrawResponse)]
    SimulateWithdrawOne {
        /// LP shares, base units.
        shares: Uint128,
        /// The asset to get.
        asset: AssetInfo,
    },
    /// The shares, all seasoned, that a withdrawal of exactly `assets` costs. Stableswap only.
    #[returns(SimulateWithdrawExactResponse)]
    SimulateWithdrawExact {
        /// The amounts to get; an asset left out is zero.
        assets: Vec<Asset>,
    },
    /// The pool's debts by its ledger, asset by asset: its balances are never below.
    #[returns(HoldingsResponse)]
    Holdings {},
    /// The parameters, who may change or pause, and what is announced.
    #[returns(ParamsResponse)]
    Params {},
    /// The cost, the worth and the earnings of an account's LP shares. Only where shares season.
    #[returns(PositionReportResponse)]
    PositionReport {
        /// The holder of the shares.
        owner: String,
    },
    /// The protocol's part of the fees that a trader has paid with `record_usage`.
    #[returns(UsageOfResponse)]
    UsageOf {
        /// The account that paid.
        trader: String,
    },
    /// A swap in plain numbers: what is paid, what comes out, what the worst case is and what it costs.
    #[returns(ExplainResponse)]
    Explain {
        /// The asset and the amount to sell.
        offer: Asset,
        /// The asset to buy; by default the other one of a pool of two.
        ask: Option<AssetInfo>,
    },
    /// The amount to sell that moves the price by `bps`.
    #[returns(DepthResponse)]
    Depth {
        /// The asset to sell.
        offer: AssetInfo,
        /// The asset to buy; by default the other one of a pool of two.
        ask: Option<AssetInfo>,
        /// The fall of the sold asset's price in the other asset, basis points, 1 to 9,999.
        bps: u16,
    },
    /// cw20: an account's LP shares; zero for an unknown one.
    #[returns(BalanceResponse)]
    Balance {
        /// The account.
        address: String,
    },
    /// cw20: the LP token's name, symbol, decimals and supply.
    #[returns(TokenInfoResponse)]
    TokenInfo {},
    /// cw20: always none, since only a deposit mints.
    #[returns(Option<MinterResponse>)]
    Minter {},
    /// cw20: the rest of an allowance, that is, the shares of `owner` that `spender` may still move.
    #[returns(AllowanceResponse)]
    Allowance {
        /// The account that gave the allowance.
        owner: String,
        /// The account that may spend.
        spender: String,
    },
    /// cw20: every allowance that `owner` has given, by spender.
    #[returns(AllAllowancesResponse)]
    AllAllowances {
        /// The account that gave the allowances.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// cw20: every allowance that `spender` has been given, by owner.
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// The account that may spend.
        spender: String,
        /// Last owner of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// cw20: every account that has held shares.
    #[returns(AllAccountsResponse)]
    AllAccounts {
        /// Last account of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
}
