//! The amounts that a pool holds of each asset.

use crate::MathError;
use crate::exact::plus;
use cosmwasm_std::Uint128;
use weal_wire::Packed;

/// A pool's holdings, in pool order: reserves, which the curve sees, and fees, which it does not see. Both belong to
/// the LPs in the ratio of their shares.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub struct Balances {
    /// The reserves, against which swaps trade.
    pub reserves: Vec<Uint128>,
    /// Fees of all swaps so far, less what withdrawals took.
    pub fees: Vec<Uint128>,
}

impl Balances {
    /// Returns zero reserves and zero fees of each of `assets` assets.
    pub fn empty(assets: usize) -> Self {
        Self { reserves: vec![Uint128::zero(); assets], fees: vec![Uint128::zero(); assets] }
    }

    /// Reserve and fees together, per asset. Errors: `Overflow`.
    pub fn totals(&self) -> Result<Vec<Uint128>, MathError> {
        self.reserves.iter().zip(&self.fees).map(|(reserve, fee)| plus(*reserve, *fee)).collect()
    }
}
