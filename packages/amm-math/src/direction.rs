//! The two sides of a trade.

use crate::MathError;
use crate::exact::at;
use cosmwasm_std::Uint128;

/// Positions, in the pool's order, of the asset sold and of the asset bought. They differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Direction {
    /// Position of the asset that the trader sells.
    pub offer: usize,
    /// Position of the asset that the trader buys.
    pub ask: usize,
}

/// One amount for each side of a trade, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The amount of the asset that the trader sells.
    pub offer: Uint128,
    /// The amount of the asset that the trader buys.
    pub ask: Uint128,
}

impl Direction {
    /// Returns the amounts of both sides, out of one for each asset of the pool. Errors: `Invariant` for a position without an amount.
    pub fn of(self, amounts: &[Uint128]) -> Result<Sides, MathError> {
        Ok(Sides { offer: at(amounts, self.offer)?, ask: at(amounts, self.ask)? })
    }

    /// The way back.
    pub const fn reversed(self) -> Self {
        Self { offer: self.ask, ask: self.offer }
    }

    /// The positions as a pair: sold, bought.
    pub(crate) const fn pair(self) -> (usize, usize) {
        (self.offer, self.ask)
    }
}
