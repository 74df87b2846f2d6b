//! Emits how fields are deserialized and serialized.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Access, Field, Model, Presence, Type};

/// Emits the attributes of a field, unless the defaults of serde suit it.
pub(super) fn emit(model: &Model, field: &Field) -> TokenStream {
    let mut arguments = Vec::new();
    if field.presence == Presence::Additional {
        arguments.push(quote! { flatten });
    }
    if let Some(reader) = reader(model, field) {
        if field.presence == Presence::Optional {
            arguments.push(quote! { default });
        }
        let (attribute, item) = match reader {
            Reader::Function(function) => (quote! { deserialize_with }, function),
            Reader::Module(module) => (quote! { with }, module),
        };
        let path = format!("crate::runtime::{item}");
        arguments.push(quote! { #attribute = #path });
    }
    arguments.extend(skipped(model, field));
    if arguments.is_empty() {
        return TokenStream::new();
    }
    quote! { #[serde(#(#arguments),*)] }
}

/// The part of the runtime that reads a field.
enum Reader {
    /// A function that deserializes it.
    Function(&'static str),
    /// A module that deserializes and serializes it.
    Module(&'static str),
}

fn reader(model: &Model, field: &Field) -> Option<Reader> {
    let is_cleared = model.clears(field);
    let by_presence =
        |[required, optional, nullable]: [&'static str; 3]| match field.presence {
            Presence::Always | Presence::Additional => required,
            Presence::Optional if is_cleared => nullable,
            Presence::Optional => optional,
        };
    let functions = match (&field.ty, field.presence) {
        (Type::Map(element), Presence::Additional) if **element == Type::Json => {
            return None;
        }
        (Type::Duration, _) => {
            let modules =
                ["duration::required", "duration::option", "duration::nullable"];
            return Some(Reader::Module(by_presence(modules)));
        }
        (Type::Timestamp, _) => {
            ["timestamp::required", "timestamp::option", "timestamp::nullable"]
        }
        (Type::Number, _) => ["number::required", "number::option", "number::nullable"],
        (Type::Model(_), _) => {
            ["object::required", "object::option", "nullable::option"]
        }
        (Type::Array(element), _) if **element != Type::Json => {
            ["non_null::required_list", "non_null::list", "non_null::nullable_list"]
        }
        (Type::Map(element), _) if **element != Type::Json => {
            ["non_null::required_map", "non_null::map", "non_null::nullable_map"]
        }
        _ if is_cleared => return Some(Reader::Function("nullable::option")),
        _ => return None,
    };
    Some(Reader::Function(by_presence(functions)))
}

/// Emits when a field is left out of a request.
fn skipped(model: &Model, field: &Field) -> Option<TokenStream> {
    if !model.direction.is_sent() || field.presence != Presence::Optional {
        return None;
    }
    if field.access == Access::ReadOnly {
        return Some(quote! { skip_serializing });
    }
    let is_null_sent = field.is_argument() && field.nullable;
    (!is_null_sent).then(|| quote! { skip_serializing_if = "Option::is_none" })
}
