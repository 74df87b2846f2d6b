//! Emits a sample of an event, with a setter for each parameter.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::documentation::outer;
use crate::emit::sid;
use crate::emit::types::{Types, is_converted};
use crate::ir::{Event, Events, Field, Type};
use crate::name::{EventNames, Identifier};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the function that returns a sample, and the setters of the sample.
pub(super) fn emit(
    types: Types<'_>,
    events: &Events,
    event: &Event,
    names: &EventNames,
) -> TokenStream {
    let context = types.context;
    let model = context.api.model(event.model);
    let name = &context.names.model(event.model).name;
    let ty = types.import(&context.path("events"), name.as_str());
    let sample = types.event_runtime("Sample");
    let function = &names.sample;
    let values: Vec<(&String, String)> = model
        .fields
        .iter()
        .filter_map(|field| {
            let example = field.example.as_deref();
            Some((&field.wire, value(types, &field.ty, example)?))
        })
        .collect();
    let documentation = outer(describe(name, &values));
    let parameters = values.iter().map(|(wire, value)| quote! { (#wire, #value) });
    let (discriminator, kind) = (&events.discriminator, &event.kind);
    let setters: Vec<TokenStream> = model
        .fields
        .iter()
        .zip(&names.setters)
        .map(|(field, name)| setter(types, event, field, name))
        .collect();
    let setters =
        (!setters.is_empty()).then(|| quote! { impl #sample<#ty> { #(#setters)* } });
    quote! {
        #documentation
        pub fn #function() -> #sample<#ty> {
            #sample::new((#discriminator, #kind), &[#(#parameters),*])
        }

        #setters
    }
}

/// Describes a sample by its values.
fn describe(event: &Identifier, values: &[(&String, String)]) -> Prose {
    let event = joined!["[", Inline::code(event.as_str()), "]"];
    if values.is_empty() {
        return joined!["Returns a sample of ", event, " without parameters."].into();
    }
    let values = values
        .iter()
        .map(|(wire, value)| joined![Inline::code(wire), ": ", Inline::code(value)]);
    let lead = joined!["Returns a sample of ", event, " with these parameters:"];
    Prose::blocks([lead.into(), Prose::list(values)])
}

fn setter(
    types: Types<'_>,
    event: &Event,
    field: &Field,
    name: &Identifier,
) -> TokenStream {
    let wire = &field.wire;
    let documentation = outer(Prose::from(joined!["Sets ", Inline::code(wire), "."]));
    let ty = types.received(&field.ty);
    let value = match &field.ty {
        Type::Array(element) if element.is_text() => quote! { values },
        _ => quote! { value },
    };
    let (accepted, body) = match &field.ty {
        Type::Array(element) if element.is_text() => {
            let element = types.received_element(element);
            let set = if event.separated.contains(wire) {
                quote! { set_separated }
            } else {
                quote! { set_list }
            };
            (
                quote! { impl IntoIterator<Item = impl Into<#element>> },
                quote! {
                    let values = values.into_iter().map(Into::<#element>::into);
                    self.#set(#wire, values)
                },
            )
        }
        Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json => {
            (ty, quote! { self.set_json(#wire, value) })
        }
        Type::String | Type::Uri => {
            (quote! { impl Into<String> }, quote! { self.parameter(#wire, value) })
        }
        Type::Duration => {
            (ty, quote! { self.set(#wire, crate::runtime::duration::to_text(value)) })
        }
        plain if is_converted(plain) || *plain == Type::JsonText => (
            quote! { impl Into<#ty> },
            quote! { let value: #ty = value.into(); self.parameter(#wire, value.as_str()) },
        ),
        _ => (ty, quote! { self.set(#wire, value) }),
    };
    quote! {
        #documentation
        pub fn #name(self, #value: #accepted) -> Self { #body }
    }
}

/// Returns a plausible value of a parameter; `None` if a request without it is as plausible, as an empty example says.
fn value(types: Types<'_>, ty: &Type, example: Option<&str>) -> Option<String> {
    if let Some(example) = example {
        return Some(example.to_owned()).filter(|example| !example.is_empty());
    }
    Some(match ty {
        Type::String => "text".to_owned(),
        Type::Uri => "https://example.com/".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Integer | Type::UnsignedInteger | Type::Number => "1".to_owned(),
        Type::Timestamp => "2026-01-31T12:00:00.000Z".to_owned(),
        Type::Date => "2026-01-31".to_owned(),
        Type::Duration => "PT10M".to_owned(),
        Type::JsonText => "{}".to_owned(),
        Type::Sid(id) => sid::example(types.context.api.sid(*id)),
        Type::Enumeration(id) => {
            types.context.api.enumeration(*id).variants.first()?.wire.clone()
        }
        Type::Array(element) if element.is_text() => {
            return value(types, element, None);
        }
        Type::Array(_) | Type::Map(_) | Type::Model(_) | Type::Json => return None,
    })
}
