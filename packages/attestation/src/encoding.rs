//! An injective byte encoding: fixed-width integers are big-endian, anything else is length-prefixed.

/// Writes canonical bytes. Two different sequences of calls with different values never give the same
/// bytes, because each field is either of fixed width or carries its length.
#[derive(Clone, Debug, Default)]
pub struct Encoder(Vec<u8>);

impl Encoder {
    /// An empty encoding.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends bytes of variable length behind their length (u32, big-endian).
    ///
    /// A field longer than 2^32 − 1 bytes cannot occur in a message; its length would saturate.
    pub fn bytes(mut self, value: &[u8]) -> Self {
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(value);
        self
    }

    /// Appends bytes whose width is fixed by the layout.
    pub fn fixed<const N: usize>(mut self, value: &[u8; N]) -> Self {
        self.0.extend_from_slice(value);
        self
    }

    /// Appends a 64-bit integer.
    pub fn u64(self, value: u64) -> Self {
        self.fixed(&value.to_be_bytes())
    }

    /// Appends a 128-bit integer.
    pub fn u128(self, value: u128) -> Self {
        self.fixed(&value.to_be_bytes())
    }

    /// The bytes written so far.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn field_boundaries_cannot_move(a: Vec<u8>, b: Vec<u8>, c: Vec<u8>, d: Vec<u8>) {
            let one = Encoder::new().bytes(&a).bytes(&b).finish();
            let other = Encoder::new().bytes(&c).bytes(&d).finish();
            prop_assert_eq!(one == other, a == c && b == d);
        }
    }

    #[test]
    fn the_layout_is_length_prefixed_and_big_endian() {
        let bytes = Encoder::new().bytes(b"ab").u64(1).finish();
        assert_eq!(bytes, [0, 0, 0, 2, b'a', b'b', 0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
