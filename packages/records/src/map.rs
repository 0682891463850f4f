use crate::item::{load_from, not_found};
use crate::layout::checked;
use crate::{Entry, Keyed, RecordError, pack, unpack};
use cosmwasm_std::{Addr, Order, QuerierWrapper, Storage};
use cw_storage_plus::{Bound, KeyDeserialize, Prefixer, PrimaryKey, RawBound};
use std::marker::PhantomData;
use weal_wire::compact::Packed;

/// A record for each key. A storage key is the prefix, one byte, then the key as cw-storage-plus joins its parts.
pub struct Map<K, T> {
    prefix: u8,
    records: PhantomData<fn() -> (K, T)>,
}

impl<K, T: Packed> Map<K, T> {
    /// Declares the records under keys that begin with `prefix`. A contract's prefixes differ, which [`crate::layout!`] tests;
    /// `c` is cw2's.
    pub const fn new(prefix: u8) -> Self {
        Self { prefix: checked(prefix), records: PhantomData }
    }

    /// The storage key of `key`.
    pub fn key<'a>(&self, key: &K) -> Vec<u8>
    where
        K: PrimaryKey<'a>,
    {
        joined(&[self.prefix], &key.joined_key())
    }

    /// The record of `key`. Errors: `NotFound`, `Damaged`.
    pub fn load<'a>(&self, storage: &dyn Storage, key: &K) -> Result<T, RecordError>
    where
        K: PrimaryKey<'a>,
    {
        self.may_load(storage, key)?.ok_or_else(|| not_found::<T>(&self.key(key)))
    }

    /// The record of `key`, if one is stored. Errors: `Damaged`.
    pub fn may_load<'a>(&self, storage: &dyn Storage, key: &K) -> Result<Option<T>, RecordError>
    where
        K: PrimaryKey<'a>,
    {
        storage.get(&self.key(key)).map(|bytes| unpack(&bytes)).transpose()
    }

    /// True where a record of `key` is stored.
    pub fn has<'a>(&self, storage: &dyn Storage, key: &K) -> bool
    where
        K: PrimaryKey<'a>,
    {
        storage.get(&self.key(key)).is_some()
    }

    /// Writes the record of `key`.
    pub fn save<'a>(&self, storage: &mut dyn Storage, key: &K, value: &T)
    where
        K: PrimaryKey<'a>,
    {
        storage.set(&self.key(key), &pack(value));
    }

    /// Removes the record of `key`.
    pub fn remove<'a>(&self, storage: &mut dyn Storage, key: &K)
    where
        K: PrimaryKey<'a>,
    {
        storage.remove(&self.key(key));
    }

    /// The record of `key` in another contract, if it has one; none of the other contract's code runs. Errors: `Unreadable`,
    /// `Damaged`.
    pub fn may_load_from<'a>(
        &self,
        querier: &QuerierWrapper<'_>,
        contract: &Addr,
        key: &K,
    ) -> Result<Option<T>, RecordError>
    where
        K: PrimaryKey<'a>,
    {
        load_from(querier, contract, &self.key(key))
    }

    /// The records between two bounds. A caller takes a bounded number of them. Errors of an element: `Damaged`, `DamagedKey`.
    pub fn range<'a, 's>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> impl Iterator<Item = Result<(K::Output, T), RecordError>> + use<'a, 's, K, T>
    where
        K: PrimaryKey<'a> + KeyDeserialize,
    {
        Prefix::<K, T>::under(vec![self.prefix]).range(storage, min, max, order)
    }

    /// The records whose keys begin with `prefix`, a tuple's first part.
    pub fn prefix<'a>(&self, prefix: &K::Prefix) -> Prefix<K::Suffix, T>
    where
        K: PrimaryKey<'a>,
    {
        Prefix::under(joined(&[self.prefix], &prefix.joined_prefix()))
    }

    /// The records whose keys begin with `prefix`, the first part of a tuple of three.
    pub fn sub_prefix<'a>(&self, prefix: &K::SubPrefix) -> Prefix<K::SuperSuffix, T>
    where
        K: PrimaryKey<'a>,
    {
        Prefix::under(joined(&[self.prefix], &prefix.joined_prefix()))
    }

    /// Describes the records under their declared name, for [`crate::layout!`].
    pub fn entry(&self, name: &'static str, doc: &str) -> Entry
    where
        K: Keyed,
    {
        Entry::new::<T>(self.prefix, name, doc, K::parts())
    }
}

/// The records of a [`Map`] whose keys begin alike.
pub struct Prefix<K, T> {
    begins: Vec<u8>,
    records: PhantomData<fn() -> (K, T)>,
}

impl<K, T: Packed> Prefix<K, T> {
    fn under(begins: Vec<u8>) -> Self {
        Self { begins, records: PhantomData }
    }

    /// The records between two bounds, with what follows the prefix in their keys. A caller takes a bounded number of them.
    /// Errors of an element: `Damaged`, `DamagedKey`.
    pub fn range<'a, 's>(
        &self,
        storage: &'s dyn Storage,
        min: Option<Bound<'a, K>>,
        max: Option<Bound<'a, K>>,
        order: Order,
    ) -> impl Iterator<Item = Result<(K::Output, T), RecordError>> + use<'a, 's, K, T>
    where
        K: PrimaryKey<'a> + KeyDeserialize,
    {
        let first = min.map(|bound| bound.to_raw_bound());
        let last = max.map(|bound| bound.to_raw_bound());
        let skip = self.begins.len();
        rows(storage, &self.begins, (first, last), order).map(move |(key, value)| {
            let damaged = |source| RecordError::DamagedKey { record: T::NAME, source };
            let key = K::from_slice(key.get(skip..).unwrap_or_default()).map_err(damaged)?;
            Ok((key, unpack(&value)?))
        })
    }
}

/// Reads a range of raw rows; it is not generic, so that a contract has it once.
fn rows<'s>(
    storage: &'s dyn Storage,
    begins: &[u8],
    (first, last): (Option<RawBound>, Option<RawBound>),
    order: Order,
) -> Box<dyn Iterator<Item = cosmwasm_std::Record> + 's> {
    // The least key above another is that one with a zero behind it.
    let start = match first {
        None => begins.to_vec(),
        Some(RawBound::Inclusive(key)) => joined(begins, &key),
        Some(RawBound::Exclusive(key)) => joined(&joined(begins, &key), &[0]),
    };
    let end = match last {
        None => behind(begins),
        Some(RawBound::Inclusive(key)) => Some(joined(&joined(begins, &key), &[0])),
        Some(RawBound::Exclusive(key)) => Some(joined(begins, &key)),
    };
    storage.range(Some(&start), end.as_deref(), order)
}

/// The least key above all that begin with `begins`; `None` where those bytes are all 255.
fn behind(begins: &[u8]) -> Option<Vec<u8>> {
    let last = begins.iter().rposition(|byte| *byte < u8::MAX)?;
    let mut end = begins.get(..=last)?.to_vec();
    if let Some(byte) = end.last_mut() {
        *byte = byte.saturating_add(1);
    }
    Some(end)
}

fn joined(begins: &[u8], rest: &[u8]) -> Vec<u8> {
    [begins, rest].concat()
}
