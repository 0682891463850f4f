//! The one element that a dispute recomputes from a seed, against the definition.

use crate::job;
use proptest::prelude::*;
use weal_compute_proof::generator::{Factor, Generator};
use weal_compute_proof::product::element;
use weal_compute_proof::{Inputs, MAX_INNER, Seed, Shape};

/// The element by the definition, each input computed alone and the products added in i64.
fn by_definition(inner: u32, seed: &Seed, row: u32, col: u32) -> i64 {
    let (a, b) = (Generator::new(seed, Factor::A), Generator::new(seed, Factor::B));
    (0..inner).map(|k| i64::from(a.element(row, k)) * i64::from(b.element(col, k))).sum()
}

#[test]
fn a_seeded_element_is_the_definitions_at_every_length_modulo_eight() {
    for inner in 1..=65 {
        for (row, col) in [(0, 0), (4, 6)] {
            let found = element(&job(5, inner, 7, 9), row, col).unwrap();
            assert_eq!(i64::from(found), by_definition(inner, &Seed([9; 32]), row, col), "inner {inner}");
        }
    }
}

#[test]
fn a_seeded_element_is_the_definitions_at_the_longest_inner_dimensions() {
    for inner in MAX_INNER - 8..=MAX_INNER {
        let found = element(&job(3, inner, 3, 1), 2, 1).unwrap();
        assert_eq!(i64::from(found), by_definition(inner, &Seed([1; 32]), 2, 1), "inner {inner}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_seeded_element_is_the_definitions(
        inner in 1u32..2_000, seed: [u8; 32], row in 0u32..1_000_000, col in 0u32..1_000_000,
    ) {
        let inputs = Inputs::seeded(Shape::new(1_000_000, inner, 1_000_000).unwrap(), &Seed(seed));
        let expected = by_definition(inner, &Seed(seed), row, col);
        prop_assert_eq!(i64::from(element(&inputs, row, col).unwrap()), expected);
    }
}
