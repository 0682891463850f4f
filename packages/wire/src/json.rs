//! JSON as a tree, and what is asked of it.

use crate::Read;
use crate::refusal::{Reason, Refusal, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A value of the JSON. Text is borrowed from it where it has no escapes.
#[derive(Debug)]
pub enum Json<'de> {
    /// A field that is not there.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number from zero on.
    Number(u64),
    /// A whole number below zero.
    Negative(i64),
    /// A number that is neither: nothing reads one, and a record passes over it where it has no use for the field.
    Fraction,
    /// A string.
    Text(Cow<'de, str>),
    /// An array.
    List(Vec<Json<'de>>),
    /// An object, in the order it was written.
    Object(Vec<(Cow<'de, str>, Json<'de>)>),
}

/// The fields of an object, taken one after the other in the order of the names asked for.
#[derive(Debug)]
pub struct Fields<'de> {
    names: &'static [&'static str],
    values: std::vec::IntoIter<Json<'de>>,
}

/// The body beside the name of a variant: nothing where the variant was written as a string.
#[derive(Debug)]
pub struct Variant<'de> {
    name: &'static str,
    body: Option<Json<'de>>,
}

impl<'de> Json<'de> {
    /// Returns the fields of these names. Errors where the value is no object, where a name comes twice, and, if
    /// `closed`, where a name is not among them.
    pub fn object(self, names: &'static [&'static str], closed: bool) -> Result<Fields<'de>> {
        let Self::Object(entries) = self else { return Err(self.is_no("an object")) };
        let mut values: Vec<Json<'de>> = names.iter().map(|_| Self::Absent).collect();
        for (name, value) in entries {
            match names.iter().position(|known| *known == name).and_then(|place| values.get_mut(place)) {
                Some(free @ Self::Absent) => *free = value,
                Some(_) => return Err(Refusal::of(Reason::Duplicate(name.into_owned()))),
                None if closed => return Err(Refusal::of(Reason::UnknownField(name.into_owned()))),
                None => {}
            }
        }
        Ok(Fields { names, values: values.into_iter() })
    }

    /// Returns which of `names` the value is, by its place, and the variant's body. The value is a string, or an object
    /// of one field.
    pub fn variant(self, names: &'static [&'static str]) -> Result<(usize, Variant<'de>)> {
        let (name, body) = match self {
            Self::Text(name) => (name, None),
            Self::Object(entries) => {
                let mut entries = entries.into_iter();
                let Some((name, body)) = entries.next() else {
                    return Err(Refusal::of(Reason::UnknownVariant(String::new())));
                };
                if entries.next().is_some() {
                    return Err(Refusal::of(Reason::ManyVariants));
                }
                (name, Some(body))
            }
            other => return Err(other.is_no("a variant")),
        };
        match names.iter().enumerate().find(|(_, known)| **known == name) {
            Some((place, name)) => Ok((place, Variant { name, body })),
            None => Err(Refusal::of(Reason::UnknownVariant(name.into_owned()))),
        }
    }

    /// The refusal of this where something else was needed.
    #[cold]
    pub fn is_no(&self, expected: &'static str) -> Refusal {
        let found = match self {
            Self::Absent => return Refusal::of(Reason::Missing("")),
            Self::Null => "null",
            Self::Flag(_) => "boolean",
            Self::Number(_) | Self::Negative(_) => "integer",
            Self::Fraction => "fraction",
            Self::Text(_) => "string",
            Self::List(_) => "sequence",
            Self::Object(_) => "map",
        };
        Refusal::of(Reason::Type { found, expected })
    }
}

impl<'de> Fields<'de> {
    /// Takes the next field, [`Json::Absent`] where it is missing. Apart from the reading, so that the code exists once
    /// and not for each type.
    #[inline(never)]
    pub fn following(&mut self) -> Json<'de> {
        self.values.next().unwrap_or(Json::Absent)
    }

    /// Reads the next field, or the type's default where the field is missing. Errors where the field is not what its
    /// type needs.
    pub fn following_or_default<T: Read + Default>(&mut self) -> Result<T> {
        match self.following() {
            Json::Absent => Ok(T::default()),
            value => T::read(value),
        }
    }

    /// The refusal of the field that was taken last, with its name.
    #[cold]
    pub fn refused(&self, refusal: Refusal) -> Refusal {
        let place = self.names.len().wrapping_sub(self.values.len()).wrapping_sub(1);
        refusal.within(self.names.get(place).copied().unwrap_or_default())
    }
}

impl<'de> Variant<'de> {
    /// Refuses a body, of a variant that has none.
    pub fn nothing(self) -> Result<()> {
        match self.body {
            None | Some(Json::Null) => Ok(()),
            Some(other) => Err(other.is_no("nothing").within(self.name)),
        }
    }

    /// The body of a variant that needs one.
    pub fn something(self) -> Result<Json<'de>> {
        let name = self.name;
        self.body.ok_or_else(|| Refusal::of(Reason::Type { found: "unit variant", expected: name }))
    }

    /// The refusal of a place that is none of the list's.
    #[cold]
    pub fn of_no_variant(self) -> Refusal {
        Refusal::of(Reason::UnknownVariant(self.name.into()))
    }
}

struct Tree;

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> std::result::Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> std::result::Result<Self::Value, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> std::result::Result<Self::Value, E> {
        Ok(Json::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Self::Value, E> {
        Ok(u64::try_from(number).map_or(Json::Negative(number), Json::Number))
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Self::Value, E> {
        Ok(Json::Fraction)
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> std::result::Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Self::Value, A::Error> {
        let mut items = vec![];
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
        let mut entries = vec![];
        while let Some(Json::Text(name)) = map.next_key()? {
            entries.push((name, map.next_value()?));
        }
        Ok(Json::Object(entries))
    }
}
