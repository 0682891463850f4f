//! Seeded INT8 inputs, any element of which can be computed alone.
//!
//! The outputs of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) numbered by a counter, eight bytes to a word:
//!
//! - key(M) = first 8 bytes, little-endian, of SHA-256("commonweal/compute-proof/generator/v1\0" ‖ M ‖ seed), where M
//!   is the byte `A` or `B`;
//! - word(M, line, w) = mix(key(M) + (line × 2^14 + w + 1) × 0x9E3779B97F4A7C15), all modulo 2^64;
//! - element k of a line is byte k mod 8, counted from the least significant, of word ⌊k / 8⌋, as two's complement.
//!
//! A line of A is a row and a line of B a column, so that one dot product reads two lines from their start. A line has
//! room for 2^14 words, 131,072 elements, so lines never overlap.

use weal_attestation::sha256;

/// Elements made from one word.
pub const ELEMENTS_PER_WORD: usize = 8;

const DOMAIN: &[u8] = b"commonweal/compute-proof/generator/v1\0";
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
const LINE_BITS: u32 = 14;

/// The 32 bytes that a job's inputs come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

/// The factor to which a line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The left factor; its lines are rows.
    A,
    /// The right factor; its lines are columns.
    B,
}

impl Factor {
    /// The byte that stands for the factor in hashes.
    pub fn tag(self) -> u8 {
        match self {
            Self::A => b'A',
            Self::B => b'B',
        }
    }
}

/// The generator of one factor of one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generator {
    key: u64,
}

impl Generator {
    /// Derives the factor's key from the seed.
    ///
    /// ```
    /// use weal_compute_proof::generator::{Factor, Generator, Seed};
    /// let a = Generator::new(&Seed([7; 32]), Factor::A);
    /// // SHA-256("commonweal/compute-proof/generator/v1\0" ‖ "A" ‖ 07…07) begins da7a35fbc04f6913.
    /// assert_eq!(a.key(), 0x1369_4fc0_fb35_7ada);
    /// // Row 3, elements 8 to 15: word 1, counter 3 × 2^14 + 1 + 1 = 49,154.
    /// assert_eq!(a.word(3, 1), 0xcfaf_d2d7_c3c6_3ea3);
    /// assert_eq!(a.element(3, 8), -93); // 0xa3
    /// assert_eq!(a.element(3, 15), -49); // 0xcf
    /// ```
    pub fn new(seed: &Seed, factor: Factor) -> Self {
        let [b0, b1, b2, b3, b4, b5, b6, b7, ..] = sha256(&[DOMAIN, &[factor.tag()], &seed.0]);
        Self { key: u64::from_le_bytes([b0, b1, b2, b3, b4, b5, b6, b7]) }
    }

    /// The 64-bit key, for implementations on other machines.
    pub fn key(self) -> u64 {
        self.key
    }

    /// Elements 8 × `index` to 8 × `index` + 7 of `line`, the first in the least significant byte.
    pub fn word(self, line: u32, index: u32) -> u64 {
        let counter = (u64::from(line) << LINE_BITS).wrapping_add(u64::from(index)).wrapping_add(1);
        mix(self.key.wrapping_add(counter.wrapping_mul(GAMMA)))
    }

    /// The `index`-th element of `line`.
    pub fn element(self, line: u32, index: u32) -> i8 {
        let [b0, b1, b2, b3, b4, b5, b6, b7] = self.word(line, index >> 3).to_le_bytes();
        [b0, b1, b2, b3, b4, b5, b6, b7][crate::matrix::extent(index & 7)].cast_signed()
    }

    /// Fills `elements` with those of `line` from word `first_word` on.
    pub fn fill(self, line: u32, first_word: u32, elements: &mut [i8]) {
        for (group, word) in elements.chunks_mut(ELEMENTS_PER_WORD).zip(first_word..) {
            for (element, byte) in group.iter_mut().zip(self.word(line, word).to_le_bytes()) {
                *element = byte.cast_signed();
            }
        }
    }
}

/// The output function of SplitMix64.
fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: the reference output of splitmix64.c for seed 1234567, as listed at
    /// rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
    #[test]
    fn words_of_line_zero_are_the_published_outputs_of_splitmix64() {
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        let generator = Generator { key: 1_234_567 };
        for (word, expected) in (0..).zip(published) {
            assert_eq!(generator.word(0, word), expected);
        }
    }

    #[test]
    fn the_last_word_of_a_line_is_followed_by_the_first_of_the_next() {
        let generator = Generator { key: 9 };
        assert_eq!(generator.word(4, 1 << LINE_BITS), generator.word(5, 0));
        assert!(crate::MAX_INNER.div_ceil(8) <= 1 << LINE_BITS);
    }
}
