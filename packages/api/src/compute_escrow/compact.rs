//! Numbers as short as they are: one byte of length, then the big-endian bytes without leading zeros.
//!
//! Gas is paid by the byte, in messages and in storage, and most numbers here are small.

use thiserror::Error;

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
    /// Appends a number: 1 byte for zero, at most 17.
    pub fn number(mut self, value: impl Into<u128>) -> Self {
        let bytes = value.into().to_be_bytes();
        let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
        let significant = bytes.get(start..).unwrap_or_default();
        self.0.push(u8::try_from(significant.len()).unwrap_or_default());
        self.0.extend_from_slice(significant);
        self
    }

    /// Appends 32 bytes as they are.
    pub fn hash(mut self, hash: &[u8; 32]) -> Self {
        self.0.extend_from_slice(hash);
        self
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote, in the same order.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// From the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether all was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number. Errors: [`CompactError`] past the end, above 16 bytes, or with a leading zero.
    pub fn u128(&mut self) -> Result<u128, CompactError> {
        let damaged = CompactError { left: self.0.len() };
        let (length, rest) = self.0.split_first().ok_or(damaged)?;
        let (significant, rest) = rest.split_at_checked(usize::from(*length)).ok_or(damaged)?;
        if significant.len() > 16 || significant.first() == Some(&0) {
            return Err(damaged);
        }
        self.0 = rest;
        Ok(significant.iter().fold(0u128, |value, byte| (value << 8) | u128::from(*byte)))
    }

    /// The next number. Errors: as [`Self::u128`], and above 64 bits.
    pub fn u64(&mut self) -> Result<u64, CompactError> {
        let damaged = CompactError { left: self.0.len() };
        u64::try_from(self.u128()?).map_err(|_| damaged)
    }

    /// The next 32 bytes. Errors: [`CompactError`] past the end.
    pub fn hash(&mut self) -> Result<[u8; 32], CompactError> {
        let (hash, rest) = self.0.split_first_chunk().ok_or(CompactError { left: self.0.len() })?;
        self.0 = rest;
        Ok(*hash)
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
