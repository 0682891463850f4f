//! Matrices of INT8 and INT32 with their checked shapes.

use crate::ProofError;

/// Largest inner dimension K. Products of two i8 are at most 128², and 131,071 × 128² = 2,147,467,264 ≤ i32::MAX,
/// while 131,072 × 128² = 2^31 is not.
pub const MAX_INNER: u32 = 131_071;

/// Most rows or columns of a matrix, 2^24: keeps the generator's counters and the check's sums far from overflow.
pub const MAX_SIDE: u32 = 1 << 24;

/// The dimensions of a product: A is rows × inner, B inner × cols, C rows × cols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    rows: u32,
    inner: u32,
    cols: u32,
}

impl Shape {
    /// Checks the dimensions.
    ///
    /// The same on every machine: what a contract takes in 32-bit wasm does not depend on what it could hold in memory.
    /// Errors: `Empty`, `InnerOutOfRange` (1 to [`MAX_INNER`]), `SideTooLong` (above [`MAX_SIDE`]).
    ///
    /// ```
    /// use weal_compute_proof::Shape;
    /// assert!(Shape::new(1, 131_071, 1).is_ok());
    /// assert!(Shape::new(1, 131_072, 1).is_err());
    /// ```
    pub fn new(rows: u32, inner: u32, cols: u32) -> Result<Self, ProofError> {
        OutputShape::new(rows, cols)?;
        if inner == 0 || inner > MAX_INNER {
            return Err(ProofError::InnerOutOfRange { found: inner.into(), max: MAX_INNER });
        }
        Ok(Self { rows, inner, cols })
    }

    /// Rows of A and C.
    pub fn rows(self) -> u32 {
        self.rows
    }

    /// Columns of A, rows of B: the K of every sum.
    pub fn inner(self) -> u32 {
        self.inner
    }

    /// Columns of B and C.
    pub fn cols(self) -> u32 {
        self.cols
    }

    /// The shape of C.
    pub fn output(self) -> OutputShape {
        OutputShape { rows: self.rows, cols: self.cols }
    }
}

/// The dimensions of C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputShape {
    rows: u32,
    cols: u32,
}

impl OutputShape {
    /// Checks the dimensions, not memory. Errors: `Empty`, `SideTooLong` (above [`MAX_SIDE`]).
    pub fn new(rows: u32, cols: u32) -> Result<Self, ProofError> {
        check_sides(rows, cols)?;
        Ok(Self { rows, cols })
    }

    /// Rows of C.
    pub fn rows(self) -> u32 {
        self.rows
    }

    /// Columns of C.
    pub fn cols(self) -> u32 {
        self.cols
    }

    /// rows × cols, at most 2^48.
    pub fn elements(self) -> u64 {
        u64::from(self.rows).saturating_mul(u64::from(self.cols))
    }

    /// Row-major position of an element, row × cols + col. Errors: `OutsideMatrix`.
    pub fn position(self, row: u32, col: u32) -> Result<u64, ProofError> {
        let Self { rows, cols } = self;
        if row >= rows || col >= cols {
            return Err(ProofError::OutsideMatrix { row, col, rows, cols });
        }
        Ok(u64::from(row).saturating_mul(u64::from(cols)).saturating_add(u64::from(col)))
    }
}

/// Number of INT32 elements that `addresses` bytes hold; `DoesNotFit` where the shape has more. Who computes a whole product asks
/// with its own machine's size.
pub(crate) fn held_elements(shape: OutputShape, addresses: u64) -> Result<u64, ProofError> {
    let elements = shape.elements();
    if elements.saturating_mul(4) > addresses {
        return Err(ProofError::DoesNotFit { rows: shape.rows, cols: shape.cols });
    }
    Ok(elements)
}

/// Checks sides, and returns rows × cols: at most 2^48, counted in 64 bits on every machine.
fn check_sides(rows: u32, cols: u32) -> Result<u64, ProofError> {
    if rows == 0 || cols == 0 {
        return Err(ProofError::Empty { rows, cols });
    }
    let longest = rows.max(cols);
    if longest > MAX_SIDE {
        return Err(ProofError::SideTooLong { found: longest.into(), max: MAX_SIDE });
    }
    Ok(u64::from(rows).saturating_mul(u64::from(cols)))
}

/// A dimension as an index; lossless, since every target of this crate has addresses of at least 32 bits.
pub(crate) fn extent(dimension: u32) -> usize {
    dimension as usize
}

macro_rules! matrix {
    ($(#[$doc:meta])* $name:ident, $element:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            rows: u32,
            cols: u32,
            data: Vec<$element>,
        }

        impl $name {
            /// Builds the matrix from row-major elements.
            ///
            /// Errors: `Empty`, `SideTooLong`, `ElementCount`.
            pub fn new(rows: u32, cols: u32, data: Vec<$element>) -> Result<Self, ProofError> {
                if u64::try_from(data.len()) != Ok(check_sides(rows, cols)?) {
                    return Err(ProofError::ElementCount { rows, cols, found: data.len() });
                }
                Ok(Self { rows, cols, data })
            }

            /// Number of rows.
            pub fn rows(&self) -> u32 {
                self.rows
            }

            /// Number of columns.
            pub fn cols(&self) -> u32 {
                self.cols
            }

            /// Returns the elements, row after row.
            pub fn data(&self) -> &[$element] {
                &self.data
            }

            /// One row; `None` outside the matrix.
            pub fn row(&self, row: u32) -> Option<&[$element]> {
                self.data.chunks_exact(extent(self.cols)).nth(extent(row))
            }

            /// One element; `None` outside the matrix.
            pub fn get(&self, row: u32, col: u32) -> Option<$element> {
                self.row(row)?.get(extent(col)).copied()
            }

            /// The matrix with rows and columns exchanged.
            pub fn transposed(&self) -> Self {
                let width = extent(self.cols);
                let column = |col: usize| self.data.iter().skip(col).step_by(width).copied();
                Self { rows: self.cols, cols: self.rows, data: (0..width).flat_map(column).collect() }
            }
        }
    };
}

matrix!(
    /// A matrix of signed bytes, row-major. Each is a factor of a product.
    MatrixI8,
    i8
);
matrix!(
    /// A matrix of 32-bit integers, row-major. Each is the result of a product.
    MatrixI32,
    i32
);

impl MatrixI32 {
    /// Rows and columns as a checked shape.
    pub fn shape(&self) -> OutputShape {
        OutputShape { rows: self.rows, cols: self.cols }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

    use super::*;

    /// 65,536 × 65,536 is the first square whose elements a 32-bit machine cannot count; 2^24 × 2^24 is the largest shape.
    #[test]
    fn a_shape_is_taken_whatever_the_memory_of_the_machine() {
        for side in [32_767, 32_768, 65_535, 65_536, MAX_SIDE] {
            let shape = Shape::new(side, 1, side).unwrap();
            let elements = u64::from(side) * u64::from(side);
            assert_eq!(shape.output().elements(), elements);
            assert_eq!(check_sides(side, side), Ok(elements));
            assert_eq!(shape.output().position(side - 1, side - 1), Ok(elements - 1));
        }
    }

    /// Memory bounds those only who hold a whole product: 32-bit addresses up to 2^31 − 1 bytes, as allocations have them.
    #[test]
    fn a_product_is_held_where_its_bytes_fit() {
        let of = |rows, cols| OutputShape::new(rows, cols).unwrap();
        let addresses = (1 << 31) - 1;
        assert_eq!(held_elements(of(1, (1 << 24) - 1), addresses), Ok((1 << 24) - 1));
        assert_eq!(held_elements(of(1 << 9, (1 << 20) - 1), addresses), Ok((1 << 29) - (1 << 9)));
        let refused = ProofError::DoesNotFit { rows: 1 << 9, cols: 1 << 20 };
        assert_eq!(held_elements(of(1 << 9, 1 << 20), addresses), Err(refused));
    }
}
