//! Events as structs: what the attribute [`event`](macro@crate::event) makes of a struct's fields.
//!
//! The attribute derives `Clone`, `Debug`, `PartialEq` and `Eq`, and `From` the struct for an [`Event`]. The event's type is the struct's
//! name in snake case, and each field is one attribute: its key is the field's name, and its text that of [`EventValue`]. Attributes stand
//! in the order of the fields, and an `Option` that is none is left out. A field whose name says all needs no doc comment.
//!
//! ```
//! use cosmwasm_std::{Addr, Event, Uint128};
//!
//! /// A swap was made.
//! #[weal_wire::event]
//! pub struct Swapped {
//!     pub trader: Addr,
//!     /// Account that received the output; left out of the event where it is the trader.
//!     #[event(skip_if = "recipient == trader")]
//!     pub recipient: Addr,
//!     /// Amounts sold and bought, base units.
//!     pub amounts: Vec<Uint128>,
//!     /// Part of the output that was withheld; left out of the event where it is zero.
//!     #[event(skip_if = "Uint128::is_zero")]
//!     pub withheld: Uint128,
//! }
//!
//! let (trader, amounts) = (Addr::unchecked("ann"), vec![Uint128::new(10), Uint128::new(9)]);
//! let event = Event::from(Swapped { recipient: trader.clone(), trader, amounts, withheld: Uint128::zero() });
//! assert_eq!(event, Event::new("swapped").add_attribute("trader", "ann").add_attribute("amounts", "10,9"));
//! ```
//!
//! What does not follow from names and types is said in attributes:
//!
//! | Attribute | Meaning |
//! |---|---|
//! | `#[weal_wire::event(name = "pool_created")]` | The event's type, on the struct. |
//! | `#[event(key = "id")]` | The attribute's key. |
//! | `#[event(none = "")]` | The text of an `Option` that is none, in the place of leaving it out. |
//! | `#[event(skip_if = "Uint128::is_zero")]` | A function of a reference to the field that answers whether to leave it out. |
//! | `#[event(skip_if = "recipient == trader")]` | An expression of references to the fields that does. |
//! | `#[event(flatten(row, col))]` | The field is a struct: these of its fields are an attribute each. |
//! | `#[event(with = "add_params")]` | A function of the field and the [`Attributes`] adds what the field becomes. |
//!
//! Another word is refused:
//!
//! ```compile_fail
//! #[weal_wire::event]
//! pub struct Swapped {
//!     #[event(rename = "account")]
//!     pub trader: String,
//! }
//! ```

use cosmwasm_std::{Addr, Attribute, Binary, Decimal, Uint128};

/// The event that a struct becomes, as the chain has it.
pub use cosmwasm_std::Event;

/// A value that an event's attribute can carry.
pub trait EventValue {
    /// The attribute's text.
    fn into_text(self) -> String;
}

/// An event in the making: its attributes are added in their order.
///
/// Each addition is one call of a function that all events of a contract share, since its wasm is paid for by size.
pub struct Attributes(Event);

impl Attributes {
    /// An event of this type. It has room for ten attributes, which nearly all stay below.
    #[inline(never)]
    pub fn of(kind: &str) -> Self {
        Self(Event::new(kind))
    }

    /// Adds an attribute.
    #[inline(never)]
    pub fn add<V: EventValue>(&mut self, key: &'static str, value: V) {
        self.push(key, value.into_text());
    }

    /// Adds an attribute whose text is `none` where there is no value.
    #[inline(never)]
    pub fn add_or<V: EventValue>(&mut self, key: &'static str, value: Option<V>, none: &'static str) {
        self.push(key, value.map_or_else(|| none.to_owned(), V::into_text));
    }

    /// The event with all that was added.
    pub fn into_event(self) -> Event {
        self.0
    }

    #[inline(never)]
    fn push(&mut self, key: &str, value: String) {
        self.0.attributes.push(Attribute { key: key.to_owned(), value });
    }
}

macro_rules! values {
    ($($value:ident: $($ty:ty),+ => $text:expr;)+) => {$($(
        impl EventValue for $ty {
            fn into_text(self) -> String {
                let $value = self;
                $text
            }
        }
    )+)+};
}

values! {
    value: u8, u16, u32 => u64::from(value).into_text();
    value: u64, usize, i32, bool, Uint128, Decimal => value.to_string();
    value: String => value;
    value: &str => value.to_owned();
    value: Addr => value.into_string();
    value: Binary => value.to_base64();
    value: [u8; 32] => Binary::from(value).to_base64();
}

/// Values separated by commas.
impl<V: EventValue> EventValue for Vec<V> {
    fn into_text(self) -> String {
        self.into_iter().map(V::into_text).collect::<Vec<_>>().join(",")
    }
}
