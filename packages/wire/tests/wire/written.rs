//! The bytes written are those that serde_json writes of serde's derive.

use crate::types::{Stored, derived, ours};
use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{
    Addr, Binary, ContractResult, Decimal, HexBinary, Int128, QuerierWrapper, SystemResult, Timestamp,
    Uint64, Uint128, Uint256, WasmQuery, from_json, to_json_vec,
};
use cw_utils::Expiration;
use proptest::prelude::*;
use serde::Serialize;
use weal_wire::{Write, to_binary};

#[track_caller]
fn same<T: Write + Serialize>(value: &T) {
    let written = to_binary(value).unwrap();
    assert_eq!(String::from_utf8(written.to_vec()).unwrap(), serde_json::to_string(value).unwrap());
    assert_eq!(written.as_slice(), to_json_vec(value).unwrap());
}

/// The control characters, both quotes, what needs more than one byte and what JavaScript minds.
fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        any::<char>(),
        (0_u8..=0x7f).prop_map(char::from),
        (0_u8..0x20).prop_map(char::from),
        Just('"'),
        Just('\\'),
        Just('/'),
        Just('\u{7f}'),
        Just('\u{2028}'),
        Just('[')
    ];
    prop::collection::vec(letter, 0..24).prop_map(String::from_iter)
}

fn expiration() -> impl Strategy<Value = Expiration> {
    prop_oneof![
        any::<u64>().prop_map(Expiration::AtHeight),
        any::<u64>().prop_map(|nanos| Expiration::AtTime(Timestamp::from_nanos(nanos))),
        Just(Expiration::Never {}),
    ]
}

prop_compose! {
    fn leg()(
        asset in text(), amount in any::<u128>(), places in any::<(u8, i32)>(), live in any::<bool>(),
        note in prop::option::of(prop::collection::vec(any::<u8>(), 0..70)),
    ) -> ours::Leg {
        ours::Leg { asset, amount: Uint128::new(amount), places, live, note: note.map(Binary::from) }
    }
}

prop_compose! {
    fn wide()(
        by in text(), (from, at, most) in any::<(u64, u64, [u8; 32])>(), least in any::<i128>(), next in prop::option::of(leg()),
        numbers in prop::collection::vec(any::<u64>(), 0..4), tiny in any::<i8>(),
    ) -> ours::Wide {
        ours::Wide {
            by: Addr::unchecked(by),
            from: Uint64::new(from),
            at: Timestamp::from_nanos(at),
            most: Uint256::from_be_bytes(most),
            least: Int128::new(least),
            next: next.map(Box::new),
            numbers,
            tiny,
        }
    }
}

fn order() -> impl Strategy<Value = ours::Order> {
    prop_oneof![
        Just(ours::Order::Market),
        (any::<u128>(), prop::option::of(expiration())).prop_map(|(price, until)| ours::Order::Limit {
            price: Decimal::new(Uint128::new(price)),
            until
        }),
        prop::collection::vec(leg(), 0..3).prop_map(ours::Order::ManyAtOnce),
        leg().prop_map(ours::Order::Named),
        Just(ours::Order::Close {}),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a_message_is_written_as_serde_writes_it(order in order(), wide in wide()) {
        same(&order);
        same(&wide);
        // Both are the same types to serde: what was written is read by the other reader, and written alike.
        let again: derived::Order = from_json(to_binary(&order).unwrap()).unwrap();
        prop_assert_eq!(serde_json::to_string(&again).unwrap().into_bytes(), to_binary(&order).unwrap().to_vec());
        let again: derived::Wide = from_json(to_binary(&wide).unwrap()).unwrap();
        prop_assert_eq!(serde_json::to_string(&again).unwrap().into_bytes(), to_binary(&wide).unwrap().to_vec());
    }

    #[test]
    fn any_text_is_escaped_as_serde_json_does(text in text(), bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        same(&text);
        same(&Addr::unchecked(text.clone()));
        same(&vec![(text.clone(), Some(text)), (String::new(), None)]);
        same(&HexBinary::from(bytes.clone()));
        same(&Binary::from(bytes));
    }

    #[test]
    fn any_number_is_written_as_serde_json_does(wide in any::<u64>(), signed in any::<i64>(), huge in any::<u128>(), shift in 0_u32..128) {
        same(&(wide, signed));
        same(&(wide.to_be_bytes()[0], signed.to_be_bytes()[0].cast_signed()));
        same(&(u16::try_from(wide & 0xffff).unwrap(), u32::try_from(wide >> 32).unwrap()));
        same(&i32::try_from(signed >> 32).unwrap());
        same(&Some(Uint128::new(huge >> shift)));
        same(&Decimal::new(Uint128::new(huge >> shift)));
        same(&expiration_of(wide));
    }
}

fn expiration_of(nanos: u64) -> Vec<Expiration> {
    vec![Expiration::AtHeight(nanos), Expiration::AtTime(Timestamp::from_nanos(nanos)), Expiration::Never {}]
}

#[test]
fn every_character_below_the_space_is_escaped_as_serde_json_does() {
    for byte in 0..=0x7f_u8 {
        same(&format!("a{}b", char::from(byte)));
    }
}

#[test]
fn nothing_is_written_between_brackets_that_hold_nothing() {
    same(&Vec::<u64>::new());
    same(&vec![Vec::<u64>::new(), vec![], vec![1, 2]]);
    same(&None::<u64>);
    same(&vec![None, Some(true), Some(false)]);
    same(&ours::Order::Close {});
    // A list that begins with a text that ends like an opening bracket.
    same(&vec!["[".to_owned(), "{".to_owned()]);
}

#[test]
fn a_question_is_asked_as_the_querier_would() {
    let mut querier: MockQuerier = MockQuerier::new(&[]);
    querier.update_wasm(|query| match query {
        WasmQuery::Smart { contract_addr, msg } if contract_addr == "escrow" => {
            assert_eq!(
                msg.as_slice(),
                br#"{"named":{"asset":"a","amount":"1","places":[1,2],"live":false}}"#
            );
            SystemResult::Ok(ContractResult::Ok(Binary::from(br#"{"count":7,"more":1}"#)))
        }
        other => panic!("{other:?}"),
    });
    let leg =
        ours::Leg { asset: "a".into(), amount: Uint128::one(), places: (1, 2), live: false, note: None };
    let answer: Stored =
        weal_wire::ask(&QuerierWrapper::new(&querier), "escrow", &ours::Order::Named(leg)).unwrap();
    assert_eq!(answer.count, 7);
}
