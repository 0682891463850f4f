//! The bytes of this ledger's records: keys, amounts, and a range of keys that begin alike.
//!
//! Each kind has a first byte of its own. No key of the embedding contract can begin with it: an item's begins
//! with a letter, a map's with zero.

use crate::{Cw20Error, account::Account};
use cosmwasm_std::{Order, Storage, Uint128};

/// `[1] account` → amount.
pub(crate) const BALANCE: u8 = 1;
/// `[2] length owner spender` → expiry, amount.
pub(crate) const ALLOWANCE: u8 = 2;
/// `[3] length spender owner` → `[1]`: that there is such an allowance.
pub(crate) const SPENDER: u8 = 3;
/// `[4]` → amount.
pub(crate) const SUPPLY: u8 = 4;

/// The key of what one account has.
pub(crate) fn key(kind: u8, account: &Account) -> Vec<u8> {
    [&[kind], account.bytes()].concat()
}

/// What the keys of `first` begin with; its length keeps two pairs from being one key. Errors: `AccountTooLong`.
pub(crate) fn prefix(kind: u8, first: &Account) -> Result<Vec<u8>, Cw20Error> {
    let found = first.bytes().len();
    let length = u8::try_from(found).map_err(|_| Cw20Error::AccountTooLong { found })?;
    Ok([&[kind, length], first.bytes()].concat())
}

/// The key of what two accounts have to do with each other.
pub(crate) fn pair(kind: u8, first: &Account, second: &Account) -> Result<Vec<u8>, Cw20Error> {
    Ok([&prefix(kind, first)?, second.bytes()].concat())
}

/// An amount's bytes, most significant first, without the zeros before them; zero is one byte, since no record
/// may be empty.
pub(crate) fn pack(amount: Uint128) -> Vec<u8> {
    let bytes = amount.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(15);
    bytes.into_iter().skip(zeros).collect()
}

/// The amount that [`pack`] packed. Errors: `NotAnAmount`.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Uint128, Cw20Error> {
    let damaged = Cw20Error::NotAnAmount { found: bytes.len() };
    if !(1..=16).contains(&bytes.len()) {
        return Err(damaged);
    }
    Ok(bytes.iter().fold(0u128, |amount, byte| (amount << 8) | u128::from(*byte)).into())
}

/// What follows `prefix` in up to `limit` keys that begin with it, ascending; those after `after` only.
pub(crate) fn page(
    storage: &dyn Storage,
    prefix: &[u8],
    after: Option<&Account>,
    limit: usize,
) -> Vec<Vec<u8>> {
    // The first key after another is that one with a zero behind it.
    let start = after.map_or_else(|| prefix.to_vec(), |after| [prefix, after.bytes(), &[0]].concat());
    storage
        .range_keys(Some(&start), end(prefix).as_deref(), Order::Ascending)
        .take(limit)
        .map(|key| key.get(prefix.len()..).unwrap_or_default().to_vec())
        .collect()
}

/// The first key behind all that begin with `prefix`; none where `prefix` is all 255.
fn end(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte < u8::MAX)?;
    let mut end = prefix.get(..=last)?.to_vec();
    if let Some(byte) = end.last_mut() {
        *byte = byte.saturating_add(1);
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::{Addr, testing::MockApi, testing::MockStorage};
    use proptest::prelude::*;

    #[test]
    fn amounts_take_the_bytes_they_need_and_zero_takes_one() {
        let packed: [(u128, &[u8]); 6] = [
            (0, &[0]),
            (1, &[1]),
            (255, &[255]),
            (256, &[1, 0]),
            (1_000_000, &[15, 66, 64]),
            (u128::MAX, &[255; 16]),
        ];
        for (amount, bytes) in packed {
            assert_eq!((pack(amount.into()).as_slice(), unpack(bytes).unwrap().u128()), (bytes, amount));
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for found in [0, 17] {
            let refused = unpack(&vec![1; found]);
            assert!(
                matches!(refused, Err(Cw20Error::NotAnAmount { found: said }) if said == found),
                "{refused:?}"
            );
        }
    }

    #[test]
    fn a_prefix_ends_before_the_first_key_that_does_not_begin_with_it() {
        assert_eq!(end(&[1]), Some(vec![2]));
        assert_eq!(end(&[2, 1, 255]), Some(vec![2, 2]));
        assert_eq!(end(&[2, 2, 255, 255]), Some(vec![2, 3]));
        assert_eq!(end(&[255, 255]), None);
    }

    fn account(bytes: Vec<u8>) -> Account {
        let api = MockApi::default();
        let address = Account::address(&api, &bytes).unwrap();
        assert_eq!(Account::of(&api, &Addr::unchecked(address.as_str())).unwrap().bytes(), bytes);
        Account::named(&api, address.as_str()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_amount_comes_back(amount: u128) {
            prop_assert_eq!(unpack(&pack(amount.into())).unwrap().u128(), amount);
        }

        /// Pages of any size put together are the whole, in order, each key once, and no other owner's.
        #[test]
        fn pages_of_one_owner_are_complete(
            spenders in prop::collection::btree_set(prop::collection::vec(prop_oneof![Just(0u8), Just(255), any::<u8>()], 1..4), 0..20),
            owner in prop::collection::vec(prop_oneof![Just(255u8), any::<u8>()], 1..3),
            limit in 1usize..7,
        ) {
            let (mut storage, longer) = (MockStorage::new(), [&owner[..], &[0]].concat());
            let (owner, longer) = (account(owner), account(longer));
            for spender in &spenders {
                storage.set(&pair(ALLOWANCE, &owner, &account(spender.clone())).unwrap(), &[1]);
                storage.set(&pair(ALLOWANCE, &longer, &account(spender.clone())).unwrap(), &[1]);
                storage.set(&pair(SPENDER, &owner, &account(spender.clone())).unwrap(), &[1]);
            }
            let (mut listed, mut after): (Vec<Vec<u8>>, Option<Account>) = (vec![], None);
            loop {
                let rows = page(&storage, &prefix(ALLOWANCE, &owner).unwrap(), after.as_ref(), limit);
                prop_assert!(rows.len() <= limit);
                let Some(last) = rows.last() else { break };
                after = Some(account(last.clone()));
                listed.extend(rows);
            }
            prop_assert_eq!(listed, spenders.into_iter().collect::<Vec<_>>());
        }
    }
}
