//! 256-bit steps of the stableswap, each with its overflow as an error.
//!
//! None is inlined: a wide product or quotient is hundreds of instructions, and the curve has dozens of them.

use crate::MathError;
use cosmwasm_std::Uint256;

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

/// Rounded down.
#[inline(never)]
pub(crate) fn div(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    a.checked_div(b).map_err(|_| MathError::EmptyPool)
}

/// Rounded up.
#[inline(never)]
pub(crate) fn div_up(a: Uint256, b: Uint256) -> Result<Uint256, MathError> {
    if a.is_zero() { div(a, b) } else { add(div(a.saturating_sub(Uint256::one()), b)?, Uint256::one()) }
}

/// a × b ÷ c, rounded down, with the product in 256 bits.
#[inline(never)]
pub(crate) fn mul_div(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    div(mul(a, b)?, c)
}

/// a × b ÷ c, rounded up, with the product in 256 bits.
#[inline(never)]
pub(crate) fn mul_div_up(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    div_up(mul(a, b)?, c)
}

/// a × b ÷ c, rounded down, with the product in 512 bits.
#[inline(never)]
pub(crate) fn ratio(a: Uint256, b: Uint256, c: Uint256) -> Result<Uint256, MathError> {
    a.checked_multiply_ratio(b, c).map_err(|_| MathError::TooLopsided)
}
