//! A market's terms, as messages carry them.

use cosmwasm_std::{Decimal, Uint128};
use lending_math::{LendingError, RateModel, RateTerms, RiskModel, RiskTerms};

/// What borrowing costs, per year: `base + slope1 × U/optimal` up to the optimal utilisation, and
/// `base + slope1 + slope2 × (U − optimal)/(1 − optimal)` above it.
#[wire::message]
pub struct RateParams {
    /// The rate of an unused market.
    pub base: Decimal,
    /// What is added up to the optimal utilisation.
    pub slope1: Decimal,
    /// What is added from there to full utilisation. The three together are at most 10 (1,000 %).
    pub slope2: Decimal,
    /// Between 0 and 1, both excluded.
    pub optimal_utilisation: Decimal,
    /// The part of all interest that goes to the protocol's reserve; below 1.
    pub reserve_factor: Decimal,
}

/// How much may be borrowed, and when and how a loan is liquidated.
#[wire::message]
pub struct RiskParams {
    /// Debt may be raised to this part of the collateral's value.
    pub max_ltv: Decimal,
    /// Debt above this part of the collateral's value is liquidated; above `max_ltv`.
    pub liquidation_threshold: Decimal,
    /// The liquidator's discount.
    pub bonus: BonusParams,
    /// A liquidation repays no more than leads back to this health; above 1, at most 2.
    pub target_health: Decimal,
    /// The least debt of a borrower, loan base units; above 0.
    pub min_debt: Uint128,
    /// The most that may be supplied, loan base units; at most 10^29.
    pub supply_cap: Uint128,
    /// The most that may be borrowed, loan base units; at most 10^29.
    pub borrow_cap: Uint128,
}

/// The liquidator's discount: `min + slope × (1 − health)`, at most `max`, and never so much that health falls.
#[wire::message]
pub struct BonusParams {
    /// At the threshold. Where the collateral cannot pay even this, the whole position is closed with it and
    /// what stays unpaid is booked as a loss.
    pub min: Decimal,
    /// Per unit of missing health.
    pub slope: Decimal,
    /// At most. `liquidation_threshold × (1 + max)` is at most 1.
    pub max: Decimal,
}

impl RateParams {
    /// The only door to a [`RateModel`]. Errors: `InvalidTerm`.
    pub fn check(&self) -> Result<RateModel, LendingError> {
        RateModel::new(RateTerms {
            base: self.base,
            slope1: self.slope1,
            slope2: self.slope2,
            optimal_utilisation: self.optimal_utilisation,
            reserve_factor: self.reserve_factor,
        })
    }
}

impl RiskParams {
    /// The only door to a [`RiskModel`]. Errors: `InvalidTerm`.
    pub fn check(&self) -> Result<RiskModel, LendingError> {
        RiskModel::new(RiskTerms {
            max_ltv: self.max_ltv,
            liquidation_threshold: self.liquidation_threshold,
            min_bonus: self.bonus.min,
            bonus_slope: self.bonus.slope,
            max_bonus: self.bonus.max,
            target_health: self.target_health,
            min_debt: self.min_debt,
            supply_cap: self.supply_cap,
            borrow_cap: self.borrow_cap,
        })
    }
}
