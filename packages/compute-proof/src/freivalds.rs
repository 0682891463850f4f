//! Freivalds' check of a product in O(n²), over the field of p = 2^61 − 1 elements.
//!
//! For r uniform in Z_pⁿ, A(Br) = Cr always holds where C = AB; where it does not, some row of D = C − AB is nonzero.
//! Its entries are below 2^32 < p in size, so the row is nonzero modulo p, and ⟨row, r⟩ = 0 for a share of exactly 1/p of
//! all r: one wrong element is missed with probability 1/p < 4.4 × 10⁻¹⁹. All sums are exact integers.

use crate::commitment::{OutputCommitment, commit};
use crate::field::Residue;
use crate::generator::Factor;
use crate::matrix::extent;
use crate::product::element;
use crate::{Inputs, MatrixI32, OutputShape, ProofError, Shape};
use std::ops::Range;
use weal_attestation::sha256;

const CHALLENGE_DOMAIN: &[u8] = b"commonweal/compute-proof/challenge/v1\0";
const WEIGHT_DOMAIN: &[u8] = b"commonweal/compute-proof/weight/v1\0";

/// Elements of K handled at once, so that their sums stay in the first-level cache.
const BLOCK_DEPTH: usize = 1024;
/// Terms of 53 bits that fit one 64-bit sum.
const SHORT_SUM: usize = 1 << 11;

/// The finding of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row agrees.
    Accepted,
    /// The output differs from the product in this row, and perhaps in later ones. Never a false alarm.
    WrongRow {
        /// First row that disagrees, from 0.
        row: u32,
    },
    /// The output is not the one that was committed to; its elements were not looked at.
    NotTheCommittedOutput,
}

/// An element of an output that is not the product's: what a dispute names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongElement {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
    /// The output's value.
    pub found: i32,
    /// The product's value.
    pub expected: i32,
}

/// The seed of r. It can only be derived from a commitment, so it does not exist before the output is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengeSeed([u8; 32]);

/// SHA-256("commonweal/compute-proof/challenge/v1\0" ‖ secret ‖ commitment).
///
/// `secret` must be unknown to the worker until it has committed: an oracle's private random bytes or a later beacon.
/// With a known secret the worker could try 2^61 outputs until one is missed.
pub fn challenge_seed(secret: &[u8; 32], commitment: &OutputCommitment) -> ChallengeSeed {
    ChallengeSeed(sha256(&[CHALLENGE_DOMAIN, secret, commitment.as_bytes()]))
}

/// Checks that `output` is what was committed to and, with a seed from that commitment, that it is the product.
///
/// This is the check an oracle makes. Errors: `OutputShapeMismatch`.
///
/// ```
/// use weal_compute_proof::{Inputs, Seed, Shape, Verdict, commitment, freivalds, product};
/// let inputs = Inputs::seeded(Shape::new(30, 40, 20)?, &Seed([1; 32]));
/// let output = product::multiply(&inputs)?;
/// let claimed = commitment::commit(&output);
/// assert_eq!(freivalds::check_committed(&inputs, &output, &claimed, &[2; 32])?, Verdict::Accepted);
/// # Ok::<(), weal_compute_proof::ProofError>(())
/// ```
pub fn check_committed(
    inputs: &Inputs,
    output: &MatrixI32,
    claimed: &OutputCommitment,
    secret: &[u8; 32],
) -> Result<Verdict, ProofError> {
    ensure_same_shape(inputs.shape(), output.shape())?;
    if commit(output) != *claimed {
        return Ok(Verdict::NotTheCommittedOutput);
    }
    check(inputs, output, &challenge_seed(secret, claimed))
}

/// Checks A(Br) = Cr row by row. Time O(rows × K + K × cols + rows × cols), memory O(K + cols).
///
/// Errors: `OutputShapeMismatch`.
pub fn check(inputs: &Inputs, output: &MatrixI32, seed: &ChallengeSeed) -> Result<Verdict, ProofError> {
    let shape = inputs.shape();
    ensure_same_shape(shape, output.shape())?;

    let weights = weights(seed, shape.cols());
    let projection = project_columns(inputs, &weights, 0..shape.inner());
    let wrong = first_wrong_row(inputs, output, &projection, &weights, 0..shape.rows());
    Ok(wrong.map_or(Verdict::Accepted, |row| Verdict::WrongRow { row }))
}

/// The first of `rows` in which ⟨A's row, `projection`⟩ and ⟨C's row, `weights`⟩ differ.
pub(crate) fn first_wrong_row(
    inputs: &Inputs,
    output: &MatrixI32,
    projection: &[Residue],
    weights: &[Residue],
    mut rows: Range<u32>,
) -> Option<u32> {
    let (projection, weights) = (Limbs::split(projection), ShortLimbs::split(weights));
    let mut a_row = vec![0; extent(inputs.shape().inner())];
    rows.find(|&row| {
        inputs.read_line(Factor::A, row, 0, &mut a_row);
        projection.dot(&a_row) != weights.dot(output.row(row).unwrap_or_default())
    })
}

/// The first wrong element of one row, by recomputing the row: K × cols multiplications.
///
/// Errors: `OutputShapeMismatch`, `OutsideMatrix`.
pub fn first_wrong_element(
    inputs: &Inputs,
    output: &MatrixI32,
    row: u32,
) -> Result<Option<WrongElement>, ProofError> {
    let shape = inputs.shape();
    ensure_same_shape(shape, output.shape())?;
    shape.output().position(row, 0)?;
    for (col, &found) in (0..shape.cols()).zip(output.row(row).unwrap_or_default()) {
        let expected = element(inputs, row, col)?;
        if found != expected {
            return Ok(Some(WrongElement { row, col, found, expected }));
        }
    }
    Ok(None)
}

pub(crate) fn ensure_same_shape(shape: Shape, found: OutputShape) -> Result<(), ProofError> {
    let (rows, cols) = (shape.rows(), shape.cols());
    if found != shape.output() {
        let (found_rows, found_cols) = (found.rows(), found.cols());
        return Err(ProofError::OutputShapeMismatch { rows, cols, found_rows, found_cols });
    }
    Ok(())
}

/// r: the 61-bit words of SHA-256(domain ‖ seed ‖ counter) for counter 0, 1, …, those equal to p left out.
pub(crate) fn weights(seed: &ChallengeSeed, count: u32) -> Vec<Residue> {
    let blocks = (0u64..).map(|counter| sha256(&[WEIGHT_DOMAIN, &seed.0, &counter.to_le_bytes()]));
    let words = blocks.flat_map(|block| block.as_chunks().0.to_vec()).map(u64::from_le_bytes);
    words.filter_map(Residue::sample).take(extent(count)).collect()
}

/// The `elements` of B·r, the first a multiple of 8, column by column: each byte of B is read once.
pub(crate) fn project_columns(inputs: &Inputs, weights: &[Residue], elements: Range<u32>) -> Vec<Residue> {
    let limbs = Limbs::split(weights);
    let mut projection = Vec::with_capacity(elements.len());
    for start in elements.clone().step_by(BLOCK_DEPTH) {
        let depth = BLOCK_DEPTH.min(extent(elements.end).saturating_sub(extent(start)));
        let (mut part, mut low, mut high) = (vec![0i8; depth], vec![0u64; depth], vec![0u64; depth]);
        for (col, (&weight_low, &weight_high)) in (0..).zip(limbs.low.iter().zip(&limbs.high)) {
            inputs.read_line(Factor::B, col, start, &mut part);
            for ((low, high), &element) in low.iter_mut().zip(&mut high).zip(&part) {
                let element = offset(element);
                *low = low.wrapping_add(element.wrapping_mul(u64::from(weight_low)));
                *high = high.wrapping_add(element.wrapping_mul(u64::from(weight_high)));
            }
        }
        projection.extend(low.iter().zip(&high).map(|(&low, &high)| limbs.value(low, high)));
    }
    projection
}

/// An i8 plus 128, so that sums are unsigned.
fn offset(element: i8) -> u64 {
    u64::from(element.cast_unsigned() ^ 0x80)
}

/// A vector over the field as 31-bit low and 30-bit high parts, for products with i8.
///
/// A term is below 2^8 × 2^31; even [`crate::MAX_SIDE`] = 2^24 of them stay below 2^63.
pub(crate) struct Limbs {
    low: Vec<u32>,
    high: Vec<u32>,
    sum: Residue,
}

impl Limbs {
    pub(crate) fn split(vector: &[Residue]) -> Self {
        let part = |shift: u32| vector.iter().map(|residue| bits(*residue, shift, 31)).collect();
        Self { low: part(0), high: part(31), sum: Residue::sum(vector) }
    }

    /// Returns Σ line × vector.
    fn dot(&self, line: &[i8]) -> Residue {
        let (mut low, mut high) = (0u64, 0u64);
        for ((&element, &limb_low), &limb_high) in line.iter().zip(&self.low).zip(&self.high) {
            low = low.wrapping_add(offset(element).wrapping_mul(u64::from(limb_low)));
            high = high.wrapping_add(offset(element).wrapping_mul(u64::from(limb_high)));
        }
        self.value(low, high)
    }

    /// The sums of both limbs with offset elements as one residue, the offset taken off.
    pub(crate) fn value(&self, low: u64, high: u64) -> Residue {
        Residue::reduce(u128::from(low).wrapping_add(u128::from(high) << 31)).minus_shifted(self.sum, 7)
    }
}

/// A vector over the field as three parts of 21 bits, for products with i32.
///
/// A term is below 2^32 × 2^21, and [`SHORT_SUM`] of them stay below 2^64; the sums of at most 2^13 such stretches,
/// shifted by at most 42 bits, stay below 2^120.
pub(crate) struct ShortLimbs {
    limbs: [Vec<u32>; 3],
    sum: Residue,
}

impl ShortLimbs {
    pub(crate) fn split(vector: &[Residue]) -> Self {
        let part = |shift: u32| vector.iter().map(|residue| bits(*residue, shift, 21)).collect();
        Self { limbs: [part(0), part(21), part(42)], sum: Residue::sum(vector) }
    }

    /// Returns Σ line × vector.
    fn dot(&self, line: &[i32]) -> Residue {
        let [low, middle, high] = &self.limbs;
        let limbs = low.chunks(SHORT_SUM).zip(middle.chunks(SHORT_SUM)).zip(high.chunks(SHORT_SUM));
        let mut totals = [0u128; 3];
        for (stretch, ((low, middle), high)) in line.chunks(SHORT_SUM).zip(limbs) {
            let mut sums = [0u64; 3];
            for (((&element, &low), &middle), &high) in stretch.iter().zip(low).zip(middle).zip(high) {
                let element = u64::from(element.cast_unsigned() ^ 0x8000_0000);
                for (sum, limb) in sums.iter_mut().zip([low, middle, high]) {
                    *sum = sum.wrapping_add(element.wrapping_mul(u64::from(limb)));
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                *total = total.wrapping_add(u128::from(sum));
            }
        }
        self.value(totals)
    }

    /// The sums of the three limbs with offset elements as one residue, the offset taken off.
    pub(crate) fn value(&self, [low, middle, high]: [u128; 3]) -> Residue {
        let total = low.wrapping_add(middle << 21).wrapping_add(high << 42);
        Residue::reduce(total).minus_shifted(self.sum, 31)
    }
}

/// `width` ≤ 32 bits of a residue from bit `shift` on.
fn bits(residue: Residue, shift: u32, width: u32) -> u32 {
    let mask = (1u64 << width).wrapping_sub(1);
    u32::try_from((residue.value() >> shift) & mask).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::field::MODULUS;
    use crate::{MAX_INNER, Seed, product};

    fn of(value: u64) -> Residue {
        Residue::reduce(value.into())
    }

    /// The figures come from an independent implementation of docs/spec/compute-proof.md §5 in Python.
    #[test]
    fn weights_and_projections_are_those_of_the_specification() {
        let seed = Seed(std::array::from_fn(|index| u8::try_from(index).unwrap()));
        let inputs = Inputs::seeded(Shape::new(20, 101, 17).unwrap(), &seed);
        let output = product::multiply(&inputs).unwrap();
        let weights = weights(&challenge_seed(&[5; 32], &commit(&output)), 17);
        assert_eq!(
            [weights[0], weights[1], weights[16]].map(Residue::value),
            [0x13d7_2cc5_67ca_d232, 0x0566_5d65_906b_52de, 0x15fa_ddba_961a_65b2]
        );

        let projected = 0x0835_d67a_9249_9e76;
        assert_eq!(ShortLimbs::split(&weights).dot(output.row(0).unwrap()).value(), projected);
        let projection = Limbs::split(&project_columns(&inputs, &weights, 0..101));
        assert_eq!(projection.dot(&inputs.a_row(0).unwrap()).value(), projected);
    }

    #[test]
    fn the_longest_sums_of_the_largest_terms_do_not_overflow() {
        let largest = vec![of(MODULUS - 1); extent(MAX_INNER)];
        // p − 1 ≡ −1, so the sum is minus the line's.
        let bytes = Limbs::split(&largest);
        assert_eq!(bytes.dot(&vec![-128; extent(MAX_INNER)]), of(128 * u64::from(MAX_INNER)));
        assert_eq!(bytes.dot(&vec![127; extent(MAX_INNER)]), of(MODULUS - 127 * u64::from(MAX_INNER)));
        let words = ShortLimbs::split(&largest);
        assert_eq!(words.dot(&vec![i32::MIN; extent(MAX_INNER)]), of((1 << 31) * u64::from(MAX_INNER)));
        let most = (u128::from(MODULUS) << 31) - ((1 << 31) - 1) * u128::from(MAX_INNER);
        assert_eq!(words.dot(&vec![i32::MAX; extent(MAX_INNER)]), Residue::reduce(most));
    }

    #[test]
    fn as_many_weights_as_columns_and_all_different() {
        for count in [1, 3, 4, 5, 1000] {
            let mut weights: Vec<u64> =
                weights(&ChallengeSeed([3; 32]), count).into_iter().map(Residue::value).collect();
            assert_eq!(weights.len(), extent(count));
            weights.sort_unstable();
            weights.dedup();
            assert_eq!(weights.len(), extent(count));
        }
    }
}
