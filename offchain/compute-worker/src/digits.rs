//! The job of the demo: 1,797 handwritten digits classified by one INT8 matrix product.
//!
//! Layout and source of the files: `data/digits/README.md`.

use crate::WorkerError;
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{Job, JobInputs};
use weal_compute_proof::{CommittedInputs, Inputs, MatrixI8, MatrixI32};

const PIXELS: &[u8] = include_bytes!("../../../data/digits/digits.bin");
const WEIGHTS: &[u8] = include_bytes!("../../../data/digits/weights.bin");

const IMAGES: usize = 1_797;
const SIDE: usize = 8;
const CLASSES: usize = 10;
/// Steps (down, right) between the two pixels of a pair feature.
const STEPS: [(usize, isize); 12] =
    [(0, 1), (1, 0), (1, 1), (1, -1), (0, 2), (2, 0), (2, 2), (2, -2), (1, 2), (2, 1), (1, -2), (2, -1)];
/// The constant feature whose weights are the biases.
const BIAS: i8 = 64;

/// The first image that the training has not seen.
pub const HELD_OUT_FROM: usize = 1_200;

/// The images, the weights and the true classes.
#[derive(Debug)]
pub struct DigitsJob {
    inputs: Inputs,
    a: MatrixI8,
    b: MatrixI8,
    labels: &'static [u8],
}

/// A count of images that were read right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Images whose digit was read right.
    pub right: usize,
    /// Images that were looked at.
    pub of: usize,
}

impl DigitsJob {
    /// Builds the two factors from the files. Errors: `Job` where a file has another size.
    pub fn load() -> Result<Self, WorkerError> {
        let images = IMAGES * SIDE * SIDE;
        expect("digits.bin", PIXELS.len(), images + IMAGES)?;
        let (pixels, labels) = PIXELS.split_at(images);
        let a: Vec<i8> = pixels.chunks(SIDE * SIDE).flat_map(features).collect();
        let inner = a.len() / IMAGES;
        expect("weights.bin", WEIGHTS.len(), inner * CLASSES)?;
        let b = WEIGHTS.iter().map(|weight| weight.cast_signed()).collect();
        let a = MatrixI8::new(side(IMAGES), side(inner), a)?;
        let b = MatrixI8::new(side(inner), side(CLASSES), b)?;
        Ok(Self { inputs: Inputs::from_data(a.clone(), &b)?, a, b, labels })
    }

    /// Returns both factors.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Returns the declaration with which a tenant holds its provider to this job: the shape, and a commitment to both factors.
    pub fn declaration(&self) -> Job {
        let shape = self.inputs.shape();
        let commitment = CommittedInputs::new(&self.inputs).commitment();
        let inputs = JobInputs::Committed { commitment: Binary::new(commitment.as_bytes().to_vec()) };
        Job { rows: shape.rows(), inner: shape.inner(), cols: shape.cols(), inputs }
    }

    /// The images in requests of `size`, each a product of its own with the same weights.
    pub fn requests(&self, size: usize) -> Result<Vec<Inputs>, WorkerError> {
        let inner = self.a.cols();
        let rows_of = |data: &[i8]| side(data.len()) / inner.max(1);
        let width = usize::try_from(inner).unwrap_or(usize::MAX);
        self.a
            .data()
            .chunks(size.max(1) * width)
            .map(|data| Ok(Inputs::from_data(MatrixI8::new(rows_of(data), inner, data.to_vec())?, &self.b)?))
            .collect()
    }

    /// Counts the images from `first` on that the product reads right.
    pub fn score(&self, product: &MatrixI32, first: usize) -> Score {
        let rows = product.data().chunks(CLASSES).zip(self.labels).skip(first);
        let right = rows.clone().filter(|(scores, label)| class_of(scores) == usize::from(**label)).count();
        Score { right, of: rows.count() }
    }
}

fn expect(what: &'static str, found: usize, required: usize) -> Result<(), WorkerError> {
    if found == required { Ok(()) } else { Err(WorkerError::Job { what, found, required }) }
}

/// A side of these matrices; they are far below 2^32.
fn side(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// One row of A: the pixels, the halved products of pixel pairs, the constant.
fn features(pixels: &[u8]) -> Vec<i8> {
    let mut row: Vec<i8> = pixels.iter().map(|pixel| pixel.cast_signed()).collect();
    for (down, right) in STEPS {
        for y in 0..SIDE - down {
            for x in 0..SIDE {
                let Some(other) = x.checked_add_signed(right).filter(|other| *other < SIDE) else { continue };
                let pair = u16::from(pixels[SIDE * y + x]) * u16::from(pixels[SIDE * (y + down) + other]);
                row.push(i8::try_from(pair / 2).unwrap_or(i8::MAX));
            }
        }
    }
    row.push(BIAS);
    row
}

/// The position of the largest score, the first of equals.
fn class_of(scores: &[i32]) -> usize {
    (0..scores.len()).rev().max_by_key(|class| scores[*class]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use weal_compute_proof::product::multiply;

    /// Figures of `data/digits/model.json`.
    #[test]
    fn the_classifier_reads_as_many_digits_as_its_page_says() {
        let job = DigitsJob::load().unwrap();
        let product = multiply(job.inputs()).unwrap();
        assert_eq!(job.score(&product, HELD_OUT_FROM), Score { right: 575, of: 597 });
        assert_eq!(job.score(&product, 0), Score { right: 1_775, of: 1_797 });
    }

    #[test]
    fn requests_together_are_the_whole_product() {
        let job = DigitsJob::load().unwrap();
        let whole = multiply(job.inputs()).unwrap();
        let parts: Vec<i32> = job
            .requests(100)
            .unwrap()
            .iter()
            .flat_map(|request| multiply(request).unwrap().data().to_vec())
            .collect();
        assert_eq!(parts, whole.data());
    }
}
