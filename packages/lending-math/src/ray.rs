//! Fixed point with 27 decimals, for indices.

use cosmwasm_std::Uint128;
use weal_fixed_point::{Rounding, mul_div};

/// One, with 27 decimals.
pub const RAY: Uint128 = Uint128::new(1_000_000_000_000_000_000_000_000_000);

/// The largest factor: a billion. Above it growth stops instead of failing, so that no passage of time can
/// ever lock a market.
pub const MAX_RAY: Uint128 = Uint128::new(1_000_000_000_000_000_000_000_000_000_000_000_000);

/// `a × b`, rounded as named, at most [`MAX_RAY`].
///
/// ```
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Rounding;
/// use weal_lending_math::{RAY, ray_mul};
/// let half = Uint128::new(RAY.u128() / 2);
/// assert_eq!(ray_mul(half, half, Rounding::Down), Uint128::new(RAY.u128() / 4));
/// ```
pub fn ray_mul(a: Uint128, b: Uint128, rounding: Rounding) -> Uint128 {
    // The divisor is a constant above zero: the only failure is a product above 2^128 − 1.
    mul_div(a, b, RAY, rounding).map_or(MAX_RAY, |product| product.min(MAX_RAY))
}

/// `base ^ exponent` by squaring, every product rounded as named: at most 32 squarings.
///
/// Error: the result is off by at most `exponent × 10⁻²⁷` of itself, in the direction named.
///
/// ```
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Rounding;
/// use weal_lending_math::{RAY, ray_pow};
/// let double = Uint128::new(2 * RAY.u128());
/// assert_eq!(ray_pow(double, 10, Rounding::Up), Uint128::new(1_024 * RAY.u128()));
/// ```
pub fn ray_pow(base: Uint128, exponent: u32, rounding: Rounding) -> Uint128 {
    let mut square = base;
    let mut power = RAY;
    let mut rest = exponent;
    while rest > 0 {
        if rest & 1 == 1 {
            power = ray_mul(power, square, rounding);
        }
        rest >>= 1;
        if rest > 0 {
            square = ray_mul(square, square, rounding);
        }
    }
    power
}
