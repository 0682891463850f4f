//! The answers to the market's queries.

use super::{PendingTerms, RateParams, RiskParams};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Decimal, Uint128};

/// The assets, the oracle, the owner, the terms and what is announced.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account that may change the terms.
    pub owner: String,
    /// The account that has been named as the next owner and has not accepted.
    pub pending_owner: Option<String>,
    /// The asset that is supplied and borrowed.
    pub loan_asset: AssetInfo,
    /// The asset that is pledged.
    pub collateral_asset: AssetInfo,
    /// The oracle contract.
    pub oracle: String,
    /// The oracle's feed.
    pub price_feed: String,
    /// The terms of the borrow rate.
    pub rate: RateParams,
    /// The limits of borrowing, and the terms of liquidation.
    pub risk: RiskParams,
    /// The terms that are announced.
    pub pending_terms: Option<PendingTerms>,
}

/// The market as a whole.
#[weal_wire::record]
pub struct MarketResponse {
    /// The cash: loan base units in the ledger, which can be borrowed or withdrawn now.
    pub cash: Uint128,
    /// The sum of all debts, loan base units.
    pub debt: Uint128,
    /// The sum of all debt shares.
    pub debt_shares: Uint128,
    /// The borrow index: what a debt has grown to since the market began, times 10^27.
    pub borrow_index: Uint128,
    /// The sum that suppliers own: cash + debt − reserve, loan base units.
    pub supplied: Uint128,
    /// The sum of all supply shares.
    pub supply_shares: Uint128,
    /// The worth of 10^6 supply shares, loan base units; 1 when the market began.
    pub supply_index: Decimal,
    /// The reserve, which the protocol owns; spent first on losses. Loan base units.
    pub reserve: Uint128,
    /// The sum of all collateral, collateral base units.
    pub collateral: Uint128,
    /// Debt ÷ (cash + debt), at most 1.
    pub utilisation: Decimal,
    /// The rate that borrowers pay per year, since the last movement of money.
    pub borrow_rate: Decimal,
    /// The rate that suppliers earn per year, of what they own.
    pub supply_rate: Decimal,
    /// The time of this answer (Unix seconds).
    pub accrued_at: u64,
}

/// An account's health. The factor is the liquidation threshold's part of the collateral's value ÷ the debt, rounded
/// down; debt is liquidated below 1.
#[weal_wire::record]
pub enum Health {
    /// The account owes nothing.
    NoDebt {},
    /// The debt is covered.
    Healthy {
        /// The health factor, at least 1.
        factor: Decimal,
    },
    /// Anyone may liquidate.
    Liquidatable {
        /// The health factor, below 1.
        factor: Decimal,
    },
    /// No fresh price: no borrowing, no liquidation, and no collateral leaves while there is debt.
    Unpriced {
        /// The oracle's own reason.
        reason: String,
    },
}

/// A borrower.
#[weal_wire::record]
pub struct PositionResponse {
    /// The pledged collateral, collateral base units.
    pub collateral: Uint128,
    /// Debt shares.
    pub debt_shares: Uint128,
    /// Debt, loan base units, rounded up.
    pub debt: Uint128,
    /// The minimum debt under which the loan was last raised, or a lower one under which the loan was reduced since,
    /// loan base units; 0 without a debt. A minimum that is raised later does not reach this loan.
    pub min_debt: Uint128,
    /// The account's health: says if the debt can be liquidated.
    pub health: Health,
    /// The price and what follows from it; none without a fresh one.
    pub valuation: Option<Valuation>,
}

/// The amounts that follow from a price for one borrower, loan base units each.
#[weal_wire::record]
pub struct Valuation {
    /// The price, loan base units per collateral base unit.
    pub price: Decimal,
    /// The collateral's value.
    pub collateral_value: Uint128,
    /// The most debt that borrowing may lead to.
    pub borrow_limit: Uint128,
    /// The most debt that is not liquidated.
    pub liquidation_limit: Uint128,
    /// The amount that can be borrowed now, to the unit: limits, caps and cash considered.
    pub max_borrow: Uint128,
}

/// A page of borrowers.
#[weal_wire::record]
pub struct PositionsResponse {
    /// Rows, by address.
    pub positions: Vec<PositionRow>,
}

/// A borrower in a list.
#[weal_wire::record]
pub struct PositionRow {
    /// The borrower.
    pub account: String,
    /// The pledged collateral, collateral base units.
    pub collateral: Uint128,
    /// Debt shares.
    pub debt_shares: Uint128,
    /// Debt, loan base units, rounded up.
    pub debt: Uint128,
}

/// A supplier.
#[weal_wire::record]
pub struct SupplyPositionResponse {
    /// Supply shares.
    pub shares: Uint128,
    /// The worth of the shares, loan base units, rounded down.
    pub assets: Uint128,
    /// The part of `assets` for which there is cash.
    pub withdrawable: Uint128,
}

/// The position that borrowing would leave behind.
#[weal_wire::record]
pub struct SimulateBorrowResponse {
    /// Debt afterwards, loan base units.
    pub debt: Uint128,
    /// Health afterwards.
    pub health: Health,
    /// The rate that all borrowers would pay per year afterwards.
    pub borrow_rate: Decimal,
}

/// The result of a liquidation in this block, to the unit.
#[weal_wire::record]
pub struct LiquidationQuoteResponse {
    /// The amount taken from the liquidator, loan base units; the rest of a payment returns.
    pub repay: Uint128,
    /// The part of `repay` that goes to the borrower, loan base units: where one base unit of collateral is worth more
    /// than the whole debt.
    pub surplus: Uint128,
    /// The collateral that the liquidator gets, collateral base units.
    pub collateral: Uint128,
    /// The liquidator's discount.
    pub bonus: Decimal,
    /// The price, loan base units per collateral base unit.
    pub price: Decimal,
    /// The borrower's debt afterwards.
    pub debt_after: Uint128,
    /// The borrower's collateral afterwards.
    pub collateral_after: Uint128,
    /// The debt that stays unpaid and is booked as a loss: the reserve's and then the suppliers'.
    pub bad_debt: Uint128,
}

/// The ledger, asset by asset.
#[weal_wire::record]
pub struct HoldingsResponse {
    /// The loan asset's cash and the collateral.
    pub holdings: Vec<Asset>,
}
