//! Every storage key of this contract beside cw2's `contract_info`.

use crate::ContractError;
use crate::record::{key, minimal, number};
use cosmwasm_std::{Addr, Empty, Storage, Uint128};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:vesting";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The settings. Written by `instantiate`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// The newest grant's number, from 1; zero before the first. Written by `create_grants`.
pub(crate) const GRANT_COUNT: Item<u64> = Item::new("grant_count");
/// (Recipient, number) → present. Written by `create_grants`.
pub(crate) const GRANTS_BY_RECIPIENT: Map<(&Addr, u64), Empty> = Map::new("grants__recipient");
/// `[TERMS + length] number` → terms and status, packed. Written by `create_grants` and `cancel` (I1).
const TERMS: u8 = 0x10;
/// `[CLAIMED + length] number` → paid so far, base units; absent for zero. Written by `claim`, apart from the
/// terms because it is what a claim changes (I1).
const CLAIMED: u8 = 0x20;
/// The grants of the layout before this one, as JSON.
const OLDER_GRANTS: &[u8] = b"\x00\x06grants";

/// The settings.
#[wire::record]
pub(crate) struct Config {
    /// Named for later settings; has no power.
    pub(crate) owner: Addr,
}

/// The packed terms of a grant; none for an unknown number.
pub(crate) fn load_terms(storage: &dyn Storage, grant_id: u64) -> Option<Vec<u8>> {
    storage.get(&key(TERMS, grant_id))
}

pub(crate) fn save_terms(storage: &mut dyn Storage, grant_id: u64, terms: &[u8]) {
    storage.set(&key(TERMS, grant_id), terms);
}

/// What was paid of a grant so far, base units. Errors: `DamagedRecord`.
pub(crate) fn load_claimed(storage: &dyn Storage, grant_id: u64) -> Result<Uint128, ContractError> {
    let bytes = storage.get(&key(CLAIMED, grant_id)).unwrap_or_default();
    Ok(Uint128::new(number(&bytes)?))
}

/// `claimed` is above zero: a claim of nothing is refused.
pub(crate) fn save_claimed(storage: &mut dyn Storage, grant_id: u64, claimed: Uint128) {
    storage.set(&key(CLAIMED, grant_id), &minimal(claimed.u128()));
}

/// Whether this version can read the grants that are stored. The older layout is refused, not converted: there
/// is no bound on the number of grants, and a migration is one transaction. Errors: `OlderLayout`.
pub(crate) fn ensure_layout(storage: &dyn Storage) -> Result<(), ContractError> {
    let mut keys = storage.range_keys(Some(OLDER_GRANTS), None, cosmwasm_std::Order::Ascending);
    match keys.next() {
        Some(key) if key.starts_with(OLDER_GRANTS) => Err(ContractError::OlderLayout),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    /// The class behind two maps under one prefix: no stored key can begin with another's namespace.
    #[test]
    fn storage_namespaces_differ() {
        let recipients = [&[0, 17][..], b"grants__recipient"].concat();
        let bob = Addr::unchecked("bob");
        assert!(GRANTS_BY_RECIPIENT.key((&bob, 1)).starts_with(&recipients));
        let items = [CONFIG.as_slice(), GRANT_COUNT.as_slice(), b"contract_info"].map(<[u8]>::to_vec);
        let packed = (0..=8).flat_map(|length| [vec![TERMS | length], vec![CLAIMED | length]]);
        let keys: Vec<Vec<u8>> = items.into_iter().chain([recipients]).chain(packed).collect();
        for (i, one) in keys.iter().enumerate() {
            for (j, other) in keys.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }

    #[test]
    fn grants_of_the_older_layout_are_refused_and_what_is_written_now_is_not() {
        let mut storage = MockStorage::new();
        GRANTS_BY_RECIPIENT.save(&mut storage, (&Addr::unchecked("bob"), 1), &Empty {}).unwrap();
        save_terms(&mut storage, 1, &[1]);
        ensure_layout(&storage).unwrap();
        Map::<u64, u8>::new("grants").save(&mut storage, 1, &1).unwrap();
        assert!(matches!(ensure_layout(&storage), Err(ContractError::OlderLayout)));
    }

    #[test]
    fn what_was_claimed_comes_back_and_is_zero_at_first() {
        let mut storage = MockStorage::new();
        for claimed in [0, 1, 256, u128::MAX] {
            if claimed > 0 {
                save_claimed(&mut storage, 300, claimed.into());
            }
            assert_eq!(load_claimed(&storage, 300).unwrap().u128(), claimed);
        }
        assert_eq!(storage.get(&[0x22, 1, 44]).unwrap(), [255; 16]);
    }
}
