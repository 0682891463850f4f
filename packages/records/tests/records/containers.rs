//! Items and maps: their records, lists and refusals.
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, Int128, Int256, Order, Storage, Uint128, Uint256};
use proptest::prelude::*;
use std::collections::BTreeMap;
use weal_records::{Account, Bound, Item, Map, Packed, RecordError, pack, unpack};

#[derive(Clone, Debug, PartialEq, Packed)]
enum Kind {
    Empty,
    Named { name: String, weight: u32 },
    Pair(u64, bool),
}

const COUNT: Item<u64> = Item::new(1);
const KINDS: Map<u64, Kind> = Map::new(2);
const ENTRIES: Map<(Account, u64), Uint128> = Map::new(3);

#[test]
fn an_item_is_absent_until_saved_and_after_it_was_removed() {
    let mut storage = MockStorage::new();
    let missing = COUNT.load(&storage).unwrap_err();
    assert_eq!(missing.to_string(), "no u64 is stored under the key 01");
    COUNT.save(&mut storage, &7);
    assert_eq!((COUNT.load(&storage).unwrap(), storage.get(&[1])), (7, Some(vec![7])));
    COUNT.remove(&mut storage);
    assert_eq!(COUNT.may_load(&storage).unwrap(), None);
}

#[test]
fn a_map_names_the_record_and_the_key_that_is_missing() {
    let missing = KINDS.load(&MockStorage::new(), &258).unwrap_err();
    assert_eq!(missing.to_string(), "no Kind is stored under the key 020000000000000102");
}

#[test]
fn variants_are_their_place_and_their_fields() {
    let kinds = [
        (Kind::Empty, vec![0]),
        (Kind::Named { name: "ab".into(), weight: 9 }, vec![1, 2, b'a', b'b', 9]),
        (Kind::Pair(5, true), vec![2, 5, 1]),
    ];
    for (kind, bytes) in kinds {
        assert_eq!((pack(&kind), unpack::<Kind>(&bytes).unwrap()), (bytes, kind));
    }
    let refused = unpack::<Kind>(&[3]).unwrap_err();
    assert!(matches!(refused, RecordError::Damaged { record: "Kind", bytes: 1, left: 1 }), "{refused}");
}

#[test]
fn bytes_behind_a_record_are_damage() {
    let mut storage = MockStorage::new();
    storage.set(&[1], &[7, 0]);
    let damaged = COUNT.load(&storage).unwrap_err();
    assert_eq!(
        damaged.to_string(),
        "the stored u64 is damaged: 2 bytes, of which 1 are left where it cannot be read"
    );
}

#[test]
fn what_is_no_address_is_refused_by_name() {
    let refused = Account::of(&MockApi::default(), &Addr::unchecked("nobody")).unwrap_err();
    assert!(
        matches!(&refused, RecordError::NotAnAddress { address, .. } if address == "nobody"),
        "{refused}"
    );
}

#[test]
fn an_account_comes_back_as_its_address() {
    let api = MockApi::default();
    let alice = api.addr_make("alice");
    assert_eq!(Account::of(&api, &alice).unwrap().address(&api).unwrap(), alice);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn signed_numbers_come_back(number: i128, shift in 0u32..127) {
        let number = number >> shift;
        prop_assert_eq!(unpack::<i128>(&pack(&number)).unwrap(), number);
        prop_assert_eq!(unpack::<Int128>(&pack(&Int128::new(number))).unwrap(), Int128::new(number));
        let wide = Int256::from(number) * Int256::from(number) * Int256::from(number.signum());
        prop_assert_eq!(unpack::<Int256>(&pack(&wide)).unwrap(), wide);
    }

    #[test]
    fn compound_values_come_back(
        list in prop::collection::vec((any::<u64>(), any::<bool>()), 0..9), text: String, wide: [u8; 32], amounts: [u128; 3], some: Option<u32>,
    ) {
        let wide = Uint256::from_be_bytes(wide);
        prop_assert_eq!(unpack::<Vec<(u64, bool)>>(&pack(&list)).unwrap(), list);
        prop_assert_eq!(unpack::<String>(&pack(&text)).unwrap(), text);
        prop_assert_eq!(unpack::<Uint256>(&pack(&wide)).unwrap(), wide);
        prop_assert_eq!(unpack::<[u128; 3]>(&pack(&amounts)).unwrap(), amounts);
        prop_assert_eq!(unpack::<Option<u32>>(&pack(&some)).unwrap(), some);
    }

    /// A map lists what an ordinary one would, between any bounds, in both orders, for one account and over all.
    #[test]
    fn ranges_are_those_of_an_ordered_map(
        entries in prop::collection::vec((0usize..3, 0u64..9, any::<u128>()), 0..24),
        low in prop::option::of((0u64..9, any::<bool>())),
        high in prop::option::of((0u64..9, any::<bool>())),
        who in 0usize..3,
        up: bool,
    ) {
        let api = MockApi::default();
        let accounts = ["alice", "bob", "carol"].map(|name| Account::of(&api, &api.addr_make(name)).unwrap());
        let mut storage = MockStorage::new();
        let mut model = BTreeMap::new();
        storage.set(&[2, 255], &[1]);
        storage.set(&[4], &[1]);
        for (whose, number, amount) in entries {
            ENTRIES.save(&mut storage, &(accounts[whose].clone(), number), &amount.into());
            model.insert((accounts[whose].clone(), number), Uint128::new(amount));
        }
        let bound = |side: Option<(u64, bool)>| side.map(|(number, is_in)| {
            if is_in { Bound::inclusive(number) } else { Bound::exclusive(number) }
        });
        let within = |number: u64| {
            low.is_none_or(|(first, is_in)| number > first || is_in && number == first)
                && high.is_none_or(|(last, is_in)| number < last || is_in && number == last)
        };
        let order = if up { Order::Ascending } else { Order::Descending };
        let mut own: Vec<_> = model
            .iter()
            .filter(|((account, number), _)| *account == accounts[who] && within(*number))
            .map(|((_, number), amount)| (*number, *amount))
            .collect();
        let mut all: Vec<_> = model.clone().into_iter().collect();
        if !up {
            own.reverse();
            all.reverse();
        }
        let listed = ENTRIES.prefix(&accounts[who]).range(&storage, bound(low), bound(high), order);
        prop_assert_eq!(listed.collect::<Result<Vec<_>, _>>().unwrap(), own);
        let listed = ENTRIES.range(&storage, None, None, order).collect::<Result<Vec<_>, _>>().unwrap();
        prop_assert_eq!(listed, all);
    }
}
