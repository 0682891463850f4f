use crate::{any_job, as_data, job, naive};
use proptest::prelude::*;
use std::num::NonZeroUsize;
use weal_compute_proof::product::{dot_product, element, multiply, multiply_on_threads};
use weal_compute_proof::{Inputs, MAX_INNER, MAX_SIDE, MatrixI8, MatrixI32, OutputShape, ProofError, Shape};

fn constant(rows: u32, cols: u32, value: i8) -> MatrixI8 {
    MatrixI8::new(rows, cols, vec![value; (rows * cols) as usize]).unwrap()
}

#[test]
fn the_longest_sum_of_the_largest_products_is_exact() {
    let expected = i32::try_from(131_071i64 * 128 * 128).unwrap();
    assert_eq!(dot_product(&[-128; 131_071], &[-128; 131_071]), Ok(expected));
    let inputs = Inputs::from_data(constant(5, MAX_INNER, -128), &constant(MAX_INNER, 6, -128)).unwrap();
    assert_eq!(multiply(&inputs).unwrap().data(), [expected; 30]);
    let inputs = Inputs::from_data(constant(1, MAX_INNER, -128), &constant(MAX_INNER, 1, 127)).unwrap();
    assert_eq!(i64::from(multiply(&inputs).unwrap().data()[0]), -131_071 * 128 * 127);
}

#[test]
fn one_more_than_the_longest_sum_is_refused() {
    let refused = ProofError::InnerOutOfRange { found: 131_072, max: 131_071 };
    assert_eq!(dot_product(&[-128; 131_072], &[-128; 131_072]), Err(refused.clone()));
    assert_eq!(Shape::new(1, 131_072, 1), Err(refused.clone()));
    assert_eq!(Inputs::from_data(constant(1, 131_072, 1), &constant(131_072, 1, 1)), Err(refused));
}

#[test]
fn empty_shapes_are_refused() {
    assert_eq!(Shape::new(0, 1, 1), Err(ProofError::Empty { rows: 0, cols: 1 }));
    assert_eq!(Shape::new(1, 1, 0), Err(ProofError::Empty { rows: 1, cols: 0 }));
    assert_eq!(Shape::new(1, 0, 1), Err(ProofError::InnerOutOfRange { found: 0, max: 131_071 }));
    assert_eq!(MatrixI8::new(0, 3, vec![]), Err(ProofError::Empty { rows: 0, cols: 3 }));
    assert_eq!(MatrixI32::new(3, 0, vec![]), Err(ProofError::Empty { rows: 3, cols: 0 }));
}

#[test]
fn the_longest_side_is_accepted_and_one_more_is_refused() {
    let refused = ProofError::SideTooLong { found: 16_777_217, max: 16_777_216 };
    assert!(Shape::new(MAX_SIDE, 1, 1).is_ok());
    assert!(OutputShape::new(1, MAX_SIDE).is_ok());
    assert_eq!(Shape::new(MAX_SIDE + 1, 1, 1), Err(refused.clone()));
    assert_eq!(OutputShape::new(1, MAX_SIDE + 1), Err(refused));
}

#[test]
fn data_of_another_count_than_the_shape_is_refused() {
    assert_eq!(MatrixI8::new(2, 3, vec![0; 5]), Err(ProofError::ElementCount { rows: 2, cols: 3, found: 5 }));
    assert_eq!(
        MatrixI32::new(2, 3, vec![0; 7]),
        Err(ProofError::ElementCount { rows: 2, cols: 3, found: 7 })
    );
}

#[test]
fn factors_that_do_not_meet_are_refused() {
    let refused = ProofError::InnerMismatch { left: 3, right: 4 };
    assert_eq!(Inputs::from_data(constant(2, 3, 1), &constant(4, 2, 1)), Err(refused.clone()));
    assert_eq!(dot_product(&[1; 3], &[1; 4]), Err(refused));
}

#[test]
fn an_element_outside_the_product_is_refused() {
    for inputs in [job(3, 5, 4, 1), as_data(&job(3, 5, 4, 1))] {
        assert!(element(&inputs, 2, 3).is_ok());
        assert_eq!(
            element(&inputs, 3, 0),
            Err(ProofError::OutsideMatrix { row: 3, col: 0, rows: 3, cols: 4 })
        );
        assert_eq!(
            element(&inputs, 0, 4),
            Err(ProofError::OutsideMatrix { row: 0, col: 4, rows: 3, cols: 4 })
        );
    }
}

#[test]
fn shapes_around_the_block_sizes_are_exact() {
    for (rows, inner, cols) in
        [(1, 1, 1), (4, 1024, 64), (5, 1025, 65), (3, 1023, 63), (9, 2049, 130), (1, 3000, 3)]
    {
        let inputs = job(rows, inner, cols, 9);
        let found: Vec<i64> = multiply(&inputs).unwrap().data().iter().map(|&value| value.into()).collect();
        assert_eq!(found, naive(&inputs), "{rows}×{inner}×{cols}");
    }
}

#[test]
fn a_seeded_element_of_the_longest_sum_is_exact() {
    let inputs = job(2, MAX_INNER, 2, 3);
    assert_eq!(i64::from(element(&inputs, 1, 1).unwrap()), naive(&inputs)[3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_product_is_exact(inputs in any_job()) {
        let output = multiply(&inputs).unwrap();
        prop_assert_eq!(output.data().iter().map(|&value| i64::from(value)).collect::<Vec<_>>(), naive(&inputs));
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits(inputs in any_job(), threads in 1usize..9) {
        let shared = multiply_on_threads(&inputs, NonZeroUsize::new(threads).unwrap()).unwrap();
        prop_assert_eq!(shared, multiply(&inputs).unwrap());
    }

    #[test]
    fn one_element_alone_is_that_of_the_whole_product(inputs in any_job(), at: u32) {
        let (output, shape) = (multiply(&inputs).unwrap(), inputs.shape());
        let (row, col) = (at % shape.rows(), at / shape.rows() % shape.cols());
        prop_assert_eq!(Some(element(&inputs, row, col).unwrap()), output.get(row, col));
        prop_assert_eq!(
            dot_product(&inputs.a_row(row).unwrap(), &inputs.b_col(col).unwrap()).unwrap(),
            output.get(row, col).unwrap()
        );
    }

    #[test]
    fn transposing_twice_changes_nothing(rows in 1u32..20, cols in 1u32..20) {
        let matrix = MatrixI32::new(rows, cols, (0..(rows * cols) as i32).collect()).unwrap();
        let turned = matrix.transposed();
        prop_assert_eq!(turned.get(cols - 1, 0), matrix.get(0, cols - 1));
        prop_assert_eq!((turned.get(cols, 0), turned.get(0, rows)), (None, None));
        prop_assert_eq!(turned.transposed(), matrix);
    }
}
