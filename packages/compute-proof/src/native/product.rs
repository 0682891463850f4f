//! The product in packed tiles.
//!
//! K is cut into stretches. For each, B is packed into panels once; every thread packs a block of its own rows of A, and
//! multiplies it with one panel after the other, so that panel and block stay in the second-level cache.

use super::{Kernel, in_bands};
use crate::generator::Factor;
use crate::matrix::extent;
use crate::product::multiply_on_threads;
use crate::{Inputs, MatrixI32, ProofError};
use std::num::NonZeroUsize;

/// Elements of K in a stretch, a multiple of 8.
const STRETCH: usize = 2048;
/// Rows of A in a block, a multiple of every kernel's tile.
const BLOCK_ROWS: usize = 192;

/// The whole product with `kernel`, or with the portable code where there is none, its rows shared among `threads`.
///
/// Memory beside C: one stretch of B, 2,048 × cols bytes (twice that with AVX2).
///
/// ```
/// use weal_compute_proof::{Inputs, Seed, Shape, native, product};
/// let inputs = Inputs::seeded(Shape::new(70, 100, 90)?, &Seed([3; 32]));
/// let fast = native::multiply(&inputs, native::Kernel::best(), native::all_threads())?;
/// assert_eq!(fast, product::multiply(&inputs)?);
/// # Ok::<(), weal_compute_proof::ProofError>(())
/// ```
pub fn multiply(
    inputs: &Inputs,
    kernel: Option<Kernel>,
    threads: NonZeroUsize,
) -> Result<MatrixI32, ProofError> {
    let Some(kernel) = kernel else {
        return multiply_on_threads(inputs, threads);
    };
    let shape = inputs.shape();
    let width = extent(shape.cols());
    let mut output = vec![0i32; extent(shape.rows()) * width];
    let share = extent(shape.rows()).div_ceil(threads.get()).next_multiple_of(kernel.tile_format().rows);

    for start in (0..shape.inner()).step_by(STRETCH) {
        let depth = STRETCH.min(extent(shape.inner() - start));
        let stretch = Stretch { inputs, kernel, start, depth };
        let panels = stretch.pack_columns(threads);
        let bands = output.chunks_mut(share * width).zip((0..shape.rows()).step_by(share));
        if share >= extent(shape.rows()) {
            bands.for_each(|(band, first_row)| stretch.add_band(first_row, &panels, band));
        } else {
            std::thread::scope(|scope| {
                for (band, first_row) in bands {
                    let (stretch, panels) = (&stretch, &panels);
                    scope.spawn(move || stretch.add_band(first_row, panels, band));
                }
            });
        }
    }
    MatrixI32::new(shape.rows(), shape.cols(), output)
}

/// `depth` elements of K from `start` on.
struct Stretch<'a> {
    inputs: &'a Inputs,
    kernel: Kernel,
    start: u32,
    depth: usize,
}

impl Stretch<'_> {
    fn words(&self) -> usize {
        self.depth.div_ceil(self.kernel.tile_format().per_word)
    }

    /// Packs the columns of B in panels, by thread and panel.
    fn pack_columns(&self, threads: NonZeroUsize) -> Vec<Vec<u32>> {
        let cols = self.inputs.shape().cols();
        let panel_cols = self.kernel.tile_format().cols;
        let panels = cols.div_ceil(u32::try_from(panel_cols).unwrap_or(u32::MAX));
        let of_band = |band: std::ops::Range<u32>| -> Vec<Vec<u32>> {
            let mut buffer = vec![0; self.depth];
            let mut pack = |panel: u32| {
                let mut words = vec![0; self.words() * panel_cols];
                let first = extent(panel) * panel_cols;
                for (at, col) in (0..cols).skip(first).take(panel_cols).enumerate() {
                    let column = self.inputs.line(Factor::B, col, self.start, &mut buffer);
                    self.kernel.pack_right(at, column, &mut words);
                }
                words
            };
            band.map(&mut pack).collect()
        };
        in_bands(panels, 1, threads, of_band).into_iter().flatten().collect()
    }

    /// Adds the products of A's rows from `first_row` on with all of B to `band`, whole rows of C.
    fn add_band(&self, first_row: u32, panels: &[Vec<u32>], band: &mut [i32]) {
        let width = extent(self.inputs.shape().cols());
        let blocks = band.chunks_mut(BLOCK_ROWS * width);
        for (block, row) in blocks.zip((first_row..).step_by(BLOCK_ROWS)) {
            let (tiles, excess) = self.pack_rows(row, block.len() / width);
            self.add_block(&tiles, &excess, panels, block);
        }
    }

    /// `count` rows of A in packed tiles, with what their products will be too large by.
    fn pack_rows(&self, first_row: u32, count: usize) -> (Vec<u32>, Vec<i32>) {
        let rows = self.kernel.tile_format().rows;
        let tile_words = self.words() * rows;
        let mut tiles = vec![0; count.div_ceil(rows) * tile_words];
        let mut buffer = vec![0; self.depth];
        let pack = |(at, row): (usize, u32)| {
            let line = self.inputs.line(Factor::A, row, self.start, &mut buffer);
            let from = at / rows * tile_words;
            self.kernel.pack_left(at % rows, line, &mut tiles[from..from + tile_words])
        };
        let excess = (first_row..).take(count).enumerate().map(pack).collect();
        (tiles, excess)
    }

    fn add_block(&self, tiles: &[u32], excess: &[i32], panels: &[Vec<u32>], block: &mut [i32]) {
        let format = self.kernel.tile_format();
        let width = extent(self.inputs.shape().cols());
        let mut sums = vec![0; format.rows * format.cols];
        for (panel, first_col) in panels.iter().zip((0..width).step_by(format.cols)) {
            let cols = first_col..width.min(first_col + format.cols);
            let tiles = tiles.chunks_exact(self.words() * format.rows);
            let bands = block.chunks_mut(format.rows * width).zip(excess.chunks(format.rows));
            for (tile, (outputs, excess)) in tiles.zip(bands) {
                self.kernel.multiply_tile(tile, panel, &mut sums);
                let rows = outputs.chunks_exact_mut(width).zip(excess);
                for ((output, excess), sums) in rows.zip(sums.chunks_exact(format.cols)) {
                    for (output, sum) in output[cols.clone()].iter_mut().zip(sums) {
                        *output = output.wrapping_add(sum.wrapping_sub(*excess));
                    }
                }
            }
        }
    }
}
