use serde::Serialize;
use weal_wire::compact::{Packed, Shape};

/// The key of cw2's `contract_info` begins with it.
const CW2: u8 = b'c';

/// Refuses cw2's prefix where the declaration is compiled.
pub(crate) const fn checked(prefix: u8) -> u8 {
    assert!(prefix != CW2, "the prefix 'c' belongs to cw2's contract_info");
    prefix
}

/// The records that a contract stores beside cw2's `contract_info`, as `schema/<contract>.storage.json` prints them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// One entry for each prefix, in the order of the prefixes.
    pub records: Vec<Entry>,
}

/// The record or the records under one prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The declared name.
    pub name: &'static str,
    /// The first byte of the storage key.
    pub prefix: u8,
    /// The parts of the key behind the prefix; none for an item. Every part but the last stands behind its length, two bytes
    /// big-endian.
    pub key: Vec<&'static str>,
    /// The record's type.
    pub record: &'static str,
    /// The declaration's doc comment: what is stored and who writes it.
    pub doc: String,
    /// The packed bytes.
    pub value: Shape,
}

impl Entry {
    pub(crate) fn new<T: Packed>(prefix: u8, name: &'static str, doc: &str, key: Vec<&'static str>) -> Self {
        let lines: Vec<&str> = doc.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Self { name, prefix, key, record: T::NAME, doc: lines.join(" "), value: T::shape() }
    }
}

impl Layout {
    /// Joins a contract's own entries and those of the crates that store inside it.
    pub fn new(own: Vec<Entry>, beside: Vec<Self>) -> Self {
        let mut records = own;
        records.extend(beside.into_iter().flat_map(|layout| layout.records));
        records.sort_by_key(|entry| entry.prefix);
        Self { records }
    }

    /// The names of two entries under one prefix, if there are such.
    pub fn collision(&self) -> Option<[&'static str; 2]> {
        let pairs = self.records.iter().zip(self.records.iter().skip(1));
        pairs.filter(|(one, next)| one.prefix == next.prefix).map(|(one, next)| [one.name, next.name]).next()
    }
}

/// Declares what a contract stores: `const` items of type [`crate::Item`] or [`crate::Map`] with a doc comment each.
///
/// It adds `layout()`, which describes them, and a test that no prefix is given twice. Crates that store inside the contract are
/// named first: `beside weal_cw20_ledger::layout();`.
#[macro_export]
macro_rules! layout {
    ($(beside $other:expr;)* $(
        $(#[doc = $doc:literal])+
        $visibility:vis const $name:ident: $type:ty = $value:expr;
    )*) => {
        $(
            $(#[doc = $doc])+
            $visibility const $name: $type = $value;
        )*

        /// Describes all that this crate stores, for indexers.
        pub fn layout() -> $crate::Layout {
            let own = vec![$($name.entry(stringify!($name), concat!($($doc, "\n"),+))),*];
            $crate::Layout::new(own, vec![$($other),*])
        }

        #[cfg(test)]
        #[test]
        fn no_two_records_share_a_prefix() {
            assert_eq!(layout().collision(), None);
        }
    };
}
