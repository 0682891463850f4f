use crate::layout::checked;
use crate::{Entry, RecordError, pack, read_raw, unpack};
use cosmwasm_std::{Addr, HexBinary, QuerierWrapper, Storage};
use std::marker::PhantomData;
use weal_wire::compact::Packed;

/// One record under a key of one byte.
pub struct Item<T> {
    prefix: u8,
    record: PhantomData<fn() -> T>,
}

impl<T: Packed> Item<T> {
    /// Declares the record under the key `prefix`. A contract's prefixes differ, which [`crate::layout!`] tests; `c` is cw2's.
    pub const fn new(prefix: u8) -> Self {
        Self { prefix: checked(prefix), record: PhantomData }
    }

    /// The storage key.
    pub const fn key(&self) -> [u8; 1] {
        [self.prefix]
    }

    /// The record. Errors: `NotFound`, `Damaged`.
    pub fn load(&self, storage: &dyn Storage) -> Result<T, RecordError> {
        self.may_load(storage)?.ok_or_else(|| not_found::<T>(&self.key()))
    }

    /// The record, if one is stored. Errors: `Damaged`.
    pub fn may_load(&self, storage: &dyn Storage) -> Result<Option<T>, RecordError> {
        storage.get(&self.key()).map(|bytes| unpack(&bytes)).transpose()
    }

    /// Writes the record.
    pub fn save(&self, storage: &mut dyn Storage, value: &T) {
        storage.set(&self.key(), &pack(value));
    }

    /// Removes the record.
    pub fn remove(&self, storage: &mut dyn Storage) {
        storage.remove(&self.key());
    }

    /// The record of another contract, if it has one; none of the other contract's code runs. Errors: `Unreadable`, `Damaged`.
    pub fn may_load_from(
        &self,
        querier: &QuerierWrapper<'_>,
        contract: &Addr,
    ) -> Result<Option<T>, RecordError> {
        load_from(querier, contract, &self.key())
    }

    /// Describes the record under its declared name, for [`crate::layout!`].
    pub fn entry(&self, name: &'static str, doc: &str) -> Entry {
        Entry::new::<T>(self.prefix, name, doc, Vec::new())
    }
}

/// Errors: `Unreadable`, `Damaged`.
pub(crate) fn load_from<T: Packed>(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    key: &[u8],
) -> Result<Option<T>, RecordError> {
    let unreadable = |source| RecordError::Unreadable { record: T::NAME, contract: contract.clone(), source };
    read_raw(querier, contract, key).map_err(unreadable)?.map(|bytes| unpack(&bytes)).transpose()
}

#[cold]
pub(crate) fn not_found<T: Packed>(key: &[u8]) -> RecordError {
    RecordError::NotFound { record: T::NAME, key: HexBinary::from(key).to_hex() }
}
