//! Reads the pool's messages from JSON.
//!
//! A derive writes out the reading of every field of every variant, each a few hundred bytes of wasm: of the pool's three
//! enums 95 KB. Here one loop reads them all by a table of names and kinds, which is what a derive with
//! `deny_unknown_fields` accepts, but for lists in the place of objects. Writing and the schema are still derived.

use super::{CoverTerms, Directional, Hop, ParamsChange, PoolKind};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Binary, Uint128};
use cw_utils::Expiration;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;
use thiserror::Error as ThisError;

/// How a field is written.
#[derive(Clone, Copy)]
enum Kind {
    Amount,
    Number,
    Flag,
    Text,
    Bytes,
    Info,
    Asset,
    Assets,
    Expires,
    Surcharge,
    Infos,
    Curve,
    Decimals,
    Change,
    Hops,
    Cover,
}

/// What a field says.
enum Value {
    Amount(Uint128),
    Number(u64),
    Flag(bool),
    Text(String),
    Bytes(Binary),
    Info(AssetInfo),
    Asset(Asset),
    Assets(Vec<Asset>),
    Expires(Expiration),
    Surcharge(Directional),
    Infos(Vec<AssetInfo>),
    Curve(PoolKind),
    Decimals(Vec<u8>),
    Change(ParamsChange),
    Hops(Vec<Hop>),
    Cover(CoverTerms),
}

/// The fields of one message.
type Shape = &'static [(&'static str, Kind)];

/// Why fields are no message.
#[derive(Debug, ThisError)]
enum FieldError {
    #[error("missing field `{0}`")]
    Missing(&'static str),
    #[error("`{0}` is out of range")]
    OutOfRange(&'static str),
}

/// What was found, by name; a null as nothing.
struct Fields(Vec<(&'static str, Option<Value>)>);

impl Fields {
    fn take<T: Field>(&mut self, name: &'static str) -> Result<T, FieldError> {
        let found = self.0.iter_mut().find(|(found, _)| *found == name);
        T::of(name, found.and_then(|(_, value)| value.take()))
    }
}

/// What a value can be read as.
trait Held: Sized {
    fn of(value: Value) -> Option<Self>;
}

/// What a field of a message can be: required, or optional.
trait Field: Sized {
    fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError>;
}

impl<T: Held> Field for Option<T> {
    fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError> {
        found.map(|value| T::of(value).ok_or(FieldError::OutOfRange(name))).transpose()
    }
}

macro_rules! held {
    ($($ty:ty: $pattern:pat => $value:expr;)*) => {$(
        impl Held for $ty {
            fn of(value: Value) -> Option<Self> {
                match value {
                    $pattern => $value,
                    _ => None,
                }
            }
        }

        impl Field for $ty {
            fn of(name: &'static str, found: Option<Value>) -> Result<Self, FieldError> {
                <Option<Self> as Field>::of(name, found)?.ok_or(FieldError::Missing(name))
            }
        }
    )*};
}

held! {
    Uint128: Value::Amount(amount) => Some(amount);
    u64: Value::Number(number) => Some(number);
    u32: Value::Number(number) => number.try_into().ok();
    u16: Value::Number(number) => number.try_into().ok();
    bool: Value::Flag(flag) => Some(flag);
    String: Value::Text(text) => Some(text);
    Binary: Value::Bytes(bytes) => Some(bytes);
    AssetInfo: Value::Info(info) => Some(info);
    Asset: Value::Asset(asset) => Some(asset);
    Vec<Asset>: Value::Assets(assets) => Some(assets);
    Expiration: Value::Expires(expires) => Some(expires);
    Directional: Value::Surcharge(terms) => Some(terms);
    Vec<AssetInfo>: Value::Infos(infos) => Some(infos);
    PoolKind: Value::Curve(kind) => Some(kind);
    Vec<u8>: Value::Decimals(decimals) => Some(decimals);
    ParamsChange: Value::Change(change) => Some(change);
    Vec<Hop>: Value::Hops(hops) => Some(hops);
    CoverTerms: Value::Cover(terms) => Some(terms);
}

impl Kind {
    fn read<'de, A: MapAccess<'de>>(self, map: &mut A) -> Result<Option<Value>, A::Error> {
        Ok(match self {
            Self::Amount => map.next_value::<Option<_>>()?.map(Value::Amount),
            Self::Number => map.next_value::<Option<_>>()?.map(Value::Number),
            Self::Flag => map.next_value::<Option<_>>()?.map(Value::Flag),
            Self::Text => map.next_value::<Option<_>>()?.map(Value::Text),
            Self::Bytes => map.next_value::<Option<_>>()?.map(Value::Bytes),
            Self::Info => map.next_value::<Option<_>>()?.map(Value::Info),
            Self::Asset => map.next_value::<Option<_>>()?.map(Value::Asset),
            Self::Assets => map.next_value::<Option<_>>()?.map(Value::Assets),
            Self::Expires => map.next_value::<Option<_>>()?.map(Value::Expires),
            Self::Surcharge => map.next_value::<Option<_>>()?.map(Value::Surcharge),
            Self::Infos => map.next_value::<Option<_>>()?.map(Value::Infos),
            Self::Curve => map.next_value::<Option<_>>()?.map(Value::Curve),
            Self::Decimals => map.next_value::<Option<_>>()?.map(Value::Decimals),
            Self::Change => map.next_value::<Option<_>>()?.map(Value::Change),
            Self::Hops => map.next_value::<Option<_>>()?.map(Value::Hops),
            Self::Cover => map.next_value::<Option<_>>()?.map(Value::Cover),
        })
    }
}

/// Reads an object of these fields.
struct Body(Shape);

impl<'de> DeserializeSeed<'de> for Body {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Body {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields(vec![]);
        while let Some(name) = map.next_key::<String>()? {
            let known = self.0.iter().find(|(known, _)| *known == name);
            let (name, kind) =
                known.ok_or_else(|| A::Error::custom(format_args!("unknown field `{name}`")))?;
            if fields.0.iter().any(|(found, _)| found == name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            fields.0.push((*name, kind.read(&mut map)?));
        }
        Ok(fields)
    }
}

/// Reads an object whose one field is named as a message and holds that.
struct Envelope(&'static [(&'static str, Shape)]);

impl<'de> Visitor<'de> for Envelope {
    type Value = (&'static str, Fields);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let name = map.next_key::<String>()?.unwrap_or_default();
        let known = self.0.iter().find(|(known, _)| *known == name);
        let (name, shape) =
            known.ok_or_else(|| A::Error::custom(format_args!("unknown variant `{name}`")))?;
        let fields = map.next_value_seed(Body(shape))?;
        match map.next_key::<String>()? {
            Some(_) => Err(A::Error::custom("more than one message")),
            None => Ok((*name, fields)),
        }
    }
}

/// `variant, "name" => Variant { field: Kind, … };`, and `Variant(Struct)` where the fields are a struct's.
macro_rules! messages {
    ($message:ident; $($variant:ident $(($inner:ident))?, $name:literal => { $($field:ident: $kind:ident),* };)*) => {
        impl $message {
            /// Of each message its fields.
            pub(in crate::amm_pool::wire) const SHAPES: &[(&'static str, Shape)] =
                &[$(($name, &[$((stringify!($field), Kind::$kind)),*])),*];
        }

        impl<'de> Deserialize<'de> for $message {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                fn build(name: &str, fields: &mut Fields) -> Result<$message, FieldError> {
                    Ok(match name {
                        $($name => messages!(@ $message $variant $(($inner))? fields { $($field),* }),)*
                        _ => return Err(FieldError::Missing("message")),
                    })
                }
                let (name, mut fields) = deserializer.deserialize_map(Envelope($message::SHAPES))?;
                build(name, &mut fields).map_err(D::Error::custom)
            }
        }
    };
    (@ $message:ident $variant:ident $fields:ident { $($field:ident),* }) => {
        $message::$variant { $($field: $fields.take(stringify!($field))?),* }
    };
    (@ $message:ident $variant:ident ($inner:ident) $fields:ident { $($field:ident),* }) => {
        $message::$variant($inner { $($field: $fields.take(stringify!($field))?),* })
    };
}

/// `Struct { field: Kind, … }`.
macro_rules! structs {
    ($($name:ident { $($field:ident: $kind:ident),* })*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const SHAPE: Shape = &[$((stringify!($field), Kind::$kind)),*];
                fn build(fields: &mut Fields) -> Result<$name, FieldError> {
                    Ok($name { $($field: fields.take(stringify!($field))?),* })
                }
                build(&mut deserializer.deserialize_map(Body(SHAPE))?).map_err(D::Error::custom)
            }
        }
    )*};
}

mod shapes;

#[cfg(test)]
mod tests;
