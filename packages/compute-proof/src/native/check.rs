//! Freivalds' check in vectors: the sums of `freivalds`, by limbs that suit the instructions.

use super::{Kernel, all_threads, commit, in_bands, values};
use crate::commitment::OutputCommitment;
use crate::field::{MODULUS, Residue};
use crate::freivalds::{
    ChallengeSeed, ShortLimbs, Verdict, challenge_seed, ensure_same_shape, first_wrong_row, project_columns,
    weights,
};
use crate::generator::Factor;
use crate::matrix::extent;
use crate::{Inputs, MatrixI32, ProofError};
use std::num::NonZeroUsize;
use std::ops::Range;
use weal_compute_kernels::{ByteLimbs, COLUMNS, ColumnSums, LIMBS, WORD_STRETCH, WordLimbs};

/// Elements of K whose sums are kept at once, a multiple of 64: 36 KiB a 1,024.
const PROJECTED: usize = 2048;
/// Columns whose sums fit i32, a multiple of [`COLUMNS`].
const COLUMN_STRETCH: usize = 131_056;
/// Rows of C that are summed together, each weight loaded once for all of them.
const ROWS: usize = 4;

/// [`crate::freivalds::check_committed`] with `kernel`, the commitment recomputed on all threads.
///
/// Errors: `OutputShapeMismatch`.
pub fn check_committed(
    inputs: &Inputs,
    output: &MatrixI32,
    claimed: &OutputCommitment,
    secret: &[u8; 32],
    kernel: Option<Kernel>,
) -> Result<Verdict, ProofError> {
    ensure_same_shape(inputs.shape(), output.shape())?;
    let threads = all_threads();
    if commit(output, threads).commitment() != *claimed {
        return Ok(Verdict::NotTheCommittedOutput);
    }
    check(inputs, output, &challenge_seed(secret, claimed), kernel, threads)
}

/// [`crate::freivalds::check`] with `kernel`, or with the portable sums where there is none, on `threads`.
///
/// Errors: `OutputShapeMismatch`.
pub fn check(
    inputs: &Inputs,
    output: &MatrixI32,
    seed: &ChallengeSeed,
    kernel: Option<Kernel>,
    threads: NonZeroUsize,
) -> Result<Verdict, ProofError> {
    let shape = inputs.shape();
    ensure_same_shape(shape, output.shape())?;

    let weights = weights(seed, shape.cols());
    let projection = in_bands(shape.inner(), 64, threads, |elements| match kernel {
        Some(kernel) => project(inputs, &weights, kernel, elements),
        None => project_columns(inputs, &weights, elements),
    })
    .concat();

    let rows = kernel.map(|kernel| Rows::new(inputs, output, kernel, &projection, &weights));
    let wrong = in_bands(shape.rows(), 4, threads, |band| match &rows {
        Some(rows) => rows.first_wrong(band),
        None => first_wrong_row(inputs, output, &projection, &weights, band),
    });
    Ok(wrong.into_iter().flatten().next().map_or(Verdict::Accepted, |row| Verdict::WrongRow { row }))
}

/// Sums of 7-bit limbs as one residue. Their total is below 2^31 × 2^57 in size, far below the multiple of p that is added.
fn of_limbs(limbs: [i32; LIMBS]) -> Residue {
    const POSITIVE: i128 = (MODULUS as i128) << 40;
    let total = limbs.into_iter().rev().fold(0i128, |total, limb| (total << 7) + i128::from(limb));
    Residue::reduce((total + POSITIVE).cast_unsigned())
}

/// The `elements` of B·r, the first a multiple of 64.
fn project(inputs: &Inputs, weights: &[Residue], kernel: Kernel, elements: Range<u32>) -> Vec<Residue> {
    let numbers = values(weights);
    let mut projection = Vec::with_capacity(elements.len());
    for start in elements.clone().step_by(PROJECTED) {
        let depth = PROJECTED.min(extent(elements.end - start));
        let mut buffers = vec![vec![0i8; depth]; COLUMNS];
        let mut part = vec![Residue::default(); depth];
        let stretches = numbers.chunks(COLUMN_STRETCH).zip((0u32..).step_by(COLUMN_STRETCH));
        for (numbers, first_col) in stretches {
            let mut sums = ColumnSums::new(kernel, depth);
            for (numbers, col) in numbers.chunks(COLUMNS).zip((first_col..).step_by(COLUMNS)) {
                let lines = buffers.iter_mut().take(numbers.len()).zip(col..);
                let columns: Vec<&[i8]> =
                    lines.map(|(buffer, col)| inputs.line(Factor::B, col, start, buffer)).collect();
                sums.add(&columns, numbers);
            }
            for (total, limbs) in part.iter_mut().zip(sums.elements()) {
                *total = Residue::sum(&[*total, of_limbs(limbs)]);
            }
        }
        projection.extend(part);
    }
    projection
}

/// The two sides of A(Br) = Cr, row by row.
struct Rows<'a> {
    inputs: &'a Inputs,
    output: &'a MatrixI32,
    kernel: Kernel,
    projection: ByteLimbs,
    /// Weights, by stretches of [`WORD_STRETCH`] columns.
    weights: Vec<WordLimbs>,
    of_words: ShortLimbs,
}

impl<'a> Rows<'a> {
    fn new(
        inputs: &'a Inputs,
        output: &'a MatrixI32,
        kernel: Kernel,
        projection: &[Residue],
        weights: &[Residue],
    ) -> Self {
        Self {
            inputs,
            output,
            kernel,
            projection: ByteLimbs::new(&values(projection)),
            weights: values(weights).chunks(WORD_STRETCH).map(WordLimbs::new).collect(),
            of_words: ShortLimbs::split(weights),
        }
    }

    /// The first of `rows` that is wrong.
    fn first_wrong(&self, rows: Range<u32>) -> Option<u32> {
        let mut buffers = std::array::from_fn(|_| vec![0i8; extent(self.inputs.shape().inner())]);
        rows.clone().step_by(ROWS).find_map(|first| {
            // The last few rows are filled up with the last one.
            let four: [u32; ROWS] = std::array::from_fn(|at| {
                first.saturating_add(u32::try_from(at).unwrap_or(0)).min(rows.end.saturating_sub(1))
            });
            let expected = self.of_inputs(four, &mut buffers);
            let found = self.of_output(four);
            let wrong = expected.into_iter().zip(found).position(|(expected, found)| expected != found);
            wrong.map(|at| four[at])
        })
    }

    /// ⟨A's row, B·r⟩ of four rows.
    fn of_inputs(&self, [r0, r1, r2, r3]: [u32; ROWS], buffers: &mut [Vec<i8>; ROWS]) -> [Residue; ROWS] {
        let [b0, b1, b2, b3] = buffers;
        let line = |row, buffer| self.inputs.line(Factor::A, row, 0, buffer);
        let [s0, s1] = self.projection.dots(self.kernel, [line(r0, b0), line(r1, b1)]);
        let [s2, s3] = self.projection.dots(self.kernel, [line(r2, b2), line(r3, b3)]);
        [s0, s1, s2, s3].map(of_limbs)
    }

    /// ⟨C's row, r⟩ of four rows.
    fn of_output(&self, rows: [u32; ROWS]) -> [Residue; ROWS] {
        let lines = rows.map(|row| self.output.row(row).unwrap_or_default());
        let mut totals = [[0u128; 3]; ROWS];
        for (weights, start) in self.weights.iter().zip((0..lines[0].len()).step_by(WORD_STRETCH)) {
            let end = lines[0].len().min(start + WORD_STRETCH);
            let sums = weights.dots(self.kernel, lines.map(|line| &line[start..end]));
            // 2^24 terms below 2^53 stay below 2^77.
            for (total, sum) in totals.iter_mut().flatten().zip(sums.into_iter().flatten()) {
                *total += sum;
            }
        }
        totals.map(|total| self.of_words.value(total))
    }
}
