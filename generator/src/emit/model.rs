//! Emits models as structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::MAX_CHAIN;
use super::documentation::{Said, deprecated, outer};
use super::types::{self, Types};
use crate::ir::{Field, Model, ModelId, Presence, Sensitivity, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Maximum number of arguments of a function for which clippy does not warn.
const MAX_ARGUMENTS: usize = 7;

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
    let keeps_all =
        model.fields.iter().any(|field| field.presence == Presence::Additional);
    let loss = if keeps_all {
        Inline::default()
    } else {
        loss.into()
    };
    let documentation = outer(Prose::blocks([said.prose(), loss.into()]));
    let fields = model
        .fields
        .iter()
        .zip(&names.fields)
        .map(|(field, name)| emit_field(types, id, field, name));
    let is_personal =
        model.fields.iter().any(|field| field.sensitivity == Sensitivity::Personal);
    let constructor = emit_constructor(types, id, &names.fields);
    let debug = is_personal.then(|| emit_debug(types, model, name, &names.fields, &[]));
    let readers = emit_readers(types, model, name, &names.fields);
    let deprecated = deprecated(model.deprecated);
    let [deserialize, serialize] =
        ["Deserialize", "Serialize"].map(|item| types.import("serde", item));
    let debug_derive = (!is_personal).then(|| quote! { Debug, });
    let default_derive = constructor.is_none().then(|| quote! { Default, });
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

/// A constructor that takes what every response holds; `None` for a model without such fields, which has a `Default`.
fn emit_constructor(
    types: Types<'_>,
    id: ModelId,
    fields: &[Identifier],
) -> Option<TokenStream> {
    let names = types.context.names.model(id);
    let fields = || types.context.api.model(id).fields.iter().zip(fields);
    let required = fields().filter(|(field, _)| field.presence == Presence::Always);
    let mut required: Vec<(&Field, &Identifier)> = required.collect();
    if required.is_empty() {
        return None;
    }
    // Callers pass them by position, so the order of the document must not decide.
    required
        .sort_by_key(|(_, name)| (!matches!(name.unraw(), "sid" | "id"), name.as_str()));
    let parameters = required.iter().map(|(field, name)| {
        let ty = types.field(id, field);
        if types::is_converted(&field.ty) {
            quote! { #name: impl Into<#ty> }
        } else {
            quote! { #name: #ty }
        }
    });
    let values = fields().map(|(field, name)| match field.presence {
        Presence::Optional => quote! { #name: None },
        Presence::Additional => {
            let map = types.import("std::collections", "BTreeMap");
            quote! { #name: #map::new() }
        }
        Presence::Always if types::is_converted(&field.ty) => {
            quote! { #name: #name.into() }
        }
        Presence::Always => quote! { #name },
    });
    let name = &names.name;
    let documentation = outer(Prose::blocks([
        joined![
            "Creates a value with all optional fields set to `None`, for tests of code that takes ",
            Inline::code(name.as_str()),
            "."
        ]
        .into(),
        Inline::from("The fields are public, so they can be set afterwards.")
        .into(),
    ]));
    let allowed = (required.len() > MAX_ARGUMENTS)
        .then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let deprecated = types.allow_deprecated(fields().any(|(field, _)| field.deprecated));
    Some(quote! {
        impl #name {
            #documentation
            #allowed
            #deprecated
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values),* }
            }
        }
    })
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
    let documentation = outer(said.prose());
    let wire = &field.wire;
    let is_named = field.presence != Presence::Additional;
    let rename =
        (is_named && name.unraw() != wire).then(|| quote! { #[serde(rename = #wire)] });
    let reader = reader(field);
    let ty = types.field(model, field);
    let deprecated = deprecated(field.deprecated);
    quote! { #documentation #rename #reader #deprecated pub #name: #ty, }
}

/// Emits how a field is deserialized, unless it is the default.
fn reader(field: &Field) -> TokenStream {
    let function = match (&field.ty, field.presence) {
        (Type::Map(element), Presence::Additional) if **element == Type::Json => {
            return quote! { #[serde(flatten)] };
        }
        (_, Presence::Additional) => {
            let path = "crate::runtime::non_null::required_map";
            return quote! { #[serde(flatten, deserialize_with = #path)] };
        }
        (Type::Duration, Presence::Optional) => {
            return quote! { #[serde(default, with = "crate::runtime::duration::option")] };
        }
        (Type::Duration, Presence::Always) => {
            return quote! { #[serde(with = "crate::runtime::duration::required")] };
        }
        (Type::Timestamp, Presence::Optional) => "timestamp::option",
        (Type::Timestamp, Presence::Always) => "timestamp::required",
        (Type::Model(_), Presence::Optional) => "object::option",
        (Type::Model(_), Presence::Always) => "object::required",
        (Type::Array(element), presence) if **element != Type::Json => match presence {
            Presence::Always => "non_null::required_list",
            _ => "non_null::list",
        },
        (Type::Map(element), presence) if **element != Type::Json => match presence {
            Presence::Always => "non_null::required_map",
            _ => "non_null::map",
        },
        _ => return TokenStream::new(),
    };
    let default = (field.presence == Presence::Optional).then(|| quote! { default, });
    let path = format!("crate::runtime::{function}");
    quote! { #[serde(#default deserialize_with = #path)] }
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
        .map(|(field, name)| emit_reader(types, field, name));
    let readers: Vec<TokenStream> = readers.collect();
    (!readers.is_empty()).then(|| quote! { impl #name { #(#readers)* } })
}

fn emit_reader(types: Types<'_>, field: &Field, name: &Identifier) -> TokenStream {
    let method = format_ident!("decode_{}", name.unraw());
    let decoded = types.import("serde::de", "DeserializeOwned");
    let json_text = types.runtime("JsonText");
    let field_link =
        Inline::item(&Inline::code(name.as_str()), &format!("Self::{name}"));
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
    let text = match field.presence {
        Presence::Optional => quote! { self.#name.as_ref() },
        Presence::Always | Presence::Additional => quote! { Some(&self.#name) },
    };
    let (mark, allowed) =
        (deprecated(field.deprecated), types.allow_deprecated(field.deprecated));
    quote! {
        #documentation
        #mark
        #allowed
        pub fn #method<T: #decoded>(&self) -> crate::Result<Option<T>> {
            #json_text::decode_some(#text)
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
