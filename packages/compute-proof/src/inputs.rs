//! The two factors of a product, given as data or as a seed.

use crate::generator::{Factor, Generator, Seed};
use crate::matrix::extent;
use crate::{MatrixI8, ProofError, Shape};

/// The two factors of one product. All reads are by line: a row of A, a column of B.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    shape: Shape,
    source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Seeded {
        a: Generator,
        b: Generator,
    },
    /// B is kept with its columns contiguous.
    Data {
        a: MatrixI8,
        b_columns: MatrixI8,
    },
}

impl Inputs {
    /// Factors made by the generator; nothing is stored.
    pub fn seeded(shape: Shape, seed: &Seed) -> Self {
        let (a, b) = (Generator::new(seed, Factor::A), Generator::new(seed, Factor::B));
        Self { shape, source: Source::Seeded { a, b } }
    }

    /// Factors given as matrices, both row-major: A rows × inner, B inner × cols.
    ///
    /// Errors: `InnerMismatch`, `InnerOutOfRange`.
    ///
    /// ```
    /// use weal_compute_proof::{Inputs, MatrixI8, product};
    /// let a = MatrixI8::new(1, 2, vec![3, -4])?;
    /// let b = MatrixI8::new(2, 1, vec![5, 6])?;
    /// assert_eq!(product::multiply(&Inputs::from_data(a, &b)?)?.data(), [3 * 5 - 4 * 6]);
    /// # Ok::<(), weal_compute_proof::ProofError>(())
    /// ```
    pub fn from_data(a: MatrixI8, b: &MatrixI8) -> Result<Self, ProofError> {
        if a.cols() != b.rows() {
            return Err(ProofError::InnerMismatch { left: a.cols().into(), right: b.rows().into() });
        }
        let shape = Shape::new(a.rows(), a.cols(), b.cols())?;
        Ok(Self { shape, source: Source::Data { a, b_columns: b.transposed() } })
    }

    /// The dimensions of the product.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Row `row` of A. Errors: `OutsideMatrix`.
    pub fn a_row(&self, row: u32) -> Result<Vec<i8>, ProofError> {
        let (rows, cols) = (self.shape.rows(), self.shape.inner());
        if row >= rows {
            return Err(ProofError::OutsideMatrix { row, col: 0, rows, cols });
        }
        Ok(self.whole_line(Factor::A, row))
    }

    /// Column `col` of B. Errors: `OutsideMatrix`.
    pub fn b_col(&self, col: u32) -> Result<Vec<i8>, ProofError> {
        let (rows, cols) = (self.shape.inner(), self.shape.cols());
        if col >= cols {
            return Err(ProofError::OutsideMatrix { row: 0, col, rows, cols });
        }
        Ok(self.whole_line(Factor::B, col))
    }

    /// The generators of A and B, where the inputs come from a seed.
    pub(crate) fn generators(&self) -> Option<(Generator, Generator)> {
        match self.source {
            Source::Seeded { a, b } => Some((a, b)),
            Source::Data { .. } => None,
        }
    }

    fn whole_line(&self, factor: Factor, line: u32) -> Vec<i8> {
        let mut elements = vec![0; extent(self.shape.inner())];
        self.read_line(factor, line, 0, &mut elements);
        elements
    }

    /// Copies the elements of an existing line from element `start`, a multiple of 8, on.
    pub(crate) fn read_line(&self, factor: Factor, line: u32, start: u32, elements: &mut [i8]) {
        let matrix = match (&self.source, factor) {
            (Source::Seeded { a, .. }, Factor::A) => return a.fill(line, start >> 3, elements),
            (Source::Seeded { b, .. }, Factor::B) => return b.fill(line, start >> 3, elements),
            (Source::Data { a, .. }, Factor::A) => a,
            (Source::Data { b_columns, .. }, Factor::B) => b_columns,
        };
        let stored = matrix.row(line).unwrap_or_default().get(extent(start)..).unwrap_or_default();
        let length = stored.len().min(elements.len());
        elements[..length].copy_from_slice(&stored[..length]);
    }

    /// The elements of an existing line from element `start`, a multiple of 8, on: where they are stored, or else made in
    /// `buffer`, whose length says how many.
    #[cfg(feature = "native")]
    pub(crate) fn line<'a>(
        &'a self,
        factor: Factor,
        line: u32,
        start: u32,
        buffer: &'a mut [i8],
    ) -> &'a [i8] {
        let matrix = match (&self.source, factor) {
            (Source::Seeded { .. }, _) => {
                self.read_line(factor, line, start, buffer);
                return buffer;
            }
            (Source::Data { a, .. }, Factor::A) => a,
            (Source::Data { b_columns, .. }, Factor::B) => b_columns,
        };
        let from = extent(start);
        let stored = matrix.row(line).and_then(|row| row.get(from..from.saturating_add(buffer.len())));
        stored.unwrap_or_default()
    }
}
