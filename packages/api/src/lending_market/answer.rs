//! What the market answers.

use super::{PendingTerms, RateParams, RiskParams};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Decimal, Uint128};

/// Assets, oracle, owner, terms and what is announced.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Who may change the terms.
    pub owner: String,
    /// Who has been named as the next owner and has not accepted.
    pub pending_owner: Option<String>,
    /// What is supplied and borrowed.
    pub loan_asset: AssetInfo,
    /// What is pledged.
    pub collateral_asset: AssetInfo,
    /// The oracle contract.
    pub oracle: String,
    /// Its feed.
    pub price_feed: String,
    /// What borrowing costs.
    pub rate: RateParams,
    /// How much may be borrowed, and when a loan is liquidated.
    pub risk: RiskParams,
    /// The terms that are announced.
    pub pending_terms: Option<PendingTerms>,
}

/// The market as a whole.
#[weal_wire::record]
pub struct MarketResponse {
    /// Loan base units in the ledger: what can be borrowed or withdrawn now.
    pub cash: Uint128,
    /// All debts, loan base units.
    pub debt: Uint128,
    /// All debt shares.
    pub debt_shares: Uint128,
    /// What a debt has grown to since the market began, times 10^27.
    pub borrow_index: Uint128,
    /// What all suppliers own: cash + debt − reserve, loan base units.
    pub supplied: Uint128,
    /// All supply shares.
    pub supply_shares: Uint128,
    /// Loan base units per 10^6 supply shares; 1 when the market began.
    pub supply_index: Decimal,
    /// What the protocol owns; spent first on losses. Loan base units.
    pub reserve: Uint128,
    /// All collateral, collateral base units.
    pub collateral: Uint128,
    /// Debt ÷ (cash + debt), at most 1.
    pub utilisation: Decimal,
    /// What borrowers pay per year, since the last movement of money.
    pub borrow_rate: Decimal,
    /// What suppliers earn per year, of what they own.
    pub supply_rate: Decimal,
    /// The time of this answer (Unix seconds).
    pub accrued_at: u64,
}

/// Whether an account can be liquidated. The factor is the liquidation threshold's part of the collateral's
/// value ÷ the debt, rounded down; debt is liquidated below 1.
#[weal_wire::record]
pub enum Health {
    /// Nothing is owed.
    NoDebt {},
    /// The debt is covered.
    Healthy {
        /// At least 1.
        factor: Decimal,
    },
    /// Anyone may liquidate.
    Liquidatable {
        /// Below 1.
        factor: Decimal,
    },
    /// No fresh price: no borrowing, no liquidation, and no collateral leaves while there is debt.
    Unpriced {
        /// What the oracle said.
        reason: String,
    },
}

/// A borrower.
#[weal_wire::record]
pub struct PositionResponse {
    /// Collateral base units.
    pub collateral: Uint128,
    /// Debt shares.
    pub debt_shares: Uint128,
    /// Debt, loan base units, rounded up.
    pub debt: Uint128,
    /// The minimum debt under which the loan was last raised, or a lower one under which it was reduced since, loan
    /// base units; 0 without a debt. A minimum that is raised later does not reach it.
    pub min_debt: Uint128,
    /// Whether it can be liquidated.
    pub health: Health,
    /// The price and what follows from it; none without a fresh one.
    pub valuation: Option<Valuation>,
}

/// What a price says of a borrower. All in loan base units.
#[weal_wire::record]
pub struct Valuation {
    /// Loan base units per collateral base unit.
    pub price: Decimal,
    /// What the collateral is worth.
    pub collateral_value: Uint128,
    /// The most debt that borrowing may lead to.
    pub borrow_limit: Uint128,
    /// The most debt that is not liquidated.
    pub liquidation_limit: Uint128,
    /// What can be borrowed now, to the unit: limits, caps and cash considered.
    pub max_borrow: Uint128,
}

/// A page of borrowers.
#[weal_wire::record]
pub struct PositionsResponse {
    /// By address.
    pub positions: Vec<PositionRow>,
}

/// A borrower in a list.
#[weal_wire::record]
pub struct PositionRow {
    /// The borrower.
    pub account: String,
    /// Collateral base units.
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
    /// What they are worth, loan base units, rounded down.
    pub assets: Uint128,
    /// How much of it there is cash for.
    pub withdrawable: Uint128,
}

/// What borrowing would leave behind.
#[weal_wire::record]
pub struct SimulateBorrowResponse {
    /// Debt afterwards, loan base units.
    pub debt: Uint128,
    /// Health afterwards.
    pub health: Health,
    /// What all borrowers would pay per year afterwards.
    pub borrow_rate: Decimal,
}

/// What a liquidation in this block does, to the unit.
#[weal_wire::record]
pub struct LiquidationQuoteResponse {
    /// What is taken from the liquidator, loan base units; the rest of a payment returns.
    pub repay: Uint128,
    /// What of it goes to the borrower, loan base units: where one base unit of collateral is worth more than the
    /// whole debt.
    pub surplus: Uint128,
    /// What the liquidator gets, collateral base units.
    pub collateral: Uint128,
    /// The discount.
    pub bonus: Decimal,
    /// The price, loan base units per collateral base unit.
    pub price: Decimal,
    /// The borrower's debt afterwards.
    pub debt_after: Uint128,
    /// The borrower's collateral afterwards.
    pub collateral_after: Uint128,
    /// What stays unpaid and is booked as a loss: the reserve's and then the suppliers'.
    pub bad_debt: Uint128,
}

/// The ledger, asset by asset.
#[weal_wire::record]
pub struct HoldingsResponse {
    /// The loan asset's cash and the collateral.
    pub holdings: Vec<Asset>,
}
