//! The classifier of data/digits as a job: one INT8 product, the same bits as the training script's.

use std::path::PathBuf;
use weal_attestation::sha256;
use weal_compute_proof::commitment::commit;
use weal_compute_proof::freivalds::check_committed;
use weal_compute_proof::{Inputs, MatrixI8, MatrixI32, Verdict, product};

const ROWS: usize = 1797;
const STEPS: [(usize, isize); 12] =
    [(0, 1), (1, 0), (1, 1), (1, -1), (0, 2), (2, 0), (2, 2), (2, -2), (1, 2), (2, 1), (1, -2), (2, -1)];

fn read(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/digits").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One row of A: the pixels, the halved products of pixel pairs, the bias column.
fn features(pixels: &[u8]) -> Vec<i8> {
    let mut row: Vec<i8> = pixels.iter().map(|&pixel| pixel as i8).collect();
    for (down, right) in STEPS {
        for (y, x) in (0..8 - down).flat_map(|y| (0..8usize).map(move |x| (y, x))) {
            if let Some(other) = x.checked_add_signed(right).filter(|&other| other < 8) {
                let product = u16::from(pixels[8 * y + x]) * u16::from(pixels[8 * (y + down) + other]);
                row.push((product / 2).min(127) as i8);
            }
        }
    }
    row.push(64);
    row
}

fn digits() -> (Inputs, Vec<u8>) {
    let (data, weights) = (read("digits.bin"), read("weights.bin"));
    let (pixels, labels) = data.split_at(ROWS * 64);
    let a: Vec<i8> = pixels.chunks(64).flat_map(features).collect();
    let b: Vec<i8> = weights.iter().map(|&weight| weight as i8).collect();
    let inner = (b.len() / 10) as u32;
    let a = MatrixI8::new(ROWS as u32, inner, a).unwrap();
    (Inputs::from_data(a, &MatrixI8::new(inner, 10, b).unwrap()).unwrap(), labels.to_vec())
}

/// The class of a row is its largest output, the first of equals.
fn class_of(scores: &[i32]) -> u8 {
    (0..10).rev().max_by_key(|&class| scores[usize::from(class)]).unwrap()
}

fn hits(output: &MatrixI32, labels: &[u8]) -> (usize, usize) {
    let hit: Vec<bool> =
        output.data().chunks(10).zip(labels).map(|(row, &label)| class_of(row) == label).collect();
    let count = |hits: &[bool]| hits.iter().filter(|hit| **hit).count();
    (count(&hit[1200..]), count(&hit))
}

#[test]
fn the_product_has_the_bits_and_the_accuracy_that_the_model_file_states() {
    let (inputs, labels) = digits();
    let output = product::multiply(&inputs).unwrap();
    let model = String::from_utf8(read("model.json")).unwrap();
    let states = |key: &str, value: &str| model.contains(&format!("\"{key}\": {value}"));
    let bytes: Vec<u8> = output.data().iter().flat_map(|value| value.to_le_bytes()).collect();
    assert!(states("c", &format!("\"{}\"", hex::encode(sha256(&[&bytes])))));
    let (held_out, all) = hits(&output, &labels);
    assert!(model.contains("accuracy_int8"));
    assert!(states("held_out", &format!("{:.6}", held_out as f64 / 597.0)), "{held_out} of 597");
    assert!(states("all", &format!("{:.6}", all as f64 / 1797.0)), "{all} of 1797");
}

#[test]
fn a_misread_digit_is_found() {
    let (inputs, _) = digits();
    let output = product::multiply(&inputs).unwrap();
    let verdict = |output: &MatrixI32| check_committed(&inputs, output, &commit(output), &[1; 32]).unwrap();
    assert_eq!(verdict(&output), Verdict::Accepted);
    let wrong = crate::edited(&output, |data| data.swap(10 * 1500, 10 * 1500 + 1));
    assert_eq!(verdict(&wrong), Verdict::WrongRow { row: 1500 });
}
