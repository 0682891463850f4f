//! LP shares as a type of their own.

use crate::MathError;
use cosmwasm_std::Uint128;
use std::fmt;
use weal_wire::Packed;

/// A number of LP shares, base units: never an amount of an asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Packed)]
pub struct LpShares(Uint128);

impl LpShares {
    /// `value` base units.
    pub const fn new(value: u128) -> Self {
        Self(Uint128::new(value))
    }

    /// The number.
    pub const fn amount(self) -> Uint128 {
        self.0
    }

    /// Returns whether there are no shares.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns the sum. Errors: `Overflow`.
    pub fn checked_add(self, other: Self) -> Result<Self, MathError> {
        let overflow = MathError::Overflow { found: self.0, added: other.0 };
        self.0.checked_add(other.0).map(Self).map_err(|_| overflow)
    }

    /// The difference. Errors: `InsufficientShares`.
    pub fn checked_sub(self, other: Self) -> Result<Self, MathError> {
        let insufficient = MathError::InsufficientShares { found: self, required: other };
        self.0.checked_sub(other.0).map(Self).map_err(|_| insufficient)
    }
}

impl From<Uint128> for LpShares {
    fn from(value: Uint128) -> Self {
        Self(value)
    }
}

impl fmt::Display for LpShares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
