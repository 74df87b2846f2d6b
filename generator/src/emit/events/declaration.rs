//! Emits the struct of an event, and what creates it from parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::described;
use crate::emit::documentation::{deprecated, outer};
use crate::emit::model;
use crate::emit::types::Types;
use crate::ir::{Event, Field, Reply, Sensitivity, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Documentation of the field with the remaining parameters.
const OTHER: &str = "Parameters that are unknown to this version of the crate, and those whose values the fields cannot represent.";

/// Documentation of the method that creates a rejection.
const REJECT: &str = "Returns the reply that rejects the action. A status other than 4xx and 5xx is replaced by 403.";

/// Emits the struct of an event.
pub(super) fn emit(types: Types<'_>, event: &Event) -> TokenStream {
    let model = types.context.api.model(event.model);
    let names = types.context.names.model(event.model);
    let name = &names.name;
    let members = || model.fields.iter().zip(&names.fields);
    let documentation = outer(describe(types, event));
    let fields = members().map(|(field, name)| declare(types, event, field, name));
    let values = members().map(|(field, name)| {
        let value = read(event, field);
        quote! { #name: #value, }
    });
    let parameters = if model.fields.is_empty() {
        quote! { parameters }
    } else {
        quote! { mut parameters }
    };
    let is_personal =
        model.fields.iter().any(|field| field.sensitivity == Sensitivity::Personal);
    let debug_derive = (!is_personal).then(|| quote! { Debug, });
    let debug = is_personal
        .then(|| model::emit_debug(types, model, name, &names.fields, &["other"]));
    let readers = model::emit_readers(types, model, name, &names.fields);
    let other = outer(Inline::from(OTHER));
    let deprecated = deprecated(model.deprecated);
    let decisions = event.reply.as_ref().map(|reply| decide(types, name, reply));
    quote! {
        #documentation
        #deprecated
        #[derive(Clone, #debug_derive PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #other
            pub other: EventParameters,
        }

        impl From<EventParameters> for #name {
            fn from(#parameters: EventParameters) -> Self {
                Self {
                    #(#values)*
                    other: parameters,
                }
            }
        }

        #decisions
        #readers
        #debug
    }
}

fn describe(types: Types<'_>, event: &Event) -> Prose {
    let kind = Inline::code(&event.kind);
    let sent = match &event.reply {
        Some(reply) => {
            let effect = match (reply.model.is_some(), reply.can_reject) {
                (true, true) => ". The response can change or reject it.",
                (true, false) => ". The response can change it.",
                (false, true) => ". The response can reject it.",
                (false, false) => ".",
            };
            joined!["Kind ", kind, ", sent before the action", effect]
        }
        None => joined!["Kind ", kind, ", sent after the action."],
    };
    Prose::blocks([described(types.context, event).prose(), sent.into()])
}

fn declare(
    types: Types<'_>,
    event: &Event,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let said = types
        .described(&field.description, &field.ty)
        .or(|| joined!["The parameter ", Inline::code(&field.wire), "."]);
    let documentation = outer(said.prose());
    let ty = types.field(event.model, field);
    let deprecated = deprecated(field.deprecated);
    quote! { #documentation #deprecated pub #name: #ty, }
}

/// Returns the expression that takes the value of a field out of the parameters.
fn read(event: &Event, field: &Field) -> TokenStream {
    let wire = &field.wire;
    match &field.ty {
        Type::String | Type::Uri => quote! { parameters.string(#wire) },
        Type::Sid(_) | Type::Enumeration(_) | Type::JsonText => {
            quote! { parameters.text(#wire) }
        }
        Type::Boolean
        | Type::Integer
        | Type::UnsignedInteger
        | Type::Number
        | Type::Date => {
            quote! { parameters.parsed(#wire) }
        }
        Type::Timestamp => quote! { parameters.timestamp(#wire) },
        Type::Duration => quote! { parameters.duration(#wire) },
        Type::Array(element) if element.is_text() => {
            if event.separated.contains(&field.wire) {
                quote! { parameters.separated(#wire) }
            } else {
                quote! { parameters.repeated(#wire) }
            }
        }
        Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json => {
            quote! { parameters.json(#wire) }
        }
    }
}

/// Emits the methods that create the reply to an event.
fn decide(types: Types<'_>, name: &Identifier, reply: &Reply) -> TokenStream {
    let accept = if let Some(id) = reply.model {
        let reply = &types.context.names.model(id).name;
        quote! {
            #[doc = " Returns the reply that accepts the action. Its setters change the action."]
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            pub fn accept(&self) -> #reply { #reply(Reply::default()) }
        }
    } else {
        quote! {
            #[doc = " Returns the reply that accepts the action."]
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            pub fn accept(&self) -> Reply { Reply::default() }
        }
    };
    let reject = reply.can_reject.then(|| {
        let status = types.import("http", "StatusCode");
        let documentation = outer(Inline::from(REJECT));
        quote! {
            #documentation
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            pub fn reject(&self, status: #status) -> Reply { Reply::rejection(status) }
        }
    });
    quote! { impl #name { #accept #reject } }
}
