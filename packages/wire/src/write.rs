//! Writing of each kind of value as JSON, byte by byte as serde_json writes what serde derives.

use cosmwasm_std::{
    Addr, Binary, Decimal, HexBinary, Int128, QuerierWrapper, StdResult, Timestamp, Uint64, Uint128, Uint256,
    WasmQuery,
};
use cw_utils::Expiration;
use serde::de::DeserializeOwned;

/// A type that can be written as JSON. Writing cannot fail, which is what makes its code short.
pub trait Write {
    /// Appends the value's JSON.
    fn write(&self, json: &mut Writer);
}

/// JSON that is being written.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

/// An object whose fields are written in the order of their names.
#[derive(Debug)]
pub struct Entries<'a> {
    json: &'a mut Writer,
    names: std::slice::Iter<'static, &'static str>,
}

/// The JSON of an answer or of a message. Errors: none; a result as `to_json_binary` has it.
pub fn to_binary(value: &dyn Write) -> StdResult<Binary> {
    let mut json = Writer::default();
    value.write(&mut json);
    Ok(Binary::new(json.0))
}

/// Asks another contract. Errors: of the querier, and where the answer is not what is read here.
pub fn ask<T: DeserializeOwned>(
    querier: &QuerierWrapper<'_>,
    contract: impl Into<String>,
    question: &dyn Write,
) -> StdResult<T> {
    let query = WasmQuery::Smart { contract_addr: contract.into(), msg: to_binary(question)? };
    querier.query(&query.into())
}

impl Writer {
    /// Appends a string, escaped.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.0.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(place) = rest.iter().position(|byte| matches!(byte, 0..b' ' | b'"' | b'\\')) {
            let (plain, from) = rest.split_at_checked(place).unwrap_or_default();
            self.0.extend_from_slice(plain);
            let (first, after) = from.split_first().unwrap_or((&b' ', &[]));
            self.escaped(*first);
            rest = after;
        }
        self.0.extend_from_slice(rest);
        self.0.push(b'"');
    }

    /// Appends one of the characters that cannot stand in a string.
    #[cold]
    fn escaped(&mut self, byte: u8) {
        let letter = match byte {
            0x08 => b'b',
            0x09 => b't',
            0x0a => b'n',
            0x0c => b'f',
            0x0d => b'r',
            0x00..0x20 => {
                let digit =
                    |half: u8| if half < 10 { b'0'.wrapping_add(half) } else { b'W'.wrapping_add(half) };
                self.0.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
                return;
            }
            quote => quote,
        };
        self.0.extend_from_slice(&[b'\\', letter]);
    }

    /// Appends text that needs neither quotes nor escapes.
    #[inline(never)]
    pub fn bare(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// An object of these names.
    #[inline(never)]
    pub fn object(&mut self, names: &'static [&'static str]) -> Entries<'_> {
        self.bare("{");
        Entries { json: self, names: names.iter() }
    }

    /// The name of a variant that holds what is written next, before [`Self::close`].
    #[inline(never)]
    pub fn variant(&mut self, name: &'static str) {
        self.bare("{");
        self.text(name);
        self.bare(":");
    }

    /// The end of a variant.
    #[inline(never)]
    pub fn close(&mut self) {
        self.bare("}");
    }

    /// Appends a comma if this follows something in the same list or object. Neither bracket ends a value.
    #[inline(never)]
    fn separate(&mut self) {
        if !matches!(self.0.last(), Some(b'[' | b'{')) {
            self.bare(",");
        }
    }
}

impl Entries<'_> {
    /// The next field.
    #[inline(never)]
    pub fn field<T: Write>(&mut self, value: &T) {
        self.name();
        value.write(self.json);
    }

    /// Leaves the next field out.
    pub fn skip(&mut self) {
        self.names.next();
    }

    /// The end of the object.
    pub fn close(self) {
        self.json.close();
    }

    #[inline(never)]
    fn name(&mut self) {
        self.json.separate();
        self.json.text(self.names.next().copied().unwrap_or_default());
        self.json.bare(":");
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, json: &mut Writer) {
        match self {
            Some(value) => value.write(json),
            None => json.bare("null"),
        }
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, json: &mut Writer) {
        T::write(self, json);
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, json: &mut Writer) {
        json.bare("[");
        for item in self {
            json.separate();
            item.write(json);
        }
        json.bare("]");
    }
}

impl<A: Write, B: Write> Write for (A, B) {
    fn write(&self, json: &mut Writer) {
        json.bare("[");
        self.0.write(json);
        json.bare(",");
        self.1.write(json);
        json.bare("]");
    }
}

impl Write for bool {
    fn write(&self, json: &mut Writer) {
        json.bare(if *self { "true" } else { "false" });
    }
}

macro_rules! numbers {
    ($($wide:ty: $($number:ty)*;)*) => {$($(
        impl Write for $number {
            fn write(&self, json: &mut Writer) {
                json.bare(&<$wide>::from(*self).to_string());
            }
        }
    )*)*};
}

numbers! {
    u64: u8 u16 u32 u64;
    i64: i8 i32 i64;
}

macro_rules! texts {
    ($($kind:ty: $text:expr;)*) => {$(
        impl Write for $kind {
            fn write(&self, json: &mut Writer) {
                let text: fn(&Self) -> String = $text;
                json.text(&text(self));
            }
        }
    )*};
}

impl Write for String {
    fn write(&self, json: &mut Writer) {
        json.text(self);
    }
}

impl Write for Addr {
    fn write(&self, json: &mut Writer) {
        json.text(self.as_str());
    }
}

texts! {
    Uint64: Self::to_string;
    Uint128: Self::to_string;
    Uint256: Self::to_string;
    Int128: Self::to_string;
    Decimal: Self::to_string;
    Timestamp: |time| time.nanos().to_string();
    Binary: Self::to_base64;
    HexBinary: Self::to_hex;
}

impl Write for Expiration {
    fn write(&self, json: &mut Writer) {
        match self {
            Self::AtHeight(height) => {
                json.variant("at_height");
                height.write(json);
            }
            Self::AtTime(time) => {
                json.variant("at_time");
                time.write(json);
            }
            Self::Never {} => {
                json.variant("never");
                json.bare("{}");
            }
        }
        json.close();
    }
}
