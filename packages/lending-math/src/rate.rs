//! The interest rate of borrowing.

use crate::LendingError;
use crate::ray::{RAY, ray_mul, ray_pow};
use cosmwasm_std::{Decimal, Uint128, Uint256};
use weal_fixed_point::{Rounding, mul_div};

/// Seconds of a year of 365 days.
pub const SECONDS_PER_YEAR: u64 = 31_536_000;

/// The most a rate may be: 1,000 % per year.
pub const MAX_RATE: Decimal = Decimal::percent(1_000);

/// The most of the suppliers' interest that the reserve may take.
pub const MAX_RESERVE_FACTOR: Decimal = Decimal::percent(50);

/// Terms of a kinked rate, not checked. All per year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateTerms {
    /// The rate at no utilisation.
    pub base: Decimal,
    /// The increase of the rate from no to optimal utilisation.
    pub slope1: Decimal,
    /// The increase of the rate from optimal to full utilisation.
    pub slope2: Decimal,
    /// The utilisation at the kink, between 0 and 1, both excluded.
    pub optimal_utilisation: Decimal,
    /// The reserve's part of the interest on suppliers' money; at most one half.
    pub reserve_factor: Decimal,
}

/// A kinked rate whose terms have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateModel(RateTerms);

impl RateModel {
    /// Checks the terms. Errors: `InvalidTerm` for an optimal utilisation of 0 or 1 (a division by zero), a reserve
    /// factor above one half, or a rate at full utilisation above [`MAX_RATE`].
    pub fn new(terms: RateTerms) -> Result<Self, LendingError> {
        let one = Decimal::one();
        if terms.optimal_utilisation.is_zero() || terms.optimal_utilisation >= one {
            return Err(invalid("optimal_utilisation", terms.optimal_utilisation, "between 0 and 1"));
        }
        if terms.reserve_factor > MAX_RESERVE_FACTOR {
            return Err(invalid("reserve_factor", terms.reserve_factor, "at most 0.5"));
        }
        let highest = terms.base.saturating_add(terms.slope1).saturating_add(terms.slope2);
        if highest > MAX_RATE {
            return Err(invalid("base + slope1 + slope2", highest, "at most 10"));
        }
        Ok(Self(terms))
    }

    /// The yearly rate at the utilisation `U = debt ÷ (cash + debt)`, rounded up once: U is not rounded before.
    ///
    /// `base + slope1 × U/U*` up to `U*`, then `base + slope1 + slope2 × (U − U*)/(1 − U*)`. With 0 %, 20 % and
    /// 300 % this is 320 % where there is no cash. Source: docs/spec/lending-market.md §1. Errors: `Overflow` for
    /// a sum above 2^128 − 1.
    ///
    /// ```
    /// use cosmwasm_std::{Decimal, Uint128};
    /// use weal_lending_math::{RateModel, RateTerms};
    /// let model = RateModel::new(RateTerms {
    ///     base: Decimal::zero(),
    ///     slope1: Decimal::percent(4),
    ///     slope2: Decimal::percent(300),
    ///     optimal_utilisation: Decimal::percent(90),
    ///     reserve_factor: Decimal::zero(),
    /// })?;
    /// let rate = model.borrow_rate(Uint128::new(52_539), Uint128::new(851_159))?;
    /// assert_eq!(rate.to_string(), "1.29586645096038721");
    /// # Ok::<(), weal_lending_math::LendingError>(())
    /// ```
    pub fn borrow_rate(&self, cash: Uint128, debt: Uint128) -> Result<Decimal, LendingError> {
        let RateTerms { base, slope1, slope2, optimal_utilisation: optimal, .. } = self.0;
        let total = cash.checked_add(debt)?;
        let one = Decimal::one();
        // U ÷ U* = debt × 1 ÷ (U* × total), with 18 decimals in both.
        let (used, kink) = (debt.full_mul(one.atomics()), total.full_mul(optimal.atomics()));
        if used <= kink {
            return Ok(Decimal::new(base.atomics().checked_add(part(slope1, used, kink)?)?));
        }
        let span = total.full_mul(one.checked_sub(optimal)?.atomics());
        let steep = part(slope2, used.checked_sub(kink)?, span)?;
        Ok(Decimal::new(base.atomics().checked_add(slope1.atomics())?.checked_add(steep)?))
    }

    /// The reserve's part of interest where it owns `reserve` of `owned`: its factor, and of the rest the part on
    /// its own money. Rounded up, at most 1; the factor alone where nothing is owned.
    pub fn reserve_part(&self, reserve: Uint128, owned: Uint128) -> Result<Decimal, LendingError> {
        let factor = self.0.reserve_factor;
        if owned.is_zero() {
            return Ok(factor);
        }
        let rest = Decimal::one().checked_sub(factor)?;
        let own = mul_div(rest.atomics(), reserve, owned, Rounding::Up)?;
        Ok(factor.checked_add(Decimal::new(own))?)
    }

    /// The suppliers' yearly rate: `rate × U × (1 − reserve factor)`, each product rounded down.
    pub fn supply_rate(&self, borrow_rate: Decimal, utilisation: Decimal) -> Result<Decimal, LendingError> {
        let kept = Decimal::one().checked_sub(self.0.reserve_factor)?;
        Ok(borrow_rate.checked_mul(utilisation)?.checked_mul(kept)?)
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

/// The growth of one unit of debt in `seconds` at a yearly rate, compounded every second, times 10^27:
/// `(1 + rate ÷ 31,536,000) ^ seconds`, rounded up (for the suppliers).
///
/// Path-independent: growing over a + b seconds, and over a and then b, differ by at most
/// `2 × (a + b) × 10⁻²⁷` of the result.
///
/// ```
/// use cosmwasm_std::Decimal;
/// use weal_lending_math::growth;
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
    if rate_per_year.is_zero() {
        return Ok(index);
    }
    Ok(ray_mul(index, growth(rate_per_year, seconds)?, Rounding::Up))
}

/// `slope × numerator ÷ denominator`, rounded up; 0 where the numerator is 0.
fn part(slope: Decimal, numerator: Uint256, denominator: Uint256) -> Result<Uint128, LendingError> {
    if numerator.is_zero() {
        return Ok(Uint128::zero());
    }
    let product = Uint256::from(slope.atomics()).checked_mul(numerator)?;
    let broken = LendingError::Invariant { name: "a utilisation has a total" };
    let down = product.checked_div(denominator).map_err(|_| broken)?;
    let is_exact = down.checked_mul(denominator)? == product;
    let up = if is_exact { down } else { down.checked_add(Uint256::one())? };
    let beyond = LendingError::Invariant { name: "a rate is at most its slopes" };
    Uint128::try_from(up).map_err(|_| beyond)
}

pub(crate) fn invalid(term: &'static str, found: impl ToString, required: &'static str) -> LendingError {
    LendingError::InvalidTerm { term, found: found.to_string(), required }
}
