//! Emits models as structs.

mod attributes;
mod constructor;
mod setter;
mod union;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::MAX_CHAIN;
use super::documentation::{Said, deprecated, outer};
use super::limits::limits;
use super::types::Types;
use crate::ir::{Access, Field, Model, ModelId, Presence, Sensitivity, Type};
use crate::name::{Identifier, reserved};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Documentation of the properties that models do not keep.
const LOSS: &str = "Properties that are unknown to this version of the crate are discarded. To keep them, use the body of \
     the response, which `send_with_response` returns.";

/// The same for models in events.
const LOSS_IN_EVENT: &str =
    "Properties that are unknown to this version of the crate are discarded.";

/// Emits the struct of a model, the methods that parse its JSON strings, and a `Debug` implementation that redacts personal
/// data.
pub(super) fn emit(types: Types<'_>, id: ModelId, fallback: Inline) -> TokenStream {
    emit_struct(types, id, fallback, LOSS)
}

/// Emits the same for a model that is part of an event.
pub(super) fn emit_part_of_event(types: Types<'_>, id: ModelId) -> TokenStream {
    emit_struct(types, id, "Part of an event.".into(), LOSS_IN_EVENT)
}

fn emit_struct(
    types: Types<'_>,
    id: ModelId,
    fallback: Inline,
    loss: &'static str,
) -> TokenStream {
    let model = types.context.api.model(id);
    let names = types.context.names.model(id);
    let name = &names.name;
    let said = Said::InDocument(&model.description).or(|| fallback);
    if let Some(discriminator) = &model.union {
        return union::emit(types, id, discriminator, said.prose());
    }
    let keeps_all =
        model.fields.iter().any(|field| field.presence == Presence::Additional);
    let loss = if keeps_all || !model.direction.is_received() {
        Inline::default()
    } else {
        loss.into()
    };
    let documentation =
        outer(Prose::blocks([said.prose(), construction(model).into(), loss.into()]));
    let fields = model
        .fields
        .iter()
        .zip(&names.fields)
        .map(|(field, name)| emit_field(types, id, field, name));
    let is_personal =
        model.fields.iter().any(|field| field.sensitivity == Sensitivity::Personal);
    let constructor = constructor::emit(types, id);
    let debug = is_personal.then(|| emit_debug(types, model, name, &names.fields, &[]));
    let readers = model.direction.is_received();
    let readers = readers.then(|| emit_readers(types, model, name, &names.fields));
    let deprecated = deprecated(model.deprecated);
    let [deserialize, serialize] =
        ["Deserialize", "Serialize"].map(|item| types.import("serde", item));
    let debug_derive = (!is_personal).then(|| quote! { Debug, });
    let default_derive = names.arguments.is_empty().then(|| quote! { Default, });
    let derives = quote! { Clone, #debug_derive #default_derive PartialEq, #deserialize, #serialize };
    quote! {
        #documentation
        #[derive(#derives)]
        #[non_exhaustive]
        #deprecated
        pub struct #name {
            #(#fields)*
        }
        #constructor
        #readers
        #debug
    }
}

/// Returns how callers create a model that requests contain.
fn construction(model: &Model) -> Inline {
    if model.direction.is_sent() {
        "Sent in requests: create it with [`new`](Self::new).".into()
    } else {
        Inline::default()
    }
}

fn emit_field(
    types: Types<'_>,
    model: ModelId,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let said =
        types.described(&field.description, &field.ty).or(|| match field.presence {
            Presence::Additional => {
                "The properties that have no field of their own.".into()
            }
            _ => joined!["The property ", Inline::code(&field.wire), "."],
        });
    let model_of_field = types.context.api.model(model);
    let documentation =
        outer(Prose::blocks([said.prose(), sent(model_of_field, field).into()]));
    let wire = &field.wire;
    let is_named = field.presence != Presence::Additional;
    let rename =
        (is_named && name.unraw() != wire).then(|| quote! { #[serde(rename = #wire)] });
    let attributes = attributes::emit(model_of_field, field);
    let ty = types.field(model, field);
    let deprecated = deprecated(field.deprecated);
    quote! { #documentation #rename #attributes #deprecated pub #name: #ty, }
}

/// Returns what requests contain of a field, where its type does not say it.
fn sent(model: &Model, field: &Field) -> Inline {
    if !model.direction.is_sent() {
        return Inline::default();
    }
    let range = match field.ty {
        Type::Integer | Type::UnsignedInteger => (field.minimum, field.maximum),
        _ => (None, None),
    };
    let limits = limits(&field.description, range, field.default.as_ref());
    let note = match field.access {
        Access::ReadOnly => "Requests do not contain it.",
        Access::WriteOnly if model.direction.is_received() => {
            "Responses do not contain it."
        }
        _ if model.clears(field) => "[`Nullable::Null`] clears the value.",
        _ if model.takes(field) && field.nullable => "`None` is sent as null.",
        _ => "",
    };
    Inline::sentences([limits, note.into()])
}

/// Emits a method for each field with a JSON string, which parses it as a type chosen by the caller.
pub(super) fn emit_readers(
    types: Types<'_>,
    model: &Model,
    name: &Identifier,
    fields: &[Identifier],
) -> Option<TokenStream> {
    let readers = model
        .fields
        .iter()
        .zip(fields)
        .filter(|(field, _)| field.ty == Type::JsonText)
        .map(|(field, name)| emit_reader(types, model, field, name));
    let readers: Vec<TokenStream> = readers.collect();
    (!readers.is_empty()).then(|| quote! { impl #name { #(#readers)* } })
}

fn emit_reader(
    types: Types<'_>,
    model: &Model,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let method = format_ident!("{}", reserved::reader(name.unraw()));
    let decoded = types.import("serde::de", "DeserializeOwned");
    let json_text = types.runtime("JsonText");
    let field_link = if model.direction.is_sent() {
        Inline::field(name.unraw())
    } else {
        Inline::item(&Inline::code(name.as_str()), &format!("Self::{name}"))
    };
    let documentation = outer(Prose::blocks([
        joined![
            "Decodes the JSON in ",
            field_link,
            " into a type of your own; returns `None` if the field is `None` or empty."
        ]
        .into(),
        Inline::from("# Errors").into(),
        Inline::from(
            "[`ErrorKind::Decode`](crate::ErrorKind::Decode) if the JSON does not match `T`; \
             [`Error::json_path`](crate::Error::json_path) has the location.",
        )
        .into(),
    ]));
    let decode = match field.presence {
        Presence::Optional if model.clears(field) => {
            let nullable = types.runtime("Nullable");
            quote! {
                let text = match &self.#name {
                    Some(#nullable::Value(text)) => Some(text),
                    _ => None,
                };
                #json_text::decode_some(text)
            }
        }
        Presence::Optional => quote! { #json_text::decode_some(self.#name.as_ref()) },
        Presence::Always | Presence::Additional => {
            quote! { #json_text::decode_some(Some(&self.#name)) }
        }
    };
    let (mark, allowed) =
        (deprecated(field.deprecated), types.allow_deprecated(field.deprecated));
    quote! {
        #documentation
        #mark
        #allowed
        pub fn #method<T: #decoded>(&self) -> crate::Result<Option<T>> {
            #decode
        }
    }
}

/// Emits `Debug` like the derived one, but with personal data redacted. `others` are fields that the model does not have.
pub(super) fn emit_debug(
    types: Types<'_>,
    model: &Model,
    name: &Identifier,
    fields: &[Identifier],
    others: &[&str],
) -> TokenStream {
    let fmt = types.import("std", "fmt");
    let entries = model.fields.iter().zip(fields).map(|(field, name)| {
        let label = name.unraw();
        match field.sensitivity {
            Sensitivity::Public => quote! { .field(#label, &self.#name) },
            Sensitivity::Personal => {
                let redacted = types.runtime("Redacted");
                match field.presence {
                    Presence::Always | Presence::Additional => {
                        quote! { .field(#label, &#redacted(&Some(&self.#name))) }
                    }
                    Presence::Optional => {
                        quote! { .field(#label, &#redacted(&self.#name)) }
                    }
                }
            }
        }
    });
    let others = others.iter().map(|other| {
        let field = format_ident!("{other}");
        quote! { .field(#other, &self.#field) }
    });
    let entries: Vec<TokenStream> = entries.chain(others).collect();
    let title = name.as_str();
    let allowed =
        types.allow_deprecated(model.fields.iter().any(|field| field.deprecated));
    let body = if entries.len() <= MAX_CHAIN {
        quote! { f.debug_struct(#title)#(#entries)*.finish() }
    } else {
        let chains = entries.chunks(MAX_CHAIN);
        quote! {
            let mut fields = f.debug_struct(#title);
            #(fields #(#chains)*;)*
            fields.finish()
        }
    };
    quote! {
        #[doc = " Redacts personal data."]
        impl #fmt::Debug for #name {
            #allowed
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #body
            }
        }
    }
}
