//! The limits of borrowing and the conditions of a liquidation.

use crate::LendingError;
use crate::rate::invalid;
use cosmwasm_std::{Decimal, Uint128};
use weal_fixed_point::{Rounding, mul_decimal, mul_div};

/// The largest cap: with it no sum or product of a market leaves its type, even at the largest index.
pub const MAX_CAP: Uint128 = Uint128::new(100_000_000_000_000_000_000_000_000_000);

/// The least distance between the maximum LTV and the liquidation threshold: a price may move by so much, or be late,
/// before a fresh loan is liquidated.
pub const MIN_GAP: Decimal = Decimal::percent(5);
/// The highest liquidation threshold: a price may fall further by the rest until the collateral is worth the debt.
pub const MAX_THRESHOLD: Decimal = Decimal::percent(95);
/// The least liquidation bonus at the threshold: without a bonus nobody liquidates.
pub const MIN_BONUS: Decimal = Decimal::permille(5);
/// The least target health: a liquidation to a lower health would soon be followed by another.
pub const MIN_TARGET: Decimal = Decimal::percent(101);

/// Terms of borrowing and liquidation, not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskTerms {
    /// The maximum LTV: debt may be raised to this part of the collateral's value.
    pub max_ltv: Decimal,
    /// The part of the collateral's value above which a debt is liquidated.
    pub liquidation_threshold: Decimal,
    /// The liquidation bonus at the threshold.
    pub min_bonus: Decimal,
    /// The increase of the bonus per unit of missing health.
    pub bonus_slope: Decimal,
    /// The largest liquidation bonus.
    pub max_bonus: Decimal,
    /// The health factor that a liquidation leads to at most.
    pub target_health: Decimal,
    /// The least debt of a borrower, loan base units.
    pub min_debt: Uint128,
    /// The most supply, loan base units.
    pub supply_cap: Uint128,
    /// The most debt, loan base units.
    pub borrow_cap: Uint128,
}

/// Terms of borrowing and liquidation that have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskModel(RiskTerms);

impl RiskModel {
    /// Checks the terms. Errors: `InvalidTerm` unless `0 < max_ltv ≤ threshold − 0.05`, `threshold ≤ 0.95`,
    /// `0.005 ≤ min_bonus ≤ max_bonus`, `threshold × (1 + max_bonus) ≤ 1` (a debt at its threshold can pay its
    /// liquidator), `slope ≤ 10`, `1.01 ≤ target ≤ 2`, `min_debt > 0` and caps ≤ [`MAX_CAP`].
    pub fn new(terms: RiskTerms) -> Result<Self, LendingError> {
        let (one, threshold) = (Decimal::one(), terms.liquidation_threshold);
        if terms.max_ltv.is_zero() || terms.max_ltv > threshold.saturating_sub(MIN_GAP) {
            let required = "above 0 and at least 0.05 below liquidation_threshold";
            return Err(invalid("max_ltv", terms.max_ltv, required));
        }
        if terms.min_bonus < MIN_BONUS || terms.min_bonus > terms.max_bonus {
            return Err(invalid("bonus.min", terms.min_bonus, "at least 0.005 and at most bonus.max"));
        }
        if threshold > MAX_THRESHOLD || threshold.checked_mul(one.checked_add(terms.max_bonus)?)? > one {
            let required = "at most 0.95, and at most 1 when multiplied by 1 + bonus.max";
            return Err(invalid("liquidation_threshold", threshold, required));
        }
        if terms.bonus_slope > Decimal::percent(1_000) {
            return Err(invalid("bonus.slope", terms.bonus_slope, "at most 10"));
        }
        if terms.target_health < MIN_TARGET || terms.target_health > Decimal::percent(200) {
            return Err(invalid("target_health", terms.target_health, "at least 1.01 and at most 2"));
        }
        if terms.min_debt.is_zero() {
            return Err(invalid("min_debt", terms.min_debt, "above 0"));
        }
        for (term, cap) in [("supply_cap", terms.supply_cap), ("borrow_cap", terms.borrow_cap)] {
            if cap > MAX_CAP {
                return Err(invalid(term, cap, "at most 10^29"));
            }
        }
        Ok(Self(terms))
    }

    /// The terms.
    pub const fn terms(&self) -> &RiskTerms {
        &self.0
    }

    /// Refuses terms under which a running loan could be liquidated earlier, dearer or in a larger part than when it
    /// began. New debt may be restricted at will, and a loan keeps the minimum debt that it was made under
    /// ([`crate::Position::least_debt`]). Errors: `WorseForRunningLoans`.
    pub fn ensure_no_worse_than(&self, running: &Self) -> Result<(), LendingError> {
        let (new, old) = (&self.0, &running.0);
        if new.liquidation_threshold < old.liquidation_threshold {
            let (from, to) = (old.liquidation_threshold, new.liquidation_threshold);
            return Err(LendingError::WorseForRunningLoans { term: "liquidation_threshold", from, to });
        }
        for (term, from, to) in [
            ("bonus.min", old.min_bonus, new.min_bonus),
            ("bonus.slope", old.bonus_slope, new.bonus_slope),
            ("bonus.max", old.max_bonus, new.max_bonus),
            ("target_health", old.target_health, new.target_health),
        ] {
            if to > from {
                return Err(LendingError::WorseForRunningLoans { term, from, to });
            }
        }
        Ok(())
    }

    /// The most debt to which a borrower may borrow, loan base units, rounded down.
    pub fn borrow_limit(&self, collateral_value: Uint128) -> Result<Uint128, LendingError> {
        Ok(mul_decimal(collateral_value, self.0.max_ltv, Rounding::Down)?)
    }

    /// The most debt that is not liquidated, loan base units, rounded down.
    pub fn liquidation_limit(&self, collateral_value: Uint128) -> Result<Uint128, LendingError> {
        Ok(mul_decimal(collateral_value, self.0.liquidation_threshold, Rounding::Down)?)
    }
}

/// The value of `collateral`, loan base units, rounded down.
pub fn collateral_value(collateral: Uint128, price: Decimal) -> Result<Uint128, LendingError> {
    Ok(mul_decimal(collateral, price, Rounding::Down)?)
}

/// `liquidation limit ÷ debt`, rounded down; `None` without debt. The health factor is below 1 exactly where the debt
/// is above the limit, and the largest decimal where the quotient has no room.
///
/// ```
/// use cosmwasm_std::{Decimal, Uint128};
/// use weal_lending_math::health_factor;
/// let factor = health_factor(Uint128::new(76), Uint128::new(20));
/// assert_eq!(factor, Some(Decimal::percent(380)));
/// assert_eq!(health_factor(Uint128::new(76), Uint128::zero()), None);
/// ```
pub fn health_factor(liquidation_limit: Uint128, debt: Uint128) -> Option<Decimal> {
    if debt.is_zero() {
        return None;
    }
    let atomics = mul_div(liquidation_limit, Decimal::one().atomics(), debt, Rounding::Down);
    Some(atomics.map_or(Decimal::MAX, Decimal::new))
}
