//! Emits replies with a setter for each property that they may change.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::documentation::{Said, deprecated, outer};
use crate::emit::types::{Types, is_converted};
use crate::ir::{Events, Field, ModelId, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the reply with the properties of a model.
pub(super) fn emit(types: Types<'_>, events: &Events, id: ModelId) -> TokenStream {
    let model = types.context.api.model(id);
    let names = types.context.names.model(id);
    let name = &names.name;
    let documentation = outer(describe(types, events, id));
    let setters: Vec<TokenStream> = model
        .fields
        .iter()
        .zip(&names.fields)
        .map(|(field, name)| setter(types, field, name))
        .collect();
    let reply = types.event_runtime("reply");
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq)]
        #[must_use = "a reply does nothing until it is sent as the response"]
        pub struct #name(Reply);

        impl #name { #(#setters)* }

        #reply!(#name);
    }
}

fn describe(types: Types<'_>, events: &Events, id: ModelId) -> Prose {
    let said = Said::InDocument(&types.context.api.model(id).description)
        .or(|| "Reply that accepts an action, optionally with changes.".into());
    let origins = events.events.iter().filter(|event| {
        event.reply.as_ref().is_some_and(|reply| reply.model == Some(id))
    });
    let origins = origins.enumerate().map(|(index, event)| {
        let event = &types.context.names.model(event.model).name;
        let separator = if index == 0 { "" } else { ", " };
        let path = format!("{event}::accept");
        joined![separator, "[", Inline::code(&path), "]"]
    });
    let origins = Inline::concat(origins);
    let unchanged = "Properties that no setter changes are left as they are. `into()` converts it to a [`Reply`].";
    Prose::blocks([
        said.prose(),
        joined!["Returned by ", origins, ". ", unchanged].into(),
    ])
}

fn setter(types: Types<'_>, field: &Field, name: &Identifier) -> TokenStream {
    let wire = &field.wire;
    let deprecated = deprecated(field.deprecated);
    let said = types.described(&field.description, &field.ty);
    let said = said.or(|| joined!["Sets the property ", Inline::code(wire), "."]);
    let ty = types.received(&field.ty);
    if field.ty == Type::JsonText {
        let errors = [
            "# Errors",
            "[`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if serializing the value fails.",
        ];
        let [title, errors] = errors.map(|line| Inline::from(line).into());
        let documentation = outer(Prose::blocks([said.prose(), title, errors]));
        let conversion = types.runtime("IntoJsonText");
        return quote! {
            #documentation
            #deprecated
            pub fn #name(self, value: impl #conversion) -> crate::Result<Self> {
                let value = #conversion::into_json_text(value)?;
                Ok(Self(self.0.change(#wire, value)))
            }
        };
    }
    let documentation = outer(said.prose());
    let (accepted, converted) = match &field.ty {
        Type::Duration => {
            let to_text = quote! { crate::runtime::duration::to_text };
            (ty, Some(quote! { let value = #to_text(value); }))
        }
        converted if is_converted(converted) => {
            (quote! { impl Into<#ty> }, Some(quote! { let value: #ty = value.into(); }))
        }
        _ => (ty, None),
    };
    quote! {
        #documentation
        #deprecated
        pub fn #name(self, value: #accepted) -> Self {
            #converted
            Self(self.0.change(#wire, value))
        }
    }
}
