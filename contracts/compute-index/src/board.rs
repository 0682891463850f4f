//! A day's sources of one GPU model: the providers with the largest volumes, as one record.

use crate::median::Quote;
use weal_api::compute_index::MAX_SOURCES;
use weal_records::Packed;

/// Sorted by falling volume, then rate. A volume only ever grows, so the record always holds the largest, in whatever
/// order the leases came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct Board {
    /// The day: Unix time ÷ 86,400.
    pub(crate) day: u64,
    /// Quotes with their providers' numbers.
    rows: Vec<(Quote, u64)>,
}

impl Board {
    /// The board of `day` without sources.
    pub(crate) fn empty(day: u64) -> Self {
        Self { day, rows: vec![] }
    }

    /// Replaces the provider's quote, and drops the smallest where there are too many.
    pub(crate) fn put(&mut self, provider: u64, quote: Quote) {
        self.rows.retain(|(_, number)| *number != provider);
        let place = self.rows.partition_point(|row| *row > (quote, provider));
        self.rows.insert(place, (quote, provider));
        self.rows.truncate(MAX_SOURCES);
    }

    /// The quotes by falling volume.
    pub(crate) fn quotes(&self) -> Vec<Quote> {
        self.rows.iter().map(|(quote, _)| *quote).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Uint128;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn quote(volume: u128) -> Quote {
        Quote { volume: Uint128::new(volume), rate: Uint128::new(7) }
    }

    proptest! {
        /// Growing volumes in any order leave the largest of all, as sorting them at the end would.
        #[test]
        fn it_keeps_the_largest_in_any_order(grows in vec((1u64..100, 1u128..50), 0..300)) {
            let (mut board, mut volumes) = (Board::empty(9), BTreeMap::<u64, u128>::new());
            for (provider, more) in grows {
                let volume = volumes.entry(provider).or_default();
                *volume = volume.checked_add(more).unwrap();
                board.put(provider, quote(*volume));
            }
            let mut largest: Vec<u128> = volumes.into_values().collect();
            largest.sort_unstable_by(|a, b| b.cmp(a));
            largest.truncate(MAX_SOURCES);
            let found: Vec<u128> = board.quotes().iter().map(|quote| quote.volume.u128()).collect();
            prop_assert_eq!(found, largest);
        }
    }
}
