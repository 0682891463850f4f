//! Sums, differences and look-ups that only a broken invariant can make fail: they name it instead of answering zero.

use crate::MathError;
use cosmwasm_std::Uint128;

/// A sum. Errors: `Overflow`.
pub fn plus(found: Uint128, added: Uint128) -> Result<Uint128, MathError> {
    found.checked_add(added).map_err(|_| MathError::Overflow { found, added })
}

/// `whole` less a `part` of it. Errors: `Invariant`, which says what a part above its whole has broken.
///
/// ```
/// use weal_amm_math::{MathError, exact::less};
/// use cosmwasm_std::Uint128;
///
/// let [one, two] = [1u128, 2].map(Uint128::new);
/// assert_eq!(less(two, one, "a fee is below its gross"), Ok(one));
/// let broken = "a fee is below its gross";
/// assert_eq!(less(one, two, broken), Err(MathError::Invariant { broken }));
/// ```
pub fn less(whole: Uint128, part: Uint128, broken: &'static str) -> Result<Uint128, MathError> {
    whole.checked_sub(part).map_err(|_| MathError::Invariant { broken })
}

/// The amount of the asset at `position`. Errors: `Invariant` where there is none.
pub fn at(amounts: &[Uint128], position: usize) -> Result<Uint128, MathError> {
    amounts.get(position).copied().ok_or(NO_AMOUNT)
}

/// The place of the amount of the asset at `position`. Errors: `Invariant` where there is none.
pub fn at_mut(amounts: &mut [Uint128], position: usize) -> Result<&mut Uint128, MathError> {
    amounts.get_mut(position).ok_or(NO_AMOUNT)
}

const NO_AMOUNT: MathError = MathError::Invariant { broken: "there is one amount for each asset" };
