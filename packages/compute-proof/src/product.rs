//! The exact INT8×INT8→INT32 product.
//!
//! `C[i,j] = Σₖ A[i,k] × B[k,j]`. No partial sum can leave i32 while K ≤ [`MAX_INNER`], so the order of summation does
//! not matter and the wrapping additions below never wrap.

use crate::generator::Factor;
use crate::matrix::{extent, held_elements};
use crate::{Inputs, MAX_INNER, MatrixI32, ProofError};
use std::num::NonZeroUsize;

/// Columns of B widened to i16 at once.
const PANEL_COLS: usize = 64;
/// Elements of K in one block, so that a panel (128 KiB) stays in the second-level cache.
const BLOCK_DEPTH: usize = 1024;
/// Rows of A widened at once.
const TILE_ROWS: usize = 4;
/// Columns of B multiplied together; each element of A is then loaded once for four.
const TILE_COLS: usize = 4;

/// Sum of the products of two lines of equal length.
///
/// Errors: `InnerMismatch` where the lengths differ, `InnerOutOfRange` above [`MAX_INNER`].
///
/// ```
/// use weal_compute_proof::product::dot_product;
/// assert_eq!(dot_product(&[-128; 3], &[-128, 127, 1])?, 16_384 - 16_256 - 128);
/// # Ok::<(), weal_compute_proof::ProofError>(())
/// ```
pub fn dot_product(a_row: &[i8], b_col: &[i8]) -> Result<i32, ProofError> {
    if a_row.len() != b_col.len() {
        return Err(ProofError::InnerMismatch { left: a_row.len() as u64, right: b_col.len() as u64 });
    }
    if a_row.len() > extent(MAX_INNER) {
        return Err(ProofError::InnerOutOfRange { found: a_row.len() as u64, max: MAX_INNER });
    }
    Ok(sum_of_products(a_row, b_col))
}

/// One element of the product. From a seed it costs 2⌈K/8⌉ generator words and no memory, which is what a contract
/// recomputes in a dispute.
///
/// Errors: `OutsideMatrix`.
pub fn element(inputs: &Inputs, row: u32, col: u32) -> Result<i32, ProofError> {
    let shape = inputs.shape();
    shape.output().position(row, col)?;
    let Some((a, b)) = inputs.generators() else {
        return dot_product(&inputs.a_row(row)?, &inputs.b_col(col)?);
    };
    let (words, rest) = (shape.inner() >> 3, shape.inner() & 7);
    let mut sum = 0i32;
    for word in 0..words {
        sum = sum.wrapping_add(dot_of_words(a.word(row, word), b.word(col, word)));
    }
    if rest > 0 {
        // The last word has more elements than the line: those of A beyond it count as zero.
        let kept = !(u64::MAX << (rest << 3));
        sum = sum.wrapping_add(dot_of_words(a.word(row, words) & kept, b.word(col, words)));
    }
    Ok(sum)
}

/// The dot product of two words of eight elements, without the loop that would be most of a contract's price: a branch
/// costs it fourteen instructions.
fn dot_of_words(a: u64, b: u64) -> i32 {
    let term = |shift: u32| i32::from(low_element(a >> shift)).wrapping_mul(low_element(b >> shift).into());
    let (low, high) = ([term(0), term(8), term(16), term(24)], [term(32), term(40), term(48), term(56)]);
    let [a, b, c, d] = low;
    let [e, f, g, h] = high;
    a.wrapping_add(b)
        .wrapping_add(c)
        .wrapping_add(d)
        .wrapping_add(e)
        .wrapping_add(f)
        .wrapping_add(g)
        .wrapping_add(h)
}

/// The least significant byte as two's complement.
fn low_element(word: u64) -> i8 {
    let [low, ..] = word.to_le_bytes();
    low.cast_signed()
}

/// The whole product on this thread. Memory beside C: one panel of 64 columns of B.
pub fn multiply(inputs: &Inputs) -> Result<MatrixI32, ProofError> {
    multiply_on_threads(inputs, NonZeroUsize::MIN)
}

/// The whole product, its rows shared among `threads`; one thread spawns none, as wasm needs. Same bits for any number.
///
/// Errors: `DoesNotFit` where this machine cannot hold C.
pub fn multiply_on_threads(inputs: &Inputs, threads: NonZeroUsize) -> Result<MatrixI32, ProofError> {
    let shape = inputs.shape();
    held_elements(shape.output(), u64::try_from(isize::MAX).unwrap_or(u64::MAX))?;
    let width = extent(shape.cols());
    let share = extent(shape.rows()).div_ceil(threads.get()).next_multiple_of(TILE_ROWS);
    let mut output = vec![0i32; extent(shape.rows()).saturating_mul(width)];

    let bands = output.chunks_mut(share.saturating_mul(width)).zip((0..shape.rows()).step_by(share));
    if threads.get() == 1 {
        bands.for_each(|(band, first_row)| multiply_band(inputs, first_row, band));
    } else {
        std::thread::scope(|scope| {
            for (band, first_row) in bands {
                scope.spawn(move || multiply_band(inputs, first_row, band));
            }
        });
    }

    MatrixI32::new(shape.rows(), shape.cols(), output)
}

/// Adds the product of A's rows from `first_row` on with all of B to `band`, whole rows of C that are zero.
fn multiply_band(inputs: &Inputs, first_row: u32, band: &mut [i32]) {
    let shape = inputs.shape();
    let width = extent(shape.cols());
    for first_col in (0..shape.cols()).step_by(PANEL_COLS) {
        let panel_cols = PANEL_COLS.min(width.saturating_sub(extent(first_col)));
        for start in (0..shape.inner()).step_by(BLOCK_DEPTH) {
            let depth = BLOCK_DEPTH.min(extent(shape.inner()).saturating_sub(extent(start)));
            let panel = widened(inputs, Factor::B, first_col, panel_cols, (start, depth));
            let tile_bands = band.chunks_mut(TILE_ROWS.saturating_mul(width));
            for (tile_band, row) in tile_bands.zip((first_row..).step_by(TILE_ROWS)) {
                let mut outputs: Vec<&mut [i32]> =
                    tile_band.chunks_mut(width).filter_map(|row| row.get_mut(extent(first_col)..)).collect();
                let rows = widened(inputs, Factor::A, row, outputs.len(), (start, depth));
                multiply_tile(&rows, &panel, depth, &mut outputs);
            }
        }
    }
}

/// `count` lines from `first` on, the `depth` elements from `start` of each, as i16.
fn widened(
    inputs: &Inputs,
    factor: Factor,
    first: u32,
    count: usize,
    (start, depth): (u32, usize),
) -> Vec<i16> {
    let mut line = vec![0i8; depth];
    let mut wide = Vec::with_capacity(depth.saturating_mul(count));
    for index in (first..).take(count) {
        inputs.read_line(factor, index, start, &mut line);
        wide.extend(line.iter().map(|&element| i16::from(element)));
    }
    wide
}

/// Adds the products of a few rows with a panel of columns to the outputs, four columns at a time.
fn multiply_tile(rows: &[i16], panel: &[i16], depth: usize, outputs: &mut [&mut [i32]]) {
    for (row, output) in rows.chunks_exact(depth).zip(outputs) {
        let groups = panel.chunks(depth.saturating_mul(TILE_COLS));
        for (columns, sums) in groups.zip(output.chunks_mut(TILE_COLS)) {
            let mut lines = columns.chunks_exact(depth);
            let products = match [lines.next(), lines.next(), lines.next(), lines.next()] {
                [Some(b0), Some(b1), Some(b2), Some(b3)] => four_products(row, [b0, b1, b2, b3]),
                last_few => last_few.map(|line| line.map_or(0, |line| sum_of_products(row, line))),
            };
            for (sum, product) in sums.iter_mut().zip(products) {
                *sum = sum.wrapping_add(product);
            }
        }
    }
}

/// One row by four columns. One loop with four plain sums is the form the compiler turns into multiply-add vectors.
fn four_products(row: &[i16], [b0, b1, b2, b3]: [&[i16]; 4]) -> [i32; 4] {
    let (mut sum0, mut sum1, mut sum2, mut sum3) = (0i32, 0i32, 0i32, 0i32);
    for ((((&a, &b0), &b1), &b2), &b3) in row.iter().zip(b0).zip(b1).zip(b2).zip(b3) {
        let a = i32::from(a);
        sum0 = sum0.wrapping_add(a.wrapping_mul(b0.into()));
        sum1 = sum1.wrapping_add(a.wrapping_mul(b1.into()));
        sum2 = sum2.wrapping_add(a.wrapping_mul(b2.into()));
        sum3 = sum3.wrapping_add(a.wrapping_mul(b3.into()));
    }
    [sum0, sum1, sum2, sum3]
}

/// Sum over the shorter of the two lines; the caller has checked the bound on their length.
fn sum_of_products<T: Copy + Into<i32>>(left: &[T], right: &[T]) -> i32 {
    left.iter().zip(right).fold(0i32, |sum, (&a, &b)| sum.wrapping_add(a.into().wrapping_mul(b.into())))
}
