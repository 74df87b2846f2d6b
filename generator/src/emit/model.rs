//! Emits models as structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::MAX_CHAIN;
use super::documentation::{Said, outer};
use super::types::Types;
use crate::ir::{Field, Model, ModelId, Presence, Sensitivity, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// What models do not keep.
const LOSS: &str = "Does not keep properties that this version of the crate does not know: serializing it leaves them out. \
     The body of the response, which `send_with_response` returns, has them.";

/// Emits the struct of a model, the methods that parse its JSON strings, and a `Debug` implementation that redacts personal
/// data.
pub(super) fn emit(types: Types<'_>, id: ModelId, fallback: Inline) -> TokenStream {
    let model = types.context.api.model(id);
    let names = types.context.names.model(id);
    let name = &names.name;
    let said = Said::InDocument(&model.description).or(|| fallback);
    let documentation = outer(Prose::blocks([said.prose(), Inline::from(LOSS).into()]));
    let fields = model
        .fields
        .iter()
        .zip(&names.fields)
        .map(|(field, name)| emit_field(types, id, field, name));
    let is_personal =
        model.fields.iter().any(|field| field.sensitivity == Sensitivity::Personal);
    let debug = is_personal.then(|| emit_debug(types, model, name, &names.fields));
    let readers = emit_readers(types, model, name, &names.fields);
    let [deserialize, serialize] =
        ["Deserialize", "Serialize"].map(|item| types.import("serde", item));
    let derives = if is_personal {
        quote! { Clone, PartialEq, #deserialize, #serialize }
    } else {
        quote! { Clone, Debug, PartialEq, #deserialize, #serialize }
    };
    quote! {
        #documentation
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #readers
        #debug
    }
}

fn emit_field(
    types: Types<'_>,
    model: ModelId,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let said = types
        .described(&field.description, &field.ty)
        .or(|| joined!["The property ", Inline::code(&field.wire), "."]);
    let documentation = outer(said.prose());
    let wire = &field.wire;
    let rename = (name.unraw() != wire).then(|| quote! { #[serde(rename = #wire)] });
    let reader = match (&field.ty, field.presence) {
        (Type::Duration, _) => {
            quote! { #[serde(default, with = "crate::runtime::duration::option")] }
        }
        (Type::Timestamp, Presence::Optional) => quote! {
            #[serde(default, deserialize_with = "crate::runtime::timestamp::option")]
        },
        (Type::Model(_), Presence::Optional) => quote! {
            #[serde(default, deserialize_with = "crate::runtime::object::option")]
        },
        (Type::Array(element), Presence::Optional) if **element != Type::Json => {
            quote! {
                #[serde(default, deserialize_with = "crate::runtime::non_null::list")]
            }
        }
        (Type::Map(element), Presence::Optional) if **element != Type::Json => quote! {
            #[serde(default, deserialize_with = "crate::runtime::non_null::map")]
        },
        _ => TokenStream::new(),
    };
    let ty = types.field(model, field);
    quote! { #documentation #rename #reader pub #name: #ty, }
}

/// Emits a method for each field with a JSON string, which parses it as a type chosen by the caller.
fn emit_readers(
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
            "The JSON in ",
            field_link,
            ", read as a type of your own; `None` if there is none."
        ]
        .into(),
        Inline::from(
            "Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode), and with the place in \
             [`Error::json_path`](crate::Error::json_path), if it is of another form.",
        )
        .into(),
    ]));
    let text = match field.presence {
        Presence::Always => quote! { Some(&self.#name) },
        Presence::Optional => quote! { self.#name.as_ref() },
    };
    quote! {
        #documentation
        pub fn #method<T: #decoded>(&self) -> crate::Result<Option<T>> {
            #json_text::decode_some(#text)
        }
    }
}

/// Emits `Debug` like the derived one, but with personal data redacted.
fn emit_debug(
    types: Types<'_>,
    model: &Model,
    name: &Identifier,
    fields: &[Identifier],
) -> TokenStream {
    let fmt = types.import("std", "fmt");
    let entries = model.fields.iter().zip(fields).map(|(field, name)| {
        let label = name.unraw();
        match field.sensitivity {
            Sensitivity::Public => quote! { .field(#label, &self.#name) },
            Sensitivity::Personal => {
                let redacted = types.runtime("Redacted");
                match field.presence {
                    Presence::Always => {
                        quote! { .field(#label, &#redacted(&Some(&self.#name))) }
                    }
                    Presence::Optional => {
                        quote! { .field(#label, &#redacted(&self.#name)) }
                    }
                }
            }
        }
    });
    let entries: Vec<TokenStream> = entries.collect();
    let title = name.as_str();
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
        #[doc = " Personal data is kept back."]
        impl #fmt::Debug for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #body
            }
        }
    }
}
