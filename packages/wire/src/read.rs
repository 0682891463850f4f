//! Reading of each kind of value from the tree.

use crate::refusal::{Reason, Refusal, Result};
use crate::{Fields, Json};
use cosmwasm_std::{Addr, Binary, Decimal, HexBinary, Int128, Timestamp, Uint64, Uint128, Uint256};
use cw_utils::Expiration;
use serde::de::{Deserialize, Deserializer, Error};
use std::borrow::Cow;

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Reads the value. Errors where `json` is not what the type needs.
    fn read(json: Json<'_>) -> Result<Self>;
}

/// `Deserialize::deserialize` of a type that is [`Read`].
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<T, D::Error> {
    T::read(Json::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn text<'de>(json: Json<'de>, expected: &'static str) -> Result<Cow<'de, str>> {
    match json {
        Json::Text(text) => Ok(text),
        other => Err(other.is_no(expected)),
    }
}

/// The number that the text is, or a refusal that says what was needed.
fn parsed<T: std::str::FromStr>(json: Json<'_>, expected: &'static str) -> Result<T> {
    let text = text(json, expected)?;
    text.parse().map_err(|_| Refusal::of(Reason::Value(["invalid ", expected, ": ", &text].concat())))
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json<'_>) -> Result<Self> {
        match json {
            Json::Null | Json::Absent => Ok(None),
            some => T::read(some).map(Some),
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(json: Json<'_>) -> Result<Self> {
        T::read(json).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json<'_>) -> Result<Self> {
        let Json::List(items) = json else { return Err(json.is_no("a list")) };
        // Collecting into a `Result` would be code for each type that reuses the memory of the items.
        let mut read = Self::with_capacity(items.len());
        for item in items {
            read.push(T::read(item)?);
        }
        Ok(read)
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(json: Json<'_>) -> Result<Self> {
        let Json::List(items) = json else { return Err(json.is_no("a pair")) };
        let [first, second] =
            <[Json<'_>; 2]>::try_from(items).map_err(|items| Json::List(items).is_no("a pair"))?;
        Ok((A::read(first)?, B::read(second)?))
    }
}

impl Read for bool {
    fn read(json: Json<'_>) -> Result<Self> {
        match json {
            Json::Flag(flag) => Ok(flag),
            other => Err(other.is_no("true or false")),
        }
    }
}

/// A whole number, as wide as any that is read.
fn whole(json: Json<'_>) -> Result<i128> {
    match json {
        Json::Number(number) => Ok(number.into()),
        Json::Negative(number) => Ok(number.into()),
        other => Err(other.is_no("a whole number")),
    }
}

#[cold]
fn out_of_range(number: i128) -> Refusal {
    Refusal::of(Reason::OutOfRange(number.to_string()))
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Read for $number {
            fn read(json: Json<'_>) -> Result<Self> {
                let number = whole(json)?;
                number.try_into().map_err(|_| out_of_range(number))
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 i8 i32 i64);

impl Read for String {
    fn read(json: Json<'_>) -> Result<Self> {
        text(json, "a string").map(Cow::into_owned)
    }
}

impl Read for Addr {
    fn read(json: Json<'_>) -> Result<Self> {
        text(json, "an address").map(|address| Self::unchecked(address.into_owned()))
    }
}

impl Read for Uint128 {
    fn read(json: Json<'_>) -> Result<Self> {
        parsed(json, "Uint128 in a string")
    }
}

impl Read for Uint256 {
    fn read(json: Json<'_>) -> Result<Self> {
        parsed(json, "Uint256 in a string")
    }
}

impl Read for Int128 {
    fn read(json: Json<'_>) -> Result<Self> {
        parsed(json, "Int128 in a string")
    }
}

impl Read for Uint64 {
    fn read(json: Json<'_>) -> Result<Self> {
        parsed(json, "Uint64 in a string").map(Self::new)
    }
}

impl Read for Decimal {
    fn read(json: Json<'_>) -> Result<Self> {
        parsed(json, "decimal in a string")
    }
}

impl Read for Timestamp {
    fn read(json: Json<'_>) -> Result<Self> {
        Uint64::read(json).map(|nanos| Self::from_nanos(nanos.u64()))
    }
}

impl Read for Binary {
    fn read(json: Json<'_>) -> Result<Self> {
        let text = text(json, "base64 in a string")?;
        Self::from_base64(&text).map_err(|_| Refusal::of(Reason::Value("invalid base64".into())))
    }
}

impl Read for HexBinary {
    fn read(json: Json<'_>) -> Result<Self> {
        let text = text(json, "hexadecimal in a string")?;
        Self::from_hex(&text).map_err(|_| Refusal::of(Reason::Value("invalid hexadecimal".into())))
    }
}

impl Read for Expiration {
    fn read(json: Json<'_>) -> Result<Self> {
        let (place, body) = json.variant(&["at_height", "at_time", "never"])?;
        let body = body.something()?;
        match place {
            0 => u64::read(body).map(Self::AtHeight),
            1 => Timestamp::read(body).map(Self::AtTime),
            // The one type here of another crate: it passes over what it does not name.
            _ => body.object(&[], false).map(|_: Fields<'_>| Self::Never {}),
        }
    }
}
