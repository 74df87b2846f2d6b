//! Emits the methods that set the fields of models in requests.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::documentation::{deprecated, outer};
use crate::emit::types::Types;
use crate::ir::{Field, ModelId, Presence, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, joined};

/// Emits a method for each field that the constructor does not take.
pub(super) fn emit(types: Types<'_>, id: ModelId) -> Vec<TokenStream> {
    let (model, names) = (types.context.api.model(id), types.context.names.model(id));
    let fields = model.fields.iter().zip(&names.fields).zip(&names.setters);
    let setters = fields.filter_map(|((field, name), setter)| {
        Some(emit_setter(types, id, (field, name), setter.as_ref()?))
    });
    setters.collect()
}

fn emit_setter(
    types: Types<'_>,
    id: ModelId,
    (field, name): (&Field, &Identifier),
    setter: &Identifier,
) -> TokenStream {
    let model = types.context.api.model(id);
    let is_list = matches!(field.ty, Type::Array(_) | Type::Map(_));
    let is_cleared = model.clears(field);
    let value = if is_list {
        quote! { values }
    } else {
        quote! { value }
    };
    let is_boxed = types.is_boxed(id, field);
    let (accepted, sent) = if is_cleared {
        let nullable = types.nullable(&field.ty);
        let sent = if is_boxed {
            quote! { Into::<#nullable>::into(#value).map(Box::new) }
        } else {
            quote! { #value.into() }
        };
        (quote! { impl Into<#nullable> }, sent)
    } else {
        let (accepted, sent) = types.accepted_field(&field.ty, &value);
        let sent = if is_boxed {
            quote! { Box::new(#sent) }
        } else {
            sent
        };
        (accepted, sent)
    };
    let (statement, sent) = if is_list && !is_cleared {
        (Some(quote! { let #value = #sent; }), value.clone())
    } else {
        (None, sent)
    };
    let stored = match field.presence {
        Presence::Optional => quote! { Some(#sent) },
        Presence::Always | Presence::Additional => sent,
    };
    let documentation = outer(joined!["Sets ", Inline::field(name.unraw()), "."]);
    let mark = deprecated(field.deprecated);
    let allowed = types.allow_deprecated(field.deprecated);
    quote! {
        #documentation
        #mark
        #allowed
        #[must_use]
        pub fn #setter(mut self, #value: #accepted) -> Self {
            #statement
            self.#name = #stored;
            self
        }
    }
}
