use crate::edited;
use proptest::prelude::*;
use weal_attestation::Hash;
use weal_compute_proof::commitment::{
    CHUNK_ELEMENTS, CommittedOutput, chunk_count, chunk_of, commit, verify_opening,
};
use weal_compute_proof::{MatrixI32, OutputCommitment, OutputShape, ProofError};

fn counting(rows: u32, cols: u32) -> MatrixI32 {
    MatrixI32::new(rows, cols, (0..rows * cols).map(|n| n.wrapping_mul(2_654_435_761) as i32).collect())
        .unwrap()
}

struct Opened {
    commitment: OutputCommitment,
    shape: OutputShape,
    chunk: u64,
    bytes: Vec<u8>,
    proof: Vec<Hash>,
}

impl Opened {
    fn of(output: &MatrixI32, chunk: u64) -> Self {
        let committed = CommittedOutput::new(output);
        let (bytes, proof) = committed.open(chunk).unwrap();
        Self { commitment: committed.commitment(), shape: output.shape(), chunk, bytes, proof }
    }

    fn verify(&self) -> Result<(), ProofError> {
        verify_opening(&self.commitment, self.shape, self.chunk, &self.bytes, &self.proof).map(|_| ())
    }
}

#[test]
fn a_chunk_is_128_bytes_and_the_last_one_what_is_left() {
    assert_eq!(CHUNK_ELEMENTS, 32);
    let output = counting(7, 10);
    let lengths: Vec<usize> = (0..3).map(|chunk| Opened::of(&output, chunk).bytes.len()).collect();
    assert_eq!(lengths, [128, 128, (70 - 64) * 4]);
    assert_eq!(
        CommittedOutput::new(&output).open(3).unwrap_err(),
        ProofError::NoSuchChunk { chunk: 3, chunks: 3 }
    );
    assert_eq!(chunk_count(counting(4, 8).shape()), 1);
    assert_eq!(chunk_count(counting(1, 33).shape()), 2);
}

#[test]
fn a_single_element_is_committed_and_opened() {
    let output = MatrixI32::new(1, 1, vec![i32::MIN]).unwrap();
    let opened = Opened::of(&output, 0);
    assert_eq!((opened.bytes.as_slice(), opened.proof.len()), (i32::MIN.to_le_bytes().as_slice(), 0));
    let chunk = verify_opening(&opened.commitment, opened.shape, 0, &opened.bytes, &[]).unwrap();
    assert_eq!(chunk.element(0, 0), Ok(i32::MIN));
}

#[test]
fn an_element_of_another_chunk_or_outside_is_refused() {
    let output = counting(10, 10);
    let opened = Opened::of(&output, 1);
    let chunk = verify_opening(&opened.commitment, opened.shape, 1, &opened.bytes, &opened.proof).unwrap();
    // Chunk 1 holds elements 32 to 63.
    assert_eq!(chunk.element(3, 2).ok(), output.get(3, 2));
    assert_eq!(chunk.element(6, 3).ok(), output.get(6, 3));
    assert_eq!(
        chunk.element(3, 1),
        Err(ProofError::ElementNotInChunk { row: 3, col: 1, opened: 1, required: 0 })
    );
    assert_eq!(
        chunk.element(6, 4),
        Err(ProofError::ElementNotInChunk { row: 6, col: 4, opened: 1, required: 2 })
    );
    assert_eq!(chunk.element(2, 10), Err(ProofError::OutsideMatrix { row: 2, col: 10, rows: 10, cols: 10 }));
}

#[test]
fn a_chunk_index_outside_the_output_is_refused() {
    let mut opened = Opened::of(&counting(10, 10), 1);
    opened.chunk = 4;
    assert_eq!(opened.verify(), Err(ProofError::NoSuchChunk { chunk: 4, chunks: 4 }));
    opened.chunk = u64::MAX;
    assert_eq!(opened.verify(), Err(ProofError::NoSuchChunk { chunk: u64::MAX, chunks: 4 }));
}

#[test]
fn a_chunk_of_another_length_is_refused() {
    let mut opened = Opened::of(&counting(10, 10), 3);
    opened.bytes.push(0);
    let required = (100 - 96) * 4;
    assert_eq!(opened.verify(), Err(ProofError::OpenedLength { found: required + 1, required }));
    opened.bytes.truncate(required - 1);
    assert_eq!(opened.verify(), Err(ProofError::OpenedLength { found: required - 1, required }));
}

#[test]
fn a_proof_too_long_or_too_short_is_refused() {
    let mut opened = Opened::of(&counting(10, 10), 2);
    opened.proof.push([0; 32]);
    assert!(matches!(opened.verify(), Err(ProofError::Merkle(_))));
    opened.proof.truncate(1);
    assert!(matches!(opened.verify(), Err(ProofError::Merkle(_))));
}

#[test]
fn an_opening_means_nothing_under_another_shape_of_as_many_elements() {
    let output = counting(16, 64);
    let mut opened = Opened::of(&output, 2);
    assert_eq!(opened.verify(), Ok(()));
    for (rows, cols) in [(64, 16), (32, 32), (8, 128), (1, 1024)] {
        opened.shape = OutputShape::new(rows, cols).unwrap();
        assert_eq!(opened.verify(), Err(ProofError::CommitmentMismatch), "{rows}×{cols}");
        let other = MatrixI32::new(rows, cols, output.data().to_vec()).unwrap();
        assert_ne!(commit(&other), opened.commitment);
    }
}

#[test]
fn equal_chunks_at_different_positions_cannot_stand_for_each_other() {
    let output = MatrixI32::new(4, 32, vec![7; 128]).unwrap();
    let (first, second) = (Opened::of(&output, 0), Opened::of(&output, 1));
    assert_eq!(first.bytes, second.bytes);
    let moved = Opened { chunk: 1, ..Opened::of(&output, 0) };
    assert_eq!(moved.verify(), Err(ProofError::CommitmentMismatch));
    assert_eq!(second.verify(), Ok(()));
}

fn any_output() -> impl Strategy<Value = MatrixI32> {
    (1u32..60, 1u32..60).prop_flat_map(|(rows, cols)| {
        prop::collection::vec(any::<i32>(), (rows * cols) as usize)
            .prop_map(move |data| MatrixI32::new(rows, cols, data).unwrap())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_element_can_be_opened(output in any_output(), at: u32) {
        let (row, col) = (at % output.rows(), at / output.rows() % output.cols());
        let opened = Opened::of(&output, chunk_of(output.shape(), row, col).unwrap());
        let chunk = verify_opening(&opened.commitment, opened.shape, opened.chunk, &opened.bytes, &opened.proof).unwrap();
        prop_assert_eq!(chunk.element(row, col).ok(), output.get(row, col));
    }

    #[test]
    fn any_flipped_bit_of_an_opening_is_refused(output in any_output(), chunk: u64, at: usize, bit in 0u32..8) {
        let opened = Opened::of(&output, chunk % chunk_count(output.shape()));
        prop_assert_eq!(opened.verify(), Ok(()));

        let mut bytes = opened.bytes.clone();
        let flipped = at % bytes.len();
        bytes[flipped] ^= 1 << bit;
        prop_assert_eq!(Opened { bytes, ..opened_again(&output, &opened) }.verify(), Err(ProofError::CommitmentMismatch));

        let mut commitment = *opened.commitment.as_bytes();
        commitment[at % 32] ^= 1 << bit;
        let commitment = OutputCommitment::from_bytes(commitment);
        prop_assert_eq!(Opened { commitment, ..opened_again(&output, &opened) }.verify(), Err(ProofError::CommitmentMismatch));

        if !opened.proof.is_empty() {
            let mut proof = opened.proof.clone();
            let hash = at % proof.len();
            proof[hash][at % 32] ^= 1 << bit;
            prop_assert_eq!(Opened { proof, ..opened_again(&output, &opened) }.verify(), Err(ProofError::CommitmentMismatch));
        }
    }

    #[test]
    fn an_opening_moved_to_another_index_is_refused(output in any_output(), chunk: u64, other: u64) {
        let chunks = chunk_count(output.shape());
        prop_assume!(chunks > 1);
        let opened = Opened::of(&output, chunk % chunks);
        let moved = (opened.chunk + 1 + other % (chunks - 1)) % chunks;
        let moved = Opened { chunk: moved, ..opened };
        let found = moved.verify();
        let refused = matches!(found, Err(ProofError::CommitmentMismatch | ProofError::Merkle(_) | ProofError::OpenedLength { .. }));
        prop_assert!(refused, "{:?}", found);
    }

    #[test]
    fn any_changed_output_has_another_commitment(output in any_output(), at: usize, change in 1u32..) {
        let changed = edited(&output, |data| {
            let index = at % data.len();
            data[index] ^= change as i32;
        });
        prop_assert_ne!(commit(&changed), commit(&output));
    }
}

fn opened_again(output: &MatrixI32, opened: &Opened) -> Opened {
    Opened::of(output, opened.chunk)
}
