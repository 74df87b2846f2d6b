//! How types are written in Rust.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::documentation::Said;
use super::imports::Imports;
use crate::ir::{ArgumentType, EnumerationId, ModelId, ResourceId, SidId, Type};
use crate::text::rustdoc::Inline;
use crate::text::rustdoc::joined;

/// The types of one file: written in short, and imported.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) context: Context<'a>,
    pub(super) imports: &'a Imports,
    /// The module of the file, whose own types need no import.
    pub(super) module: &'a str,
}

impl<'a> Types<'a> {
    /// The type of a value that an answer holds.
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

    /// The type of a value in a list or a map. A duration stays text there, in ISO 8601 form.
    fn element(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Duration => quote! { String },
            other => self.owned(other),
        }
    }

    /// The type that a setter takes, and what makes of `value` the one that it sends.
    pub(super) fn accepted(
        self,
        ty: &Type,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        match ty {
            Type::Array(element) => {
                let (accepted, _) = self.accepted(element, value);
                let sent = if is_converted(element) {
                    quote! { #value.into_iter().map(Into::into) }
                } else {
                    value.clone()
                };
                (quote! { impl IntoIterator<Item = #accepted> }, sent)
            }
            ty if is_converted(ty) => {
                let sent = self.owned(ty);
                (quote! { impl Into<#sent> }, quote! { #value.into() })
            }
            ty => (self.owned(ty), value.clone()),
        }
    }

    /// The type of a path argument.
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

    /// The type of a field that is always there, in a box if the model would contain itself.
    pub(super) fn field(self, model: ModelId, ty: &Type) -> TokenStream {
        let owned = self.owned(ty);
        if self.context.contents.rings.hold(ty, model) {
            quote! { Box<#owned> }
        } else {
            owned
        }
    }

    /// What is said of a value: of this use of its type or, where nothing is, of the type itself.
    ///
    /// What is said of a type stands in the file of that type alone; other files point to it.
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

    /// A type that stands in the file of a resource.
    pub(super) fn owned_by(self, owner: ResourceId, name: &str) -> TokenStream {
        let module = self.context.module_of(owner).as_str();
        if module != self.module {
            self.imports.add(&format!("crate::{module}"), name);
        }
        name.parse().expect("an identifier made by a namespace")
    }

    /// An item of another module, imported.
    pub(super) fn import(self, module: &str, item: &str) -> TokenStream {
        self.imports.add(module, item);
        item.parse().expect("an identifier")
    }
}

/// Whether a setter takes whatever converts into the type: text can be borrowed or owned.
pub(super) fn is_converted(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Uri | Type::JsonText | Type::Sid(_))
}
