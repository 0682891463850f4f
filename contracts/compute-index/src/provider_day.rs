//! A provider's day: the sums from which its mean rate follows.

use crate::median::Quote;
use cosmwasm_std::{Uint128, Uint256};
use weal_records::Packed;

/// A provider's leases of one day and GPU model, summed exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct ProviderDay {
    /// The day: Unix time ÷ 86,400.
    pub(crate) day: u64,
    /// The sum of the charges, base units.
    pub(crate) volume: Uint128,
    /// The sum of rate × charge.
    pub(crate) notional: Uint256,
}

impl ProviderDay {
    /// The mean rate, weighted by what was charged, rounded down: never below the least nor above the largest of them.
    pub(crate) fn quote(&self) -> Quote {
        let mean = self.notional.checked_div(Uint256::from(self.volume)).unwrap_or_default();
        // A mean of 128-bit rates has 128 bits.
        let rate = Uint128::try_from(mean).unwrap_or(Uint128::MAX);
        Quote { volume: self.volume, rate }
    }
}
