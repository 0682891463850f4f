//! Numbers in few bytes, for packed records and messages: gas is paid by the byte, and most numbers here are small.
//!
//! | value | bytes |
//! |---|---|
//! | below 184 | itself |
//! | 184 to 14,519 | 184 + ⌊(value − 184) ÷ 256⌋, then (value − 184) mod 256 |
//! | above | 239 + *n*, then its *n* big-endian bytes without leading zeros, 2 ≤ *n* ≤ 16 |
//!
//! So each value has one form only, and bytes that are no number's form are an error.

mod packed;
mod shape;

pub use packed::Packed;
pub use shape::{Field, Shape};

use thiserror::Error;

/// Values below it are one byte.
const SINGLE: u16 = 184;
/// First bytes of values of two bytes; those above it say a length.
const PAIR_LAST: u8 = 239;
/// Values below it are at most two bytes.
const PAIRS_END: u16 = SINGLE + ((PAIR_LAST as u16 + 1 - SINGLE) << 8);

/// Bytes that no [`Writer`] makes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the packed bytes are damaged {left} bytes before their end")]
pub struct CompactError {
    /// Bytes after the last good number.
    pub left: usize,
}

/// Writes numbers one after the other.
#[derive(Clone, Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Appends a number: 1 to 17 bytes.
    pub fn number(mut self, value: impl Into<u128>) -> Self {
        self.put(value);
        self
    }

    /// Appends a number: 1 to 17 bytes.
    pub fn put(&mut self, value: impl Into<u128>) {
        self.push(value.into());
    }

    /// Appends bytes as they are, without their number.
    pub fn put_raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Appends bytes behind their number, at most 2^64 − 1.
    pub fn put_bytes(&mut self, bytes: &[u8]) {
        self.put(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.put_raw(bytes);
    }

    /// Appends a number of up to 256 bits, big-endian: its bytes without leading zeros, behind their number; 1 to 33 bytes.
    pub fn put_wide(&mut self, number: &[u8; 32]) {
        let start = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
        self.put_bytes(number.get(start..).unwrap_or_default());
    }

    /// Appends one number; not generic, so that a contract has this code once.
    fn push(&mut self, value: u128) {
        match u16::try_from(value).ok().filter(|value| *value < PAIRS_END) {
            Some(small) if small < SINGLE => self.0.extend(small.to_be_bytes().last()),
            Some(pair) => {
                let [high, low] = pair.wrapping_sub(SINGLE).to_be_bytes();
                self.0.extend([high.wrapping_add(SINGLE.to_be_bytes()[1]), low]);
            }
            None => {
                let bytes = value.to_be_bytes();
                let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
                let significant = bytes.get(start..).unwrap_or_default();
                self.0.push(PAIR_LAST.wrapping_add(u8::try_from(significant.len()).unwrap_or_default()));
                self.0.extend_from_slice(significant);
            }
        }
    }

    /// Appends 32 bytes as they are.
    pub fn hash(mut self, hash: &[u8; 32]) -> Self {
        self.0.extend_from_slice(hash);
        self
    }

    /// Appends bytes behind their number, at most 2^64 − 1.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.put_bytes(bytes);
        self
    }

    /// Appends a number of up to 256 bits, big-endian: its bytes without leading zeros, behind their number; 1 to 33 bytes.
    pub fn wide(mut self, number: &[u8; 32]) -> Self {
        self.put_wide(number);
        self
    }

    /// Returns the bytes written.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote, in the same order.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Returns whether all was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number. Errors: [`CompactError`] past the end, and for a number in a longer form than its own.
    pub fn u128(&mut self) -> Result<u128, CompactError> {
        let damaged = CompactError { left: self.0.len() };
        let (first, rest) = self.0.split_first().ok_or(damaged)?;
        if u16::from(*first) < SINGLE {
            self.0 = rest;
            return Ok((*first).into());
        }
        if *first <= PAIR_LAST {
            let (low, rest) = rest.split_first().ok_or(damaged)?;
            self.0 = rest;
            let high = first.wrapping_sub(SINGLE.to_be_bytes()[1]);
            return Ok(u16::from_be_bytes([high, *low]).wrapping_add(SINGLE).into());
        }
        let (significant, rest) =
            rest.split_at_checked(usize::from(first.wrapping_sub(PAIR_LAST))).ok_or(damaged)?;
        let value = significant.iter().fold(0u128, |value, byte| (value << 8) | u128::from(*byte));
        if significant.first() == Some(&0) || value < PAIRS_END.into() {
            return Err(damaged);
        }
        self.0 = rest;
        Ok(value)
    }

    /// The next number. Errors: as [`Self::u128`], and above 64 bits.
    pub fn u64(&mut self) -> Result<u64, CompactError> {
        let damaged = CompactError { left: self.0.len() };
        u64::try_from(self.u128()?).map_err(|_| damaged)
    }

    /// The next `N` bytes. Errors: [`CompactError`] past the end.
    pub fn raw<const N: usize>(&mut self) -> Result<[u8; N], CompactError> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(CompactError { left: self.0.len() })?;
        self.0 = rest;
        Ok(*bytes)
    }

    /// The next field of a record that an earlier release may have written without it: the default where the bytes have ended.
    pub fn appended<T: Packed + Default>(&mut self) -> Result<T, CompactError> {
        if self.is_empty() { Ok(T::default()) } else { T::unpack(self) }
    }

    /// The next 32 bytes. Errors: [`CompactError`] past the end.
    pub fn hash(&mut self) -> Result<[u8; 32], CompactError> {
        let (hash, rest) = self.0.split_first_chunk().ok_or(CompactError { left: self.0.len() })?;
        self.0 = rest;
        Ok(*hash)
    }

    /// The next bytes behind their number. Errors: [`CompactError`] past the end.
    pub fn bytes(&mut self) -> Result<&'a [u8], CompactError> {
        let damaged = CompactError { left: self.0.len() };
        let count = usize::try_from(self.u64()?).map_err(|_| damaged)?;
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(damaged)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// The next number of up to 256 bits. Errors: [`CompactError`] past the end, and for a leading zero or more than 32 bytes.
    pub fn wide(&mut self) -> Result<[u8; 32], CompactError> {
        let damaged = self.damaged();
        let mut ahead = *self;
        let significant = ahead.bytes()?;
        let mut number = [0; 32];
        let start = number.len().checked_sub(significant.len()).ok_or(damaged)?;
        if significant.first() == Some(&0) {
            return Err(damaged);
        }
        *self = ahead;
        number.iter_mut().skip(start).zip(significant).for_each(|(to, from)| *to = *from);
        Ok(number)
    }

    /// The error that names this place.
    pub fn damaged(&self) -> CompactError {
        CompactError { left: self.0.len() }
    }

    /// Errors: [`CompactError`] where bytes are left.
    pub fn finish(self) -> Result<(), CompactError> {
        if self.0.is_empty() { Ok(()) } else { Err(self.damaged()) }
    }
}
