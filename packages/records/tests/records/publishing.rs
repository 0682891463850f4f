//! The published layout, and the prefix that two records cannot share.
use weal_records::{Account, Item, Layout, Map, Packed};

#[derive(Clone, Debug, PartialEq, Packed)]
struct Deposit {
    /// What was paid in,
    /// base units.
    amount: u128,
    #[packed(appended)]
    open_at: Option<u64>,
}

weal_records::layout! {
    /// (Account, number) → deposit.
    /// Written by `deposit`.
    const DEPOSITS: Map<(Account, u64), Deposit> = Map::new(9);
    /// The sum of all.
    const TOTAL: Item<u128> = Item::new(2);
}

#[test]
fn a_layout_says_keys_fields_and_types() {
    let expected = serde_json::json!({ "records": [
        { "name": "TOTAL", "prefix": 2, "key": [], "record": "u128", "doc": "The sum of all.", "value": { "number": 128 } },
        { "name": "DEPOSITS", "prefix": 9, "key": ["canonical bytes of an address", "number, 8 bytes big-endian"],
          "record": "Deposit", "doc": "(Account, number) → deposit. Written by `deposit`.", "value": { "record": [
            { "name": "amount", "doc": "What was paid in, base units.", "shape": { "number": 128 } },
            { "name": "open_at", "doc": "", "shape": { "optional": { "number": 64 } }, "is_appended": true },
        ] } },
    ] });
    assert_eq!(serde_json::to_value(layout()).unwrap(), expected);
}

#[test]
fn two_records_under_one_prefix_are_named() {
    let other: Item<u64> = Item::new(9);
    let both = Layout::new(vec![other.entry("OTHER", "")], vec![layout()]);
    assert_eq!(both.collision(), Some(["OTHER", "DEPOSITS"]));
    let _ = (DEPOSITS.key(&(unknown(), 1)), TOTAL.key());
}

fn unknown() -> Account {
    use cosmwasm_std::testing::MockApi;
    let api = MockApi::default();
    Account::of(&api, &api.addr_make("unknown")).unwrap()
}
