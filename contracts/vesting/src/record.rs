//! The bytes of this contract's packed records: keys by number, and fields that know their length.

use crate::ContractError;

/// The most bytes of a number in a key.
pub(crate) const MAX_DIGITS: u8 = 8;

/// The key of what belongs to grant `number`: `kind` plus the number's length, then the number without leading
/// zeros. Short, because every byte of a key is paid for at each read and write, and in the order of numbers.
/// `kind` has its low four bits free.
pub(crate) fn key(kind: u8, number: u64) -> Vec<u8> {
    let digits = minimal(number.into());
    // At most eight bytes, which the low bits of `kind` hold.
    let length = u8::try_from(digits.len()).unwrap_or_default();
    [&[kind | length], &digits[..]].concat()
}

/// The number in a key that begins with [`key`]'s bytes; what follows them is the caller's. Errors: `DamagedRecord`.
pub(crate) fn numbered(kind: u8, key: &[u8]) -> Result<u64, ContractError> {
    let mut fields = Fields(key);
    let length = fields.byte()?.checked_sub(kind).ok_or(ContractError::DamagedRecord)?;
    let digits = fields.0.get(..usize::from(length)).ok_or(ContractError::DamagedRecord)?;
    u64::try_from(number(digits)?).map_err(|_| ContractError::DamagedRecord)
}

/// A number's bytes, most significant first, without leading zeros: none for zero.
pub(crate) fn minimal(number: u128) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

/// The number of up to 16 bytes, most significant first. Errors: `DamagedRecord`.
pub(crate) fn number(bytes: &[u8]) -> Result<u128, ContractError> {
    if bytes.len() > 16 {
        return Err(ContractError::DamagedRecord);
    }
    Ok(bytes.iter().fold(0, |number, byte| (number << 8) | u128::from(*byte)))
}

/// Appends a field: its length in one byte, then its bytes. Errors: `FieldTooLong` above 255.
pub(crate) fn push(record: &mut Vec<u8>, field: &[u8]) -> Result<(), ContractError> {
    let found = field.len();
    record.push(u8::try_from(found).map_err(|_| ContractError::FieldTooLong { found })?);
    record.extend_from_slice(field);
    Ok(())
}

/// Reads the fields that [`push`] wrote, in their order.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    /// One byte that is no field. Errors: `DamagedRecord`, here and below.
    pub(crate) fn byte(&mut self) -> Result<u8, ContractError> {
        let (byte, rest) = self.0.split_first().ok_or(ContractError::DamagedRecord)?;
        self.0 = rest;
        Ok(*byte)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], ContractError> {
        let length = usize::from(self.byte()?);
        let (field, rest) = self.0.split_at_checked(length).ok_or(ContractError::DamagedRecord)?;
        self.0 = rest;
        Ok(field)
    }

    pub(crate) fn amount(&mut self) -> Result<u128, ContractError> {
        number(self.bytes()?)
    }

    pub(crate) fn seconds(&mut self) -> Result<u64, ContractError> {
        u64::try_from(self.amount()?).map_err(|_| ContractError::DamagedRecord)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_as_short_as_their_number() {
        assert_eq!(key(0x10, 0), [0x10]);
        assert_eq!(key(0x10, 1), [0x11, 1]);
        assert_eq!(key(0x20, 258), [0x22, 1, 2]);
        assert_eq!(key(0x20, u64::MAX), [&[0x28], &[255; 8][..]].concat());
    }

    #[test]
    fn keys_of_another_kind_or_cut_have_no_number() {
        for damaged in [&[][..], &[0x0f], &[0x12, 1], &[0x19, 1, 0, 0, 0, 0, 0, 0, 0, 0]] {
            let found = numbered(0x10, damaged);
            assert!(matches!(found, Err(ContractError::DamagedRecord)), "{damaged:?}: {found:?}");
        }
        assert_eq!(numbered(0x10, &[0x11, 7, 0]).unwrap(), 7);
    }

    #[test]
    fn damaged_records_are_refused() {
        let damaged = |found: Result<u128, _>| matches!(found, Err(ContractError::DamagedRecord));
        assert!(
            damaged(number(&[0; 17])) && damaged(Fields(&[]).amount()) && damaged(Fields(&[2, 1]).amount())
        );
        assert!(damaged(Fields(&[9, 1, 0, 0, 0, 0, 0, 0, 0, 0]).seconds().map(u128::from)));
    }

    #[test]
    fn a_field_has_at_most_255_bytes() {
        let mut record = vec![];
        push(&mut record, &[7; 255]).unwrap();
        assert_eq!((record.len(), Fields(&record).bytes().unwrap()), (256, &[7; 255][..]));
        let refused = push(&mut record, &[7; 256]);
        assert!(matches!(refused, Err(ContractError::FieldTooLong { found: 256 })), "{refused:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn keys_stand_in_the_order_of_their_numbers(one: u64, other: u64, shift in 0u32..64) {
            let (one, other) = (one >> shift, other);
            prop_assert_eq!(one.cmp(&other), key(0x10, one).cmp(&key(0x10, other)));
            prop_assert_eq!(numbered(0x10, &key(0x10, one)).unwrap(), one);
        }

        #[test]
        fn numbers_and_fields_come_back(amount: u128, seconds: u64, bytes in prop::collection::vec(any::<u8>(), 0..256)) {
            let mut record = vec![];
            push(&mut record, &minimal(amount)).unwrap();
            push(&mut record, &bytes).unwrap();
            push(&mut record, &minimal(seconds.into())).unwrap();
            let mut fields = Fields(&record);
            prop_assert_eq!(fields.amount().unwrap(), amount);
            prop_assert_eq!(fields.bytes().unwrap(), &bytes[..]);
            prop_assert_eq!(fields.seconds().unwrap(), seconds);
            prop_assert!(fields.0.is_empty());
        }
    }
}
