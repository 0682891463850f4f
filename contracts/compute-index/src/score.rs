//! A provider's score: the sums over its settled leases and the figure that follows from them.

use crate::ContractError;
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_index::ProviderScoreResponse;
use weal_fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};
use weal_records::Packed;

/// Sums over settled leases that are not their tenant's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Packed)]
pub(crate) struct ProviderWork {
    /// The provider's number among providers, from 1: short in packed records.
    pub(crate) number: u64,
    /// The count of the leases.
    pub(crate) settled_leases: u64,
    /// V: the volume, base units.
    pub(crate) volume: Uint128,
    /// C: the credits, base units.
    pub(crate) credited: Uint128,
}

impl ProviderWork {
    /// quality = ⌊10^4·V ÷ (V + C)⌋, confidence = ⌊10^4·V ÷ (V + H)⌋, score = ⌊quality·V ÷ (V + H)⌋. Errors:
    /// `Overflow`.
    pub(crate) fn score(
        self,
        provider: Addr,
        half_volume: Uint128,
    ) -> Result<ProviderScoreResponse, ContractError> {
        let Self { settled_leases, volume, credited, .. } = self;
        let whole = Uint128::from(FULL_BPS);
        let quality = share(whole, volume, credited)?;
        Ok(ProviderScoreResponse {
            provider,
            settled_leases,
            volume,
            credited,
            quality_bps: bps(quality),
            confidence_bps: bps(share(whole, volume, half_volume)?),
            score: bps(share(quality, volume, half_volume)?),
        })
    }
}

/// ⌊scale·part ÷ (part + rest)⌋; zero for no part. Errors: `Overflow`.
fn share(scale: Uint128, part: Uint128, rest: Uint128) -> Result<Uint128, ContractError> {
    if part.is_zero() {
        return Ok(part);
    }
    let whole = part.checked_add(rest)?;
    let found: Result<_, FixedPointError> = mul_div(scale, part, whole, Rounding::Down);
    Ok(found?)
}

/// A share of 10,000 as basis points: it is never above that.
fn bps(value: Uint128) -> u16 {
    u16::try_from(value.u128()).unwrap_or(FULL_BPS)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // numbers of the tests' own
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score(volume: u128, credited: u128, half: u128) -> u16 {
        let work = ProviderWork {
            volume: Uint128::new(volume),
            credited: Uint128::new(credited),
            ..ProviderWork::default()
        };
        work.score(Addr::unchecked("provider"), Uint128::new(half)).unwrap().score
    }

    #[test]
    fn the_score_is_quality_times_confidence() {
        assert_eq!(score(0, 0, 1_000), 0);
        assert_eq!(score(0, 500, 1_000), 0);
        assert_eq!(score(1_000, 0, 1_000), 5_000);
        assert_eq!(score(9_000, 0, 1_000), 9_000);
        assert_eq!(score(9_000, 1_000, 1_000), 8_100);
        assert_eq!(score(u128::MAX / 2, 0, 1), 9_999);
    }

    proptest! {
        #[test]
        fn more_work_never_lowers_it_and_more_credits_never_raise_it(
            volume in 0u128..1 << 100, credited in 0u128..1 << 100, half in 1u128..1 << 100, more in 0u128..1 << 100,
        ) {
            let base = score(volume, credited, half);
            prop_assert!(base <= 10_000);
            prop_assert!(score(volume + more, credited, half) >= base);
            prop_assert!(score(volume, credited + more, half) <= base);
        }

        /// A provider split into two accounts with parts of the work: neither scores above the whole, at the same
        /// quality.
        #[test]
        fn splitting_a_provider_raises_no_score(one in 0u128..1 << 90, other in 0u128..1 << 90, half in 1u128..1 << 90) {
            let whole = score(one + other, 0, half);
            prop_assert!(score(one, 0, half) <= whole && score(other, 0, half) <= whole);
        }
    }
}
