//! The vector code gives the portable code's bits and verdicts, on every kernel of this machine.

use super::{any_job, as_data, edited, job};
use proptest::prelude::*;
use std::num::NonZeroUsize;
use weal_compute_proof::commitment::commit;
use weal_compute_proof::native::{self, Kernel};
use weal_compute_proof::{MAX_INNER, Verdict, challenge_seed, freivalds, product};

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

/// The portable code and each kernel present; says so where there is none.
fn kernels() -> Vec<Option<Kernel>> {
    let present = Kernel::available();
    if present.is_empty() {
        eprintln!("skipped but for the portable code: this machine has neither AVX2 nor AVX-512 VNNI");
    }
    std::iter::once(None).chain(present.into_iter().map(Some)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_kernel_gives_the_portable_bits(inputs in any_job(), count in 1usize..5) {
        let expected = product::multiply(&inputs).unwrap();
        for kernel in kernels() {
            prop_assert_eq!(&native::multiply(&inputs, kernel, threads(count)).unwrap(), &expected);
        }
        prop_assert_eq!(native::commit(&expected, threads(count)).commitment(), commit(&expected));
    }

    #[test]
    fn every_kernel_gives_the_portable_verdict(
        inputs in any_job(), at: prop::sample::Index, error in 1i32.., count in 1usize..5, secret: [u8; 32],
    ) {
        let honest = product::multiply(&inputs).unwrap();
        let wrong = edited(&honest, |data| {
            let at = at.index(data.len());
            data[at] = data[at].wrapping_add(error);
        });
        for output in [&honest, &wrong] {
            let claimed = commit(output);
            let seed = challenge_seed(&secret, &claimed);
            let expected = freivalds::check(&inputs, output, &seed).unwrap();
            prop_assert_eq!(expected == Verdict::Accepted, output == &honest);
            for kernel in kernels() {
                prop_assert_eq!(native::check(&inputs, output, &seed, kernel, threads(count)).unwrap(), expected);
                let committed = native::check_committed(&inputs, output, &claimed, &secret, kernel).unwrap();
                prop_assert_eq!(committed, expected);
            }
        }
    }
}

/// Sides just beside the tiles (6), panels (16, 64), blocks (192 rows) and stretches (2,048) of the vector code.
#[test]
fn shapes_around_the_tile_sizes_are_exact() {
    for (rows, inner, cols) in
        [(5, 2047, 15), (6, 2048, 16), (7, 2049, 17), (191, 9, 63), (193, 4101, 65), (1, 1, 1)]
    {
        let seeded = job(rows, inner, cols, 4);
        let expected = product::multiply(&seeded).unwrap();
        let seed = challenge_seed(&[6; 32], &commit(&expected));
        for inputs in [as_data(&seeded), seeded] {
            for kernel in kernels() {
                for count in [1, 2, 3] {
                    let found = native::multiply(&inputs, kernel, threads(count)).unwrap();
                    assert_eq!(found, expected, "{rows}×{inner}×{cols} {kernel:?}");
                    let verdict = native::check(&inputs, &found, &seed, kernel, threads(count));
                    assert_eq!(verdict, Ok(Verdict::Accepted), "{rows}×{inner}×{cols} {kernel:?}");
                }
            }
        }
    }
}

#[test]
fn the_longest_lines_and_a_wide_output_are_exact_and_checked() {
    for (rows, inner, cols) in [(3, MAX_INNER, 2), (2, 3, 131_100)] {
        let inputs = job(rows, inner, cols, 8);
        let expected = product::multiply(&inputs).unwrap();
        let wrong = edited(&expected, |data| *data.last_mut().unwrap() ^= 1);
        let seed = challenge_seed(&[6; 32], &commit(&expected));
        for kernel in kernels() {
            assert_eq!(native::multiply(&inputs, kernel, threads(1)).unwrap(), expected);
            assert_eq!(native::check(&inputs, &expected, &seed, kernel, threads(2)), Ok(Verdict::Accepted));
            let row = rows - 1;
            assert_eq!(
                native::check(&inputs, &wrong, &seed, kernel, threads(2)),
                Ok(Verdict::WrongRow { row })
            );
        }
    }
}

/// Two faults in rows of different threads: the first row is named, whichever thread ends first.
#[test]
fn the_first_wrong_row_is_named_for_any_number_of_threads() {
    let inputs = job(100, 30, 20, 2);
    let wrong = edited(&product::multiply(&inputs).unwrap(), |data| {
        data[37 * 20] ^= 1;
        data[80 * 20 + 3] ^= 1;
    });
    let seed = challenge_seed(&[1; 32], &commit(&wrong));
    for kernel in kernels() {
        for count in [1, 2, 5, 100, 1000] {
            let verdict = native::check(&inputs, &wrong, &seed, kernel, threads(count));
            assert_eq!(verdict, Ok(Verdict::WrongRow { row: 37 }));
        }
    }
}

#[test]
fn an_output_that_was_not_committed_to_is_not_accepted_by_any_kernel() {
    let inputs = job(10, 10, 10, 2);
    let output = product::multiply(&inputs).unwrap();
    let other = commit(&edited(&output, |data| data[0] ^= 1));
    for kernel in kernels() {
        let verdict = native::check_committed(&inputs, &output, &other, &[1; 32], kernel);
        assert_eq!(verdict, Ok(Verdict::NotTheCommittedOutput));
    }
}
