//! Sums of elements times parts ("limbs") of numbers below 2^61: what the check of a product needs.
//!
//! Bytes are multiplied by 7-bit limbs: nine make 61 bits, and two products of an i8 with 7 bits fit i16, so AVX2 can
//! add them in pairs without saturation. 32-bit words, plus 2^31 to be unsigned, are multiplied by 21-bit limbs.

use crate::{Kernel, Set};

/// 7-bit limbs of a number below 2^61.
pub const LIMBS: usize = 9;
/// Elements that the kernels take at once.
pub const BLOCK: usize = 64;
/// Columns that [`ColumnSums::add`] takes at once.
pub const COLUMNS: usize = 16;
/// Words whose products fit one call of [`WordLimbs::dots`]: each of 8 lanes adds at most 2^11 terms below 2^53.
pub const WORD_STRETCH: usize = 1 << 14;

/// Words of a block of [`WordLimbs`].
const WORDS: usize = 16;

/// The 7-bit limb `index` of a number below 2^61.
fn limb7(number: u64, index: usize) -> u8 {
    (number >> (7 * index)).to_le_bytes()[0] & 0x7f
}

/// A vector of numbers below 2^61 as 7-bit limbs, to be multiplied with lines of i8.
#[derive(Clone, Debug)]
pub struct ByteLimbs(Vec<[[u8; BLOCK]; LIMBS]>);

impl ByteLimbs {
    /// Splits the numbers; a last block is filled up with zeros.
    pub fn new(numbers: &[u64]) -> Self {
        let block = |numbers: &[u64]| {
            std::array::from_fn(|limb| {
                std::array::from_fn(|at| numbers.get(at).map_or(0, |&number| limb7(number, limb)))
            })
        };
        Self(numbers.chunks(BLOCK).map(block).collect())
    }

    /// Σ line × limb for each limb and both lines: 2^7l times sum l, added up, is the dot product.
    ///
    /// Exact for up to 131,071 elements: 131,071 × 128 × 127 < 2^31.
    ///
    /// # Panics
    /// Where the lines are longer than the numbers' blocks, or not equally long.
    pub fn dots(&self, kernel: Kernel, lines: [&[i8]; 2]) -> [[i32; LIMBS]; 2] {
        assert_eq!(lines[0].len(), lines[1].len(), "both lines are equally long");
        assert!(lines[0].len().div_ceil(BLOCK) <= self.0.len(), "lines are not longer than the numbers");
        let whole = lines.map(|line| line.as_chunks::<BLOCK>());
        let rest = whole.map(|(_, rest)| {
            let mut block = [0i8; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            block
        });
        let (limbs, last) = self.0.split_at(whole[0].0.len());
        let mut sums = byte_dots(kernel, limbs, whole.map(|(blocks, _)| blocks));
        if let Some(last) = last.first() {
            let more = byte_dots(kernel, std::slice::from_ref(last), [&[rest[0]], &[rest[1]]]);
            for (sum, more) in sums.iter_mut().flatten().zip(more.iter().flatten()) {
                *sum = sum.wrapping_add(*more);
            }
        }
        sums
    }
}

fn byte_dots(
    kernel: Kernel,
    limbs: &[[[u8; BLOCK]; LIMBS]],
    lines: [&[[i8; BLOCK]]; 2],
) -> [[i32; LIMBS]; 2] {
    match kernel.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => {
            // SAFETY: a `Kernel` of this set exists only where the instructions are present.
            unsafe { crate::avx2::byte_dots(limbs, lines) }
        }
        #[cfg(target_arch = "x86_64")]
        Set::Avx512Vnni => {
            // SAFETY: as above.
            unsafe { crate::avx512::byte_dots(limbs, lines) }
        }
    }
}

/// Sums of whole columns times one number each, element by element, as limbs.
///
/// Exact for up to 131,071 columns: 131,071 × 128 × 127 < 2^31.
#[derive(Clone, Debug)]
pub struct ColumnSums {
    kernel: Kernel,
    depth: usize,
    /// The sums per block and limb, whose elements are where [`place`] says.
    blocks: Vec<[[i32; BLOCK]; LIMBS]>,
}

impl ColumnSums {
    /// Zeros for columns of `depth` elements.
    pub fn new(kernel: Kernel, depth: usize) -> Self {
        Self { kernel, depth, blocks: vec![[[0; BLOCK]; LIMBS]; depth.div_ceil(BLOCK)] }
    }

    /// Adds `columns[j]` × `numbers[j]`; columns left out count as zero.
    ///
    /// # Panics
    /// Where there are more than [`COLUMNS`] columns, not as many numbers, or a column has another depth.
    pub fn add(&mut self, columns: &[&[i8]], numbers: &[u64]) {
        assert!(columns.len() <= COLUMNS && columns.len() == numbers.len(), "a number for each column");
        assert!(columns.iter().all(|column| column.len() == self.depth), "columns of the depth given");
        let numbers: [u64; COLUMNS] = std::array::from_fn(|at| numbers.get(at).copied().unwrap_or(0));
        // Four columns' limbs to a word.
        let limbs: [[u32; COLUMNS / 4]; LIMBS] = std::array::from_fn(|limb| {
            std::array::from_fn(|four| {
                u32::from_le_bytes(std::array::from_fn(|at| limb7(numbers[four * 4 + at], limb)))
            })
        });
        let whole = self.depth / BLOCK;
        // A column left out may be any other: its number is zero.
        let source = |at: usize| columns.get(at).or(columns.first()).copied().unwrap_or_default();
        let blocks: [&[[i8; BLOCK]]; COLUMNS] = std::array::from_fn(|at| source(at).as_chunks().0);
        let (sums, last) = self.blocks.split_at_mut(whole);
        add_columns(self.kernel, blocks, &limbs, sums);
        if !last.is_empty() {
            let rest: [[i8; BLOCK]; COLUMNS] = std::array::from_fn(|at| {
                let rest = source(at).as_chunks::<BLOCK>().1;
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                block
            });
            add_columns(self.kernel, std::array::from_fn(|at| &rest[at..=at]), &limbs, last);
        }
    }

    /// The sums of each element's limbs, in order.
    pub fn elements(&self) -> impl Iterator<Item = [i32; LIMBS]> {
        let kernel = self.kernel;
        let of_block = move |block: &[[i32; BLOCK]; LIMBS]| -> [[i32; LIMBS]; BLOCK] {
            std::array::from_fn(|element| {
                let place = place(kernel, element);
                std::array::from_fn(|limb| block[limb][place])
            })
        };
        self.blocks.iter().flat_map(of_block).take(self.depth)
    }
}

/// Returns the position at which the kernel's transposition leaves an element of a block.
fn place(kernel: Kernel, element: usize) -> usize {
    let (lane, quad, within) = (element / 16, element % 16 / 4, element % 4);
    match kernel.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => lane / 2 * 32 + quad * 8 + lane % 2 * 4 + within,
        #[cfg(target_arch = "x86_64")]
        Set::Avx512Vnni => quad * 16 + lane * 4 + within,
    }
}

fn add_columns(
    kernel: Kernel,
    columns: [&[[i8; BLOCK]]; COLUMNS],
    limbs: &[[u32; COLUMNS / 4]; LIMBS],
    sums: &mut [[[i32; BLOCK]; LIMBS]],
) {
    match kernel.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => {
            // SAFETY: a `Kernel` of this set exists only where the instructions are present.
            unsafe { crate::avx2::add_columns(columns, limbs, sums) }
        }
        #[cfg(target_arch = "x86_64")]
        Set::Avx512Vnni => {
            // SAFETY: as above.
            unsafe { crate::avx512::add_columns(columns, limbs, sums) }
        }
    }
}

/// Limbs of 16 numbers: for each of 3 limbs the even ones, then the odd ones.
pub(crate) type WordBlock = [[[u64; WORDS / 2]; 2]; 3];

/// A vector of numbers below 2^61 as 21-bit limbs, to be multiplied with lines of i32.
#[derive(Clone, Debug)]
pub struct WordLimbs(Vec<WordBlock>);

impl WordLimbs {
    /// Splits at most [`WORD_STRETCH`] numbers; a last block is filled up with zeros.
    ///
    /// # Panics
    /// Where there are more.
    pub fn new(numbers: &[u64]) -> Self {
        assert!(numbers.len() <= WORD_STRETCH, "sums of more words could overflow");
        let block = |numbers: &[u64]| {
            std::array::from_fn(|limb| {
                std::array::from_fn(|odd| {
                    std::array::from_fn(|at| {
                        let number = numbers.get(2 * at + odd).copied().unwrap_or(0);
                        (number >> (21 * limb)) & 0x1f_ffff
                    })
                })
            })
        };
        Self(numbers.chunks(WORDS).map(block).collect())
    }

    /// Σ (word + 2^31) × limb for each limb and line: 2^21l times sum l, added up, is the dot product of the words plus 2^31.
    ///
    /// # Panics
    /// Where the lines are longer than the numbers' blocks, or not equally long.
    pub fn dots(&self, kernel: Kernel, lines: [&[i32]; 4]) -> [[u128; 3]; 4] {
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "all lines are equally long");
        assert!(lines[0].len().div_ceil(WORDS) <= self.0.len(), "lines are not longer than the numbers");
        let whole = lines.map(|line| line.as_chunks::<WORDS>());
        let (limbs, last) = self.0.split_at(whole[0].0.len());
        let mut sums = word_dots(kernel, limbs, whole.map(|(blocks, _)| blocks));
        if let Some(last) = last.first() {
            // What is filled up meets limbs that are zero.
            let rest = whole.map(|(_, rest)| {
                let mut block = [0i32; WORDS];
                block[..rest.len()].copy_from_slice(rest);
                block
            });
            let rest = std::array::from_fn(|line| &rest[line..=line]);
            let more = word_dots(kernel, std::slice::from_ref(last), rest);
            for (sum, more) in sums.iter_mut().flatten().zip(more.iter().flatten()) {
                *sum += more;
            }
        }
        sums
    }
}

fn word_dots(kernel: Kernel, limbs: &[WordBlock], lines: [&[[i32; WORDS]]; 4]) -> [[u128; 3]; 4] {
    match kernel.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => {
            // SAFETY: a `Kernel` of this set exists only where the instructions are present.
            unsafe { crate::avx2::word_dots(limbs, lines) }
        }
        #[cfg(target_arch = "x86_64")]
        Set::Avx512Vnni => {
            // SAFETY: as above.
            unsafe { crate::avx512::word_dots(limbs, lines) }
        }
    }
}
