//! Product, commitment and check by size, kernel and number of threads.

use crate::best_of;
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use weal_compute_proof::native::{self, Kernel};
use weal_compute_proof::{Inputs, MatrixI8, Seed, Shape, Verdict, challenge_seed};

/// The side above which the portable product takes minutes.
const LARGEST_PORTABLE: u32 = 4096;

/// Seeded inputs as data: what a worker that was sent its inputs multiplies.
fn inputs(n: u32) -> Inputs {
    let seeded = Inputs::seeded(Shape::new(n, n, n).unwrap(), &Seed([9; 32]));
    let a = (0..n).flat_map(|row| seeded.a_row(row).unwrap()).collect();
    let columns = (0..n).flat_map(|col| seeded.b_col(col).unwrap()).collect();
    let a = MatrixI8::new(n, n, a).unwrap();
    Inputs::from_data(a, &MatrixI8::new(n, n, columns).unwrap().transposed()).unwrap()
}

fn device() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "cpu".to_owned(), |(_, name)| format!("cpu {}", name.trim()))
}

/// One object a row of the table.
pub(crate) fn measure(sizes: &[u32], quiet: bool) -> Vec<Value> {
    let device = device();
    let mut threads = vec![NonZeroUsize::MIN, native::all_threads()];
    threads.dedup();
    let kernels: Vec<_> = std::iter::once(None).chain(Kernel::available().into_iter().map(Some)).collect();
    let mut rows = Vec::new();
    if !quiet {
        println!("{device}; seconds, the best of several; inputs as data");
        println!("     n  kernel       threads   product   GMAC/s    commit    verify  product ÷ verify");
    }
    for &n in sizes {
        let inputs = inputs(n);
        rows.extend(crate::gpu::measure(&inputs, n, quiet));
        for &threads in &threads {
            let mut fastest = [f64::INFINITY; 2];
            for &kernel in &kernels {
                if kernel.is_none() && n > LARGEST_PORTABLE {
                    continue;
                }
                let [product_s, commit_s, verify_s] = time(&inputs, n, kernel, threads);
                let name = kernel.map_or("portable", Kernel::name);
                let ratio = product_s / verify_s;
                fastest = [fastest[0].min(product_s), fastest[1].min(verify_s)];
                if !quiet {
                    let rate = f64::from(n).powi(3) / product_s / 1e9;
                    println!(
                        "{n:>6}  {name:<12} {threads:>7} {product_s:>9.4} {rate:>8.1} {commit_s:>9.4} {verify_s:>9.5} {ratio:>17.1}"
                    );
                }
                rows.push(json!({
                    "n": n, "device": device, "kernel": name, "threads": threads,
                    "product_s": product_s, "commit_s": commit_s, "verify_s": verify_s, "ratio": ratio,
                }));
            }
            if !quiet {
                println!(
                    "        fastest product ÷ fastest verify on {threads}: {:.1}",
                    fastest[0] / fastest[1]
                );
            }
        }
    }
    rows
}

fn time(inputs: &Inputs, n: u32, kernel: Option<Kernel>, threads: NonZeroUsize) -> [f64; 3] {
    let products = match (n, kernel) {
        (..=2048, _) => 7,
        (_, None) => 1,
        (..=4096, _) => 5,
        (..=8192, _) => 3,
        _ => 2,
    };
    let (product_s, output) = best_of(products, || native::multiply(inputs, kernel, threads).unwrap());
    let (commit_s, claimed) = best_of(3, || native::commit(&output, threads).commitment());
    let seed = challenge_seed(&[1; 32], &claimed);
    let (verify_s, verdict) = best_of(9, || native::check(inputs, &output, &seed, kernel, threads).unwrap());
    assert_eq!(verdict, Verdict::Accepted, "an honest product is accepted");
    [product_s, commit_s, verify_s]
}
