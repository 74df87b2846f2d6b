//! Emits the constructors of models.

use proc_macro2::TokenStream;
use quote::quote;

use super::setter;
use crate::emit::documentation::outer;
use crate::emit::json;
use crate::emit::types::{self, Types};
use crate::ir::{Access, Field, Model, ModelId, Presence, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Maximum number of arguments of a function for which clippy does not warn.
const MAX_ARGUMENTS: usize = 7;

/// Emits the constructor of a model and the methods that set what it does not take: it takes what every response holds, or what a request has to hold. There is none for a
/// model of responses without such fields, which has a `Default`.
pub(super) fn emit(types: Types<'_>, id: ModelId) -> Option<TokenStream> {
    let setters = setter::emit(types, id);
    let (model, names) = (types.context.api.model(id), types.context.names.model(id));
    let taken = names.arguments.iter();
    let taken: Vec<(&Field, &Identifier)> =
        taken.map(|&index| (&model.fields[index], &names.fields[index])).collect();
    if taken.is_empty() && !model.direction.is_sent() {
        return None;
    }
    let parameters = taken.iter().map(|(field, name)| parameter(types, id, field, name));
    let statements = taken.iter().map(|(field, name)| statement(types, id, field, name));
    let statements: TokenStream = statements.collect();
    let values = model.fields.iter().zip(&names.fields);
    let values = values.map(|(field, name)| value(types, model, field, name));
    let name = &names.name;
    let documentation = outer(describe(model, name));
    let allowed = (taken.len() > MAX_ARGUMENTS)
        .then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let deprecated =
        types.allow_deprecated(model.fields.iter().any(|field| field.deprecated));
    let conversions = conversions(types, id, &taken);
    Some(quote! {
        impl #name {
            #documentation
            #allowed
            #deprecated
            pub fn new(#(#parameters),*) -> Self {
                #statements
                Self { #(#values),* }
            }

            #(#setters)*
        }
        #conversions
    })
}

fn describe(model: &Model, name: &Identifier) -> Prose {
    if model.direction.is_sent() {
        let rest = if model.fields.iter().any(|field| model.sets(field)) {
            "Creates a value with what a request has to contain. The methods named after the other fields set those."
        } else {
            "Creates a value with what a request has to contain."
        };
        return Inline::from(rest).into();
    }
    Prose::blocks([
        joined![
            "Creates a value with all optional fields set to `None`, for tests of code that takes ",
            Inline::code(name.as_str()),
            "."
        ]
        .into(),
        Inline::from("The fields are public, so they can be set afterwards.").into(),
    ])
}

/// Emits a parameter of the constructor.
fn parameter(
    types: Types<'_>,
    id: ModelId,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let ty = types.field(id, field);
    if !types.context.api.model(id).direction.is_sent() {
        return if types::is_converted(&field.ty) {
            quote! { #name: impl Into<#ty> }
        } else {
            quote! { #name: #ty }
        };
    }
    if field.nullable {
        return quote! { #name: #ty };
    }
    let (accepted, _) = types.accepted_field(&field.ty, &quote! { #name });
    quote! { #name: #accepted }
}

/// Emits the conversion of an argument that is sent, if its type differs from that of the field.
fn statement(
    types: Types<'_>,
    id: ModelId,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let is_list = matches!(field.ty, Type::Array(_) | Type::Map(_));
    let is_sent = types.context.api.model(id).direction.is_sent();
    if !is_list || field.nullable || !is_sent {
        return TokenStream::new();
    }
    let (_, sent) = types.accepted_field(&field.ty, &quote! { #name });
    quote! { let #name = #sent; }
}

/// Emits the value of a field.
fn value(
    types: Types<'_>,
    model: &Model,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    if !model.takes(field) {
        return match field.presence {
            Presence::Additional => {
                let map = types.import("std::collections", "BTreeMap");
                quote! { #name: #map::new() }
            }
            Presence::Optional | Presence::Always => quote! { #name: None },
        };
    }
    if model.direction.is_sent() && field.nullable {
        return quote! { #name };
    }
    let is_converted = if model.direction.is_sent() {
        json::is_converted(&field.ty)
    } else {
        types::is_converted(&field.ty)
    };
    match (field.access, field.presence, is_converted) {
        (Access::WriteOnly, Presence::Optional, true) => {
            quote! { #name: Some(#name.into()) }
        }
        (Access::WriteOnly, Presence::Optional, false) => quote! { #name: Some(#name) },
        (_, _, true) => quote! { #name: #name.into() },
        (_, _, false) => quote! { #name },
    }
}

/// Emits conversions from the only argument of the constructor of a model that requests contain.
fn conversions(
    types: Types<'_>,
    id: ModelId,
    taken: &[(&Field, &Identifier)],
) -> Option<TokenStream> {
    let (model, name) =
        (types.context.api.model(id), &types.context.names.model(id).name);
    let [(field, argument)] = taken else {
        return None;
    };
    let is_any = matches!(field.ty, Type::Json) || field.ty == Type::Model(id);
    if !model.direction.is_sent() || field.nullable || is_any {
        return None;
    }
    let accepted = match field.ty {
        Type::String | Type::Uri => vec![quote! { &str }, quote! { String }],
        _ => vec![types.received(&field.ty)],
    };
    let deprecated = types.allow_deprecated(field.deprecated);
    Some(quote! {
        #(
            impl From<#accepted> for #name {
                #deprecated
                fn from(#argument: #accepted) -> Self {
                    Self::new(#argument)
                }
            }
        )*
    })
}
