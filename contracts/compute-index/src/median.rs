//! The weighted median with capped weights: pure functions.
//!
//! Symbols as in `docs/spec/compute-index.md`: v are volumes, c is the cap in basis points of all weight.

use cosmwasm_std::{OverflowError, Uint128, Uint256};
use weal_fixed_point::FULL_BPS;
use weal_records::Packed;

/// The charges of a provider's leases of a day, and their mean rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Packed)]
pub(crate) struct Quote {
    /// v: the charges, base units, above zero.
    pub(crate) volume: Uint128,
    /// r: the mean rate, base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
}

/// The lower and the upper weighted median: the least rate up to which at least, and more than, half of the weight
/// lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Median {
    pub(crate) low: Uint128,
    pub(crate) high: Uint128,
}

/// The capped median of the quotes, which must be sorted by falling volume; `None` without any. Errors: `Overflow` for
/// sums above 2^256 − 1.
pub(crate) fn capped_median(quotes: &[Quote], cap_bps: u16) -> Result<Option<Median>, OverflowError> {
    let volumes: Vec<Uint128> = quotes.iter().map(|quote| quote.volume).collect();
    let weights = capped_weights(&volumes, cap_bps)?;
    let total = sum(weights.iter().copied())?;
    let mut rows: Vec<(Uint128, Uint256)> = quotes.iter().map(|quote| quote.rate).zip(weights).collect();
    rows.sort_unstable();

    let (mut below, mut low) = (Uint256::zero(), None);
    for (rate, weight) in rows {
        below = below.checked_add(weight)?;
        let twice = below.checked_add(below)?;
        if twice >= total {
            low = low.or(Some(rate));
        }
        if twice > total {
            return Ok(low.map(|low| Median { low, high: rate }));
        }
    }
    Ok(None)
}

/// The weights min(v, w), up to one factor common to all, where w is the largest for which nobody has more than c of
/// their sum: with the k largest at w and R the sum of the others, w = c·R ÷ (10^4 − c·k), for the least k that leaves
/// nobody above w. All weights are multiplied by 10^4 − c·k, so that none is rounded. Where n·c < 10^4 no weights keep
/// the cap, and all are equal.
fn capped_weights(volumes: &[Uint128], cap_bps: u16) -> Result<Vec<Uint256>, OverflowError> {
    let cap = Uint256::from(cap_bps);
    let mut rest = sum(volumes.iter().map(|volume| Uint256::from(*volume)))?;
    let mut factor = u32::from(FULL_BPS);
    for (capped, largest) in volumes.iter().enumerate() {
        let (scale, level) = (Uint256::from(factor), cap.checked_mul(rest)?);
        if Uint256::from(*largest).checked_mul(scale)? <= level {
            let weight = |(place, volume): (usize, &Uint128)| {
                if place < capped { Ok(level) } else { Uint256::from(*volume).checked_mul(scale) }
            };
            return volumes.iter().enumerate().map(weight).collect();
        }
        rest = rest.checked_sub(Uint256::from(*largest))?;
        factor = factor.saturating_sub(u32::from(cap_bps));
    }
    Ok(vec![Uint256::one(); volumes.len()])
}

fn sum(values: impl Iterator<Item = Uint256>) -> Result<Uint256, OverflowError> {
    values.into_iter().try_fold(Uint256::zero(), |total, value| total.checked_add(value))
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // the reference model's own numbers
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn weights(volumes: &[u128], cap_bps: u16) -> Vec<Uint256> {
        let volumes: Vec<_> = volumes.iter().map(|volume| Uint128::new(*volume)).collect();
        capped_weights(&volumes, cap_bps).unwrap()
    }

    fn quote(volume: u128, rate: u128) -> Quote {
        Quote { volume: volume.into(), rate: rate.into() }
    }

    /// A whale of 1,000,000 beside five of 100 at a cap of 20 %: w = 0.2·500 ÷ 0.8 = 125.
    #[test]
    fn a_whale_weighs_the_cap_of_what_is_left() {
        let found = weights(&[1_000_000, 100, 100, 100, 100, 100], 2_000);
        let factor = Uint256::from(8_000u128);
        assert_eq!(found[0], Uint256::from(125u128) * factor);
        assert!(found[1..].iter().all(|weight| *weight == Uint256::from(100u128) * factor));
        // Without anybody above the cap nothing changes: 10,000 is the common factor.
        let even = weights(&[60, 50, 50, 50, 50, 50], 2_000);
        assert_eq!(even[0], Uint256::from(600_000u128));
    }

    #[test]
    fn too_few_to_keep_the_cap_weigh_the_same() {
        assert_eq!(weights(&[900, 5, 1, 1], 2_000), vec![Uint256::one(); 4]);
        // Just enough: five at 20 % each.
        let five = weights(&[900, 5, 4, 1, 1], 2_000);
        assert!(five.iter().all(|weight| *weight == five[0]));
        assert!(weights(&[], 2_000).is_empty());
    }

    #[test]
    fn the_medians_differ_only_where_the_weights_split_evenly() {
        let median = |quotes: &[Quote]| capped_median(quotes, 2_499).unwrap().unwrap();
        let even: Vec<_> = [1, 2, 3, 4].map(|rate| quote(10, rate)).into();
        assert_eq!(median(&even), Median { low: 2u128.into(), high: 3u128.into() });
        let odd: Vec<_> = [1, 2, 3, 4, 5].map(|rate| quote(10, rate)).into();
        assert_eq!(median(&odd), Median { low: 3u128.into(), high: 3u128.into() });
        assert_eq!(capped_median(&[], 2_499), Ok(None));
    }

    /// Quotes of these volumes and rates, sorted by falling volume.
    fn sorted(honest: &[(u128, u128)], attackers: &[(u128, u128)]) -> Vec<Quote> {
        let both = honest.iter().chain(attackers);
        let mut quotes: Vec<Quote> = both.map(|(volume, rate)| quote(*volume, *rate)).collect();
        quotes.sort_unstable_by(|a, b| b.cmp(a));
        quotes
    }

    /// The weight of the quotes with rates from 900 to 1,099, and that of the others.
    fn weighed(quotes: &[Quote], cap_bps: u16) -> [Uint256; 2] {
        let volumes: Vec<_> = quotes.iter().map(|quote| quote.volume).collect();
        let weights = capped_weights(&volumes, cap_bps).unwrap();
        let is_honest = |quote: &Quote| (900..1_100).contains(&quote.rate.u128());
        [true, false].map(|kind| {
            let rows = quotes.iter().zip(&weights).filter(|(quote, _)| is_honest(quote) == kind);
            rows.map(|(_, weight)| *weight).sum()
        })
    }

    proptest! {
        /// The cap is kept, the order of volumes too, and it binds only where a volume is above it.
        #[test]
        fn nobody_weighs_more_than_the_cap(
            mut volumes in vec(1u128..1 << 100, 1..64), cap_bps in 500u16..2_500,
        ) {
            volumes.sort_unstable_by(|a, b| b.cmp(a));
            let found = weights(&volumes, cap_bps);
            let total: Uint256 = found.iter().sum();
            let (whole, cap) = (Uint256::from(10_000u128), Uint256::from(cap_bps));
            if volumes.len() * usize::from(cap_bps) >= 10_000 {
                prop_assert!(found.iter().all(|weight| *weight * whole <= cap * total));
                // Whoever is below the largest weight has its whole volume, by one factor.
                let last = *found.last().unwrap();
                for (weight, volume) in found.iter().zip(&volumes).filter(|(weight, _)| **weight < found[0]) {
                    prop_assert_eq!(*weight * Uint256::from(*volumes.last().unwrap()), last * Uint256::from(*volume));
                }
            }
            prop_assert!(found.is_sorted_by(|a, b| a >= b));
        }

        /// The medians stay among the others' rates, whatever providers say that together weigh less than half.
        #[test]
        fn the_median_stays_in_the_honest_range_while_the_honest_outweigh_the_rest(
            honest in vec((1u128..1_000_000, 900u128..1_100), 1..20),
            attackers in vec((1u128..1 << 60, prop_oneof![0u128..800, 1_200u128..1 << 90]), 0..20),
            cap_bps in 500u16..2_500,
        ) {
            // As many attackers as still weigh less than the honest: the last ones go until that is so.
            let mut attackers = attackers;
            let quotes = loop {
                let quotes = sorted(&honest, &attackers);
                let [of_honest, of_attackers] = weighed(&quotes, cap_bps);
                if of_honest > of_attackers {
                    break quotes;
                }
                attackers.pop();
            };
            let median = capped_median(&quotes, cap_bps).unwrap().unwrap();
            let rates = honest.iter().map(|(_, rate)| *rate);
            let (least, most) = (rates.clone().min().unwrap(), rates.max().unwrap());
            prop_assert!(median.low.u128() >= least && median.high.u128() <= most);
            prop_assert!(median.low <= median.high);
        }
    }
}
