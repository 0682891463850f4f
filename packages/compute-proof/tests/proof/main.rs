//! The crate's properties, one file per module.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod commitment;
mod digits;
mod element;
mod freivalds;
mod generator;
mod golden;
#[cfg(feature = "cuda")]
mod gpu;
mod input_commitment;
mod native;
mod product;

use proptest::prelude::*;
use weal_compute_proof::{Inputs, MatrixI8, MatrixI32, Seed, Shape};

/// A seeded job: the smallest description of inputs that a test needs.
fn job(rows: u32, inner: u32, cols: u32, seed: u8) -> Inputs {
    Inputs::seeded(Shape::new(rows, inner, cols).unwrap(), &Seed([seed; 32]))
}

/// The same factors, given as data.
fn as_data(inputs: &Inputs) -> Inputs {
    let shape = inputs.shape();
    let a = (0..shape.rows()).flat_map(|row| inputs.a_row(row).unwrap()).collect();
    let b = (0..shape.cols()).flat_map(|col| inputs.b_col(col).unwrap()).collect();
    let a = MatrixI8::new(shape.rows(), shape.inner(), a).unwrap();
    Inputs::from_data(a, &MatrixI8::new(shape.cols(), shape.inner(), b).unwrap().transposed()).unwrap()
}

/// The product by the definition, in i64.
fn naive(inputs: &Inputs) -> Vec<i64> {
    let shape = inputs.shape();
    let columns: Vec<_> = (0..shape.cols()).map(|col| inputs.b_col(col).unwrap()).collect();
    let rows = (0..shape.rows()).map(|row| inputs.a_row(row).unwrap());
    let dot = |row: &[i8], col: &[i8]| row.iter().zip(col).map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
    rows.flat_map(|row| columns.iter().map(|col| dot(&row, col)).collect::<Vec<i64>>()).collect()
}

/// `output` with its data edited.
fn edited(output: &MatrixI32, edit: impl FnOnce(&mut [i32])) -> MatrixI32 {
    let mut data = output.data().to_vec();
    edit(&mut data);
    MatrixI32::new(output.rows(), output.cols(), data).unwrap()
}

/// Jobs of small random shapes, seeded or as data, some of them with only extreme values.
fn any_job() -> impl Strategy<Value = Inputs> {
    let seeded = (1u32..40, 1u32..90, 1u32..40, any::<u8>()).prop_map(|(r, k, c, seed)| job(r, k, c, seed));
    let extreme = (1u32..12, 1u32..40, 1u32..12).prop_flat_map(|(r, k, c)| {
        let values = |count: u32| {
            prop::collection::vec(prop::sample::select(vec![-128i8, -127, -1, 0, 1, 127]), count as usize)
        };
        (values(r * k), values(k * c)).prop_map(move |(a, b)| {
            Inputs::from_data(MatrixI8::new(r, k, a).unwrap(), &MatrixI8::new(k, c, b).unwrap()).unwrap()
        })
    });
    prop_oneof![2 => seeded.clone(), 1 => seeded.prop_map(|inputs| as_data(&inputs)), 2 => extreme]
}
