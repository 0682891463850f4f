//! The stableswap: 2 to 4 assets that are meant to have one price.
//!
//! *A·n·S* + *D* = *A·n·D* + *D*^(*n*+1) ÷ (*nⁿ·∏xᵢ*), where *xᵢ* are the balances normalised to 18 decimals, *S* is
//! their sum and *D* the invariant. Neither *D* nor a balance is ever used where its rounding could favour the
//! actor: *D* comes as an interval that holds the true root, a solved balance rounded up. Page:
//! `docs/spec/amm-pool.md` §1.

mod invariant;
mod liquidity;
mod swap;

pub use invariant::Invariant;
pub use liquidity::ExactWithdrawOutcome;

use crate::wide::mul;
use crate::{Amp, MathError};
use cosmwasm_std::{Uint128, Uint256};

/// The most decimals an asset can declare; all are counted in this many.
pub const MAX_DECIMALS: u8 = 18;
/// The largest balance, in units of 10^-18: 10^34, so that its square has 256 bits.
pub const MAX_BALANCE: u128 = 10_000_000_000_000_000_000_000_000_000_000_000;
/// The fewest and the most assets.
pub const ASSETS: std::ops::RangeInclusive<usize> = 2..=4;

/// A stableswap at one moment: its decimals and its amplification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stableswap {
    /// 10^(18 − decimals) per asset.
    scales: Vec<Uint128>,
    /// 10^(18 − the most decimals): what one LP share is of *D* at the first deposit.
    share_scale: Uint128,
    /// *A·n* in hundredths.
    ann: Uint256,
}

impl Stableswap {
    /// Returns the curve for assets with `decimals`, in pool order. Errors: `WrongLength` outside 2 to 4,
    /// `TooManyDecimals`.
    pub fn new(decimals: &[u8], amp: Amp) -> Result<Self, MathError> {
        if !ASSETS.contains(&decimals.len()) {
            return Err(MathError::WrongLength { found: decimals.len(), required: *ASSETS.end() });
        }
        let scales: Vec<Uint128> = decimals.iter().map(|found| scale(*found)).collect::<Result<_, _>>()?;
        let share_scale = scales.iter().min().copied().unwrap_or(Uint128::one());
        // At most 10^7 × 4.
        let assets = u64::try_from(decimals.len()).unwrap_or(u64::MAX);
        let ann = Uint256::from(amp.hundredths().saturating_mul(assets));
        Ok(Self { scales, share_scale, ann })
    }

    /// Balances in units of 10^-18. Errors: `WrongLength`, `AboveMaxBalance`.
    fn normalised(&self, amounts: &[Uint128]) -> Result<Vec<Uint256>, MathError> {
        if amounts.len() != self.scales.len() {
            return Err(MathError::WrongLength { found: amounts.len(), required: self.scales.len() });
        }
        let mut normalised = vec![];
        for (found, scale) in amounts.iter().zip(&self.scales) {
            // A scale is a power of ten up to 10^18.
            let max = Uint128::new(MAX_BALANCE.checked_div(scale.u128()).unwrap_or_default());
            if *found > max {
                return Err(MathError::AboveMaxBalance { found: *found, max });
            }
            normalised.push(mul(Uint256::from(*found), Uint256::from(*scale))?);
        }
        Ok(normalised)
    }

    /// The scale of the asset at `position`. Errors: `WrongLength`.
    fn scale(&self, position: usize) -> Result<Uint256, MathError> {
        self.scales.get(position).copied().map(Uint256::from).ok_or(self.no_such(position))
    }

    fn no_such(&self, position: usize) -> MathError {
        MathError::WrongLength { found: position.saturating_add(1), required: self.scales.len() }
    }
}

fn scale(decimals: u8) -> Result<Uint128, MathError> {
    let too_many = MathError::TooManyDecimals { found: decimals, max: MAX_DECIMALS };
    let exponent = MAX_DECIMALS.checked_sub(decimals).ok_or(too_many)?;
    Ok(Uint128::new(10u128.saturating_pow(u32::from(exponent))))
}

/// Converts units of 10^-18, which a scale divides or which were rounded, to base units. Errors: `Overflow`.
fn base_units(value: Uint256) -> Result<Uint128, MathError> {
    Uint128::try_from(value).map_err(|_| MathError::TooLopsided)
}
