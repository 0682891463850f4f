use crate::{any_job, as_data, edited, job};
use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::StdRng};
use weal_compute_proof::commitment::commit;
use weal_compute_proof::freivalds::{WrongElement, check, check_committed, first_wrong_element};
use weal_compute_proof::product::multiply;
use weal_compute_proof::{
    ChallengeSeed, Inputs, MAX_INNER, MatrixI8, MatrixI32, OutputCommitment, ProofError, Verdict,
    challenge_seed,
};

fn challenge_for(output: &MatrixI32, secret: u8) -> ChallengeSeed {
    challenge_seed(&[secret; 32], &commit(output))
}

/// Returns the verdict of an oracle with a fresh secret on an output that the worker committed to.
fn verdict(inputs: &Inputs, output: &MatrixI32) -> Verdict {
    check(inputs, output, &challenge_for(output, 77)).unwrap()
}

#[test]
fn one_by_one_is_checked() {
    let inputs = job(1, 1, 1, 5);
    let output = multiply(&inputs).unwrap();
    assert_eq!(verdict(&inputs, &output), Verdict::Accepted);
    for wrong in [1, -1, i32::MIN] {
        let wrong = edited(&output, |data| data[0] ^= wrong);
        assert_eq!(verdict(&inputs, &wrong), Verdict::WrongRow { row: 0 });
    }
}

#[test]
fn the_largest_sums_are_accepted_and_one_off_is_refused() {
    for (left, right) in [(-128, -128), (-128, 127), (127, 127)] {
        let a = MatrixI8::new(2, MAX_INNER, vec![left; 2 * MAX_INNER as usize]).unwrap();
        let b = MatrixI8::new(MAX_INNER, 3, vec![right; 3 * MAX_INNER as usize]).unwrap();
        let inputs = Inputs::from_data(a, &b).unwrap();
        let output = multiply(&inputs).unwrap();
        assert_eq!(verdict(&inputs, &output), Verdict::Accepted);
        let wrong = edited(&output, |data| data[5] = data[5].wrapping_sub(1));
        assert_eq!(verdict(&inputs, &wrong), Verdict::WrongRow { row: 1 });
    }
}

#[test]
fn an_output_wider_than_one_short_sum_is_checked() {
    let inputs = job(2, 9, 5000, 3);
    let output = multiply(&inputs).unwrap();
    assert_eq!(verdict(&inputs, &output), Verdict::Accepted);
    for at in [0, 2047, 2048, 4095, 4096, 4999] {
        let wrong = edited(&output, |data| data[5000 + at] = data[5000 + at].wrapping_add(i32::MIN));
        assert_eq!(verdict(&inputs, &wrong), Verdict::WrongRow { row: 1 }, "column {at}");
    }
}

#[test]
fn an_output_of_another_shape_is_an_error() {
    let inputs = job(4, 6, 5, 1);
    let turned = multiply(&inputs).unwrap().transposed();
    let refused = ProofError::OutputShapeMismatch { rows: 4, cols: 5, found_rows: 5, found_cols: 4 };
    let seed = challenge_for(&turned, 0);
    assert_eq!(check(&inputs, &turned, &seed), Err(refused.clone()));
    assert_eq!(check_committed(&inputs, &turned, &commit(&turned), &[0; 32]), Err(refused.clone()));
    assert_eq!(first_wrong_element(&inputs, &turned, 0), Err(refused));
}

#[test]
fn an_output_that_was_not_committed_to_is_not_accepted() {
    let inputs = job(4, 6, 5, 1);
    let output = multiply(&inputs).unwrap();
    let wrong = edited(&output, |data| data[0] += 1);
    let found =
        |output, claimed: &OutputCommitment| check_committed(&inputs, output, claimed, &[3; 32]).unwrap();
    assert_eq!(found(&output, &commit(&output)), Verdict::Accepted);
    assert_eq!(found(&output, &commit(&wrong)), Verdict::NotTheCommittedOutput);
    assert_eq!(found(&wrong, &commit(&wrong)), Verdict::WrongRow { row: 0 });
}

#[test]
fn the_challenge_changes_with_the_commitment_and_with_the_secret() {
    let (one, two) = (OutputCommitment::from_bytes([1; 32]), OutputCommitment::from_bytes([2; 32]));
    assert_eq!(challenge_seed(&[0; 32], &one), challenge_seed(&[0; 32], &one));
    assert_ne!(challenge_seed(&[0; 32], &one), challenge_seed(&[0; 32], &two));
    assert_ne!(challenge_seed(&[0; 32], &one), challenge_seed(&[1; 32], &one));
}

#[test]
fn the_wrong_element_of_a_row_is_named() {
    for inputs in [job(4, 70, 9, 1), as_data(&job(4, 70, 9, 1))] {
        let output = multiply(&inputs).unwrap();
        let expected = output.get(2, 5).unwrap();
        let wrong = edited(&output, |data| data[2 * 9 + 5] = 123_456_789);
        let named = WrongElement { row: 2, col: 5, found: 123_456_789, expected };
        assert_eq!(first_wrong_element(&inputs, &wrong, 2), Ok(Some(named)));
        assert_eq!(first_wrong_element(&inputs, &wrong, 1), Ok(None));
        assert!(matches!(first_wrong_element(&inputs, &wrong, 4), Err(ProofError::OutsideMatrix { .. })));
    }
}

/// A fault of one of the kinds that a lazy or broken worker makes; `None` where it happens to change nothing.
fn planted(output: &MatrixI32, kind: u8, random: &mut StdRng) -> Option<MatrixI32> {
    let (rows, cols) = (output.rows() as usize, output.cols() as usize);
    let (row, col, other) = (random.gen_range(0..rows), random.gen_range(0..cols), random.gen_range(0..rows));
    let amount: i32 = random.gen_range(1..=i32::MAX);
    let wrong = edited(output, |data| match kind {
        0 => data[row * cols + col] ^= 1 << random.gen_range(0..32),
        1 => data[row * cols + col] = data[row * cols + col].wrapping_add(amount),
        2 => data[row * cols..(row + 1) * cols].fill(0),
        3 => (0..cols).for_each(|col| data.swap(row * cols + col, other * cols + col)),
        4 => data.swap(row * cols + col, other * cols + random.gen_range(0..cols)),
        5 => {
            // Rank one: u·vᵀ added with small u and v.
            let right: Vec<i32> = (0..cols).map(|_| random.gen_range(-3..=3)).collect();
            for line in data.chunks_mut(cols) {
                let left = random.gen_range(-3..=3);
                line.iter_mut()
                    .zip(&right)
                    .for_each(|(value, right)| *value = value.wrapping_add(left * right));
            }
        }
        6 => data[row * cols + col..].fill(0),
        7 => data.iter_mut().for_each(|value| *value &= !0xff),
        _ => {
            // Two changes that cancel in the row's plain sum.
            let next = (col + 1) % cols;
            data[row * cols + col] = data[row * cols + col].wrapping_add(amount);
            data[row * cols + next] = data[row * cols + next].wrapping_sub(amount);
        }
    });
    (wrong != *output).then_some(wrong)
}

const FAULT_KINDS: u8 = 9;

fn first_difference(left: &MatrixI32, right: &MatrixI32) -> u32 {
    (0..left.rows()).find(|&row| left.row(row) != right.row(row)).unwrap()
}

#[test]
fn a_hundred_thousand_planted_faults_are_all_found_in_their_first_wrong_row() {
    let inputs = as_data(&job(9, 16, 12, 8));
    let output = multiply(&inputs).unwrap();
    let mut random = StdRng::seed_from_u64(20_240_101);
    let mut found = 0u32;
    while found < 100_000 {
        let kind = random.r#gen::<u8>() % FAULT_KINDS;
        let Some(wrong) = planted(&output, kind, &mut random) else { continue };
        let seed = challenge_seed(&random.r#gen(), &OutputCommitment::from_bytes(random.r#gen()));
        let row = first_difference(&wrong, &output);
        assert_eq!(check(&inputs, &wrong, &seed), Ok(Verdict::WrongRow { row }), "kind {kind}");
        found += 1;
    }
}

#[test]
fn ten_thousand_honest_outputs_are_never_refused() {
    let inputs = as_data(&job(9, 16, 12, 8));
    let output = multiply(&inputs).unwrap();
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..10_000 {
        let seed = challenge_seed(&random.r#gen(), &OutputCommitment::from_bytes(random.r#gen()));
        assert_eq!(check(&inputs, &output, &seed), Ok(Verdict::Accepted));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_honest_output_is_never_refused(inputs in any_job(), secret: [u8; 32]) {
        let output = multiply(&inputs).unwrap();
        prop_assert_eq!(check_committed(&inputs, &output, &commit(&output), &secret), Ok(Verdict::Accepted));
    }

    /// 27: no tolerance: a skipped row or a dropped bit is as wrong as any other result.
    #[test]
    fn any_fault_is_found_and_changes_the_commitment(inputs in any_job(), kind in 0..FAULT_KINDS, random: u64) {
        let output = multiply(&inputs).unwrap();
        let wrong = planted(&output, kind, &mut StdRng::seed_from_u64(random));
        prop_assume!(wrong.is_some());
        let wrong = wrong.unwrap();
        prop_assert_ne!(commit(&wrong), commit(&output));
        let row = first_difference(&wrong, &output);
        prop_assert_eq!(verdict(&inputs, &wrong), Verdict::WrongRow { row });
        let named = first_wrong_element(&inputs, &wrong, row).unwrap().unwrap();
        prop_assert_eq!(Some(named.expected), output.get(row, named.col));
        prop_assert_eq!(Some(named.found), wrong.get(row, named.col));
        prop_assert_ne!(named.found, named.expected);
    }

    #[test]
    fn both_forms_of_the_same_inputs_get_the_same_verdict(seed: u8, at: usize) {
        let (seeded, data) = (job(7, 33, 11, seed), as_data(&job(7, 33, 11, seed)));
        let output = multiply(&seeded).unwrap();
        prop_assert_eq!(verdict(&data, &output), Verdict::Accepted);
        let wrong = edited(&output, |data| data[at % 77] ^= 1);
        prop_assert_eq!(verdict(&data, &wrong), verdict(&seeded, &wrong));
    }
}
