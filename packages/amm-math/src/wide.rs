//! 256-bit steps of the stableswap, each with its overflow as an error; products that are divided at once have 512 bits.
//!
//! None is inlined: a wide product or quotient is hundreds of instructions, and the curve has dozens of them.

use crate::MathError;
use cosmwasm_std::{Uint256, Uint512};
use weal_fixed_point::Rounding;

#[inline(never)]
pub(crate) fn add(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    a.checked_add(b).map_err(|_| MathError::TooLopsided)
}

#[inline(never)]
pub(crate) fn sub(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    a.checked_sub(b).map_err(|_| MathError::TooLopsided)
}

#[inline(never)]
pub(crate) fn mul(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    a.checked_mul(b).map_err(|_| MathError::TooLopsided)
}

/// a ÷ b, rounded down. Errors: `EmptyPool` for a zero below.
#[inline(never)]
pub(crate) fn div(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    a.checked_div(b).map_err(|_| MathError::EmptyPool)
}

/// a ÷ b, rounded up. Errors: as [`div`].
#[inline(never)]
pub(crate) fn div_up(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    if a.is_zero() { div(a, b) } else { add(div(a.saturating_sub(Uint256::one()), b)?, Uint256::one()) }
}

/// a × b ÷ c, rounded down, with the product in 512 bits where 256 do not hold it.
#[inline(never)]
pub(crate) fn mul_div(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    match a.checked_mul(b) {
        Ok(product) => div(product, c),
        Err(_) => ratio(a, b, c),
    }
}

/// a × b ÷ c, rounded up, with the product in 512 bits where 256 do not hold it.
#[inline(never)]
pub(crate) fn mul_div_up(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    match a.checked_mul(b) {
        Ok(product) => div_up(product, c),
        Err(_) => quotient(&[a, b], &[c], Rounding::Up),
    }
}

/// The product of `over` by that of `under`, each in 512 bits, divided once. Errors: `EmptyPool` for a zero below, `TooLopsided` where
/// it does not fit.
#[inline(never)]
pub(crate) fn quotient(
    over: &[Uint256],
    under: &[Uint256],
    rounding: Rounding,
) -> Result<Uint256, MathError> {
    let (over, under) = (product(over)?, product(under)?);
    let mut quotient = over.checked_div(under).map_err(|_| MathError::EmptyPool)?;
    if matches!(rounding, Rounding::Up) && quotient.checked_mul(under) != Ok(over) {
        quotient = quotient.checked_add(Uint512::one()).map_err(|_| MathError::TooLopsided)?;
    }
    Uint256::try_from(quotient).map_err(|_| MathError::TooLopsided)
}

fn product(factors: &[Uint256]) -> Result<Uint512, MathError> {
    let by = |product: Uint512, factor: &Uint256| product.checked_mul(Uint512::from(*factor));
    factors.iter().try_fold(Uint512::one(), by).map_err(|_| MathError::TooLopsided)
}

/// a × b ÷ c, rounded down, with the product in 512 bits.
#[inline(never)]
pub(crate) fn ratio(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    if c.is_zero() {
        return Err(MathError::EmptyPool);
    }
    a.checked_multiply_ratio(b, c).map_err(|_| MathError::TooLopsided)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_rounded_up_only_where_it_is_asked_to_and_is_not_whole() {
        let [seven, six, two] = [7u32, 6, 2].map(Uint256::from);
        let three = Uint256::from(3u32);
        for (over, rounding, expected) in [
            (seven, Rounding::Down, three),
            (seven, Rounding::Up, Uint256::from(4u32)),
            (six, Rounding::Down, three),
            (six, Rounding::Up, three),
        ] {
            assert_eq!(quotient(&[over], &[two], rounding), Ok(expected), "{over} {rounding:?}");
        }
        assert_eq!(quotient(&[seven], &[Uint256::zero()], Rounding::Down), Err(MathError::EmptyPool));
    }
}
