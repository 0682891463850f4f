//! The pool: its messages, its LP token's cw20 messages, its answers and its events.
//!
//! Lists of amounts in answers and events are in the pool's order, the order of `InstantiateMsg::assets`.

mod event;
mod response;

use crate::asset::{Asset, AssetInfo};
use crate::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, Cw20ReceiveMsg, MinterResponse, TokenInfoResponse,
};
use cosmwasm_schema::{QueryResponses, cw_serde};
use cosmwasm_std::{Binary, Uint128};
use cw_utils::Expiration;

pub use event::{AmpRamped, LiquidityProvided, LiquidityWithdrawn, ObservationsGrown, PoolCreated, Swapped};
pub use response::{
    AmplificationResponse, ConfigResponse, HoldingsResponse, PoolResponse, ReverseSimulateResponse,
    SimulateProvideResponse, SimulateResponse, SimulateWithdrawExactResponse, SimulateWithdrawResponse,
    TwapPrice, TwapResponse,
};

/// The highest fee of a pool, basis points of the output.
pub const MAX_FEE_BPS: u16 = 500;
/// The most price impact of a swap that names no bound of its own, basis points.
pub const DEFAULT_MAX_IMPACT_BPS: u16 = 500;

/// Over how long the mean price is that binds a swap that names no bound of its own, seconds.
pub const DEFAULT_TWAP_SECONDS: u64 = 600;
/// The shortest time between two observations that are kept, seconds.
pub const OBSERVATION_SPACING: u64 = 60;
/// Observations that a new pool keeps: about half an hour of a busy one.
pub const DEFAULT_OBSERVATIONS: u16 = 32;
/// The most observations that a pool can be made to keep: about a day of a busy one.
pub const MAX_OBSERVATIONS: u16 = 1_440;
/// Without a trade for longer than this a price is stale, seconds.
pub const MAX_IDLE_SECONDS: u64 = 86_400;

/// Creates an empty pool. Anyone may; no funds; emits [`PoolCreated`].
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct InstantiateMsg {
    /// Different; their order is the pool's order: 2, or 2 to 4 in a stableswap. A cw20 must answer `token_info`.
    pub assets: Vec<AssetInfo>,
    /// The curve.
    pub kind: PoolKind,
    /// Of each swap's output, basis points, at most [`MAX_FEE_BPS`]; all of it is the LPs'.
    pub fee_bps: u16,
    /// The LP token's name, 3 to 50 bytes; "Commonweal LP" by default.
    pub lp_name: Option<String>,
    /// The LP token's symbol, 3 to 12 letters or hyphens; "WEAL-LP" by default.
    pub lp_symbol: Option<String>,
    /// May ramp the amplification of a stableswap, within the limits of `RampAmp`; has no other power.
    pub owner: String,
}

/// The curve that prices swaps.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum PoolKind {
    /// reserve₀ × reserve₁ never falls.
    ConstantProduct {},
    /// For 2 to 4 assets that are meant to have one price: the invariant *D* never falls.
    Stableswap {
        /// The amplification *A*, 1 to 100,000: the higher, the flatter the price.
        amp: u32,
        /// Decimals of each asset, in the order of the assets, at most 18. Of a cw20 those that it says itself.
        decimals: Vec<u8>,
    },
}

/// Messages of the pool. The cw20 variants move LP shares; there is none that burns, because shares destroyed
/// outside `Withdraw` could bring the supply below the lock.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum ExecuteMsg {
    /// Adds liquidity. A constant product takes it in the ratio of the holdings (reserves and fees); what exceeds it is not
    /// taken (cw20) or comes back at once (native). A stableswap takes all, in any ratio, less a fee on what moves the
    /// ratio: an asset left out counts as zero. The first deposit sets the price and locks 1,000 shares for good. Anyone. Funds: exactly the
    /// native coins among `assets`; cw20 by an allowance to the pool. Emits [`LiquidityProvided`].
    Provide {
        /// Each asset of the pool once, any order, base units above zero.
        assets: Vec<Asset>,
        /// Fewest LP shares to accept; no bound by default.
        min_shares: Option<Uint128>,
        /// Who gets the shares; the sender by default. Refunds go to the sender.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Sells the one native coin attached. Anyone. Emits [`Swapped`].
    ///
    /// Without `min_receive` and without `max_impact_bps` a price impact above [`DEFAULT_MAX_IMPACT_BPS`] is
    /// refused, and so is a price as much below the mean of the last [`DEFAULT_TWAP_SECONDS`], once the pool has so
    /// long a memory. With either of them only what is named is checked.
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
    },
    /// Buys exactly `ask` with the one native coin attached, which is the most it may cost. What is not needed of it
    /// comes back to the payer. Anyone. Emits [`Swapped`].
    SwapExactOut {
        /// What to buy, base units above zero.
        ask: Asset,
        /// Most price impact to accept, basis points, before the fee; no bound but what was paid by default.
        max_impact_bps: Option<u16>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Adds liquidity with the one native coin attached: a constant product sells the part of it that leaves the ratio of
    /// the holdings, a stableswap takes it as it is. Anyone, once the pool has been opened. Emits [`LiquidityProvided`]
    /// and, of a constant product, [`Swapped`].
    ProvideOne {
        /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
        min_shares: Uint128,
        /// Who gets the shares; the payer by default. What is left over goes to the payer.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Burns the sender's LP shares for the same share of all that the pool holds. LP holders; no funds, no allowance.
    /// Emits [`LiquidityWithdrawn`].
    Withdraw {
        /// LP shares, base units, above zero.
        shares: Uint128,
        /// Fewest base units to accept; an asset left out has no bound.
        min_amounts: Option<Vec<Asset>>,
        /// Who gets the assets; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Burns the sender's LP shares for one asset. A constant product sells the rest of what `Withdraw` would pay, a
    /// stableswap charges the fee on what moves the ratio. LP holders; no funds. Emits [`LiquidityWithdrawn`] and, of a
    /// constant product, [`Swapped`].
    WithdrawOne {
        /// LP shares, base units, above zero.
        shares: Uint128,
        /// What to get.
        asset: AssetInfo,
        /// Fewest base units to accept: it is a trade, and a trade needs a bound.
        min_receive: Uint128,
        /// Who gets it; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Pays exactly `assets` for as few of the sender's LP shares as that costs. Stableswap only. LP holders; no funds.
    /// Emits [`LiquidityWithdrawn`].
    WithdrawExact {
        /// What to get; an asset left out is zero.
        assets: Vec<Asset>,
        /// Most LP shares to burn.
        max_shares: Uint128,
        /// Who gets the assets; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Moves the amplification of a stableswap along a straight line in time. The owner; no funds. Emits [`AmpRamped`].
    RampAmp {
        /// Where it ends, 1 to 100,000, at most ten times more or less than now.
        amp: u32,
        /// When it ends (Unix seconds), at least 86,400 seconds from now. A day must have passed since the start of the
        /// last ramp, and that one must be over.
        ends_at: u64,
    },
    /// Makes the pool remember its prices for longer. Anyone; no funds. Emits [`ObservationsGrown`].
    GrowObservations {
        /// Observations to keep, more than now, at most [`MAX_OBSERVATIONS`].
        capacity: u16,
    },
    /// Leaves the amplification where it is now. The owner; no funds. Emits [`AmpRamped`].
    StopRamp {},
    /// The call of a cw20 `Send`; its `msg` is a [`Cw20HookMsg`]. Token contracts only.
    Receive(Cw20ReceiveMsg),
    /// cw20: moves LP shares of the sender.
    Transfer {
        /// Who gets them.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// cw20: moves LP shares of the sender to a contract and calls its `receive`.
    Send {
        /// The contract.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
    /// cw20: lets `spender` move more of the sender's LP shares.
    IncreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units to add.
        amount: Uint128,
        /// When the allowance ends; unchanged where it is left out.
        expires: Option<Expiration>,
    },
    /// cw20: lets `spender` move less of the sender's LP shares; an allowance at zero is deleted.
    DecreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units to take away.
        amount: Uint128,
        /// When the allowance ends; unchanged where it is left out.
        expires: Option<Expiration>,
    },
    /// cw20: moves LP shares of `owner` out of the sender's allowance.
    TransferFrom {
        /// Whose shares.
        owner: String,
        /// Who gets them.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// cw20: `Send` of LP shares of `owner` out of the sender's allowance.
    SendFrom {
        /// Whose shares.
        owner: String,
        /// The contract.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
}

/// What the `msg` of a cw20 `Send` to the pool says.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum Cw20HookMsg {
    /// Sells the tokens sent, an asset of the pool: as [`ExecuteMsg::Swap`].
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
    },
    /// Buys exactly `ask` with the tokens sent, an asset of the pool, which are the most it may cost. What is not needed of it
    /// comes back to the payer. As [`ExecuteMsg::SwapExactOut`]. Emits [`Swapped`].
    SwapExactOut {
        /// What to buy, base units above zero.
        ask: Asset,
        /// Most price impact to accept, basis points, before the fee; no bound but what was paid by default.
        max_impact_bps: Option<u16>,
        /// Who gets the output; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Adds liquidity with the tokens sent, an asset of the pool: as [`ExecuteMsg::ProvideOne`].
    ProvideOne {
        /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
        min_shares: Uint128,
        /// Who gets the shares; the payer by default. What is left over goes to the payer.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Burns the LP shares sent: as [`ExecuteMsg::Withdraw`].
    Withdraw {
        /// Fewest base units to accept; an asset left out has no bound.
        min_amounts: Option<Vec<Asset>>,
        /// Who gets the assets; the payer by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
}

/// Queries of the pool. A simulation equals what the message does in the same block, to the unit.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
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
    },
    /// Mean prices over the last `window` seconds, from the prices at which each block opened.
    #[returns(TwapResponse)]
    Twap {
        /// Seconds. The window begins at the newest observation that is at least so old, so it may be longer.
        window: u64,
        /// What the reserves must be for the price to count as deep; an asset left out has no bound.
        min_reserves: Option<Vec<Asset>>,
    },
    /// What a deposit of one asset mints and leaves over.
    #[returns(SimulateProvideResponse)]
    SimulateProvideOne {
        /// What would be paid.
        asset: Asset,
    },
    /// What burning `shares` for one asset pays; the other amounts are zero.
    #[returns(SimulateWithdrawResponse)]
    SimulateWithdrawOne {
        /// LP shares, base units.
        shares: Uint128,
        /// What would be paid.
        asset: AssetInfo,
    },
    /// How many shares a withdrawal of exactly `assets` costs. Stableswap only.
    #[returns(SimulateWithdrawExactResponse)]
    SimulateWithdrawExact {
        /// What would be paid; an asset left out is zero.
        assets: Vec<Asset>,
    },
    /// What the ledger says the pool owes of each asset: its balances are never below.
    #[returns(HoldingsResponse)]
    Holdings {},
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

/// Migrates from an earlier version of the same contract.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct MigrateMsg {}
