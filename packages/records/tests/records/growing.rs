//! A record of an earlier release is read by a later one.
use cosmwasm_std::Uint128;
use weal_records::{Packed, RecordError, pack, unpack};

#[derive(Clone, Debug, PartialEq, Packed)]
struct First {
    owner: String,
    fee: u16,
}

#[derive(Clone, Debug, PartialEq, Packed)]
struct Second {
    owner: String,
    fee: u16,
    #[packed(appended)]
    floor: Uint128,
    #[packed(appended)]
    heir: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Packed)]
struct Holder {
    number: u64,
    terms: Second,
}

#[test]
fn fields_that_an_earlier_release_did_not_write_are_their_defaults() {
    let before = First { owner: "alice".into(), fee: 30 };
    let now = Second { owner: "alice".into(), fee: 30, floor: Uint128::zero(), heir: None };
    assert_eq!(unpack::<Second>(&pack(&before)).unwrap(), now);
    let held = [pack(&7u64), pack(&before)].concat();
    assert_eq!(unpack::<Holder>(&held).unwrap(), Holder { number: 7, terms: now });
}

#[test]
fn the_same_fields_come_back_where_they_were_written() {
    let now = Second { owner: "bob".into(), fee: 1, floor: Uint128::MAX, heir: Some("carol".into()) };
    assert_eq!(unpack::<Second>(&pack(&now)).unwrap(), now);
}

#[test]
fn a_record_of_a_later_release_is_damage_and_not_cut_short() {
    let later = Second { owner: "alice".into(), fee: 30, floor: Uint128::new(5), heir: None };
    let refused = unpack::<First>(&pack(&later)).unwrap_err();
    assert!(matches!(refused, RecordError::Damaged { record: "First", bytes: 9, left: 2 }), "{refused}");
}

#[test]
fn a_record_that_ends_before_its_first_release_does_is_damage() {
    let bytes = pack(&First { owner: "alice".into(), fee: 30 });
    for end in 0..bytes.len() {
        let refused = unpack::<Second>(&bytes[..end]).unwrap_err();
        assert!(
            matches!(refused, RecordError::Damaged { record: "Second", bytes: found, .. } if found == end)
        );
    }
}
