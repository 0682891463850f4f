//! Times the product, its commitment and its check on one thread, best of a few repeats.
//!
//! `cargo run --release -p compute-proof --example measure [n …]`, default 1024 2048 4096.
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss, clippy::arithmetic_side_effects)]

use compute_proof::freivalds::check;
use compute_proof::{Inputs, MatrixI8, ProofError, Seed, Shape, challenge_seed, commitment, product};
use std::time::Instant;

fn best_of<T>(repeats: u32, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut result = None;
    for _ in 0..repeats.max(1) {
        let start = Instant::now();
        result = Some(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    (best, result.unwrap_or_else(work))
}

fn main() -> Result<(), ProofError> {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    println!(
        "n       product ms  GMAC/s  commit ms  check seeded ms  check data ms  product/check (data)  (seeded + commit)"
    );
    for n in if sizes.is_empty() { vec![1024, 2048, 4096] } else { sizes } {
        let shape = Shape::new(n, n, n)?;
        let seeded = Inputs::seeded(shape, &Seed([9; 32]));
        let (a, b): (Vec<_>, Vec<_>) = (0..n).map(|line| (seeded.a_row(line), seeded.b_col(line))).unzip();
        let a = MatrixI8::new(n, n, a.into_iter().collect::<Result<Vec<_>, _>>()?.concat())?;
        let b = MatrixI8::new(n, n, b.into_iter().collect::<Result<Vec<_>, _>>()?.concat())?.transposed();
        let data = Inputs::from_data(a, &b)?;

        let (product_ms, output) = best_of(2, || product::multiply(&data));
        let output = output?;
        assert_eq!(product::multiply(&seeded)?, output, "both forms of the same inputs give one product");
        let (commit_ms, claimed) = best_of(3, || commitment::commit(&output));
        let seed = challenge_seed(&[1; 32], &claimed);
        let (seeded_ms, seeded_verdict) = best_of(5, || check(&seeded, &output, &seed));
        let (data_ms, data_verdict) = best_of(5, || check(&data, &output, &seed));
        assert_eq!(seeded_verdict?, data_verdict?);
        println!(
            "{n:<7} {product_ms:>10.1} {:>7.1} {commit_ms:>10.2} {seeded_ms:>16.2} {data_ms:>14.2} {:>21.1} {:>18.1}",
            f64::from(n).powi(3) / product_ms / 1e6,
            product_ms / data_ms,
            product_ms / (seeded_ms + commit_ms),
        );
    }
    Ok(())
}
