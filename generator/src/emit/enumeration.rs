//! Emits enums with a variant for unknown values.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{Said, deprecated, outer};
use super::event_kinds;
use super::types::Types;
use crate::ir::{EnumerationId, Variant};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits an enum.
pub(super) fn emit(types: Types<'_>, id: EnumerationId) -> TokenStream {
    let enumeration = types.context.api.enumeration(id);
    let names = types.context.names.enumeration(id);
    let name = &names.name;
    let said = Said::InDocument(&enumeration.description)
        .or(|| joined!["Values of ", Inline::code(&enumeration.role), "."]);
    let documentation = outer(said.prose());
    let events = event_kinds::events_of(types, id);
    let variants =
        enumeration.variants.iter().zip(&names.variants).map(|(variant, name)| {
            let documentation = describe_variant(variant);
            let kind = &variant.wire;
            let link =
                events.and_then(|events| event_kinds::emit_link(types, events, kind));
            quote! { #documentation #link #name, }
        });
    let timing = events.map(|events| event_kinds::emit(types, events));
    let wires: Vec<&str> =
        enumeration.variants.iter().map(|variant| variant.wire.as_str()).collect();
    let idents = &names.variants;
    let folded: Vec<String> =
        wires.iter().map(|wire| wire.to_ascii_lowercase()).collect();
    let deprecated = deprecated(enumeration.deprecated);
    let string_enum = types.runtime("string_enum");
    let unknown_value = types.runtime("UnknownValue");
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #deprecated
        pub enum #name {
            #(#variants)*
            #[doc = " A value unknown to this version of the crate, as the API spells it."]
            Unknown(#unknown_value<Self>),
        }

        impl #name {
            #[doc = " Returns the value as the API spells it."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #wires,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #timing

        impl From<&str> for #name {
            #[doc = " Parses a value, ignoring ASCII case; an unknown one becomes [`Unknown`](Self::Unknown)."]
            fn from(value: &str) -> Self {
                match crate::runtime::text::lowercase(value).as_ref() {
                    #(#folded => Self::#idents,)*
                    _ => Self::Unknown(#unknown_value::new(value)),
                }
            }
        }

        #string_enum!(#name);
    }
}

fn describe_variant(variant: &Variant) -> TokenStream {
    let wire = Inline::code(&variant.wire);
    if variant.description.is_empty() {
        return outer(wire);
    }
    outer(Prose::of_document_behind(joined![wire, ": "], &variant.description))
}
