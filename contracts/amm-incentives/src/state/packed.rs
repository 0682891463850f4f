//! How records and their keys are written: packed, without names, since gas is paid by the byte.

use crate::ContractError;
use cosmwasm_std::{Addr, Api, Order, StdResult, Storage, Uint128, Uint256};
use weal_wire::compact::{CompactError, Reader};

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

/// Reads a number of up to 256 bits.
pub(super) fn read_wide(reader: &mut Reader<'_>) -> Unpacked<Uint256> {
    reader.wide().map(Uint256::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weal_wire::compact::Writer;

    #[test]
    fn a_record_with_bytes_missing_or_left_is_refused() {
        let whole = Writer::default().number(7u8).wide(&Uint256::from(256u64).to_be_bytes()).finish();
        let read = |reader: &mut Reader<'_>| Ok((read_amount(reader)?, read_wide(reader)?));
        assert_eq!(unpack("x", &whole, read).unwrap(), (Uint128::new(7), Uint256::from(256u64)));
        for bytes in [&whole[..whole.len() - 1], &[whole.as_slice(), &[0]].concat(), &[]] {
            let refused = unpack("x", bytes, read).unwrap_err();
            assert!(
                matches!(refused, ContractError::CorruptRecord { record: "x", found } if found == bytes.len())
            );
        }
    }
}
