use crate::RecordError;
use cosmwasm_std::{Addr, Api, CanonicalAddr, HexBinary, StdResult};
use cw_storage_plus::{Bound, Bounder, Key, KeyDeserialize, Prefixer, PrimaryKey};
use weal_wire::compact::{CompactError, Packed, Reader, Shape, Writer};

/// An account as storage holds it: the canonical bytes of its address, 20 for a key pair and 32 for a contract.
///
/// The text of the same address has 43 or 63 characters, and a write costs 30 gas a byte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account(Vec<u8>);

impl Account {
    /// The account of a validated address. Errors: `NotAnAddress`.
    pub fn of(api: &dyn Api, address: &Addr) -> Result<Self, RecordError> {
        let canonical = api.addr_canonicalize(address.as_str());
        let refused = |source| RecordError::NotAnAddress { address: address.to_string(), source };
        Ok(Self(canonical.map_err(refused)?.into()))
    }

    /// The account's address. Errors: `NotAnAddress` for bytes that are no address of this chain.
    pub fn address(&self, api: &dyn Api) -> Result<Addr, RecordError> {
        let refused =
            |source| RecordError::NotAnAddress { address: HexBinary::from(self.bytes()).to_hex(), source };
        api.addr_humanize(&CanonicalAddr::from(self.bytes())).map_err(refused)
    }

    /// The canonical bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Packed for Account {
    const NAME: &'static str = "account";

    fn pack(&self, writer: &mut Writer) {
        writer.put_bytes(&self.0);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        Ok(Self(reader.bytes()?.to_vec()))
    }

    fn shape() -> Shape {
        Shape::Account
    }
}

impl PrimaryKey<'_> for Account {
    type Prefix = ();
    type SubPrefix = ();
    type Suffix = Self;
    type SuperSuffix = Self;

    fn key(&self) -> Vec<Key<'_>> {
        vec![Key::Ref(&self.0)]
    }
}

impl Prefixer<'_> for Account {
    fn prefix(&self) -> Vec<Key<'_>> {
        vec![Key::Ref(&self.0)]
    }
}

impl KeyDeserialize for Account {
    type Output = Self;

    const KEY_ELEMS: u16 = 1;

    fn from_vec(value: Vec<u8>) -> StdResult<Self> {
        Ok(Self(value))
    }
}

impl<'a> Bounder<'a> for Account {
    fn inclusive_bound(self) -> Option<Bound<'a, Self>> {
        Some(Bound::inclusive(self))
    }

    fn exclusive_bound(self) -> Option<Bound<'a, Self>> {
        Some(Bound::exclusive(self))
    }
}
