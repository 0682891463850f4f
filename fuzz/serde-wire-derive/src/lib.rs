//! `message`, `record` and `answer` as `cw_serde` would have them: reading and writing are serde's.

use proc_macro::{TokenStream, TokenTree};

/// A type that refuses fields that it does not name.
#[proc_macro_attribute]
pub fn message(_: TokenStream, item: TokenStream) -> TokenStream {
    derived(item, ", deny_unknown_fields")
}

/// A type that passes over fields that it does not name.
#[proc_macro_attribute]
pub fn record(_: TokenStream, item: TokenStream) -> TokenStream {
    derived(item, "")
}

/// The same: an answer is read by serde's derive in the original too.
#[proc_macro_attribute]
pub fn answer(_: TokenStream, item: TokenStream) -> TokenStream {
    derived(item, "")
}

fn derived(item: TokenStream, closed: &str) -> TokenStream {
    let name = name(item.clone());
    let attributes = format!(
        r#"#[derive(
            ::weal_wire::schema::serde::Serialize, ::weal_wire::schema::serde::Deserialize, Clone, Debug, PartialEq,
            ::weal_wire::schema::schemars::JsonSchema, ::weal_wire::schema::cw_schema::Schemaifier,
        )]
        #[serde(crate = "::weal_wire::schema::serde", rename_all = "snake_case"{closed})]
        #[schemaifier(crate = "::weal_wire::schema::cw_schema", mute_warnings)]
        #[schemars(crate = "::weal_wire::schema::schemars")]"#
    );
    let writing = format!(
        "impl ::weal_wire::Write for {name} {{
            fn write(&self, json: &mut ::weal_wire::Writer) {{
                json.bare(&::weal_wire::json_of(self));
            }}
        }}"
    );
    let tokens = |text: &str| text.parse::<TokenStream>().expect("the text is Rust");
    tokens(&attributes).into_iter().chain(item).chain(tokens(&writing)).collect()
}

/// The word behind `struct` or `enum`.
fn name(item: TokenStream) -> String {
    let mut words = item.into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    words.find(|word| word == "struct" || word == "enum").expect("the item is a struct or an enum");
    words.next().expect("the item has a name")
}
