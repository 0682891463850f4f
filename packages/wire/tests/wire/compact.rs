//! Packed numbers are as short as the table says, and each has one form.

use proptest::prelude::*;
use weal_wire::compact::{CompactError, Reader, Writer};

fn packed(value: u128) -> Vec<u8> {
    Writer::default().number(value).finish()
}

#[test]
fn a_number_takes_as_many_bytes_as_the_table_says() {
    let lengths =
        [(0, 1), (183, 1), (184, 2), (14_519, 2), (14_520, 3), (65_535, 3), (65_536, 4), (u128::MAX, 17)];
    for (value, length) in lengths {
        assert_eq!(packed(value).len(), length, "{value}");
    }
    assert_eq!((packed(184), packed(14_519)), (vec![184, 0], vec![239, 255]));
    assert_eq!(packed(14_520), [241, 0x38, 0xb8]);
}

#[test]
fn no_number_has_a_second_form() {
    let refused = |bytes: &[u8]| Reader::new(bytes).u128() == Err(CompactError { left: bytes.len() });
    assert!(refused(&[]) && refused(&[184]) && refused(&[241, 1]), "cut short");
    assert!(
        refused(&[240]) && refused(&[241, 7]) && refused(&[241, 0x38, 0xb7]),
        "14,519 and less in three bytes"
    );
    assert!(refused(&[242, 0, 0x38, 0xb8]), "a leading zero");
    assert!(refused(&[240, 5]), "one byte of length");
}

#[test]
fn bytes_stand_behind_their_number_and_never_past_the_end() {
    let written = Writer::default().bytes(&[]).bytes(&[9, 8]).number(7u8).finish();
    assert_eq!(written, [0, 2, 9, 8, 7]);
    let mut reader = Reader::new(&written);
    assert_eq!((reader.bytes(), reader.bytes(), reader.u64()), (Ok(&[][..]), Ok(&[9, 8][..]), Ok(7)));
    assert_eq!(Reader::new(&[3, 1, 2]).bytes(), Err(CompactError { left: 3 }));
    assert_eq!(Reader::new(&[]).bytes(), Err(CompactError { left: 0 }));
    // More bytes than there can be.
    let endless = [vec![247], vec![255; 8]].concat();
    assert_eq!(Reader::new(&endless).bytes(), Err(CompactError { left: 9 }));
}

#[test]
fn a_wide_number_has_one_form() {
    let mut numbers = [[0; 32], [0; 32], [255; 32]];
    numbers[1][30] = 1;
    let written = numbers.iter().fold(Writer::default(), Writer::wide).finish();
    assert_eq!(written, [&[0, 2, 1, 0, 32][..], &[255; 32]].concat());
    let mut reader = Reader::new(&written);
    assert_eq!([(); 3].map(|()| reader.wide().unwrap()), numbers);
    for refused in [&[][..], &[2, 1], &[1, 0], &[2, 0, 1], &[vec![33], vec![1; 33]].concat()] {
        let mut reader = Reader::new(refused);
        assert_eq!(reader.wide(), Err(CompactError { left: refused.len() }), "{refused:?}");
        assert_eq!(reader.damaged().left, refused.len(), "nothing is taken");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(values in prop::collection::vec((any::<u128>(), 0_u32..128), 0..12)) {
        let values: Vec<u128> = values.into_iter().map(|(value, shift)| value >> shift).collect();
        let writer = values.iter().fold(Writer::default(), |writer, value| writer.number(*value));
        let bytes = writer.hash(&[7; 32]).finish();
        let mut reader = Reader::new(&bytes);
        for value in values {
            prop_assert_eq!(reader.u128().unwrap(), value);
        }
        prop_assert_eq!(reader.hash().unwrap(), [7; 32]);
        prop_assert!(reader.finish().is_ok());
    }

    #[test]
    fn bytes_that_are_read_are_what_would_be_written(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut reader = Reader::new(&bytes);
        let mut writer = Writer::default();
        while let Ok(value) = reader.u128() {
            writer = writer.number(value);
        }
        prop_assert!(bytes.starts_with(&writer.finish()));
    }
}
