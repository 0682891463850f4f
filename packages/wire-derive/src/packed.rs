//! The expansion of `#[derive(Packed)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Error, Field, Fields, Result, Variant, parse_quote};

/// The packing, the reading and the published shape of a record.
pub(crate) fn expand(item: &DeriveInput) -> Result<TokenStream> {
    let (pack, unpack, shape, grows) = match &item.data {
        Data::Struct(data) => {
            let fields = Members::of(&data.fields)?;
            let (pattern, pack) = (fields.pattern(), fields.pack());
            let (unpack, shape, grows) = (fields.unpack(&quote!(Self)), fields.shape(), fields.grows());
            (
                quote!(let Self #pattern = self; #pack),
                quote!(::std::result::Result::Ok(#unpack)),
                quote!(::weal_wire::compact::Shape::Record(#shape)),
                grows,
            )
        }
        Data::Enum(data) => variants(data.variants.iter())?,
        Data::Union(data) => return Err(Error::new_spanned(data.union_token, "unions are not supported")),
    };
    let name = &item.ident;
    let text = name.to_string();
    let mut generics = item.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::weal_wire::compact::Packed));
    }
    let (parameters, arguments, conditions) = generics.split_for_impl();
    Ok(quote! {
        impl #parameters ::weal_wire::compact::Packed for #name #arguments #conditions {
            const NAME: &'static str = #text;
            const GROWS: bool = #grows;

            fn pack(&self, writer: &mut ::weal_wire::compact::Writer) {
                #pack
            }

            fn unpack(
                reader: &mut ::weal_wire::compact::Reader<'_>,
            ) -> ::std::result::Result<Self, ::weal_wire::compact::CompactError> {
                #unpack
            }

            fn shape() -> ::weal_wire::compact::Shape {
                #shape
            }
        }
    })
}

/// The parts of an enum: the variant's place, counted from zero in the order of the source, then its fields.
fn variants<'a>(
    variants: impl Iterator<Item = &'a Variant>,
) -> Result<(TokenStream, TokenStream, TokenStream, TokenStream)> {
    let (mut packs, mut reads, mut shapes) = (vec![], vec![], vec![]);
    for (place, variant) in variants.enumerate() {
        let place = u64::try_from(place).map_err(|_| Error::new_spanned(variant, "too many variants"))?;
        let (name, fields) = (&variant.ident, Members::of(&variant.fields)?);
        if let Some(field) = fields.0.iter().find(|field| field.is_appended) {
            return Err(Error::new(field.span, "a variant cannot grow: add a variant instead"));
        }
        let (pattern, pack) = (fields.pattern(), fields.pack());
        let (unpack, shape) = (fields.unpack(&quote!(Self::#name)), fields.shape());
        let text = name.to_string();
        packs.push(quote!(Self::#name #pattern => { writer.put(#place); #pack }));
        reads.push(quote!(#place => ::std::result::Result::Ok(#unpack)));
        shapes.push(quote!((#text, #shape)));
    }
    Ok((
        quote!(match self { #(#packs)* }),
        quote! {
            let damaged = reader.damaged();
            match reader.u64()? {
                #(#reads,)*
                _ => ::std::result::Result::Err(damaged),
            }
        },
        quote!(::weal_wire::compact::Shape::Variants(::std::vec![#(#shapes),*])),
        quote!(false),
    ))
}

/// The fields of a struct or of a variant.
struct Members(Vec<Member>);

struct Member {
    /// The field's name, or its place in a tuple.
    name: TokenStream,
    /// The field's name inside the generated code.
    local: syn::Ident,
    ty: syn::Type,
    doc: String,
    is_appended: bool,
    span: proc_macro2::Span,
}

impl Members {
    /// Errors: a field that is not appended behind one that is.
    fn of(fields: &Fields) -> Result<Self> {
        let members = fields
            .iter()
            .enumerate()
            .map(|(place, field)| Member::of(place, field))
            .collect::<Result<Vec<_>>>()?;
        let mut appended = false;
        for member in &members {
            if appended && !member.is_appended {
                return Err(Error::new(member.span, "a field behind an appended one must be appended too"));
            }
            appended = member.is_appended;
        }
        Ok(Self(members))
    }

    fn pattern(&self) -> TokenStream {
        let (names, locals) = (self.0.iter().map(|m| &m.name), self.0.iter().map(|m| &m.local));
        quote!({ #(#names: #locals),* })
    }

    fn pack(&self) -> TokenStream {
        let locals = self.0.iter().map(|member| &member.local);
        quote!(#(::weal_wire::compact::Packed::pack(#locals, writer);)*)
    }

    /// The fields are read in the order of the source, which is the order in which a struct expression evaluates them.
    fn unpack(&self, path: &TokenStream) -> TokenStream {
        let last = self.0.len();
        let values = self.0.iter().enumerate().map(|(place, member)| {
            let (name, ty) = (&member.name, &member.ty);
            if member.is_appended {
                return quote!(#name: reader.appended()?);
            }
            // What can grow has no mark of its end: it may only stand where its record ends.
            let ends = place.checked_add(1) == Some(last);
            let fixed = (!ends).then(|| {
                quote!(const { assert!(!<#ty as ::weal_wire::compact::Packed>::GROWS, "only the last field can grow") };)
            });
            quote!(#name: { #fixed <#ty as ::weal_wire::compact::Packed>::unpack(reader)? })
        });
        quote!(#path { #(#values),* })
    }

    fn shape(&self) -> TokenStream {
        let fields = self.0.iter().map(|member| {
            let (name, doc, ty, appended) =
                (member.name.to_string(), &member.doc, &member.ty, member.is_appended);
            quote!(::weal_wire::compact::Field {
                name: #name,
                doc: #doc,
                shape: <#ty as ::weal_wire::compact::Packed>::shape(),
                is_appended: #appended,
            })
        });
        quote!(::std::vec![#(#fields),*])
    }

    fn grows(&self) -> TokenStream {
        match self.0.last() {
            Some(member) if member.is_appended => quote!(true),
            Some(member) => {
                let ty = &member.ty;
                quote!(<#ty as ::weal_wire::compact::Packed>::GROWS)
            }
            None => quote!(false),
        }
    }
}

impl Member {
    fn of(place: usize, field: &Field) -> Result<Self> {
        let name = match &field.ident {
            Some(name) => quote!(#name),
            None => {
                let index = syn::Index::from(place);
                quote!(#index)
            }
        };
        Ok(Self {
            name,
            local: quote::format_ident!("field_{place}"),
            ty: field.ty.clone(),
            doc: documented(&field.attrs),
            is_appended: is_appended(&field.attrs)?,
            span: field.span(),
        })
    }
}

/// Errors: another word in the attribute than `appended`.
fn is_appended(attributes: &[Attribute]) -> Result<bool> {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("packed")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("appended") {
                found = true;
                return Ok(());
            }
            Err(meta.error("only `appended` is supported"))
        })?;
    }
    Ok(found)
}

/// The doc comment of a field, as one line.
pub(crate) fn documented(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                Some(text.value().trim().to_owned())
            }
            _ => None,
        },
        _ => None,
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
