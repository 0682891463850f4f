//! The code that stands in the place of a type that carries an attribute of ours.

use crate::Kind;
use crate::snake_case::snake_case;
use crate::write::writing;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, Result};

/// The type itself with what `cw_serde` derives, but the reading, which is that of [`reading`] (and serde's own for [`Kind::Answer`]), and
/// beside it the writing of [`writing`].
pub(crate) fn expand(item: &DeriveInput, kind: Kind) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        return Err(Error::new_spanned(&item.generics, "generic types are not supported"));
    }
    ensure_plain(&item.attrs)?;
    let name = &item.ident;
    let closed = kind == Kind::Message;
    let ours = reading(item, closed)?;
    let reading = match kind {
        Kind::Message | Kind::Record => quote! {
            impl ::weal_wire::Read for #name {
                fn read(json: ::weal_wire::Json<'_>) -> ::weal_wire::Result<Self> {
                    #ours
                }
            }

            impl<'de> ::weal_wire::schema::serde::Deserialize<'de> for #name {
                fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
                where
                    D: ::weal_wire::schema::serde::Deserializer<'de>,
                {
                    ::weal_wire::deserialize(deserializer)
                }
            }
        },
        Kind::Answer => TokenStream::new(),
    };
    let derived = (kind == Kind::Answer).then(|| quote!(::weal_wire::schema::serde::Deserialize,));
    let writing = writing(item)?;
    let deny = closed.then(|| quote!(#[serde(deny_unknown_fields)]));
    let mute = closed.then(|| quote!(#[schemaifier(mute_warnings)]));
    let snake = matches!(item.data, Data::Enum(_)).then(|| quote!(#[serde(rename_all = "snake_case")]));
    Ok(quote! {
        #[derive(
            ::weal_wire::schema::serde::Serialize,
            #derived
            ::std::clone::Clone,
            ::std::fmt::Debug,
            ::std::cmp::PartialEq,
            ::weal_wire::schema::schemars::JsonSchema,
            ::weal_wire::schema::cw_schema::Schemaifier,
        )]
        #[allow(clippy::derive_partial_eq_without_eq)]
        #[serde(crate = "::weal_wire::schema::serde")]
        #deny
        #snake
        #[schemaifier(crate = "::weal_wire::schema::cw_schema")]
        #mute
        #[schemars(crate = "::weal_wire::schema::schemars")]
        #item

        #reading

        impl ::weal_wire::Write for #name {
            fn write(&self, json: &mut ::weal_wire::Writer) {
                #writing
            }
        }
    })
}

/// Refuses serde's attributes over a whole type, such as `untagged` and `tag`: serde's writer and the schema would follow them, and the
/// reader and the writer here, which do not know them, would not.
fn ensure_plain(attributes: &[Attribute]) -> Result<()> {
    match attributes.iter().find(|attribute| attribute.path().is_ident("serde")) {
        Some(attribute) => {
            Err(Error::new_spanned(attribute, "not supported on a type: the form of a message is fixed"))
        }
        None => Ok(()),
    }
}

fn reading(item: &DeriveInput, closed: bool) -> Result<TokenStream> {
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => object(quote!(Self), fields, quote!(json), closed),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                Ok(quote!(::weal_wire::Read::read(json).map(Self)))
            }
            other => Err(Error::new(other.span(), "fields must have names, or be one")),
        },
        Data::Enum(data) => variants(data, closed),
        Data::Union(data) => Err(Error::new_spanned(data.union_token, "unions are not supported")),
    }
}

/// Reads the fields of one struct or variant from `source`.
fn object(path: TokenStream, fields: &FieldsNamed, source: TokenStream, closed: bool) -> Result<TokenStream> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for field in &fields.named {
        let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a name is needed"))?;
        names.push(name.to_string().trim_start_matches("r#").to_owned());
        values.push(match takes_default(&field.attrs)? {
            true => quote!(#name: fields.following_or_default()?),
            false => quote!(#name: ::weal_wire::Read::read(fields.following())?),
        });
    }
    if values.is_empty() {
        return Ok(quote!(#source.object(&[], #closed).map(|_| #path {})));
    }
    Ok(quote! {{
        let mut fields = #source.object(&[#(#names),*], #closed)?;
        let mut read = || -> ::weal_wire::Result<Self> { ::std::result::Result::Ok(#path { #(#values),* }) };
        let read = read();
        read.map_err(|refusal| fields.refused(refusal))
    }})
}

fn variants(data: &DataEnum, closed: bool) -> Result<TokenStream> {
    let mut names = Vec::new();
    let mut arms = Vec::new();
    for (index, variant) in data.variants.iter().enumerate() {
        let name = &variant.ident;
        names.push(snake_case(&name.to_string()));
        let read = match &variant.fields {
            Fields::Unit => quote!({ body.nothing()?; ::std::result::Result::Ok(Self::#name) }),
            Fields::Named(fields) => object(quote!(Self::#name), fields, quote!(body.something()?), closed)?,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                quote!(::weal_wire::Read::read(body.something()?).map(Self::#name))
            }
            other => return Err(Error::new(other.span(), "fields must have names, or be one")),
        };
        arms.push(quote!(#index => #read));
        if let Some(attribute) = variant.attrs.iter().find(|attribute| attribute.path().is_ident("serde")) {
            return Err(Error::new_spanned(attribute, "not supported on a variant"));
        }
    }
    let unknown = format_ident!("_unknown");
    Ok(quote! {
        let (index, body) = json.variant(&[#(#names),*])?;
        match index {
            #(#arms,)*
            #unknown => ::std::result::Result::Err(body.of_no_variant()),
        }
    })
}

/// Returns whether the field may be left out for its type's default. Refuses an attribute that would change the field's
/// name or form, because the reader does not know that attribute.
fn takes_default(attributes: &[Attribute]) -> Result<bool> {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("default") && !meta.input.peek(syn::Token![=]) {
                found = true;
                return Ok(());
            }
            if meta.path.is_ident("skip_serializing_if") {
                return meta.value()?.parse::<syn::LitStr>().map(drop);
            }
            Err(meta.error("only `default` and `skip_serializing_if` are supported"))
        })?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use syn::parse_quote;

    fn refusal(item: &DeriveInput, kind: Kind) -> String {
        expand(item, kind).unwrap_err().to_string()
    }

    #[test]
    fn serdes_attributes_over_a_type_do_not_compile() {
        let items: [DeriveInput; 6] = [
            parse_quote!(
                #[serde(untagged)]
                enum Either {
                    Number(u64),
                    Text(String),
                }
            ),
            parse_quote!(
                #[serde(tag = "type")]
                enum Tagged {
                    One { a: u64 },
                    Two {},
                }
            ),
            parse_quote!(
                #[serde(tag = "type", content = "body")]
                enum Beside {
                    One(u64),
                }
            ),
            parse_quote!(
                #[serde(rename_all = "camelCase")]
                struct Renamed {
                    a_field: u64,
                }
            ),
            parse_quote!(
                #[serde(transparent)]
                struct Only(u64);
            ),
            parse_quote!(
                #[serde(default)]
                struct Lenient {
                    a: u64,
                }
            ),
        ];
        for item in &items {
            for kind in [Kind::Message, Kind::Record, Kind::Answer] {
                assert_eq!(
                    refusal(item, kind),
                    "not supported on a type: the form of a message is fixed",
                    "{kind:?}"
                );
            }
        }
    }

    #[test]
    fn serdes_attributes_that_change_a_variant_or_a_field_do_not_compile() {
        let variant: DeriveInput = parse_quote!(
            enum Renamed {
                #[serde(rename = "x")]
                One {},
            }
        );
        assert_eq!(refusal(&variant, Kind::Message), "not supported on a variant");
        let items: [DeriveInput; 5] = [
            parse_quote!(
                struct A {
                    #[serde(rename = "x")]
                    a: u64,
                }
            ),
            parse_quote!(
                struct A {
                    #[serde(flatten)]
                    a: B,
                }
            ),
            parse_quote!(
                struct A {
                    #[serde(default = "one")]
                    a: u64,
                }
            ),
            parse_quote!(
                struct A {
                    #[serde(alias = "x")]
                    a: u64,
                }
            ),
            parse_quote!(
                struct A {
                    #[serde(skip)]
                    a: u64,
                }
            ),
        ];
        for item in &items {
            assert_eq!(refusal(item, Kind::Record), "only `default` and `skip_serializing_if` are supported");
        }
    }

    #[test]
    fn what_the_reader_has_no_form_for_does_not_compile() {
        let generic: DeriveInput = parse_quote!(
            struct A<T> {
                a: T,
            }
        );
        assert_eq!(refusal(&generic, Kind::Message), "generic types are not supported");
        let pair: DeriveInput = parse_quote!(
            struct A(u64, u64);
        );
        assert_eq!(refusal(&pair, Kind::Message), "fields must have names, or be one");
        let union: DeriveInput = parse_quote!(union A { a: u64 });
        assert_eq!(refusal(&union, Kind::Message), "unions are not supported");
    }

    #[test]
    fn only_an_answer_is_read_by_serdes_derive() {
        let item: DeriveInput = parse_quote!(
            struct A {
                #[serde(default)]
                a: u64,
            }
        );
        let expanded = |kind| expand(&item, kind).unwrap().to_string();
        for kind in [Kind::Message, Kind::Record] {
            assert!(!expanded(kind).contains("serde :: Deserialize ,"), "{kind:?}");
            assert!(expanded(kind).contains("wire :: Read for A"), "{kind:?}");
        }
        assert!(expanded(Kind::Answer).contains("serde :: Deserialize ,"));
        assert!(!expanded(Kind::Answer).contains("wire :: Read for A"));
        assert!(expanded(Kind::Message).contains("deny_unknown_fields"));
        assert!(!expanded(Kind::Answer).contains("deny_unknown_fields"));
    }
}
