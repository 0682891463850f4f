//! The lending market: one loan asset, margin loans on one kind of collateral.
//!
//! Every amount is in base units of the asset it names. Rates are per year, compounded per second.

mod answer;
mod event;
mod handle;
mod terms;

pub use answer::*;
pub use event::*;
pub use handle::LendingMarketContract;
pub use terms::*;

use crate::asset::AssetInfo;
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Decimal, Uint128};

/// Creates a market. Anyone may; no funds; emits [`MarketCreated`].
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The account that may change the terms: the governor.
    pub owner: String,
    /// The asset that is supplied and borrowed.
    pub loan_asset: AssetInfo,
    /// The asset that is pledged; another one than the loan's.
    pub collateral_asset: AssetInfo,
    /// The oracle contract.
    pub oracle: String,
    /// The oracle's feed of loan base units per collateral base unit.
    pub price_feed: String,
    /// The terms of the borrow rate.
    pub rate: RateParams,
    /// The limits of borrowing, and the terms of liquidation.
    pub risk: RiskParams,
}

/// Messages of the market. "Pays" means: the native coin attached, or a cw20 `Send` with the message of the
/// same name in [`Cw20HookMsg`].
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Takes a cw20 payment, whose `msg` is a [`Cw20HookMsg`]. The token's contract only.
    Receive(Cw20ReceiveMsg),
    /// Lends the loan asset that is paid. Anyone. Emits [`Supplied`].
    Supply {},
    /// Takes lent assets back, as far as there is cash. The supplier. No funds. Emits [`Withdrawn`].
    Withdraw {
        /// The amount to withdraw, loan base units; everything where left out.
        amount: Option<Uint128>,
        /// The account that gets the assets; the sender where left out.
        recipient: Option<String>,
    },
    /// Pledges the collateral that is paid. Anyone. Emits [`CollateralDeposited`].
    DepositCollateral {},
    /// Takes collateral back; with a debt, down to the maximum loan-to-value and with a fresh price only. The
    /// borrower. No funds. Emits [`CollateralWithdrawn`].
    WithdrawCollateral {
        /// The amount to withdraw, collateral base units; everything where left out.
        amount: Option<Uint128>,
        /// The account that gets the collateral; the sender where left out.
        recipient: Option<String>,
    },
    /// Borrows against the sender's collateral, with a fresh price only. No funds. Emits [`Borrowed`].
    Borrow {
        /// The amount to borrow, loan base units.
        amount: Uint128,
        /// The account that gets the loan; the sender where left out.
        recipient: Option<String>,
    },
    /// Pays a debt back with the loan asset that is paid; the excess returns to the payer. Anyone, whatever the
    /// price feed does. What is left of the debt is nothing or at least the loan's minimum. Emits [`Repaid`].
    Repay {
        /// The account whose debt it is; the payer where left out.
        on_behalf_of: Option<String>,
    },
    /// Repays part of an unhealthy debt with the loan asset that is paid and takes collateral at a discount; the excess
    /// returns to the payer. Where one base unit of collateral is worth more than the whole debt, that unit is bought,
    /// and what is paid above the debt goes to the borrower. Anyone, with a fresh price only. Emits [`Liquidated`] and,
    /// for a debt that its collateral cannot repay, [`ReserveSpent`] and [`LossShared`].
    Liquidate {
        /// The account whose debt it is.
        borrower: String,
        /// The least collateral to take, base units: the message is refused below it. No bound where left out.
        min_collateral: Option<Uint128>,
    },
    /// Announces other terms; those left out stay, and at least one is needed. The announcement replaces an earlier one
    /// and can take effect from [`TERMS_DELAY`] seconds on, for [`TERMS_WINDOW`] seconds. It may name nothing that
    /// would worsen a running loan. The owner. No funds. Emits [`TermsProposed`].
    ProposeTerms {
        /// The terms of the borrow rate.
        rate: Option<RateParams>,
        /// The limits of borrowing, and the terms of liquidation.
        risk: Option<RiskParams>,
    },
    /// Takes the announcement back. The owner. No funds. Emits [`TermsCancelled`].
    CancelTerms {},
    /// Makes the announced terms the market's, in their time. Anyone. No funds. Emits [`RateUpdated`] and
    /// [`RiskUpdated`] for those that were named.
    ApplyTerms {},
    /// Lowers the limits of new loans and supply at once; those left out stay. Existing loans and existing supply are
    /// untouched. The owner. No funds. Emits [`RiskUpdated`].
    TightenLimits {
        /// The part of the collateral's value up to which debt may be raised.
        max_ltv: Option<Decimal>,
        /// The most that may be supplied, loan base units.
        supply_cap: Option<Uint128>,
        /// The most that may be borrowed, loan base units.
        borrow_cap: Option<Uint128>,
    },
    /// Hands ownership over in two steps. No funds. Emits [`OwnershipProposed`] or [`OwnershipAccepted`].
    UpdateOwnership(OwnershipStep),
}

/// Messages that the `msg` of a cw20 `Send` to the market may hold; each is the one of the same name in [`ExecuteMsg`].
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Lends the tokens.
    Supply {},
    /// Pledges the tokens.
    DepositCollateral {},
    /// Pays a debt back.
    Repay {
        /// The account whose debt it is; the payer where left out.
        on_behalf_of: Option<String>,
    },
    /// Repays part of an unhealthy debt for collateral.
    Liquidate {
        /// The account whose debt it is.
        borrower: String,
        /// The least collateral to take, base units: the message is refused below it. No bound where left out.
        min_collateral: Option<Uint128>,
    },
}

/// A step of a change of owner.
#[weal_wire::message]
pub enum OwnershipStep {
    /// Names the next owner, who must accept; naming the present one withdraws an offer. The owner.
    Propose {
        /// The account that is to be the owner.
        new_owner: String,
    },
    /// Makes the sender the owner: the account that was named.
    Accept {},
}

/// Queries of the market. Every answer is accrued to the block it is asked in.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The assets, the oracle, the owner, the terms and what is announced.
    #[returns(ConfigResponse)]
    Config {},
    /// Totals, indices, utilisation and rates.
    #[returns(MarketResponse)]
    Market {},
    /// A borrower's collateral, debt and health; zeros for an unknown account.
    #[returns(PositionResponse)]
    Position {
        /// The borrower.
        account: String,
    },
    /// Every borrower, by address.
    #[returns(PositionsResponse)]
    Positions {
        /// Last account of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A supplier's shares and what they are worth; zeros for an unknown account.
    #[returns(SupplyPositionResponse)]
    SupplyPosition {
        /// The supplier.
        account: String,
    },
    /// An account's health: says if it can be liquidated.
    #[returns(Health)]
    Health {
        /// The borrower.
        account: String,
    },
    /// The position that borrowing would leave behind; fails as the message would.
    #[returns(SimulateBorrowResponse)]
    SimulateBorrow {
        /// The borrower.
        account: String,
        /// The amount to borrow, loan base units.
        amount: Uint128,
    },
    /// The amounts that a liquidation in this block repays and takes, to the unit; fails as the message would.
    #[returns(LiquidationQuoteResponse)]
    LiquidationQuote {
        /// The account whose debt it is.
        borrower: String,
        /// The payment of the liquidator, loan base units; as much as is taken where left out.
        repay: Option<Uint128>,
    },
    /// The amounts that the market holds by its own ledger, asset by asset.
    #[returns(HoldingsResponse)]
    Holdings {},
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}
