//! The attributes `message`, `record`, `answer` and `event` and the derive `Packed`, documented where they are used: in the crate `weal-wire`.

mod event;
mod expand;
mod packed;
mod snake_case;
mod write;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// The use of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A message that others send: fields that the type does not name are refused.
    Message,
    /// A stored value, or the answer of another contract of ours.
    Record,
    /// The answer of a contract of others.
    Answer,
}

/// See `weal_wire::message`.
#[proc_macro_attribute]
pub fn message(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expanded(arguments, parse_macro_input!(item as DeriveInput), Kind::Message)
}

/// See `weal_wire::record`.
#[proc_macro_attribute]
pub fn record(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expanded(arguments, parse_macro_input!(item as DeriveInput), Kind::Record)
}

/// See `weal_wire::answer`.
#[proc_macro_attribute]
pub fn answer(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expanded(arguments, parse_macro_input!(item as DeriveInput), Kind::Answer)
}

/// See `weal_wire::event`.
#[proc_macro_attribute]
pub fn event(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    event::expand(arguments.into(), item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// See `weal_wire::compact::Packed`.
#[proc_macro_derive(Packed, attributes(packed))]
pub fn packed(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    packed::expand(&item).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expanded(arguments: TokenStream, item: DeriveInput, kind: Kind) -> TokenStream {
    let refused = (!arguments.is_empty()).then(|| syn::Error::new_spanned(&item.ident, "no arguments"));
    match refused {
        Some(error) => Err(error),
        None => expand::expand(&item, kind),
    }
    .unwrap_or_else(|error| error.to_compile_error())
    .into()
}
