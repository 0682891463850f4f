//! A market's terms, as messages carry them.

use cosmwasm_std::{Decimal, Uint128};
use weal_lending_math::{LendingError, RateModel, RateTerms, RiskModel, RiskTerms};

/// The wait of announced terms, seconds: a day, in which suppliers and borrowers can leave.
pub const TERMS_DELAY: u64 = 86_400;
/// The time after that wait in which announced terms can be applied, seconds: a week, after which nobody need expect
/// them.
pub const TERMS_WINDOW: u64 = 604_800;

/// Terms that are announced.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct PendingTerms {
    /// The terms of the borrow rate from then on; as now where left out.
    pub rate: Option<RateParams>,
    /// The limits of borrowing and the terms of liquidation from then on; as now where left out.
    pub risk: Option<RiskParams>,
    /// The first second in which anyone may apply the terms (Unix time).
    pub effective_at: u64,
    /// The last second in which anyone may apply the terms (Unix time).
    pub expires_at: u64,
}

/// The borrow rate per year: `base + slope1 × U/optimal` up to the optimal utilisation, and `base + slope1 + slope2 ×
/// (U − optimal)/(1 − optimal)` above it.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct RateParams {
    /// The rate of an unused market.
    pub base: Decimal,
    /// The rate added up to the optimal utilisation.
    pub slope1: Decimal,
    /// The rate added from there to full utilisation. The three together are at most 10 (1,000 %).
    pub slope2: Decimal,
    /// The utilisation at which the slope changes, between 0 and 1, both excluded.
    pub optimal_utilisation: Decimal,
    /// The part of the suppliers' interest that goes to the protocol's reserve; at most 0.5. The reserve also earns
    /// the interest on its own money.
    pub reserve_factor: Decimal,
}

/// The limits of borrowing, and the terms of liquidation.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct RiskParams {
    /// The part of the collateral's value up to which debt may be raised; above 0.
    pub max_ltv: Decimal,
    /// The part of the collateral's value above which debt is liquidated; at least 0.05 above `max_ltv`, at most 0.95.
    pub liquidation_threshold: Decimal,
    /// The liquidator's discount.
    pub bonus: BonusParams,
    /// The health that a liquidation may restore, 1.01 to 2: it repays no more than leads back to that, or than one
    /// base unit of collateral costs.
    pub target_health: Decimal,
    /// The least debt of a new borrowing, loan base units; above 0. A loan keeps the one that it was made under.
    pub min_debt: Uint128,
    /// The most that may be supplied, loan base units; at most 10^29.
    pub supply_cap: Uint128,
    /// The most that may be borrowed, loan base units; at most 10^29.
    pub borrow_cap: Uint128,
}

/// The liquidator's discount: `min + slope × (1 − health)`, at most `max`, and never so much that health falls: as
/// long as the collateral covers the debt, suppliers pay none of it.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct BonusParams {
    /// The discount at the threshold; at least 0.005. Where the collateral is worth less than the debt, the whole
    /// position is closed with it and what stays unpaid is booked as a loss.
    pub min: Decimal,
    /// The discount added per unit of missing health.
    pub slope: Decimal,
    /// The largest discount. `liquidation_threshold × (1 + max)` is at most 1.
    pub max: Decimal,
}

impl RateParams {
    /// Checks the terms: the only door to a [`RateModel`]. Errors: `InvalidTerm`.
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
    /// Checks the terms: the only door to a [`RiskModel`]. Errors: `InvalidTerm`.
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
