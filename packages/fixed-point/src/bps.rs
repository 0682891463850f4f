//! Basis points, as a type that cannot exceed the whole.

use crate::{FixedPointError, Rounding, mul_div};
use cosmwasm_std::Uint128;

/// The whole: 10,000 basis points.
pub const FULL_BPS: u16 = 10_000;

/// A share in basis points (1/10,000), between 0 and 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bps(u16);

impl Bps {
    /// Checks `value`. Errors: `BpsAboveMaximum` when `value` is above `max` (or above 10,000).
    pub fn at_most(value: u16, max: u16) -> Result<Self, FixedPointError> {
        let max = max.min(FULL_BPS);
        if value > max {
            return Err(FixedPointError::BpsAboveMaximum { found: value, max });
        }
        Ok(Self(value))
    }

    /// The share of `amount`, rounded as named; never above `amount`.
    ///
    /// ```
    /// use cosmwasm_std::Uint128;
    /// use weal_fixed_point::{Bps, Rounding};
    /// let fee = Bps::at_most(30, 500)?;
    /// assert_eq!(fee.of(Uint128::new(1_001), Rounding::Up)?, Uint128::new(4));
    /// # Ok::<(), weal_fixed_point::FixedPointError>(())
    /// ```
    pub fn of(self, amount: Uint128, rounding: Rounding) -> Result<Uint128, FixedPointError> {
        mul_div(amount, Uint128::from(self.0), Uint128::from(FULL_BPS), rounding)
    }

    /// The number of basis points.
    pub const fn value(self) -> u16 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maximum_is_accepted_and_one_above_is_refused() {
        assert_eq!(Bps::at_most(500, 500).map(Bps::value), Ok(500));
        assert_eq!(Bps::at_most(501, 500), Err(FixedPointError::BpsAboveMaximum { found: 501, max: 500 }));
        assert!(Bps::at_most(FULL_BPS + 1, u16::MAX).is_err());
    }

    #[test]
    fn a_share_of_the_whole_is_the_whole() {
        let amount = Uint128::new(7);
        assert_eq!(Bps(FULL_BPS).of(amount, Rounding::Up), Ok(amount));
        assert_eq!(Bps(1).of(amount, Rounding::Up), Ok(Uint128::one()));
        assert_eq!(Bps(1).of(amount, Rounding::Down), Ok(Uint128::zero()));
    }
}
