//! Records of an escrow that other contracts read, without a call of its code.

use cosmwasm_std::{Addr, QuerierWrapper, StdError, Uint128};
use thiserror::Error;
use weal_records::read_raw;
use weal_wire::compact::{CompactError, Reader};

/// The storage key of the escrow's totals.
pub const HOLDINGS_KEY: &[u8] = b"holdings";

/// The storage key of the escrow's configuration.
pub const CONFIG_KEY: &[u8] = &[2];

/// Why a record of an escrow cannot be read.
#[derive(Debug, Error)]
pub enum EscrowReadError {
    /// No contract there, or the chain does not answer.
    #[error("the {record} of {escrow} cannot be read: {source}")]
    Unreadable {
        /// Totals or configuration.
        record: &'static str,
        /// The account asked.
        escrow: Addr,
        /// What the chain said.
        source: StdError,
    },
    /// Not an escrow's record.
    #[error("the {record} of {escrow} is damaged: {source}")]
    Damaged {
        /// Totals or configuration.
        record: &'static str,
        /// The account asked.
        escrow: Addr,
        /// Where.
        source: CompactError,
    },
}

/// The most that the cumulative charges of all leaves can add up to: all that was ever paid into deposits, base units. Zero for
/// an escrow that nobody has paid into.
///
/// A leaf within its lease's bounds charges at most what was paid into its lease, so a root over honest leaves is never above; and
/// no message lowers it, so a root that could be posted when it was signed can be posted later. One read, no call of the
/// escrow. Errors: see [`EscrowReadError`].
pub fn read_capacity(querier: &QuerierWrapper<'_>, escrow: &Addr) -> Result<Uint128, EscrowReadError> {
    Ok(read_record(querier, escrow, ("record of totals", HOLDINGS_KEY), capacity_of)?.unwrap_or_default())
}

/// Who may open leases at an agreed rate; none where `escrow` names nobody or is no escrow. One read, no call of the escrow.
/// Errors: see [`EscrowReadError`].
pub fn read_market(querier: &QuerierWrapper<'_>, escrow: &Addr) -> Result<Option<Addr>, EscrowReadError> {
    Ok(read_record(querier, escrow, ("configuration", CONFIG_KEY), market_of)?.flatten())
}

fn read_record<T>(
    querier: &QuerierWrapper<'_>,
    escrow: &Addr,
    (record, key): (&'static str, &[u8]),
    unpack: impl FnOnce(&[u8]) -> Result<T, CompactError>,
) -> Result<Option<T>, EscrowReadError> {
    let bytes = read_raw(querier, escrow, key).map_err(|source| EscrowReadError::Unreadable {
        record,
        escrow: escrow.clone(),
        source,
    })?;
    let unpacked = bytes.map(|bytes| unpack(&bytes)).transpose();
    unpacked.map_err(|source| EscrowReadError::Damaged { record, escrow: escrow.clone(), source })
}

/// Of the packed record: bonds, deposits, fees, all ever paid in, credits, requests; the last lease's number may follow, which
/// says nothing of money.
fn capacity_of(bytes: &[u8]) -> Result<Uint128, CompactError> {
    let mut reader = Reader::new(bytes);
    let (_bonds, _deposits, _fees, paid_in) =
        (reader.u128()?, reader.u128()?, reader.u128()?, reader.u128()?);
    let (_credits, _requests) = (reader.u128()?, reader.u128()?);
    if !reader.is_empty() {
        let _leases = reader.u64()?;
    }
    reader.finish()?;
    Ok(Uint128::new(paid_in))
}

/// Of the packed record: six numbers of bonds, fees and windows, then the fee recipient and the market as text, empty where
/// there is none.
fn market_of(bytes: &[u8]) -> Result<Option<Addr>, CompactError> {
    let mut reader = Reader::new(bytes);
    for _ in 0..6 {
        reader.u128()?;
    }
    let _fee_recipient = reader.bytes()?;
    let damaged = reader.damaged();
    let market = String::from_utf8(reader.bytes()?.to_vec()).map_err(|_| damaged)?;
    reader.finish()?;
    Ok(Some(market).filter(|market| !market.is_empty()).map(Addr::unchecked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use weal_wire::compact::Writer;

    #[test]
    fn the_capacity_is_all_that_was_ever_paid_in() {
        let pack = |numbers: &[u128]| numbers.iter().fold(Writer::default(), |w, n| w.number(*n)).finish();
        assert_eq!(capacity_of(&pack(&[9, 70, 5, 100, 2, 1, 8])), Ok(Uint128::new(100)));
        assert_eq!(capacity_of(&pack(&[9, 70, 5, 100, 2, 1])), Ok(Uint128::new(100)));
        assert_eq!(capacity_of(&pack(&[0, 0, 0, u128::MAX, 0, 0, 0])), Ok(Uint128::MAX));
        assert!(capacity_of(&pack(&[9, 70, 5, 100, 2])).is_err());
        assert!(capacity_of(&pack(&[9, 70, 5, 100, 2, 1, 8, 1])).is_err());
    }

    #[test]
    fn the_market_is_the_last_text_of_the_configuration() {
        let numbers = || (0..6u8).fold(Writer::default(), |writer, number| writer.number(number));
        let named = numbers().bytes(b"collector").bytes(b"market").finish();
        assert_eq!(market_of(&named), Ok(Some(Addr::unchecked("market"))));
        assert_eq!(market_of(&numbers().bytes(b"").bytes(b"").finish()), Ok(None));
        assert!(market_of(&numbers().bytes(b"").finish()).is_err());
        assert!(market_of(&numbers().bytes(b"").bytes(b"m").number(1u8).finish()).is_err());
        assert!(market_of(&numbers().bytes(b"").bytes(&[0xff]).finish()).is_err());
    }
}
