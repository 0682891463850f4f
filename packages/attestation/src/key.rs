//! ed25519 keys that may join a committee.

use thiserror::Error;

/// y-coordinates, little-endian without the sign bit, of every point whose order divides 8, canonical or
/// not. With the sign bit free these are the 14 low-order encodings; a signature under one of them can be
/// made for any message by anyone. Source: ZIP-215; ed25519-zebra `tests/small_order.rs`.
const LOW_ORDER_Y: [[u8; 32]; 7] = [
    y(0x00, 0x00, 0x00),
    y(0x01, 0x00, 0x00),
    y(0xec, 0xff, 0x7f),
    y(0xed, 0xff, 0x7f),
    y(0xee, 0xff, 0x7f),
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5,
        0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a,
        0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

const fn y(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// The reasons for which a key may not join.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// The key has not 32 bytes.
    #[error("a public key has 32 bytes, not {found}")]
    Length {
        /// Bytes given.
        found: usize,
    },
    /// One of the 14 encodings under which anyone can sign.
    #[error("the public key is of low order: anyone could sign for it")]
    LowOrder,
}

/// A 32-byte ed25519 public key that is not of low order. That its owner holds the secret key is proven
/// separately ([`crate::KeyPossession`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Errors: `Length`, `LowOrder`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let key: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Length { found: bytes.len() })?;
        let mut y = key;
        y[31] &= 0x7f;
        if LOW_ORDER_Y.contains(&y) {
            return Err(KeyError::LowOrder);
        }
        Ok(Self(key))
    }

    /// The encoding.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{SigningKey, VerifyingKey};

    #[test]
    fn the_fourteen_low_order_encodings_are_refused() {
        for y in LOW_ORDER_Y {
            for sign in [0x00, 0x80] {
                let mut encoding = y;
                encoding[31] |= sign;
                assert_eq!(PublicKey::from_bytes(&encoding), Err(KeyError::LowOrder));
                // The reference library agrees on every encoding that it can decompress.
                if let Ok(key) = VerifyingKey::from_bytes(&encoding) {
                    assert!(key.is_weak(), "{encoding:02x?}");
                }
            }
        }
    }

    #[test]
    fn an_honest_key_is_accepted() {
        let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
        assert_eq!(PublicKey::from_bytes(key.as_bytes()).unwrap().as_bytes(), key.as_bytes());
    }

    #[test]
    fn a_key_of_31_or_33_bytes_is_refused() {
        for found in [31, 33] {
            assert_eq!(PublicKey::from_bytes(&vec![9; found]), Err(KeyError::Length { found }));
        }
    }
}
