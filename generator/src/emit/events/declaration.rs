//! Emits the struct of an event, and what creates it from parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{REJECT, described, paragraphs};
use crate::emit::documentation::{deprecated, outer};
use crate::emit::model;
use crate::emit::types::Types;
use crate::ir::{Event, Events, Field, Reply, Sensitivity, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Documentation of the field with the remaining parameters.
const OTHER: &str = "Parameters that are unknown to this version of the crate, and those whose values the fields cannot represent.";

/// Documentation of the methods that create a reply which changes the action, and one which does not.
const ACCEPT_CHANGED: &str = "Returns the reply that accepts the action. Its setters change the action; without them, it is carried out \
     as it is. `into()` converts the reply to a [`Reply`].";
const ACCEPT: &str = "Returns the reply that accepts the action.";

/// Documentation of the constant with the kind.
const KIND: &str = "The kind of the event, such as for the filters of a webhook.";

/// Emits the struct of an event.
pub(super) fn emit(
    types: Types<'_>,
    events: &Events,
    event: &Event,
    variant: &Identifier,
) -> TokenStream {
    let model = types.context.api.model(event.model);
    let names = types.context.names.model(event.model);
    let name = &names.name;
    let members = || model.fields.iter().zip(&names.fields);
    let documentation = outer(describe(types, events, event, variant));
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
    let kind = declare_kind(types, events, variant);
    let decisions = event.reply.as_ref().map(|reply| decide(types, reply));
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

        impl #name {
            #kind
            #decisions
        }

        #readers
        #debug
    }
}

fn describe(
    types: Types<'_>,
    events: &Events,
    event: &Event,
    variant: &Identifier,
) -> Prose {
    let kinds = &types.context.names.enumeration(events.kinds).name;
    let variant = Inline::code(&format!("{kinds}::{variant}"));
    let kind = joined![Inline::code(&event.kind), " ([", variant, "])"];
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

fn declare_kind(types: Types<'_>, events: &Events, variant: &Identifier) -> TokenStream {
    let kinds = &types.context.names.enumeration(events.kinds).name;
    let documentation = outer(Inline::from(KIND));
    quote! { #documentation pub const KIND: #kinds = #kinds::#variant; }
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
fn decide(types: Types<'_>, reply: &Reply) -> TokenStream {
    let accept = if let Some(id) = reply.model {
        let reply = &types.context.names.model(id).name;
        let documentation = outer(Inline::from(ACCEPT_CHANGED));
        quote! {
            #documentation
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            pub fn accept(&self) -> #reply { #reply(Reply::default()) }
        }
    } else {
        let documentation = outer(Inline::from(ACCEPT));
        quote! {
            #documentation
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            pub fn accept(&self) -> Reply { Reply::default() }
        }
    };
    let reject = reply.can_reject.then(|| {
        let status = types.import("http", "StatusCode");
        let documentation = paragraphs(REJECT);
        quote! {
            #documentation
            #[allow(clippy::unused_self, reason = "the reply is one to this event")]
            #[track_caller]
            pub fn reject(&self, status: #status) -> Reply { Reply::rejection(status) }
        }
    });
    quote! { #accept #reject }
}
