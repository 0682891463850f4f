//! A day's sources of one GPU model: the providers with the largest volumes, as one record.

use crate::ContractError;
use crate::median::Quote;
use cosmwasm_std::Uint128;
use weal_api::compute_index::MAX_SOURCES;
use weal_wire::compact::{CompactError, Reader, Writer};

/// Sorted by falling volume, then rate. A volume only ever grows, so the record always holds the largest, in whatever
/// order the leases came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Board {
    /// Unix time ÷ 86,400.
    pub(crate) day: u64,
    rows: Vec<(Quote, u64)>,
}

impl Board {
    /// Of `day`, without sources.
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

    /// By falling volume.
    pub(crate) fn quotes(&self) -> Vec<Quote> {
        self.rows.iter().map(|(quote, _)| *quote).collect()
    }

    /// day, then number, volume and rate of each provider, all packed.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let writer = Writer::default().number(self.day);
        let row = |writer: Writer, (quote, provider): &(Quote, u64)| {
            writer.number(*provider).number(quote.volume.u128()).number(quote.rate.u128())
        };
        self.rows.iter().fold(writer, row).finish()
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, ContractError> {
        read(bytes).map_err(|_| ContractError::CorruptRecord { record: "boards", found: bytes.len() })
    }
}

fn read(bytes: &[u8]) -> Result<Board, CompactError> {
    let mut reader = Reader::new(bytes);
    let mut board = Board::empty(reader.u64()?);
    while !reader.is_empty() && board.rows.len() < MAX_SOURCES {
        let provider = reader.u64()?;
        let (volume, rate) = (Uint128::new(reader.u128()?), Uint128::new(reader.u128()?));
        board.rows.push((Quote { volume, rate }, provider));
    }
    reader.finish()?;
    Ok(board)
}

#[cfg(test)]
mod tests {
    use super::*;
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
            prop_assert_eq!(Board::from_bytes(&board.to_bytes()).unwrap(), board);
        }
    }

    #[test]
    fn damaged_boards_are_refused() {
        for bytes in [&[][..], &[0, 1], &[0, 0, 0]] {
            assert!(Board::from_bytes(bytes).is_err(), "{bytes:?}");
        }
        let one = [0, 0, 0, 0];
        assert!(Board::from_bytes(&one).is_ok());
        let many = [&[0][..], &[0; 3 * 65]].concat();
        assert!(Board::from_bytes(&many).is_err());
    }
}
