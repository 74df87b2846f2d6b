//! Emits the values of JSON bodies: the types that callers pass, and the conversions to the types that are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::Types;
use crate::ir::{Parameter, Type};

/// Returns `true` if the elements of a parameter are collected before it is set.
pub(super) fn is_collected(parameter: &Parameter) -> bool {
    parameter.location.is_json()
        && !parameter.nullable
        && matches!(parameter.ty, Type::Array(_) | Type::Map(_))
}

/// Returns `true` if callers pass any type that converts into this one.
pub(super) fn is_converted(ty: &Type) -> bool {
    match ty {
        Type::String
        | Type::Uri
        | Type::Sid(_)
        | Type::Enumeration(_)
        | Type::JsonText
        | Type::Json
        | Type::Model(_) => true,
        Type::Boolean
        | Type::Integer
        | Type::UnsignedInteger
        | Type::Number
        | Type::Timestamp
        | Type::Date
        | Type::Duration
        | Type::Array(_)
        | Type::Map(_) => false,
    }
}

impl Types<'_> {
    /// Returns the type that a setter accepts for a member of a body or for the body as a whole, and the conversion of `value`
    /// to what is serialized.
    pub(super) fn accepted_member(
        self,
        parameter: &Parameter,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let is_duration = parameter.ty == Type::Duration;
        if parameter.ty == Type::Json {
            let serialize = self.import("serde", "Serialize");
            return (quote! { impl #serialize }, value.clone());
        }
        if parameter.nullable {
            let nullable = self.nullable(&parameter.ty);
            let whole = quote! { Into::<#nullable>::into(#value) };
            let sent = match (is_duration, parameter.is_limited()) {
                (false, false) => quote! { #value.into() },
                (true, false) => {
                    let text = self.import("crate::runtime::duration", "Text");
                    quote! { #whole.map(#text) }
                }
                (_, true) => {
                    let each = quote! { value };
                    let each = if is_duration {
                        self.duration_in_json(&each)
                    } else {
                        each
                    };
                    let each = self.limited(parameter, each);
                    quote! { #whole.map(|value| #each) }
                }
            };
            return (quote! { impl Into<#nullable> }, sent);
        }
        match &parameter.ty {
            Type::Duration => {
                let sent = self.duration_in_json(value);
                (self.received(&parameter.ty), self.limited(parameter, sent))
            }
            Type::Array(_) => {
                let (accepted, values) = self.accepted_in_json(&parameter.ty, value);
                (accepted, quote! { #values::<Vec<_>>() })
            }
            Type::Map(_) => {
                let (accepted, values) = self.accepted_in_json(&parameter.ty, value);
                let map = self.import("std::collections", "BTreeMap");
                (accepted, quote! { #values::<#map<_, _>>() })
            }
            ty => {
                let (accepted, sent) = self.accepted_in_json(ty, value);
                (accepted, self.limited(parameter, sent))
            }
        }
    }

    /// Returns the type that callers pass for a value other than null, and the conversion to the type of a field; of an array
    /// or a map, the conversion ends with `collect`, without parentheses.
    fn accepted_in_json(
        self,
        ty: &Type,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        match ty {
            Type::Array(element) => {
                let (item, is_converted) = self.accepted_element(element);
                let converted = is_converted.then(|| quote! { .map(Into::into) });
                (
                    quote! { impl IntoIterator<Item = #item> },
                    quote! { #value.into_iter()#converted.collect },
                )
            }
            Type::Map(element) => {
                let (item, is_converted) = self.accepted_element(element);
                let converted = is_converted.then(|| quote! { .into() });
                (
                    quote! { impl IntoIterator<Item = (impl Into<String>, #item)> },
                    quote! {
                        #value.into_iter().map(|(k, v)| (k.into(), v #converted)).collect
                    },
                )
            }
            ty => {
                let plain = self.received(ty);
                if is_converted(ty) {
                    (quote! { impl Into<#plain> }, quote! { #value.into() })
                } else {
                    (plain, value.clone())
                }
            }
        }
    }

    /// Returns the type that callers pass for an element of an array or a map, and `true` if it is converted.
    fn accepted_element(self, element: &Type) -> (TokenStream, bool) {
        let plain = self.received_element(element);
        if is_converted(element) {
            (quote! { impl Into<#plain> }, true)
        } else {
            (plain, false)
        }
    }

    /// Returns the type that callers pass for a field of a model in a request, and its conversion to the type of the field
    /// without `Option` and `Box`.
    pub(super) fn accepted_field(
        self,
        ty: &Type,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let (accepted, sent) = self.accepted_in_json(ty, value);
        match ty {
            Type::Array(_) | Type::Map(_) => (accepted, quote! { #sent() }),
            _ => (accepted, sent),
        }
    }

    /// Returns a duration as it is serialized.
    pub(super) fn duration_in_json(self, value: &TokenStream) -> TokenStream {
        let text = self.import("crate::runtime::duration", "Text");
        quote! { #text(#value) }
    }
}
