use crate::{any_job, as_data, job};
use proptest::prelude::*;
use weal_compute_proof::input_commitment::element_of_opened;
use weal_compute_proof::product::multiply;
use weal_compute_proof::{CommittedInputs, InputCommitment, ProofError, Shape};

#[test]
fn data_and_seed_that_give_the_same_inputs_have_one_commitment() {
    let inputs = job(6, 30, 8, 2);
    let data = as_data(&inputs);
    assert_eq!(CommittedInputs::new(&inputs).commitment(), CommittedInputs::new(&data).commitment());
}

#[test]
fn a_row_cannot_stand_for_a_column() {
    let inputs = job(5, 30, 5, 2);
    let committed = CommittedInputs::new(&inputs);
    let (a, b) = committed.open(3, 3).unwrap();
    let found = |a, b| element_of_opened(&committed.commitment(), inputs.shape(), a, b);
    assert!(found(&a, &b).is_ok());
    assert_eq!(found(&b, &a), Err(ProofError::CommitmentMismatch));
    assert_eq!(found(&a, &a), Err(ProofError::CommitmentMismatch));
}

#[test]
fn lines_outside_the_inputs_are_refused() {
    let inputs = job(5, 30, 4, 2);
    let committed = CommittedInputs::new(&inputs);
    assert!(matches!(committed.open(5, 0), Err(ProofError::OutsideMatrix { .. })));
    assert!(matches!(committed.open(0, 4), Err(ProofError::OutsideMatrix { .. })));
    let (mut a, b) = committed.open(4, 3).unwrap();
    a.index = 5;
    let refused = ProofError::OutsideMatrix { row: 5, col: 3, rows: 5, cols: 4 };
    assert_eq!(element_of_opened(&committed.commitment(), inputs.shape(), &a, &b), Err(refused));
}

#[test]
fn a_line_or_proof_of_another_length_is_refused() {
    let inputs = job(5, 30, 4, 2);
    let committed = CommittedInputs::new(&inputs);
    let found = |edit: fn(&mut weal_compute_proof::LineOpening)| {
        let (mut a, b) = committed.open(1, 1).unwrap();
        edit(&mut a);
        element_of_opened(&committed.commitment(), inputs.shape(), &a, &b)
    };
    assert_eq!(found(|a| a.elements.truncate(29)), Err(ProofError::OpenedLength { found: 29, required: 30 }));
    assert_eq!(found(|a| a.elements.push(0)), Err(ProofError::OpenedLength { found: 31, required: 30 }));
    assert!(matches!(found(|a| a.proof.truncate(1)), Err(ProofError::Merkle(_))));
    assert!(matches!(found(|a| a.proof.push([0; 32])), Err(ProofError::Merkle(_))));
}

#[test]
fn openings_mean_nothing_under_another_shape() {
    let inputs = job(5, 30, 4, 2);
    let committed = CommittedInputs::new(&inputs);
    let (a, b) = committed.open(0, 0).unwrap();
    // Six rows give the same proof length for row 0, so only the commitment can tell.
    let other = Shape::new(6, 30, 4).unwrap();
    assert_eq!(
        element_of_opened(&committed.commitment(), other, &a, &b),
        Err(ProofError::CommitmentMismatch)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn opened_lines_give_the_products_element(inputs in any_job(), at: u32) {
        let shape = inputs.shape();
        let (row, col) = (at % shape.rows(), at / shape.rows() % shape.cols());
        let committed = CommittedInputs::new(&inputs);
        let (a, b) = committed.open(row, col).unwrap();
        let element = element_of_opened(&committed.commitment(), shape, &a, &b).unwrap();
        prop_assert_eq!(Some(element), multiply(&inputs).unwrap().get(row, col));
    }

    #[test]
    fn any_flipped_bit_of_an_opened_line_is_refused(inputs in any_job(), at: usize, bit in 0u32..8) {
        let committed = CommittedInputs::new(&inputs);
        let (commitment, shape) = (committed.commitment(), inputs.shape());
        let (row, col) = (at as u32 % shape.rows(), at as u32 % shape.cols());
        let (a, b) = committed.open(row, col).unwrap();
        let refused = Err(ProofError::CommitmentMismatch);

        let (mut wrong_a, mut wrong_b) = (a.clone(), b.clone());
        let flipped = at % a.elements.len();
        wrong_a.elements[flipped] ^= 1i8.wrapping_shl(bit);
        wrong_b.elements[flipped] ^= 1i8.wrapping_shl(bit);
        prop_assert_eq!(element_of_opened(&commitment, shape, &wrong_a, &b), refused.clone());
        prop_assert_eq!(element_of_opened(&commitment, shape, &a, &wrong_b), refused.clone());

        let mut moved = a.clone();
        moved.index = (row + 1) % shape.rows();
        if moved.index != row {
            let found = element_of_opened(&commitment, shape, &moved, &b);
            let is_refused = matches!(found, Err(ProofError::CommitmentMismatch | ProofError::Merkle(_)));
            prop_assert!(is_refused, "{:?}", found);
        }

        let mut other = *commitment.as_bytes();
        other[at % 32] ^= 1 << bit;
        prop_assert_eq!(element_of_opened(&InputCommitment::from_bytes(other), shape, &a, &b), refused);
    }
}
