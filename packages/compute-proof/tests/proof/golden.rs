//! Figures from an independent implementation of docs/spec/compute-proof.md §2 to §5 (Python integers and hashlib).

use crate::as_data;
use weal_compute_proof::{CommittedInputs, CommittedOutput, Inputs, Seed, Shape, product};

fn golden_job() -> Inputs {
    Inputs::seeded(Shape::new(20, 101, 17).unwrap(), &Seed(std::array::from_fn(|index| index as u8)))
}

#[test]
fn generated_elements_are_those_of_the_specification() {
    let inputs = golden_job();
    assert_eq!(inputs.a_row(0).unwrap()[..4], [-109, -47, 13, -70]);
    assert_eq!(inputs.b_col(16).unwrap()[97..], [51, 65, -54, -68]);
}

#[test]
fn product_and_commitment_are_those_of_the_specification() {
    for inputs in [golden_job(), as_data(&golden_job())] {
        let output = product::multiply(&inputs).unwrap();
        assert_eq!((output.get(0, 0), output.get(19, 16)), (Some(-56_151), Some(-119_280)));
        let commitment = CommittedOutput::new(&output).commitment();
        assert_eq!(
            hex::encode(commitment.as_bytes()),
            "a14c609fb7aee3c136feaff438b26372ddcf4e9217722b3e22ac809f28d711fa"
        );
    }
}

#[test]
fn input_commitment_is_that_of_the_specification() {
    for inputs in [golden_job(), as_data(&golden_job())] {
        assert_eq!(
            hex::encode(CommittedInputs::new(&inputs).commitment().as_bytes()),
            "6c18d187b9ab77a6759611221b01d01997bed456a5823b4ddc329df1ed151b23"
        );
    }
}
