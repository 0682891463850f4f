//! Declared storage: an [`Item`] is one packed record, a [`Map`] has one for each key.
//!
//! Both are used as those of cw-storage-plus, whose keys, prefixes and bounds they take. What differs: a record is packed
//! ([`weal_wire::compact`]) instead of JSON, and a prefix is one byte instead of a name behind its length, because gas is paid by
//! the byte. A contract declares all of its storage in one [`layout!`], which also prints it for indexers and tests that no prefix
//! is given twice.
//!
//! ```
//! use cosmwasm_std::testing::{MockApi, MockStorage};
//! use cosmwasm_std::{Order, Uint128};
//! use weal_records::{Account, Item, Map, Packed};
//!
//! #[derive(Clone, Debug, Default, PartialEq, Packed)]
//! pub struct Deposit {
//!     /// What was paid in, base units.
//!     amount: Uint128,
//!     /// When the deposit can be taken out, Unix seconds.
//!     open_at: u64,
//! }
//!
//! weal_records::layout! {
//!     /// The sum of all deposits, base units. Written by every message.
//!     pub const TOTAL: Item<Uint128> = Item::new(1);
//!     /// (Account, number) → deposit. Written by `deposit`, removed by `withdraw`.
//!     pub const DEPOSITS: Map<(Account, u64), Deposit> = Map::new(2);
//! }
//!
//! let (mut storage, api) = (MockStorage::new(), MockApi::default());
//! let alice = Account::of(&api, &api.addr_make("alice"))?;
//! let deposit = Deposit { amount: Uint128::new(500), open_at: 86_400 };
//! DEPOSITS.save(&mut storage, &(alice.clone(), 1), &deposit);
//! assert_eq!(DEPOSITS.load(&storage, &(alice.clone(), 1))?, deposit);
//! let page: Result<Vec<_>, _> = DEPOSITS.prefix(&alice).range(&storage, None, None, Order::Ascending).take(30).collect();
//! assert_eq!(page?, [(1, deposit)]);
//! assert_eq!(TOTAL.may_load(&storage)?, None);
//! # Ok::<(), weal_records::RecordError>(())
//! ```
//!
//! A record grows by fields marked `#[packed(appended)]`, see [`Packed`]; the next release then reads what this one wrote.

mod account;
mod error;
#[cfg(feature = "golden")]
pub mod golden;
mod item;
mod keyed;
mod layout;
mod map;
mod mark;
mod raw;

pub use account::Account;
pub use cw_storage_plus::Bound;
pub use error::RecordError;
pub use item::Item;
pub use keyed::Keyed;
pub use layout::{Entry, Layout};
pub use map::{Map, Prefix};
pub use mark::Mark;
pub use raw::read_raw;
pub use weal_wire::{Packed, compact::Packed};

use weal_wire::compact::{Reader, Writer};

/// The packed bytes of a value.
pub fn pack<T: Packed>(value: &T) -> Vec<u8> {
    let mut writer = Writer::default();
    value.pack(&mut writer);
    writer.finish()
}

/// The value of packed bytes. Errors: `Damaged` for bytes that [`pack`] never makes, and for bytes behind the value.
pub fn unpack<T: Packed>(bytes: &[u8]) -> Result<T, RecordError> {
    let mut reader = Reader::new(bytes);
    let value = T::unpack(&mut reader).and_then(|value| reader.finish().map(|()| value));
    value.map_err(|damage| RecordError::Damaged { record: T::NAME, bytes: bytes.len(), left: damage.left })
}

/// The guide's snippets are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/records.md")]
mod guide {}
