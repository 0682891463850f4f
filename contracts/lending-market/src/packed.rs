//! Records as bytes: numbers one after the other, each as long as it is.

use crate::ContractError;
use cosmwasm_std::Uint128;
use weal_wire::compact::{Reader, Writer};

/// The bytes of a record.
pub(crate) fn pack(words: &[Uint128]) -> Vec<u8> {
    words.iter().fold(Writer::default(), |writer, word| writer.number(word.u128())).finish()
}

/// The numbers of a record. Errors: `CorruptRecord` where it is not made of `N` numbers.
pub(crate) fn unpack<const N: usize>(
    record: &'static str,
    bytes: &[u8],
) -> Result<[Uint128; N], ContractError> {
    match unpack_first(record, bytes)? {
        (words, []) => Ok(words),
        _ => Err(ContractError::CorruptRecord { record, found: bytes.len() }),
    }
}

/// The numbers that a record begins with, and what follows them. Errors: `CorruptRecord` where it does not begin with `N` numbers.
pub(crate) fn unpack_first<'a, const N: usize>(
    record: &'static str,
    bytes: &'a [u8],
) -> Result<([Uint128; N], &'a [u8]), ContractError> {
    read(bytes).ok_or(ContractError::CorruptRecord { record, found: bytes.len() })
}

fn read<const N: usize>(bytes: &[u8]) -> Option<([Uint128; N], &[u8])> {
    let mut reader = Reader::new(bytes);
    let mut words = [Uint128::zero(); N];
    for word in &mut words {
        *word = reader.u128().ok()?.into();
    }
    let read = bytes.len().checked_sub(reader.damaged().left)?;
    Some((words, bytes.get(read..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_as_it_was() {
        let words = [Uint128::zero(), Uint128::one(), Uint128::MAX];
        assert_eq!(unpack("x", &pack(&words)).unwrap(), words);
    }

    #[test]
    fn a_record_of_more_or_fewer_numbers_or_of_other_bytes_is_refused() {
        for bytes in [vec![], vec![1], vec![1; 3], vec![1, 255], [pack(&[Uint128::MAX; 2]), vec![0]].concat()]
        {
            let length = bytes.len();
            let found = unpack::<2>("x", &bytes);
            assert!(
                matches!(found, Err(ContractError::CorruptRecord { record: "x", found }) if found == length)
            );
        }
    }
}
