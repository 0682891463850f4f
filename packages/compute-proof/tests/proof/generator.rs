use crate::{as_data, job};
use proptest::prelude::*;
use weal_compute_proof::generator::{Factor, Generator};
use weal_compute_proof::{ProofError, Seed};

#[test]
fn a_line_outside_the_matrix_is_refused() {
    let inputs = job(3, 5, 4, 0);
    assert!(inputs.a_row(2).is_ok() && inputs.b_col(3).is_ok());
    assert_eq!(inputs.a_row(3), Err(ProofError::OutsideMatrix { row: 3, col: 0, rows: 3, cols: 5 }));
    assert_eq!(inputs.b_col(4), Err(ProofError::OutsideMatrix { row: 0, col: 4, rows: 5, cols: 4 }));
    assert_eq!(as_data(&inputs).a_row(3), inputs.a_row(3));
    assert_eq!(as_data(&inputs).b_col(4), inputs.b_col(4));
}

#[test]
fn every_byte_value_occurs_about_equally_often() {
    let generator = Generator::new(&Seed([42; 32]), Factor::A);
    let mut line = vec![0; 65_536];
    generator.fill(0, 0, &mut line);
    let mut counts = [0u32; 256];
    for element in line {
        counts[usize::from(element as u8)] += 1;
    }
    // 256 expected each, standard deviation 16: six of them on either side.
    assert!(counts.iter().all(|count| (160..352).contains(count)), "{counts:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_access_agrees_with_whole_lines(seed: [u8; 32], line in 0u32..1 << 24, length in 1u32..200, at in 0u32..200) {
        for factor in [Factor::A, Factor::B] {
            let generator = Generator::new(&Seed(seed), factor);
            let mut whole = vec![0; length as usize];
            generator.fill(line, 0, &mut whole);
            let index = at % length;
            prop_assert_eq!(generator.element(line, index), whole[index as usize]);
            let mut rest = vec![0; (length - index / 8 * 8) as usize];
            generator.fill(line, index / 8, &mut rest);
            prop_assert_eq!(&rest, &whole[(index / 8 * 8) as usize..]);
        }
    }

    #[test]
    fn seeds_factors_and_lines_give_different_elements(seed: [u8; 32], bit in 0usize..256, line in 0u32..1000) {
        let mut other = seed;
        other[bit / 8] ^= 1 << (bit % 8);
        let line_of = |seed, factor, line| {
            let mut elements = vec![0; 64];
            Generator::new(&Seed(seed), factor).fill(line, 0, &mut elements);
            elements
        };
        let here = line_of(seed, Factor::A, line);
        prop_assert_ne!(&here, &line_of(other, Factor::A, line));
        prop_assert_ne!(&here, &line_of(seed, Factor::B, line));
        prop_assert_ne!(&here, &line_of(seed, Factor::A, line + 1));
    }
}
