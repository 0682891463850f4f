//! The GPU gives the portable code's bits and verdicts. Where there is none, this says so and shows nothing.

use super::{as_data, edited, job};
use weal_compute_proof::commitment::commit;
use weal_compute_proof::native::Gpu;
use weal_compute_proof::{Verdict, challenge_seed, product};

#[test]
fn the_gpu_gives_the_portable_bits_and_verdicts() {
    let gpu = match Gpu::open() {
        Ok(gpu) => gpu,
        Err(reason) => return eprintln!("skipped: {reason}"),
    };
    let sides = [(1, 1, 1), (63, 65, 64), (64, 64, 65), (130, 1001, 70), (3, 131_071, 2), (2, 5, 70_000)];
    for (rows, inner, cols) in sides {
        let seeded = job(rows, inner, cols, 5);
        let expected = product::multiply(&seeded).unwrap();
        let seed = challenge_seed(&[9; 32], &commit(&expected));
        for inputs in [as_data(&seeded), seeded] {
            let loaded = gpu.load(&inputs).unwrap();
            let output = loaded.multiply().unwrap();
            assert_eq!(gpu.download(&output).unwrap(), expected, "{rows}×{inner}×{cols}");
            assert_eq!(loaded.check(&output, &seed).unwrap(), Verdict::Accepted);
            let wrong = edited(&expected, |data| *data.last_mut().unwrap() ^= i32::MIN);
            let wrong = gpu.upload(&wrong).unwrap();
            assert_eq!(loaded.check(&wrong, &seed).unwrap(), Verdict::WrongRow { row: rows - 1 });
        }
    }
}

/// A machine without a GPU gets an error to fall back on, never a panic.
#[test]
fn a_machine_without_a_gpu_is_told_what_is_missing() {
    if let Err(reason) = Gpu::open() {
        assert!(!reason.to_string().is_empty());
    }
}
