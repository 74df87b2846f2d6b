//! Emits unions as enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::documentation::{deprecated, outer};
use crate::emit::types::Types;
use crate::ir::{Discriminator, Field, Model, ModelId, Type};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the enum of a union, with its conversions, and how it is deserialized and serialized.
pub(super) fn emit(
    types: Types<'_>,
    id: ModelId,
    discriminator: &Discriminator,
    said: Prose,
) -> TokenStream {
    let (model, names) = (types.context.api.model(id), types.context.names.model(id));
    let name = &names.name;
    let documentation = outer(Prose::blocks([
        said,
        told_apart(discriminator, model.direction.is_sent()).into(),
    ]));
    let variants: Vec<(&Field, &Identifier)> =
        model.fields.iter().zip(&names.fields).collect();
    let declared = variants.iter().map(|(field, variant)| {
        let documentation = outer(
            types
                .described(&field.description, &field.ty)
                .or(|| joined!["The variant ", Inline::code(&field.wire), "."])
                .prose(),
        );
        let ty = types.field(id, field);
        quote! { #documentation #variant(#ty), }
    });
    let conversions = variants.iter().filter(|(field, _)| is_only(model, field));
    let conversions =
        conversions.map(|(field, variant)| conversion(types, id, field, variant));
    let deserialize = deserialize(types, id, discriminator, &variants);
    let serialize = serialize(types, id, discriminator, &variants);
    let unknown = types.runtime("UnknownVariant");
    let mark = deprecated(model.deprecated);
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        #mark
        pub enum #name {
            #(#declared)*
            #[doc = " A variant unknown to this version of the crate, as the API sends it."]
            Unknown(#unknown),
        }
        #(#conversions)*
        #deserialize
        #serialize
    }
}

/// Returns what decides which variant a JSON object is.
fn told_apart(discriminator: &Discriminator, is_sent: bool) -> Inline {
    let in_requests = if is_sent {
        " Requests contain its value, unless the variant has another one."
    } else {
        ""
    };
    match discriminator {
        Discriminator::Property(property) => joined![
            "The property ",
            Inline::code(property),
            " tells the variants apart.",
            in_requests
        ],
        Discriminator::RequiredMembers => {
            "The properties that are there tell the variants apart.".into()
        }
    }
}

/// Returns `true` if no other variant has the same type.
fn is_only(model: &Model, field: &Field) -> bool {
    model.fields.iter().filter(|other| other.ty == field.ty).count() == 1
}

fn conversion(
    types: Types<'_>,
    id: ModelId,
    field: &Field,
    variant: &Identifier,
) -> TokenStream {
    let name = &types.context.names.model(id).name;
    let held = types.received(&field.ty);
    let value = if types.is_boxed(id, field) {
        quote! { Box::new(value) }
    } else {
        quote! { value }
    };
    let allowed = types.allow_deprecated(types.context.api.is_deprecated(&field.ty));
    quote! {
        #allowed
        impl From<#held> for #name {
            fn from(value: #held) -> Self {
                Self::#variant(#value)
            }
        }
    }
}

fn deserialize(
    types: Types<'_>,
    id: ModelId,
    discriminator: &Discriminator,
    variants: &[(&Field, &Identifier)],
) -> TokenStream {
    let name = &types.context.names.model(id).name;
    let [deserialize, deserializer] =
        ["Deserialize", "Deserializer"].map(|item| types.import("serde", item));
    let unions = types.import("crate::runtime", "unions");
    let unknown = types.runtime("UnknownVariant");
    let decoded = |field: &Field, variant: &Identifier| {
        if types.is_boxed(id, field) {
            quote! { #unions::decode(value).map(Box::new).map(Self::#variant) }
        } else {
            quote! { #unions::decode(value).map(Self::#variant) }
        }
    };
    let otherwise = quote! { Ok(Self::Unknown(#unknown::new(value))) };
    let chosen = match discriminator {
        Discriminator::Property(property) => {
            let arms = variants.iter().map(|(field, variant)| {
                let (wire, decoded) = (&field.wire, decoded(field, variant));
                quote! { Some(#wire) => #decoded, }
            });
            quote! {
                match #unions::text(&value, #property) {
                    #(#arms)*
                    _ => #otherwise,
                }
            }
        }
        Discriminator::RequiredMembers => {
            let branches = variants.iter().map(|(field, variant)| {
                let [values, members] = [false, true]
                    .map(|is_nullable| required_members(types, field, is_nullable));
                let decoded = decoded(field, variant);
                let has_members = (!members.is_empty()).then(
                    || quote! { && #unions::has_members(&value, &[#(#members),*]) },
                );
                quote! {
                    if #unions::has_values(&value, &[#(#values),*]) #has_members {
                        return #decoded;
                    }
                }
            });
            quote! { #(#branches)* #otherwise }
        }
    };
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = #unions::value(deserializer)?;
                #chosen
            }
        }
    }
}

/// Returns the members that show that an object is a variant: those that may be null, or all others.
fn required_members<'a>(
    types: Types<'a>,
    variant: &Field,
    is_nullable: bool,
) -> Vec<&'a str> {
    let Type::Model(id) = variant.ty else {
        return Vec::new();
    };
    let fields = types.context.api.model(id).fields.iter();
    let fields = fields.filter(|field| field.required && field.nullable == is_nullable);
    fields.map(|field| field.wire.as_str()).collect()
}

fn serialize(
    types: Types<'_>,
    id: ModelId,
    discriminator: &Discriminator,
    variants: &[(&Field, &Identifier)],
) -> TokenStream {
    let name = &types.context.names.model(id).name;
    let [serialize, serializer] =
        ["Serialize", "Serializer"].map(|item| types.import("serde", item));
    let arms = variants.iter().map(|(field, variant)| match discriminator {
        Discriminator::Property(property) => {
            let (unions, wire) = (types.import("crate::runtime", "unions"), &field.wire);
            quote! {
                Self::#variant(model) => {
                    #unions::with_value(model, (#property, #wire), serializer)
                }
            }
        }
        Discriminator::RequiredMembers => {
            quote! { Self::#variant(model) => model.serialize(serializer), }
        }
    });
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::Unknown(unknown) => unknown.serialize(serializer),
                }
            }
        }
    }
}
