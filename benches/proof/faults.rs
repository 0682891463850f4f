//! Faults planted in right outputs, each checked as an oracle would: commitment, challenge, check.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use weal_compute_proof::native::{self, Kernel};
use weal_compute_proof::{Inputs, MatrixI32, Seed, Shape, Verdict, challenge_seed, commitment};

/// Checks made with one job before another is drawn.
const PER_JOB: u32 = 50;
const KINDS: [&str; 5] = ["one element", "one row", "low rank", "truncated", "swapped"];

struct Job {
    inputs: Inputs,
    seed: Seed,
    honest: MatrixI32,
}

impl Job {
    fn random(rng: &mut StdRng) -> Self {
        let shape = Shape::new(rng.gen_range(2..40), rng.gen_range(2..90), rng.gen_range(2..70)).unwrap();
        let seed = Seed(rng.r#gen());
        let inputs = Inputs::seeded(shape, &seed);
        let honest = multiply(&inputs);
        Self { inputs, seed, honest }
    }

    /// The output with a fault of one kind; may by chance be right.
    fn faulty(&self, kind: &str, rng: &mut StdRng) -> MatrixI32 {
        let shape = self.inputs.shape();
        let (width, mut data) = (shape.cols() as usize, self.honest.data().to_vec());
        match kind {
            "one element" => data[rng.gen_range(0..self.honest.data().len())] = rng.r#gen(),
            "one row" => {
                let row = rng.gen_range(0..shape.rows()) as usize;
                data[row * width..][..width].iter_mut().for_each(|value| *value = rng.r#gen());
            }
            "low rank" => {
                let column: Vec<i32> = (0..shape.rows()).map(|_| rng.gen_range(-3..=3)).collect();
                let row: Vec<i32> = (0..width).map(|_| rng.gen_range(-3..=3)).collect();
                for (line, factor) in data.chunks_mut(width).zip(column) {
                    line.iter_mut().zip(&row).for_each(|(value, weight)| *value += factor * weight);
                }
            }
            // The sums stop early: a seed's lines do not depend on how much of them is used.
            "truncated" => {
                let inner = rng.gen_range(1..shape.inner());
                let short = Shape::new(shape.rows(), inner, shape.cols()).unwrap();
                return multiply(&Inputs::seeded(short, &self.seed));
            }
            _ => {
                let (one, other) = (rng.gen_range(0..data.len()), rng.gen_range(0..data.len()));
                data.swap(one, other);
            }
        }
        MatrixI32::new(shape.rows(), shape.cols(), data).unwrap()
    }

    fn accepts(&self, output: &MatrixI32, kernel: Option<Kernel>, rng: &mut StdRng) -> bool {
        let seed = challenge_seed(&rng.r#gen(), &commitment::commit(output));
        native::check(&self.inputs, output, &seed, kernel, NonZeroUsize::MIN).unwrap() == Verdict::Accepted
    }
}

fn multiply(inputs: &Inputs) -> MatrixI32 {
    native::multiply(inputs, Kernel::best(), NonZeroUsize::MIN).unwrap()
}

/// Plants `each` faults of every kind, and checks as many right outputs; kernels take turns.
pub(crate) fn plant(each: u32, quiet: bool) -> Value {
    let kernels: Vec<_> = std::iter::once(None).chain(Kernel::available().into_iter().map(Some)).collect();
    let mut rng = StdRng::seed_from_u64(61);
    let (mut missed, mut honest_refused) = (0u32, 0u32);
    let mut kinds = Vec::new();
    for kind in KINDS {
        let mut missed_here = 0u32;
        let mut planted = 0u32;
        let mut turns = kernels.iter().cycle();
        let mut job = Job::random(&mut rng);
        while planted < each {
            if planted.is_multiple_of(PER_JOB) {
                job = Job::random(&mut rng);
            }
            let output = job.faulty(kind, &mut rng);
            if output == job.honest {
                job = Job::random(&mut rng);
                continue;
            }
            planted += 1;
            let kernel = *turns.next().unwrap();
            missed_here += u32::from(job.accepts(&output, kernel, &mut rng));
            // As many honest checks as faults of one kind.
            if planted.is_multiple_of(5) {
                honest_refused += u32::from(!job.accepts(&job.honest, kernel, &mut rng));
            }
        }
        if !quiet {
            println!("{kind:<12} {planted:>7} planted, {missed_here} missed");
        }
        missed += missed_here;
        kinds.push(json!({ "kind": kind, "planted": planted, "missed": missed_here }));
    }
    let honest = each / 5 * 5;
    if !quiet {
        println!("right        {honest:>7} checked, {honest_refused} refused");
    }
    json!({
        "planted": each * 5, "missed": missed, "honest_checked": honest, "honest_refused": honest_refused, "kinds": kinds,
    })
}
