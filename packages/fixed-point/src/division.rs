//! Multiplication followed by division, exact in between.

use cosmwasm_std::{Decimal, Uint128, Uint256};
use thiserror::Error;

/// The direction in which a quotient that is not whole is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Rounds towards zero: for what the protocol pays out.
    Down,
    /// Rounds away from zero: for what the protocol is owed.
    Up,
}

/// Failures of exact arithmetic.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FixedPointError {
    /// A quotient above 2^128 − 1.
    #[error("{a} × {b} ÷ {divisor} is above 2^128 − 1")]
    Overflow {
        /// The first factor.
        a: Uint128,
        /// The second factor.
        b: Uint128,
        /// The divisor.
        divisor: Uint128,
    },
    /// A divisor of zero.
    #[error("{a} × {b} is divided by zero")]
    DivisionByZero {
        /// The first factor.
        a: Uint128,
        /// The second factor.
        b: Uint128,
    },
    /// Basis points above the whole.
    #[error("{found} basis points are above the maximum of {max}")]
    BpsAboveMaximum {
        /// The basis points that were given.
        found: u16,
        /// The most basis points that are allowed.
        max: u16,
    },
}

/// `a × b ÷ divisor`, exact in between and rounded as named.
///
/// A product that fits 128 bits, as that of all but the largest amounts does, is divided in 128 bits. Errors: `DivisionByZero`;
/// `Overflow` where the quotient is above 2^128 − 1.
///
/// ```
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::{Rounding, mul_div};
/// let (a, b, d) = (Uint128::new(10), Uint128::new(10), Uint128::new(3));
/// assert_eq!(mul_div(a, b, d, Rounding::Down), Ok(Uint128::new(33)));
/// assert_eq!(mul_div(a, b, d, Rounding::Up), Ok(Uint128::new(34)));
/// ```
pub fn mul_div(
    a: Uint128,
    b: Uint128,
    divisor: Uint128,
    rounding: Rounding,
) -> Result<Uint128, FixedPointError> {
    if divisor.is_zero() {
        return Err(FixedPointError::DivisionByZero { a, b });
    }
    let quotient = match a.u128().checked_mul(b.u128()) {
        Some(product) => divide_narrow(product, divisor.u128(), rounding).map(Uint128::new),
        None => divide(a.full_mul(b), divisor, rounding),
    };
    quotient.ok_or(FixedPointError::Overflow { a, b, divisor })
}

/// `dividend ÷ divisor` of a sum of wide products, rounded as named; `None` for a zero divisor, and for a quotient above 2^128 − 1.
///
/// ```
/// use cosmwasm_std::{Uint128, Uint256};
/// use weal_fixed_point::{Rounding, divide};
/// let wide = Uint256::from(Uint128::MAX) + Uint256::from(4u128);
/// assert_eq!(divide(wide, Uint128::MAX, Rounding::Up), Some(Uint128::new(2)));
/// assert_eq!(divide(wide, Uint128::one(), Rounding::Up), None);
/// ```
pub fn divide(dividend: Uint256, divisor: Uint128, rounding: Rounding) -> Option<Uint128> {
    let wide_divisor = Uint256::from(divisor);
    let quotient = dividend.checked_div(wide_divisor).ok()?;
    let remainder = dividend.checked_rem(wide_divisor).ok()?;
    let rounded = match rounding {
        Rounding::Up if !remainder.is_zero() => quotient.checked_add(Uint256::one()).ok()?,
        _ => quotient,
    };
    Uint128::try_from(rounded).ok()
}

fn divide_narrow(dividend: u128, divisor: u128, rounding: Rounding) -> Option<u128> {
    let quotient = dividend.checked_div(divisor)?;
    match rounding {
        // A product costs a quarter of a second division.
        Rounding::Up if quotient.checked_mul(divisor)? < dividend => quotient.checked_add(1),
        _ => Some(quotient),
    }
}

/// `amount × factor`, rounded as named. `factor` has 18 decimals. Errors: `Overflow`.
///
/// ```
/// use cosmwasm_std::{Decimal, Uint128};
/// use weal_fixed_point::{Rounding, mul_decimal};
/// assert_eq!(mul_decimal(Uint128::new(5), Decimal::percent(50), Rounding::Up), Ok(Uint128::new(3)));
/// ```
pub fn mul_decimal(amount: Uint128, factor: Decimal, rounding: Rounding) -> Result<Uint128, FixedPointError> {
    mul_div(amount, factor.atomics(), Decimal::one().atomics(), rounding)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // the reference model's own numbers
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn mul_div_agrees_with_a_big_integer_reference(a: u128, b: u128, d in 1u128..) {
            let product = BigUint::from(a) * BigUint::from(b);
            let down = &product / d;
            let up = (&product + (d - 1)) / d;
            for (rounding, expected) in [(Rounding::Down, down), (Rounding::Up, up)] {
                let found = mul_div(a.into(), b.into(), d.into(), rounding);
                match u128::try_from(expected) {
                    Ok(expected) => prop_assert_eq!(found, Ok(Uint128::new(expected))),
                    Err(_) => {
                        let overflowed = matches!(found, Err(FixedPointError::Overflow { .. }));
                        prop_assert!(overflowed);
                    }
                }
            }
        }

        #[test]
        fn narrow_and_wide_division_are_one(
            a: u128, b: u128, divisor in 1u128.., shifts in proptest::array::uniform3(0u32..128), up: bool,
        ) {
            let [a, b, divisor] = [a >> shifts[0], b >> shifts[1], divisor >> shifts[2]].map(Uint128::new);
            let rounding = if up { Rounding::Up } else { Rounding::Down };
            for divisor in [divisor, Uint128::one(), a] {
                prop_assert_eq!(mul_div(a, b, divisor, rounding).ok(), divide(a.full_mul(b), divisor, rounding));
            }
        }

        #[test]
        fn the_two_roundings_bracket_the_product(a: u64, b: u64, d in 1u64..) {
            let (a, b, d) = (Uint128::from(a), Uint128::from(b), Uint128::from(d));
            let down = mul_div(a, b, d, Rounding::Down).unwrap();
            let up = mul_div(a, b, d, Rounding::Up).unwrap();
            prop_assert!(down.full_mul(d) <= a.full_mul(b));
            prop_assert!(up.full_mul(d) >= a.full_mul(b));
            prop_assert!(up - down <= Uint128::one());
        }
    }

    #[test]
    fn a_zero_divisor_is_refused() {
        let one = Uint128::one();
        assert_eq!(
            mul_div(one, one, Uint128::zero(), Rounding::Up),
            Err(FixedPointError::DivisionByZero { a: one, b: one })
        );
    }

    #[test]
    fn the_largest_quotient_fits_and_one_more_does_not() {
        let (max, one) = (Uint128::MAX, Uint128::one());
        assert_eq!(mul_div(max, one, one, Rounding::Up), Ok(max));
        assert!(mul_div(max, Uint128::new(2), one, Rounding::Down).is_err());
    }

    /// The product of 1,000,000 and an index of 1.0000005, scaled by 10^6, is 2 when rounded up: flooring before
    /// division gives 1. Source: Mars `packages/interest-rate`, `compute_underlying_amount`.
    #[test]
    fn rounding_up_never_floors_first() {
        let index = Uint128::new(1_000_000_500_000_000_000);
        let scale = Uint128::new(1_000_000_000_000_000_000_000_000);
        assert_eq!(mul_div(Uint128::new(1_000_000), index, scale, Rounding::Up), Ok(Uint128::new(2)));
    }
}
