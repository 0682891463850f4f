//! Tiles of a product: a few rows by a panel of columns, over one stretch of K.
//!
//! Both factors are packed into 32-bit words of neighbouring elements of K. AVX2 multiplies pairs of i16. AVX-512 VNNI
//! multiplies four bytes, one side unsigned: the right factor is stored plus 128, and 128 times the sum of the left line is taken off
//! again. Its sums wrap modulo 2^32, so what is left is exact wherever the true sum fits i32.

use crate::{Kernel, Set};

/// The form in which a kernel wants its tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileFormat {
    /// Rows of the left factor in a tile.
    pub rows: usize,
    /// Columns of the right factor in a panel.
    pub cols: usize,
    /// Elements of K in a word.
    pub per_word: usize,
}

impl Kernel {
    /// This kernel's format.
    pub fn tile_format(self) -> TileFormat {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => TileFormat { rows: crate::avx2::ROWS, cols: crate::avx2::COLS, per_word: 2 },
            #[cfg(target_arch = "x86_64")]
            Set::Avx512Vnni => {
                TileFormat { rows: crate::avx512::ROWS, cols: crate::avx512::COLS, per_word: 4 }
            }
        }
    }

    /// Packs a stretch of one row into its place `row` of a tile's words, and returns what [`Kernel::multiply_tile`] finds
    /// too much for it: to be taken, wrapping, from each of its sums.
    ///
    /// `words` has ⌈elements / per word⌉ × rows words, word g of row i at g × rows + i.
    pub fn pack_left(self, row: usize, elements: &[i8], words: &mut [u32]) -> i32 {
        let TileFormat { rows, per_word, .. } = self.tile_format();
        let slots = words.iter_mut().skip(row).step_by(rows);
        match per_word {
            2 => {
                pack_pairs(elements, slots);
                0
            }
            _ => {
                pack_quads(elements, 0, slots);
                elements
                    .iter()
                    .fold(0i32, |sum, &element| sum.wrapping_add(i32::from(element)))
                    .wrapping_mul(128)
            }
        }
    }

    /// Packs a stretch of one column into its place `col` of a panel's words.
    ///
    /// `words` has ⌈elements / per word⌉ × cols words, word g of column j at g × cols + j.
    pub fn pack_right(self, col: usize, elements: &[i8], words: &mut [u32]) {
        let TileFormat { cols, per_word, .. } = self.tile_format();
        let slots = words.iter_mut().skip(col).step_by(cols);
        match per_word {
            2 => pack_pairs(elements, slots),
            _ => pack_quads(elements, 0x80, slots),
        }
    }

    /// Sets `sums` (rows × cols, row by row) to the products of a packed tile with a packed panel, each too large by what
    /// [`Kernel::pack_left`] returned. Wraps modulo 2^32.
    ///
    /// # Panics
    /// Where the lengths are not those of the format.
    pub fn multiply_tile(self, left: &[u32], right: &[u32], sums: &mut [i32]) {
        let TileFormat { rows, cols, .. } = self.tile_format();
        assert_eq!(left.len() / rows, right.len() / cols, "both factors have as many words");
        assert_eq!(sums.len(), rows * cols, "one sum for each row and column");
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => {
                // SAFETY: a `Kernel` of this set exists only where the instructions are present.
                unsafe { crate::avx2::multiply_tile(left.as_chunks().0, right.as_chunks().0, sums) }
            }
            #[cfg(target_arch = "x86_64")]
            Set::Avx512Vnni => {
                // SAFETY: as above.
                unsafe { crate::avx512::multiply_tile(left.as_chunks().0, right.as_chunks().0, sums) }
            }
        }
    }
}

/// Two elements to a word, as i16, the first in the low half; a missing one is zero.
fn pack_pairs<'a>(elements: &[i8], slots: impl Iterator<Item = &'a mut u32>) {
    let wide = |element: i8| u32::from(i16::from(element).cast_unsigned());
    let (pairs, rest) = elements.as_chunks::<2>();
    let last = rest.first().map(|&element| wide(element));
    let words = pairs.iter().map(|&[low, high]| wide(low) | wide(high) << 16).chain(last);
    slots.zip(words).for_each(|(slot, word)| *slot = word);
}

/// Four elements to a word, the first in the low byte, their bits changed by `flip`; missing ones are zero, which
/// multiplies with a left factor's zero.
fn pack_quads<'a>(elements: &[i8], flip: u8, slots: impl Iterator<Item = &'a mut u32>) {
    let flips = u32::from_le_bytes([flip; 4]);
    let (quads, rest) = elements.as_chunks::<4>();
    let last = (!rest.is_empty()).then(|| {
        let mut quad = [0i8; 4];
        quad[..rest.len()].copy_from_slice(rest);
        quad
    });
    let words = quads.iter().copied().chain(last);
    let words = words.map(|quad| u32::from_le_bytes(quad.map(i8::cast_unsigned)) ^ flips);
    slots.zip(words).for_each(|(slot, word)| *slot = word);
}
