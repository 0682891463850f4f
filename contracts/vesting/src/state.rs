//! Every storage key of this contract beside cw2's `contract_info`.

use crate::ContractError;
use crate::record::{MAX_DIGITS, key, minimal, number, numbered};
use cosmwasm_std::{Addr, CanonicalAddr, Order, Storage, Uint128};
use cw_storage_plus::Item;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:vesting";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The settings. Written by `instantiate`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// `[TERMS + length] number` → terms, packed. Written by `create_grants`, never again (I1).
const TERMS: u8 = 0x10;
/// The same with this behind it → paid so far, base units; absent for zero. Written by `claim` (I1). What changes lies
/// apart from the terms, because a write costs by the byte, and beside them, so that one range reads all of a grant.
const CLAIMED: u8 = 0;
/// The same with this behind it → what had vested and when, of a cancelled grant. Written by `cancel` (I1).
const ENDED: u8 = 1;
/// `[RECIPIENT, length] recipient [length] number` → present. Written by `create_grants`.
const RECIPIENT: u8 = 0x30;
/// The first byte of every map of the layouts before this one.
const OLDER_MAPS: &[u8] = &[0];

/// The settings.
#[weal_wire::record]
pub(crate) struct Config {
    /// Named for later settings; has no power.
    pub(crate) owner: Addr,
}

/// The records of one grant.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Records {
    /// Packed.
    pub(crate) terms: Vec<u8>,
    /// Paid so far, base units.
    pub(crate) claimed: Uint128,
    /// Packed; none while it is active.
    pub(crate) ended: Option<Vec<u8>>,
}

/// What is stored of a grant; none for an unknown number. Errors: `DamagedRecord`.
///
/// One range of at most three records: a step costs 30 and 3 a byte, a read 1,000 and 3 a byte.
pub(crate) fn load_grant(storage: &dyn Storage, grant_id: u64) -> Result<Option<Records>, ContractError> {
    let terms_key = key(TERMS, grant_id);
    let behind = [&terms_key[..], &[ENDED + 1]].concat();
    let mut rows = storage.range(Some(&terms_key), Some(&behind), Order::Ascending);
    let Some((first, terms)) = rows.next() else { return Ok(None) };
    if first != terms_key {
        return Err(ContractError::DamagedRecord);
    }
    let mut records = Records { terms, ..Records::default() };
    for (found, value) in rows {
        match found.get(terms_key.len()..) {
            Some([CLAIMED]) => records.claimed = Uint128::new(number(&value)?),
            Some([ENDED]) => records.ended = Some(value),
            _ => return Err(ContractError::DamagedRecord),
        }
    }
    Ok(Some(records))
}

pub(crate) fn save_terms(storage: &mut dyn Storage, grant_id: u64, terms: &[u8]) {
    storage.set(&key(TERMS, grant_id), terms);
}

/// `claimed` is above zero: a claim of nothing is refused.
pub(crate) fn save_claimed(storage: &mut dyn Storage, grant_id: u64, claimed: Uint128) {
    storage.set(&beside(grant_id, CLAIMED), &minimal(claimed.u128()));
}

pub(crate) fn save_ended(storage: &mut dyn Storage, grant_id: u64, ended: &[u8]) {
    storage.set(&beside(grant_id, ENDED), ended);
}

/// The key of a record beside a grant's terms.
fn beside(grant_id: u64, kind: u8) -> Vec<u8> {
    [&key(TERMS, grant_id)[..], &[kind]].concat()
}

/// The newest grant's number, from 1; zero before the first. It is in the last key, so nobody counts: grants are
/// numbered without a gap and never deleted. Errors: `DamagedRecord`.
pub(crate) fn newest(storage: &dyn Storage) -> Result<u64, ContractError> {
    let behind = [TERMS + MAX_DIGITS + 1];
    let last = storage.range(Some(&[TERMS]), Some(&behind), Order::Descending).next();
    last.map_or(Ok(0), |(key, _)| numbered(TERMS, &key))
}

/// Lists a grant under its recipient.
pub(crate) fn save_listed(
    storage: &mut dyn Storage,
    recipient: &CanonicalAddr,
    grant_id: u64,
) -> Result<(), ContractError> {
    storage.set(&[listed(recipient)?, key(0, grant_id)].concat(), &[1]);
    Ok(())
}

/// The numbers of a recipient's grants, upwards, those above `after`. Errors: `DamagedRecord`, `FieldTooLong`.
pub(crate) fn numbers_of<'a>(
    storage: &'a dyn Storage,
    recipient: &CanonicalAddr,
    after: u64,
) -> Result<impl Iterator<Item = Result<u64, ContractError>> + use<'a>, ContractError> {
    let own = listed(recipient)?;
    // No key lies between a number's and the same with a zero behind it.
    let first = [&own[..], &key(0, after), &[0]].concat();
    let behind = [&own[..], &[MAX_DIGITS + 1]].concat();
    let rows = storage.range(Some(&first), Some(&behind), Order::Ascending);
    let length = own.len();
    Ok(rows.map(move |(key, _)| numbered(0, key.get(length..).unwrap_or_default())))
}

/// What the keys of a recipient's grants begin with.
fn listed(recipient: &CanonicalAddr) -> Result<Vec<u8>, ContractError> {
    let mut own = vec![RECIPIENT];
    crate::record::push(&mut own, recipient.as_slice())?;
    Ok(own)
}

/// Whether this version can read the grants that are stored. Older layouts are refused, not converted: there is
/// no bound on the number of grants, and a migration is one transaction. Errors: `OlderLayout`.
pub(crate) fn ensure_layout(storage: &dyn Storage) -> Result<(), ContractError> {
    let mut keys = storage.range_keys(Some(OLDER_MAPS), None, Order::Ascending);
    match keys.next() {
        Some(key) if key.starts_with(OLDER_MAPS) => Err(ContractError::OlderLayout),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use cw_storage_plus::Map;
    use proptest::prelude::*;

    /// The class behind two maps under one prefix: no stored key can begin with another's namespace.
    #[test]
    fn storage_namespaces_differ() {
        let items = [CONFIG.as_slice(), b"contract_info", &[RECIPIENT]].map(<[u8]>::to_vec);
        let grants = (0..=MAX_DIGITS).map(|length| vec![TERMS + length]);
        let keys: Vec<Vec<u8>> = items.into_iter().chain(grants).collect();
        for (i, one) in keys.iter().enumerate() {
            for (j, other) in keys.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }

    #[test]
    fn grants_of_older_layouts_are_refused_and_what_is_written_now_is_not() {
        for older in ["grants", "grants__recipient"] {
            let mut storage = MockStorage::new();
            CONFIG.save(&mut storage, &Config { owner: Addr::unchecked("owner") }).unwrap();
            save_terms(&mut storage, 1, &[1]);
            save_claimed(&mut storage, 1, Uint128::one());
            save_listed(&mut storage, &CanonicalAddr::from([0; 20]), 1).unwrap();
            ensure_layout(&storage).unwrap();
            Map::<u64, u8>::new(older).save(&mut storage, 1, &1).unwrap();
            assert!(matches!(ensure_layout(&storage), Err(ContractError::OlderLayout)), "{older}");
        }
    }

    fn active(claimed: u128) -> Records {
        Records { terms: vec![7], claimed: claimed.into(), ended: None }
    }

    #[test]
    fn what_was_claimed_and_how_it_ended_comes_back_with_its_own_grant() {
        let mut storage = MockStorage::new();
        for number in [299, 300, 301] {
            save_terms(&mut storage, number, &[7]);
        }
        save_claimed(&mut storage, 299, 5u128.into());
        for claimed in [0, 1, 256, u128::MAX] {
            if claimed > 0 {
                save_claimed(&mut storage, 300, claimed.into());
            }
            assert_eq!(load_grant(&storage, 300).unwrap(), Some(active(claimed)));
        }
        assert_eq!(storage.get(&[0x12, 1, 44, 0]).unwrap(), [255; 16]);
        assert_eq!(load_grant(&storage, 301).unwrap(), Some(active(0)));
        save_ended(&mut storage, 300, &[9]);
        save_ended(&mut storage, 301, &[8]);
        assert_eq!(load_grant(&storage, 299).unwrap(), Some(active(5)));
        assert_eq!(
            load_grant(&storage, 300).unwrap(),
            Some(Records { ended: Some(vec![9]), ..active(u128::MAX) })
        );
        assert_eq!(load_grant(&storage, 301).unwrap(), Some(Records { ended: Some(vec![8]), ..active(0) }));
        assert_eq!(load_grant(&storage, 302).unwrap(), None);
    }

    #[test]
    fn records_without_terms_or_of_another_kind_are_damage() {
        let damaged = |key: &[u8], terms: bool| {
            let mut storage = MockStorage::new();
            if terms {
                save_terms(&mut storage, 1, &[7]);
            }
            storage.set(key, &[1]);
            let found = load_grant(&storage, 1);
            assert!(matches!(found, Err(ContractError::DamagedRecord)), "{key:?}: {found:?}");
        };
        damaged(&[0x11, 1, CLAIMED], false);
        damaged(&[0x11, 1, ENDED], false);
        damaged(&[0x11, 1, CLAIMED, 0], true);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_newest_number_is_the_largest_whatever_happened_to_it(
            numbers in prop::collection::vec((any::<u64>(), 0u32..64, any::<bool>()), 0..12),
        ) {
            let mut storage = MockStorage::new();
            let mut largest = 0;
            for (number, shift, claimed) in numbers {
                let number = number >> shift;
                save_terms(&mut storage, number, &[1]);
                if claimed {
                    save_claimed(&mut storage, number, Uint128::MAX);
                    save_ended(&mut storage, number, &[1]);
                }
                largest = largest.max(number);
                prop_assert_eq!(newest(&storage).unwrap(), largest);
            }
        }

        #[test]
        fn a_recipients_grants_are_its_own_and_in_order(
            numbers in prop::collection::vec((any::<u64>(), 0u32..64, 0u8..3), 0..12), after: u64, shift in 0u32..64,
        ) {
            // The second begins with the whole of the first.
            let recipients = [vec![9; 20], vec![9; 32], vec![10; 20]].map(CanonicalAddr::from);
            let mut storage = MockStorage::new();
            let mut expected = [vec![], vec![], vec![]];
            for (number, shift, whose) in numbers {
                let (number, whose) = (number >> shift, usize::from(whose));
                save_listed(&mut storage, &recipients[whose], number).unwrap();
                expected[whose].push(number);
            }
            let after = after >> shift;
            for (recipient, mut expected) in recipients.iter().zip(expected) {
                expected.sort_unstable();
                expected.dedup();
                expected.retain(|number| *number > after);
                let found: Vec<u64> = numbers_of(&storage, recipient, after).unwrap().collect::<Result<_, _>>().unwrap();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
