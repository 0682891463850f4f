//! Records as bytes: 16 big-endian bytes per number.

use crate::ContractError;
use cosmwasm_std::Uint128;

const WORD: usize = 16;

/// The bytes of a record.
pub(crate) fn pack(words: &[Uint128]) -> Vec<u8> {
    words.iter().flat_map(|word| word.u128().to_be_bytes()).collect()
}

/// The numbers of a record. Errors: `CorruptRecord` for another length.
pub(crate) fn unpack<const N: usize>(
    record: &'static str,
    bytes: &[u8],
) -> Result<[Uint128; N], ContractError> {
    let corrupt = ContractError::CorruptRecord { record, found: bytes.len() };
    let (words, rest) = bytes.as_chunks::<WORD>();
    match <[[u8; WORD]; N]>::try_from(words) {
        Ok(words) if rest.is_empty() => Ok(words.map(|word| Uint128::new(u128::from_be_bytes(word)))),
        _ => Err(corrupt),
    }
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
    fn a_record_of_another_length_is_refused() {
        for length in [0, 15, 31, 33, 48] {
            let found = unpack::<2>("x", &vec![1; length]);
            assert!(
                matches!(found, Err(ContractError::CorruptRecord { record: "x", found }) if found == length)
            );
        }
    }
}
