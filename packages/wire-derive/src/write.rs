//! The code by which a type writes itself: its fields by name.

use crate::snake_case::snake_case;
use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, Error, Expr, Fields, FieldsNamed, LitStr, Path, Result};

/// The body of `Write::write`.
pub(crate) fn writing(item: &DeriveInput) -> Result<TokenStream> {
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let (names, object) = object(fields)?;
                Ok(quote!(let Self { #(#names),* } = self; #object))
            }
            _ => Ok(quote!(::weal_wire::Write::write(&self.0, json);)),
        },
        Data::Enum(data) => variants(data),
        Data::Union(data) => Err(Error::new_spanned(data.union_token, "unions are not supported")),
    }
}

/// The names of the fields, and what writes them once they are bound to these names.
fn object(fields: &FieldsNamed) -> Result<(Vec<&syn::Ident>, TokenStream)> {
    let mut names = Vec::new();
    let mut texts = Vec::new();
    let mut values = Vec::new();
    for field in &fields.named {
        let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a name is needed"))?;
        names.push(name);
        texts.push(name.to_string().trim_start_matches("r#").to_owned());
        values.push(match skipped_if(&field.attrs)? {
            Some(is_skipped) => {
                quote!(if #is_skipped(#name) { entries.skip() } else { entries.field(#name) })
            }
            None => quote!(entries.field(#name)),
        });
    }
    let mutable = (!values.is_empty()).then(|| quote!(mut));
    Ok((names, quote!({ let #mutable entries = json.object(&[#(#texts),*]); #(#values;)* entries.close(); })))
}

fn variants(data: &DataEnum) -> Result<TokenStream> {
    let mut arms = Vec::new();
    for variant in &data.variants {
        let name = &variant.ident;
        let text = snake_case(&name.to_string());
        arms.push(match &variant.fields {
            Fields::Unit => quote!(Self::#name => json.text(#text)),
            Fields::Named(fields) => {
                let (names, object) = object(fields)?;
                quote!(Self::#name { #(#names),* } => { json.variant(#text); #object json.close(); })
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                quote!(Self::#name(only) => { json.variant(#text); ::weal_wire::Write::write(only, json); json.close(); })
            }
            other => return Err(Error::new(other.span(), "fields must have names, or be one")),
        });
    }
    Ok(quote!(match self { #(#arms),* }))
}

/// Returns the path that `skip_serializing_if` names.
fn skipped_if(attributes: &[Attribute]) -> Result<Option<Path>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("skip_serializing_if") {
                found = Some(meta.value()?.parse::<LitStr>()?.parse()?);
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        })?;
    }
    Ok(found)
}
