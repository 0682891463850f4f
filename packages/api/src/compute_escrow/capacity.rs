//! What a root over an escrow's leases may add up to at most, as another contract reads it.

use crate::raw_read::read_raw;
use cosmwasm_std::{Addr, QuerierWrapper, StdError, Uint128};
use thiserror::Error;
use wire::compact::{CompactError, Reader};

/// The storage key of the escrow's totals.
pub const HOLDINGS_KEY: &[u8] = b"holdings";

/// Why the escrow's totals cannot be read.
#[derive(Debug, Error)]
pub enum CapacityReadError {
    /// No contract there, or the chain does not answer.
    #[error("the totals of {escrow} cannot be read: {source}")]
    Unreadable {
        /// The account asked.
        escrow: Addr,
        /// What the chain said.
        source: StdError,
    },
    /// Not an escrow's record.
    #[error("the totals of {escrow} are damaged: {source}")]
    Damaged {
        /// The account asked.
        escrow: Addr,
        /// Where.
        source: CompactError,
    },
}

/// The most that the cumulative charges of all leaves can add up to: deposits held + all that leaves have settled
/// so far, base units; the largest amount where that is above it. Zero for an escrow that nobody has paid into.
///
/// A leaf within its lease's bounds charges at most what its lease's claims have settled and what is held of its
/// deposit, so a root over honest leaves is never above. One read, no call of the escrow. Errors: see
/// [`CapacityReadError`].
pub fn read_capacity(querier: &QuerierWrapper<'_>, escrow: &Addr) -> Result<Uint128, CapacityReadError> {
    let bytes = read_raw(querier, escrow, HOLDINGS_KEY)
        .map_err(|source| CapacityReadError::Unreadable { escrow: escrow.clone(), source })?;
    let Some(bytes) = bytes else { return Ok(Uint128::zero()) };
    capacity_of(&bytes).map_err(|source| CapacityReadError::Damaged { escrow: escrow.clone(), source })
}

/// Of the packed record: bonds, deposits, fees, claimed, credits, requests; the last lease's number may follow, which says
/// nothing of money.
fn capacity_of(bytes: &[u8]) -> Result<Uint128, CompactError> {
    let mut reader = Reader::new(bytes);
    let (_bonds, deposits, _fees, claimed) = (reader.u128()?, reader.u128()?, reader.u128()?, reader.u128()?);
    let (_credits, _requests) = (reader.u128()?, reader.u128()?);
    if !reader.is_empty() {
        let _leases = reader.u64()?;
    }
    reader.finish()?;
    Ok(Uint128::new(deposits.saturating_add(claimed)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::compact::Writer;

    #[test]
    fn the_capacity_is_what_is_held_and_what_was_settled() {
        let pack = |numbers: &[u128]| numbers.iter().fold(Writer::default(), |w, n| w.number(*n)).finish();
        assert_eq!(capacity_of(&pack(&[9, 70, 5, 30, 2, 1, 8])), Ok(Uint128::new(100)));
        assert_eq!(capacity_of(&pack(&[9, 70, 5, 30, 2, 1])), Ok(Uint128::new(100)));
        assert_eq!(capacity_of(&pack(&[0, u128::MAX, 0, 1, 0, 0, 0])), Ok(Uint128::MAX));
        assert!(capacity_of(&pack(&[9, 70, 5, 30, 2])).is_err());
        assert!(capacity_of(&pack(&[9, 70, 5, 30, 2, 1, 8, 1])).is_err());
    }
}
