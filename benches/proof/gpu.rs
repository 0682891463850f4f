//! The same on the first NVIDIA GPU, where there is one. Inputs and output stay on the device.

use crate::best_of;
use serde_json::{Value, json};
use weal_compute_proof::native::{self, Gpu, GpuError};
use weal_compute_proof::{Inputs, Verdict, challenge_seed};

/// The row of one size; `None`, with the reason on stderr at the first size, where there is no GPU.
pub(crate) fn measure(inputs: &Inputs, n: u32, quiet: bool) -> Option<Value> {
    match row(inputs, n, quiet) {
        Ok(row) => Some(row),
        Err(reason) => {
            if n == 1024 {
                eprintln!("no GPU: {reason}");
            }
            None
        }
    }
}

fn row(inputs: &Inputs, n: u32, quiet: bool) -> Result<Value, GpuError> {
    let gpu = Gpu::open()?;
    let loaded = gpu.load(inputs)?;
    let (product_s, output) = best_of(5, || loaded.multiply());
    let output = output?;
    let here = gpu.download(&output)?;
    let (commit_s, claimed) = best_of(3, || native::commit(&here, native::all_threads()).commitment());
    let seed = challenge_seed(&[1; 32], &claimed);
    let (verify_s, verdict) = best_of(9, || loaded.check(&output, &seed));
    assert_eq!(verdict?, Verdict::Accepted, "an honest product is accepted");
    let (device, ratio) = (gpu.name()?, product_s / verify_s);
    if !quiet {
        println!(
            "{n:>6}  cuda dp4a         - {product_s:>9.4} {:>8.1} {commit_s:>9.4} {verify_s:>9.5} {ratio:>17.1}  {device}",
            f64::from(n).powi(3) / product_s / 1e9
        );
    }
    Ok(json!({
        "n": n, "device": device, "kernel": "cuda-dp4a", "threads": 1,
        "product_s": product_s, "commit_s": commit_s, "verify_s": verify_s, "ratio": ratio,
    }))
}
