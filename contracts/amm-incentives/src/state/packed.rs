//! How records and their keys are written: packed, without names, since gas is paid by the byte.

use crate::ContractError;
use cosmwasm_std::{Addr, Api, Order, StdResult, Storage, Uint128, Uint256};
use wire::compact::{CompactError, Reader, Writer};

/// What a reading of packed fields comes to.
pub(super) type Unpacked<T> = Result<T, CompactError>;

/// `prefix`, then a number in 8 big-endian bytes.
pub(super) fn numbered(prefix: &[u8], number: u64) -> Vec<u8> {
    [prefix, number.to_be_bytes().as_slice()].concat()
}

/// Appends the account's canonical bytes behind their length, one byte: at most 64. Errors: not an address of this chain.
pub(super) fn push_account(key: &mut Vec<u8>, api: &dyn Api, account: &Addr) -> StdResult<()> {
    let account = api.addr_canonicalize(account.as_str())?;
    key.push(u8::try_from(account.len()).unwrap_or(u8::MAX));
    key.extend_from_slice(&account);
    Ok(())
}

/// The record under `prefix` of the largest number up to `at`, and that number. Errors: `CorruptRecord`.
pub(super) fn newest<T>(
    storage: &dyn Storage,
    prefix: &[u8],
    at: u64,
    record: &'static str,
    read: impl FnOnce(&mut Reader<'_>) -> Unpacked<T>,
) -> Result<Option<(u64, T)>, ContractError> {
    let end = numbered(prefix, at.saturating_add(1));
    let Some((key, bytes)) = storage.range(Some(prefix), Some(&end), Order::Descending).next() else {
        return Ok(None);
    };
    let corrupt = || ContractError::CorruptRecord { record, found: key.len() };
    let number = key.last_chunk().copied().map(u64::from_be_bytes).ok_or_else(corrupt)?;
    Ok(Some((number, unpack(record, &bytes, read)?)))
}

/// All of a record's bytes, read. Errors: `CorruptRecord`.
pub(super) fn unpack<T>(
    record: &'static str,
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Unpacked<T>,
) -> Result<T, ContractError> {
    let mut reader = Reader::new(bytes);
    match (read(&mut reader), reader.is_empty()) {
        (Ok(found), true) => Ok(found),
        _ => Err(ContractError::CorruptRecord { record, found: bytes.len() }),
    }
}

/// Reads an amount.
pub(super) fn read_amount(reader: &mut Reader<'_>) -> Unpacked<Uint128> {
    reader.u128().map(Uint128::new)
}

/// Appends a number of up to 256 bits: its big-endian bytes without leading zeros, behind their length.
pub(super) fn write_wide(writer: Writer, number: Uint256) -> Writer {
    let bytes = number.to_be_bytes();
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    writer.bytes(bytes.get(start..).unwrap_or_default())
}

/// Reads what [`write_wide`] wrote.
pub(super) fn read_wide(reader: &mut Reader<'_>) -> Unpacked<Uint256> {
    let damaged = reader.damaged();
    let significant = reader.bytes()?;
    let mut bytes = [0; 32];
    let start = bytes.len().checked_sub(significant.len()).ok_or(damaged)?;
    if significant.first() == Some(&0) {
        return Err(damaged);
    }
    if let Some(low) = bytes.get_mut(start..) {
        low.copy_from_slice(significant);
    }
    Ok(Uint256::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_number_comes_back_in_its_one_form() {
        for number in [Uint256::zero(), Uint256::one(), Uint256::from(256u64), Uint256::MAX] {
            let bytes = write_wide(Writer::default(), number).finish();
            assert_eq!(unpack("x", &bytes, read_wide).unwrap(), number);
        }
        for bytes in
            [vec![], vec![1], vec![1, 0], vec![2, 0, 1], [vec![33], vec![1; 33]].concat(), vec![0, 0]]
        {
            let found = unpack("x", &bytes, read_wide).unwrap_err();
            assert!(matches!(found, ContractError::CorruptRecord { record: "x", .. }), "{bytes:?}");
        }
    }
}
