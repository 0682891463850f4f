//! The expansion of `#[weal_wire::event]`.

use crate::snake_case::snake_case;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Ident, LitStr, Path, Result, Token, Type,
    parse_quote,
};

/// The struct with its derives, and its conversion into an event.
pub(crate) fn expand(arguments: TokenStream, mut item: DeriveInput) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        return Err(Error::new_spanned(&item.generics, "generic types are not supported"));
    }
    let name = item.ident.clone();
    let kind = kind(arguments, &name)?;
    let parts = parts(&mut item)?;
    ensure_distinct(&parts)?;
    if is_documented(&item.attrs) {
        let on_chain = format!("The event's type on chain is `wasm-{kind}`.");
        item.attrs.push(parse_quote!(#[doc = ""]));
        item.attrs.push(parse_quote!(#[doc = #on_chain]));
    }

    let (event, attributes) = (local("event"), local("attributes"));
    let fields: Vec<&Ident> = parts.iter().map(|part| &part.field).collect();
    let (skips, conditions): (Vec<Ident>, Vec<TokenStream>) =
        parts.iter().filter_map(|part| Some((part.skips(), part.condition()?))).unzip();
    // A condition may look at any field, so that all are answered before the first field is moved.
    let answered = (!skips.is_empty())
        .then(|| quote!(let [#(#skips),*] = { let #name { #(#fields),* } = &#event; [#(#conditions),*] };));
    let added = parts.iter().map(|part| part.added(&attributes));
    let mutable = (!parts.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::std::cmp::Eq)]
        #item

        impl ::std::convert::From<#name> for ::weal_wire::event::Event {
            #[allow(unused_variables)]
            fn from(#event: #name) -> Self {
                #answered
                let #name { #(#fields),* } = #event;
                let #mutable #attributes = ::weal_wire::event::Attributes::of(#kind);
                #(#added)*
                #attributes.into_event()
            }
        }
    })
}

/// The event's type: the struct's name, unless the arguments have another.
fn kind(arguments: TokenStream, name: &Ident) -> Result<String> {
    let mut kind = snake_case(&name.to_string());
    let argument = syn::meta::parser(|meta| {
        if meta.path.is_ident("name") {
            kind = meta.value()?.parse::<LitStr>()?.value();
            return Ok(());
        }
        Err(meta.error("only `name` is supported"))
    });
    argument.parse2(arguments)?;
    Ok(kind)
}

/// The struct's fields in order; their attributes of ours are taken off it, and what has no doc comment needs none.
fn parts(item: &mut DeriveInput) -> Result<Vec<Part>> {
    let shape = "an event is a struct with named fields, or with none";
    let Data::Struct(data) = &mut item.data else { return Err(Error::new_spanned(&item.ident, shape)) };
    match &mut data.fields {
        Fields::Named(fields) => fields.named.iter_mut().map(Part::take).collect(),
        Fields::Unit => Ok(vec![]),
        Fields::Unnamed(fields) => Err(Error::new_spanned(fields, shape)),
    }
}

/// Errors: two attributes of the same key, which a reader of the event could not tell apart.
fn ensure_distinct(parts: &[Part]) -> Result<()> {
    let mut keys = BTreeSet::new();
    match parts.iter().flat_map(|part| &part.keys).find(|key| !keys.insert(key.value())) {
        Some(key) => Err(Error::new_spanned(key, format!("a second attribute `{}`", key.value()))),
        None => Ok(()),
    }
}

/// Errors: another word than `skip_if` beside one that decides all that its field becomes.
fn ensure_compatible(mut words: Vec<Ident>) -> Result<()> {
    words.retain(|word| word != "skip_if");
    match words.iter().find(|word| *word == "flatten" || *word == "with") {
        Some(word) if words.len() > 1 => {
            Err(Error::new_spanned(word, format!("only `skip_if` may stand beside `{word}`")))
        }
        _ => Ok(()),
    }
}

fn is_documented(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}

/// A variable of the generated code that no field's name meets.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A field and what becomes of it.
struct Part {
    field: Ident,
    /// The keys that are known here: none where a function adds them.
    keys: Vec<LitStr>,
    value: Value,
    skip_if: Option<Expr>,
}

enum Value {
    Plain,
    /// An option that leaves its attribute out where it is none.
    Optional,
    /// An option with the text that stands for none.
    OptionalOr(LitStr),
    /// A struct whose fields are an attribute each.
    Flat(Vec<Ident>),
    /// The function that adds the field's attributes.
    With(Path),
}

impl Part {
    fn take(field: &mut Field) -> Result<Self> {
        let name = field.ident.clone().ok_or_else(|| Error::new_spanned(&*field, "a name is needed"))?;
        let is_option = is_option(&field.ty);
        let mut part = Self {
            keys: vec![LitStr::new(&bare(&name), name.span())],
            field: name,
            value: if is_option { Value::Optional } else { Value::Plain },
            skip_if: None,
        };
        let mut words = vec![];
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("event")) {
            attribute.parse_nested_meta(|meta| {
                words.extend(meta.path.get_ident().cloned());
                part.read(&meta, is_option)
            })?;
        }
        ensure_compatible(words)?;
        field.attrs.retain(|attribute| !attribute.path().is_ident("event"));
        if !is_documented(&field.attrs) {
            field.attrs.push(parse_quote!(#[allow(missing_docs)]));
        }
        Ok(part)
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>, is_option: bool) -> Result<()> {
        if meta.path.is_ident("skip_if") {
            self.skip_if = Some(meta.value()?.parse::<LitStr>()?.parse()?);
        } else if meta.path.is_ident("key") {
            self.keys = vec![meta.value()?.parse()?];
        } else if meta.path.is_ident("none") {
            if !is_option {
                return Err(meta.error("`none` is for an `Option`"));
            }
            self.value = Value::OptionalOr(meta.value()?.parse()?);
        } else if meta.path.is_ident("flatten") {
            let content;
            syn::parenthesized!(content in meta.input);
            let names: Vec<Ident> =
                Punctuated::<Ident, Token![,]>::parse_terminated(&content)?.into_iter().collect();
            self.keys = names.iter().map(|name| LitStr::new(&bare(name), name.span())).collect();
            self.value = Value::Flat(names);
        } else if meta.path.is_ident("with") {
            self.keys = vec![];
            self.value = Value::With(meta.value()?.parse::<LitStr>()?.parse()?);
        } else {
            return Err(meta.error("only `key`, `none`, `skip_if`, `flatten` and `with` are supported"));
        }
        Ok(())
    }

    /// The variable that says whether the field is left out.
    fn skips(&self) -> Ident {
        format_ident!("skips_{}", self.field, span = Span::mixed_site())
    }

    /// True where the field is left out, in terms of references to the fields.
    fn condition(&self) -> Option<TokenStream> {
        let field = &self.field;
        Some(match self.skip_if.as_ref()? {
            Expr::Path(function) => quote!(#function(#field)),
            expression => quote!(#expression),
        })
    }

    fn added(&self, attributes: &Ident) -> TokenStream {
        let (field, keys) = (&self.field, &self.keys);
        let added = match &self.value {
            Value::Plain => quote!(#(#attributes.add(#keys, #field);)*),
            Value::Optional => {
                quote!(if let ::std::option::Option::Some(value) = #field { #(#attributes.add(#keys, value);)* })
            }
            Value::OptionalOr(none) => quote!(#(#attributes.add_or(#keys, #field, #none);)*),
            Value::Flat(names) => quote!(#(#attributes.add(#keys, #field.#names);)*),
            Value::With(function) => quote!(#function(#field, &mut #attributes);),
        };
        match &self.skip_if {
            Some(_) => {
                let skips = self.skips();
                quote!(if !#skips { #added })
            }
            None => added,
        }
    }
}

/// A name without the `r#` of one that is a keyword.
fn bare(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn is_option(ty: &Type) -> bool {
    let Type::Path(ty) = ty else { return false };
    ty.path.segments.last().is_some_and(|last| last.ident == "Option")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn refusal(arguments: TokenStream, item: DeriveInput) -> String {
        expand(arguments, item).unwrap_err().to_string()
    }

    #[test]
    fn an_attribute_that_the_event_has_no_form_for_does_not_compile() {
        let fields: [Field; 4] = [
            parse_quote!(#[event(rename = "x")] a: u64),
            parse_quote!(#[event(skip)] a: u64),
            parse_quote!(#[event(name = "x")] a: u64),
            parse_quote!(#[event(default)] a: Option<u64>),
        ];
        for field in fields {
            assert_eq!(
                refusal(quote!(), parse_quote!(struct A { #field })),
                "only `key`, `none`, `skip_if`, `flatten` and `with` are supported"
            );
        }
        assert_eq!(
            refusal(
                quote!(),
                parse_quote!(
                    struct A {
                        #[event(none = "")]
                        a: u64,
                    }
                )
            ),
            "`none` is for an `Option`"
        );
    }

    #[test]
    fn what_decides_all_of_a_field_stands_alone() {
        let fields: [(&str, Field); 3] = [
            ("flatten", parse_quote!(#[event(flatten(a, b), key = "c")] a: Pair)),
            ("with", parse_quote!(#[event(key = "c")] #[event(with = "add_pair")] a: Pair)),
            ("with", parse_quote!(#[event(none = "", with = "add_pair")] a: Option<Pair>)),
        ];
        for (word, field) in fields {
            assert_eq!(
                refusal(quote!(), parse_quote!(struct A { #field })),
                format!("only `skip_if` may stand beside `{word}`")
            );
        }
        let skipped: DeriveInput = parse_quote!(
            struct A {
                #[event(skip_if = "a.is_none()", flatten(b))]
                a: Pair,
            }
        );
        assert!(expand(quote!(), skipped).is_ok());
    }

    #[test]
    fn an_argument_other_than_the_name_does_not_compile() {
        for arguments in [quote!(key = "x"), quote!(prefix = "x"), quote!(snake)] {
            assert_eq!(
                refusal(
                    arguments,
                    parse_quote!(
                        struct A {
                            a: u64,
                        }
                    )
                ),
                "only `name` is supported"
            );
        }
    }

    #[test]
    fn what_is_no_struct_with_names_does_not_compile() {
        let shape = "an event is a struct with named fields, or with none";
        assert_eq!(
            refusal(
                quote!(),
                parse_quote!(
                    struct A(u64);
                )
            ),
            shape
        );
        assert_eq!(
            refusal(
                quote!(),
                parse_quote!(
                    enum A {
                        One {},
                    }
                )
            ),
            shape
        );
        assert_eq!(refusal(quote!(), parse_quote!(union A { a: u64 })), shape);
        assert_eq!(
            refusal(
                quote!(),
                parse_quote!(
                    struct A<T> {
                        a: T,
                    }
                )
            ),
            "generic types are not supported"
        );
    }

    #[test]
    fn two_attributes_of_one_key_do_not_compile() {
        let renamed: DeriveInput = parse_quote!(
            struct A {
                a: u64,
                #[event(key = "a")]
                b: u64,
            }
        );
        assert_eq!(refusal(quote!(), renamed), "a second attribute `a`");
        let flattened: DeriveInput = parse_quote!(
            struct A {
                round: u64,
                #[event(flatten(round))]
                price: Price,
            }
        );
        assert_eq!(refusal(quote!(), flattened), "a second attribute `round`");
    }

    #[test]
    fn only_a_field_without_doc_is_allowed_to_have_none() {
        let item: DeriveInput = parse_quote!(
            struct A {
                /** Seconds. */
                a: u64,
                b: u64,
            }
        );
        let expanded = expand(quote!(), item).unwrap().to_string();
        assert_eq!(expanded.matches("allow (missing_docs)").count(), 1);
        assert!(!expanded.contains("on chain"), "a type without doc keeps none: the compiler asks for it");
        let documented: DeriveInput = parse_quote!(
            /** A lease ended. */
            struct LeaseEnded {
                a: u64,
            }
        );
        assert!(expand(quote!(), documented).unwrap().to_string().contains("`wasm-lease_ended`"));
    }
}
