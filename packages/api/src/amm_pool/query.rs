//! What can be asked about the pool.
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
    /// What never changes, and the amplification.
    #[returns(ConfigResponse)]
    Config {},
    /// Reserves, fees and LP supply.
    #[returns(PoolResponse)]
    Pool {},
    /// What a swap of `offer` pays.
    #[returns(SimulateResponse)]
    Simulate {
        /// What would be sold.
        offer: Asset,
        /// What would be bought; of two assets the other one by default.
        ask: Option<AssetInfo>,
    },
    /// The least offer that buys `ask`.
    #[returns(ReverseSimulateResponse)]
    ReverseSimulate {
        /// What would be bought.
        ask: Asset,
        /// What would be sold; of two assets the other one by default.
        offer: Option<AssetInfo>,
    },
    /// What a deposit mints, takes and gives back.
    #[returns(SimulateProvideResponse)]
    SimulateProvide {
        /// Each asset of the pool once, any order.
        assets: Vec<Asset>,
    },
    /// What burning `shares` pays.
    #[returns(SimulateWithdrawResponse)]
    SimulateWithdraw {
        /// LP shares, base units.
        shares: Uint128,
        /// Whose; shares that have not seasoned are paid less. By default as if they had.
        owner: Option<String>,
    },
    /// Mean prices over the last `window` seconds, from the prices at which each block opened.
    #[returns(TwapResponse)]
    Twap {
        /// Seconds. The window begins at the newest observation that is at least so old, so it may be longer.
        window: u64,
        /// What the reserves must be for the price to count as deep; of an asset left out [`DEFAULT_MIN_RESERVE`](super::DEFAULT_MIN_RESERVE).
        min_reserves: Option<Vec<Asset>>,
    },
    /// What a deposit of one asset mints and leaves over.
    #[returns(SimulateProvideResponse)]
    SimulateProvideOne {
        /// What would be paid.
        asset: Asset,
    },
    /// What burning `shares` that have seasoned for one asset pays; the other amounts are zero.
    #[returns(SimulateWithdrawResponse)]
    SimulateWithdrawOne {
        /// LP shares, base units.
        shares: Uint128,
        /// What would be paid.
        asset: AssetInfo,
    },
    /// How many shares, all seasoned, a withdrawal of exactly `assets` costs. Stableswap only.
    #[returns(SimulateWithdrawExactResponse)]
    SimulateWithdrawExact {
        /// What would be paid; an asset left out is zero.
        assets: Vec<Asset>,
    },
    /// What the ledger says the pool owes of each asset: its balances are never below.
    #[returns(HoldingsResponse)]
    Holdings {},
    /// The parameters, who may change or pause, and what is announced.
    #[returns(ParamsResponse)]
    Params {},
    /// What an account's LP shares cost, are worth and have earned. Only where shares season.
    #[returns(PositionReportResponse)]
    PositionReport {
        /// Whose.
        owner: String,
    },
    /// The protocol's part of the fees that a trader has paid with `record_usage`.
    #[returns(UsageOfResponse)]
    UsageOf {
        /// Who paid.
        trader: String,
    },
    /// A swap in plain numbers: what is paid, what comes out, what the worst case is and what it costs.
    #[returns(ExplainResponse)]
    Explain {
        /// What would be sold.
        offer: Asset,
        /// What would be bought; of two assets the other one by default.
        ask: Option<AssetInfo>,
    },
    /// How much must be sold to move the price by so much.
    #[returns(DepthResponse)]
    Depth {
        /// What would be sold.
        offer: AssetInfo,
        /// What would be bought; of two assets the other one by default.
        ask: Option<AssetInfo>,
        /// By how much its price falls in the other asset, basis points, 1 to 9,999.
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
    /// cw20: what `spender` may still move of `owner`'s shares.
    #[returns(AllowanceResponse)]
    Allowance {
        /// Whose shares.
        owner: String,
        /// Who may spend.
        spender: String,
    },
    /// cw20: every allowance that `owner` has given, by spender.
    #[returns(AllAllowancesResponse)]
    AllAllowances {
        /// Whose shares.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// cw20: every allowance that `spender` has been given, by owner.
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// Who may spend.
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
