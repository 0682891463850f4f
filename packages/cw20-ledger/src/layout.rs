//! What a migration has to know about older records.

use crate::Cw20Error;
use cosmwasm_std::{Order, Storage};

/// The maps of the layout that this one took the place of: accounts by text, values as JSON.
const TEXT_MAPS: [&[u8]; 3] = [b"\x00\x07balance", b"\x00\x09allowance", b"\x00\x11allowance_spender"];

/// Whether this ledger can read what is stored. An older layout is refused, not converted: a migration is one
/// transaction, and converting needs one write for every holder. Errors: `TextKeys`.
pub fn ensure_layout(storage: &dyn Storage) -> Result<(), Cw20Error> {
    let holds = |namespace: &[u8]| {
        let first = storage.range_keys(Some(namespace), None, Order::Ascending).next();
        first.is_some_and(|key| key.starts_with(namespace))
    };
    if TEXT_MAPS.into_iter().any(holds) { Err(Cw20Error::TextKeys) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use cosmwasm_std::{Addr, Empty, Uint128};
    use cw_storage_plus::Map;

    #[test]
    fn records_of_the_older_layout_are_refused_whichever_they_are() {
        let alice = Addr::unchecked("wasm1alice");
        for namespace in ["balance", "allowance", "allowance_spender"] {
            let mut storage = MockStorage::new();
            Map::<&Addr, Uint128>::new(namespace).save(&mut storage, &alice, &Uint128::one()).unwrap();
            assert!(matches!(ensure_layout(&storage), Err(Cw20Error::TextKeys)), "{namespace}");
        }
    }

    #[test]
    fn records_of_others_are_not_taken_for_the_older_layout() {
        let mut storage = MockStorage::new();
        for namespace in ["balancf", "allowancf", "balanc", "zzz"] {
            Map::<u64, Empty>::new(namespace).save(&mut storage, 1, &Empty {}).unwrap();
        }
        storage.set(b"balance", b"1");
        ensure_layout(&storage).unwrap();
    }
}
