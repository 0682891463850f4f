//! What an event says, written in little code: an attribute is one call of a function that all events share.

use cosmwasm_std::{Attribute, Event, Uint128};

/// An event in the making.
pub(crate) struct Fact(Event);

impl Fact {
    /// Of this type.
    pub(crate) fn new(kind: &str) -> Self {
        Self(Event::new(kind))
    }

    /// Says a text.
    #[inline(never)]
    pub(crate) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.push(key, value.to_owned())
    }

    /// Says an account or another text; nothing after its name where there is none.
    pub(crate) fn text_if(&mut self, key: &str, value: Option<impl AsRef<str>>) -> &mut Self {
        self.text(key, value.as_ref().map_or("", AsRef::as_ref))
    }

    /// Says a number.
    pub(crate) fn number(&mut self, key: &str, value: impl Into<u64>) -> &mut Self {
        self.whole(key, value.into())
    }

    /// Says an amount.
    #[inline(never)]
    pub(crate) fn amount(&mut self, key: &str, value: Uint128) -> &mut Self {
        self.push(key, value.to_string())
    }

    /// All that was said.
    pub(crate) fn event(&mut self) -> Event {
        std::mem::replace(&mut self.0, Event::new(""))
    }

    #[inline(never)]
    fn whole(&mut self, key: &str, value: u64) -> &mut Self {
        self.push(key, value.to_string())
    }

    fn push(&mut self, key: &str, value: String) -> &mut Self {
        self.0.attributes.push(Attribute { key: key.to_owned(), value });
        self
    }
}
