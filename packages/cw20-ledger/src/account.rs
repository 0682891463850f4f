//! Accounts as keys: the bytes behind an address, not its text.

use crate::Cw20Error;
use cosmwasm_std::{Addr, Api, CanonicalAddr};

/// The canonical bytes of an address: 20 for a key pair, 32 for a contract. A write costs 30 gas a byte of its
/// key, and the text of the same address has 43 or 63.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account(Vec<u8>);

impl Account {
    /// The account of an address. Errors: `Std` where it is none of this chain.
    pub(crate) fn of(api: &dyn Api, address: &Addr) -> Result<Self, Cw20Error> {
        Ok(Self(api.addr_canonicalize(address.as_str())?.into()))
    }

    /// The account of an address as a message names it, which must be in its normal form. Errors: `Std`.
    pub(crate) fn named(api: &dyn Api, address: &str) -> Result<Self, Cw20Error> {
        Self::of(api, &api.addr_validate(address)?)
    }

    /// The address of the bytes that end a key. Errors: `Std`.
    pub(crate) fn address(api: &dyn Api, bytes: &[u8]) -> Result<Addr, Cw20Error> {
        Ok(api.addr_humanize(&CanonicalAddr::from(bytes))?)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
