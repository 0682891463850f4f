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

pub use event::{LiquidityProvided, LiquidityWithdrawn, PoolCreated, Swapped};
pub use response::{
    ConfigResponse, HoldingsResponse, PoolResponse, ReverseSimulateResponse, SimulateProvideResponse,
    SimulateResponse, SimulateWithdrawResponse,
};

/// The highest fee of a pool, basis points of the output.
pub const MAX_FEE_BPS: u16 = 500;
/// The most price impact of a swap that names no bound of its own, basis points.
pub const DEFAULT_MAX_IMPACT_BPS: u16 = 500;

/// Creates an empty pool. Anyone may; no funds; emits [`PoolCreated`].
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct InstantiateMsg {
    /// Exactly 2, different; their order is the pool's order. A cw20 must answer `token_info`.
    pub assets: Vec<AssetInfo>,
    /// The curve.
    pub kind: PoolKind,
    /// Of each swap's output, basis points, at most [`MAX_FEE_BPS`]; all of it is the LPs'.
    pub fee_bps: u16,
    /// The LP token's name, 3 to 50 bytes; "Commonweal LP" by default.
    pub lp_name: Option<String>,
    /// The LP token's symbol, 3 to 12 letters or hyphens; "WEAL-LP" by default.
    pub lp_symbol: Option<String>,
    /// Shown in `Config`. No message gives it a power.
    pub owner: String,
}

/// The curve that prices swaps.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum PoolKind {
    /// reserve₀ × reserve₁ never falls.
    ConstantProduct {},
}

/// Messages of the pool. The cw20 variants move LP shares; there is none that burns, because shares destroyed
/// outside `Withdraw` could bring the supply below the lock.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum ExecuteMsg {
    /// Adds liquidity in the ratio of the holdings (reserves and fees); what exceeds it is not taken (cw20) or comes back at once
    /// (native). The first deposit sets the price and locks 1,000 shares for good. Anyone. Funds: exactly the
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
    /// refused. With either of them only what is named is checked.
    Swap {
        /// What to buy; the other asset by default.
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
        /// What to buy; the other asset by default.
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
    /// What never changes.
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
        /// What would be bought; the other asset by default.
        ask: Option<AssetInfo>,
    },
    /// The least offer that buys `ask`.
    #[returns(ReverseSimulateResponse)]
    ReverseSimulate {
        /// What would be bought.
        ask: Asset,
        /// What would be sold; the other asset by default.
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
