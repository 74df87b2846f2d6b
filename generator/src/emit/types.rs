//! Emits types.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::documentation::Said;
use super::imports::Imports;
use crate::ir::{
    ArgumentType, EnumerationId, ModelId, Parameter, ResourceId, SidId, Type,
};
use crate::text::rustdoc::Inline;
use crate::text::rustdoc::joined;

/// Emits the types of a file and adds their imports.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) context: Context<'a>,
    pub(super) imports: &'a Imports,
    /// The module of the file, whose types are not imported.
    pub(super) module: &'a str,
}

impl<'a> Types<'a> {
    /// Returns the type of a value in a response.
    pub(super) fn owned(self, ty: &Type) -> TokenStream {
        match ty {
            Type::String | Type::Uri => quote! { String },
            Type::Boolean => quote! { bool },
            Type::Integer => quote! { i64 },
            Type::Number => quote! { f64 },
            Type::Timestamp => self.import("jiff", "Timestamp"),
            Type::Date => self.import("jiff::civil", "Date"),
            Type::Duration => self.import("std::time", "Duration"),
            Type::JsonText => self.import("crate::runtime", "JsonText"),
            Type::Json => self.import("serde_json", "Value"),
            Type::Sid(id) => self.sid(*id),
            Type::Enumeration(id) => self.enumeration(*id),
            Type::Model(id) => self.model(*id),
            Type::Array(element) => {
                let element = self.element(element);
                quote! { Vec<#element> }
            }
            Type::Map(element) => {
                let map = self.import("std::collections", "BTreeMap");
                let element = self.element(element);
                quote! { #map<String, #element> }
            }
        }
    }

    /// Returns the type of an element of an array or map, where a duration is an ISO 8601 string.
    fn element(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Duration => quote! { String },
            other => self.owned(other),
        }
    }

    /// Returns the type that a setter accepts, and the conversion of `value` to the type that is sent.
    pub(super) fn accepted(
        self,
        parameter: &Parameter,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        if !parameter.nullable {
            return self.accepted_value(&parameter.ty, value);
        }
        let nullable = self.import("crate::runtime", "Nullable");
        let whole = self.owned(&parameter.ty);
        let accepted = quote! { impl Into<#nullable<#whole>> };
        let sent = match &parameter.ty {
            Type::Array(_) => {
                quote! { Into::<#nullable<#whole>>::into(#value).into_elements() }
            }
            _ => quote! { #value.into() },
        };
        (accepted, sent)
    }

    /// Returns the type that a setter accepts for a non-null value, and the conversion to the type that is sent.
    fn accepted_value(
        self,
        ty: &Type,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        match ty {
            Type::Array(element) => {
                let (accepted, _) = self.accepted_value(element, value);
                let sent = match &**element {
                    Type::JsonText => {
                        let conversion = self.import("crate::runtime", "IntoJsonText");
                        quote! { #value.into_iter().map(#conversion::into_json_text) }
                    }
                    element if is_converted(element) => {
                        quote! { #value.into_iter().map(Into::into) }
                    }
                    _ => value.clone(),
                };
                (quote! { impl IntoIterator<Item = #accepted> }, sent)
            }
            Type::JsonText => {
                let conversion = self.import("crate::runtime", "IntoJsonText");
                (quote! { impl #conversion }, quote! { #value.into_json_text() })
            }
            ty if is_converted(ty) => {
                let sent = self.owned(ty);
                (quote! { impl Into<#sent> }, quote! { #value.into() })
            }
            ty => (self.owned(ty), value.clone()),
        }
    }

    /// Returns the type of a path argument.
    pub(super) fn argument(self, ty: ArgumentType) -> TokenStream {
        match ty {
            ArgumentType::Sid(id) => self.sid(id),
            ArgumentType::SidOrName(id) => {
                let either = self.import("crate::runtime", "SidOrName");
                let sid = self.sid(id);
                quote! { #either<#sid> }
            }
            ArgumentType::Text => quote! { String },
        }
    }

    /// Returns the description of a value, or else of its type.
    ///
    /// The description of a type is only contained in the file of the type; other files link to it.
    pub(super) fn described(self, description: &'a str, ty: &Type) -> Said<'a> {
        if !description.is_empty() {
            return Said::InDocument(description);
        }
        let (owner, description, name) = match ty.innermost() {
            Type::Enumeration(id) => {
                let enumeration = self.context.api.enumeration(*id);
                let name = &self.context.names.enumeration(*id).name;
                (enumeration.owner, &enumeration.description, name)
            }
            Type::Model(id) => {
                let model = self.context.api.model(*id);
                (model.owner, &model.description, &self.context.names.model(*id).name)
            }
            _ => return Said::InDocument(""),
        };
        if self.context.module_of(owner).as_str() == self.module {
            Said::InDocument(description)
        } else {
            Said::ByUs(joined!["See [", Inline::code(name.as_str()), "]."])
        }
    }

    fn model(self, id: ModelId) -> TokenStream {
        self.owned_by(
            self.context.api.model(id).owner,
            self.context.names.model(id).name.as_str(),
        )
    }

    fn enumeration(self, id: EnumerationId) -> TokenStream {
        self.owned_by(
            self.context.api.enumeration(id).owner,
            self.context.names.enumeration(id).name.as_str(),
        )
    }

    fn sid(self, id: SidId) -> TokenStream {
        self.import("crate::sid", self.context.names.sid(id).as_str())
    }

    /// Returns a type in the file of a resource.
    pub(super) fn owned_by(self, owner: ResourceId, name: &str) -> TokenStream {
        let module = self.context.module_of(owner).as_str();
        if module != self.module {
            self.imports.add(&format!("crate::{module}"), name);
        }
        name.parse().expect("an identifier made by a namespace")
    }

    /// Imports an item of another module.
    pub(super) fn import(self, module: &str, item: &str) -> TokenStream {
        self.imports.add(module, item);
        item.parse().expect("an identifier")
    }
}

/// Returns `true` if a setter accepts any type that converts into this one, such as borrowed or owned strings.
fn is_converted(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Uri | Type::Sid(_))
}
