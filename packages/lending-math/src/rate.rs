//! What borrowing costs.

use crate::LendingError;
use crate::ray::{RAY, ray_mul, ray_pow};
use cosmwasm_std::{Decimal, Uint128};
use fixed_point::{Rounding, mul_div};

/// Seconds of a year of 365 days.
pub const SECONDS_PER_YEAR: u64 = 31_536_000;

/// The most a rate may be: 1,000 % per year.
pub const MAX_RATE: Decimal = Decimal::percent(1_000);

/// Terms of a kinked rate, not checked. All per year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateTerms {
    /// The rate at no utilisation.
    pub base: Decimal,
    /// Added up to the optimal utilisation.
    pub slope1: Decimal,
    /// Added from there to full utilisation.
    pub slope2: Decimal,
    /// Between 0 and 1, both excluded.
    pub optimal_utilisation: Decimal,
    /// The reserve's part of all interest; below 1.
    pub reserve_factor: Decimal,
}

/// A kinked rate whose terms have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateModel(RateTerms);

impl RateModel {
    /// Errors: `InvalidTerm` for an optimal utilisation of 0 or 1 (the formula would divide by zero), a reserve
    /// factor of 1 or more, or a rate at full utilisation above [`MAX_RATE`].
    pub fn new(terms: RateTerms) -> Result<Self, LendingError> {
        let one = Decimal::one();
        if terms.optimal_utilisation.is_zero() || terms.optimal_utilisation >= one {
            return Err(invalid("optimal_utilisation", terms.optimal_utilisation, "between 0 and 1"));
        }
        if terms.reserve_factor >= one {
            return Err(invalid("reserve_factor", terms.reserve_factor, "below 1"));
        }
        let highest = terms.base.saturating_add(terms.slope1).saturating_add(terms.slope2);
        if highest > MAX_RATE {
            return Err(invalid("base + slope1 + slope2", highest, "at most 10"));
        }
        Ok(Self(terms))
    }

    /// The yearly rate at `utilisation` (above 1 counts as 1), rounded up.
    ///
    /// `base + slope1 × U/U*` up to `U*`, then `base + slope1 + slope2 × (U − U*)/(1 − U*)`. At U = 1 with
    /// 0 %, 20 % and 300 % this is 320 %. Source: docs/spec/lending-market.md §Rates. Errors: none within
    /// the bounds that `new` checks.
    pub fn borrow_rate(&self, utilisation: Decimal) -> Result<Decimal, LendingError> {
        let RateTerms { base, slope1, slope2, optimal_utilisation: optimal, .. } = self.0;
        let utilisation = utilisation.min(Decimal::one());
        let floor = base.atomics();
        let atomics = if utilisation <= optimal {
            floor.checked_add(part(slope1, utilisation, optimal)?)?
        } else {
            let excess = utilisation.checked_sub(optimal)?;
            let span = Decimal::one().checked_sub(optimal)?;
            floor.checked_add(slope1.atomics())?.checked_add(part(slope2, excess, span)?)?
        };
        Ok(Decimal::new(atomics))
    }

    /// What suppliers and reserve together earn per unit they own, less the reserve's part:
    /// `rate × U × (1 − reserve factor)`, rounded down.
    pub fn supply_rate(&self, borrow_rate: Decimal, utilisation: Decimal) -> Result<Decimal, LendingError> {
        let kept = Decimal::one().checked_sub(self.0.reserve_factor)?;
        Ok(borrow_rate.checked_mul(utilisation)?.checked_mul(kept)?)
    }

    /// The reserve's part of all interest.
    pub const fn reserve_factor(&self) -> Decimal {
        self.0.reserve_factor
    }
}

/// `debt ÷ (cash + debt)`, rounded down; 0 where nothing is lent. At most 1, because cash cannot be negative.
pub fn utilisation(cash: Uint128, debt: Uint128) -> Result<Decimal, LendingError> {
    let total = cash.checked_add(debt)?;
    if total.is_zero() {
        return Ok(Decimal::zero());
    }
    let atomics = mul_div(debt, Decimal::one().atomics(), total, Rounding::Down)?;
    Ok(Decimal::new(atomics))
}

/// What one unit of debt grows to in `seconds` at a yearly rate, compounded every second, times 10^27:
/// `(1 + rate ÷ 31,536,000) ^ seconds`, rounded up (for the suppliers).
///
/// Path-independent: growing over a + b seconds, and over a and then b, differ by at most
/// `2 × (a + b) × 10⁻²⁷` of the result.
///
/// ```
/// use cosmwasm_std::Decimal;
/// use lending_math::growth;
/// // 8 % a year, charged every second, is 8.3287 % after a year.
/// assert_eq!(growth(Decimal::percent(8), 31_536_000).unwrap().u128() / 10u128.pow(21), 1_083_287);
/// ```
pub fn growth(rate_per_year: Decimal, seconds: u32) -> Result<Uint128, LendingError> {
    let ray_per_atomic = Uint128::new(1_000_000_000);
    let per_second = mul_div(rate_per_year.atomics(), ray_per_atomic, SECONDS_PER_YEAR.into(), Rounding::Up)?;
    Ok(ray_pow(RAY.checked_add(per_second)?, seconds, Rounding::Up))
}

/// An index after `seconds` at a yearly rate, rounded up, at most a billion.
pub(crate) fn grown(index: Uint128, rate_per_year: Decimal, seconds: u32) -> Result<Uint128, LendingError> {
    if seconds == 0 || rate_per_year.is_zero() {
        return Ok(index);
    }
    Ok(ray_mul(index, growth(rate_per_year, seconds)?, Rounding::Up))
}

fn part(slope: Decimal, numerator: Decimal, denominator: Decimal) -> Result<Uint128, LendingError> {
    Ok(mul_div(slope.atomics(), numerator.atomics(), denominator.atomics(), Rounding::Up)?)
}

pub(crate) fn invalid(term: &'static str, found: impl ToString, required: &'static str) -> LendingError {
    LendingError::InvalidTerm { term, found: found.to_string(), required }
}
