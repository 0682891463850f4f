//! A market's terms, as messages carry them.

use cosmwasm_std::{Decimal, Uint128};
use weal_lending_math::{LendingError, RateModel, RateTerms, RiskModel, RiskTerms};

/// How long announced terms wait, seconds: a day, in which suppliers and borrowers can leave.
pub const TERMS_DELAY: u64 = 86_400;
/// For how long announced terms can then be applied, seconds: a week, after which nobody need expect them.
pub const TERMS_WINDOW: u64 = 604_800;

/// Terms that are announced.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub struct PendingTerms {
    /// What borrowing will cost; as now where left out.
    pub rate: Option<RateParams>,
    /// How much may be borrowed then, and when a loan is liquidated; as now where left out.
    pub risk: Option<RiskParams>,
    /// From when on anyone may apply them (Unix seconds).
    pub effective_at: u64,
    /// Up to when, inclusive (Unix seconds).
    pub expires_at: u64,
}

/// What borrowing costs, per year: `base + slope1 × U/optimal` up to the optimal utilisation, and
/// `base + slope1 + slope2 × (U − optimal)/(1 − optimal)` above it.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct RateParams {
    /// The rate of an unused market.
    pub base: Decimal,
    /// What is added up to the optimal utilisation.
    pub slope1: Decimal,
    /// What is added from there to full utilisation. The three together are at most 10 (1,000 %).
    pub slope2: Decimal,
    /// Between 0 and 1, both excluded.
    pub optimal_utilisation: Decimal,
    /// The part of the suppliers' interest that goes to the protocol's reserve; at most 0.5. The reserve also earns
    /// the interest on its own money.
    pub reserve_factor: Decimal,
}

/// How much may be borrowed, and when and how a loan is liquidated.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct RiskParams {
    /// Debt may be raised to this part of the collateral's value; above 0.
    pub max_ltv: Decimal,
    /// Debt above this part of the collateral's value is liquidated; at least 0.05 above `max_ltv`, at most 0.95.
    pub liquidation_threshold: Decimal,
    /// The liquidator's discount.
    pub bonus: BonusParams,
    /// A liquidation repays no more than leads back to this health, or than one base unit of collateral costs; 1.01
    /// to 2.
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
    /// At the threshold; at least 0.005. Where the collateral is worth less than the debt, the whole position is closed
    /// with it and what stays unpaid is booked as a loss.
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
