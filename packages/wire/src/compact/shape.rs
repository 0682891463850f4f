//! The published description of packed bytes.

use serde::Serialize;

/// The parts of a type's packed bytes, as `schema/<contract>.storage.json` prints them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A number of the compact form, below 2 to this power.
    Number(u16),
    /// A number that may be negative, in the compact form of its zig-zag encoding: 2·x for x ≥ 0, −2·x − 1 below.
    SignedNumber(u16),
    /// A number of up to 256 bits: the count of its bytes, then them, big-endian without leading zeros.
    WideNumber,
    /// One byte: 0 for false, 1 for true.
    Flag,
    /// The count of the bytes, then UTF-8.
    Text,
    /// The count of the bytes, then them.
    Bytes,
    /// This many bytes as they are.
    FixedBytes(usize),
    /// The count of the bytes, then the canonical bytes of an address.
    Account,
    /// 0 for none, or 1 and the value.
    Optional(Box<Shape>),
    /// The count of the elements, then them.
    List(Box<Shape>),
    /// This many elements without a count.
    Array(usize, Box<Shape>),
    /// The fields one after the other.
    Record(Vec<Field>),
    /// The variant's place, counted from zero, then its fields.
    Variants(Vec<(&'static str, Vec<Field>)>),
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The field's name, or its place where it has none.
    pub name: &'static str,
    /// The field's doc comment.
    pub doc: &'static str,
    /// The field's bytes.
    pub shape: Shape,
    /// True where an earlier release wrote the record without this field, which then reads as its default.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_appended: bool,
}
