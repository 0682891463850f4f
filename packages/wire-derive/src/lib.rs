//! The attributes `message` and `record`, documented where they are used: in the crate `wire`.

mod expand;
mod write;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// See `wire::message`.
#[proc_macro_attribute]
pub fn message(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expanded(arguments, parse_macro_input!(item as DeriveInput), true)
}

/// See `wire::record`.
#[proc_macro_attribute]
pub fn record(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expanded(arguments, parse_macro_input!(item as DeriveInput), false)
}

fn expanded(arguments: TokenStream, item: DeriveInput, closed: bool) -> TokenStream {
    let refused = (!arguments.is_empty()).then(|| syn::Error::new_spanned(&item.ident, "no arguments"));
    match refused {
        Some(error) => Err(error),
        None => expand::expand(&item, closed),
    }
    .unwrap_or_else(|error| error.to_compile_error())
    .into()
}
