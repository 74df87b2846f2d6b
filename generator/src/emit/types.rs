//! Emits types by their names and imports them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Context;
use super::documentation::Said;
use super::imports::Imports;
use crate::ir::{ArgumentType, Field, ModelId, Parameter, ResourceId, Type};
use crate::name::{Identifier, Module, RustType, RustTypes};
use crate::text::rustdoc::Inline;
use crate::text::rustdoc::joined;

/// Emits the types of a file and adds their imports.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) context: Context<'a>,
    pub(super) imports: &'a Imports,
    /// The path of the module of the file in the crate, whose types are not imported.
    pub(super) module: &'a str,
    /// `true` if the file names deprecated types, and so allows their use as a whole.
    pub(super) allows_deprecated: bool,
}

impl<'a> Types<'a> {
    fn rust(self) -> RustTypes<'a> {
        self.context.rust()
    }

    /// Returns the type of a value in a response.
    pub(super) fn received(self, ty: &Type) -> TokenStream {
        self.write(&self.rust().received(ty))
    }

    /// Returns the type of an element of a list in a response, where a duration is an ISO 8601 string.
    pub(super) fn received_element(self, element: &Type) -> TokenStream {
        self.write(&self.rust().received_element(element))
    }

    /// Returns a type of the runtime for values of a type, such as `Nullable`.
    pub(super) fn nullable(self, ty: &Type) -> TokenStream {
        let (nullable, value) = (self.runtime("Nullable"), self.received(ty));
        quote! { #nullable<#value> }
    }

    /// Returns the type of a field.
    pub(super) fn field(self, model: ModelId, field: &Field) -> TokenStream {
        self.write(&self.rust().field(model, field))
    }

    /// Returns `true` if a field is boxed, since its model is recursive.
    pub(super) fn is_boxed(self, model: ModelId, field: &Field) -> bool {
        self.context.contents.rings.hold(&field.ty, model)
    }

    /// Returns the type of a path argument.
    pub(super) fn argument(self, ty: ArgumentType) -> TokenStream {
        self.write(&self.rust().argument(ty))
    }

    /// Returns a type in the file of a resource.
    pub(super) fn of_resource(self, id: ResourceId, name: &Identifier) -> TokenStream {
        self.write(&self.rust().of_resource(id, name))
    }

    /// Returns the type that a setter accepts, and the conversion of `value` to the type that is sent, with the limits of
    /// the parameter.
    pub(super) fn accepted(
        self,
        parameter: &Parameter,
        value: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        if parameter.location.is_json() {
            return self.accepted_member(parameter, value);
        }
        if !parameter.nullable {
            let (accepted, sent) = self.accepted_value(&parameter.ty, value);
            return (accepted, self.limited(parameter, sent));
        }
        let nullable = self.runtime("Nullable");
        let whole = self.write(&self.rust().sent(&parameter.ty));
        let accepted = quote! { impl Into<#nullable<#whole>> };
        let sent = if matches!(parameter.ty, Type::Array(_)) {
            quote! { Into::<#nullable<#whole>>::into(#value).into_elements() }
        } else if parameter.is_limited() {
            let limited = self.limited(parameter, quote! { value });
            quote! { Into::<#nullable<#whole>>::into(#value).map(|value| #limited) }
        } else {
            quote! { #value.into() }
        };
        (accepted, sent)
    }

    /// A value with the limits of its parameter, if that has any.
    pub(super) fn limited(
        self,
        parameter: &Parameter,
        value: TokenStream,
    ) -> TokenStream {
        if !parameter.is_limited() {
            return value;
        }
        let limit = |limit: Option<i64>| match (limit, &parameter.ty) {
            (None, _) => quote! { None },
            (Some(seconds), Type::Duration) => {
                let duration = self.write(&self.rust().sent(&parameter.ty));
                let seconds = Literal::u64_unsuffixed(seconds.unsigned_abs());
                let limit = quote! { #duration::from_secs(#seconds) };
                let limit = if parameter.location.is_json() {
                    self.duration_in_json(&limit)
                } else {
                    limit
                };
                quote! { Some(#limit) }
            }
            (Some(limit), _) => {
                let limit = Literal::i64_unsuffixed(limit);
                quote! { Some(#limit) }
            }
        };
        let (minimum, maximum) = (limit(parameter.minimum), limit(parameter.maximum));
        let limited = self.runtime("Limited");
        quote! { #limited::new(#value, #minimum, #maximum) }
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
                        let conversion = self.runtime("IntoJsonText");
                        quote! { #value.into_iter().map(#conversion::into_json_text) }
                    }
                    element if is_converted(element) => {
                        quote! { #value.into_iter().map(Into::into) }
                    }
                    _ => value.clone(),
                };
                (quote! { impl IntoIterator<Item = #accepted> }, sent)
            }
            Type::JsonText => self.accepted_json_text(value),
            Type::Map(_) => (
                quote! { impl IntoIterator<Item = (impl Into<String>, impl Into<String>)> },
                value.clone(),
            ),
            ty => {
                let sent = self.write(&self.rust().sent(ty));
                if is_converted(ty) {
                    (quote! { impl Into<#sent> }, quote! { #value.into() })
                } else {
                    (sent, value.clone())
                }
            }
        }
    }

    /// Returns the same for JSON. A trait method is called by its path if the trait is not imported.
    fn accepted_json_text(self, value: &TokenStream) -> (TokenStream, TokenStream) {
        let conversion = self.runtime("IntoJsonText");
        let sent = if self.imports.import("crate::runtime", "IntoJsonText") {
            quote! { #value.into_json_text() }
        } else {
            quote! { #conversion::into_json_text(#value) }
        };
        (quote! { impl #conversion }, sent)
    }

    fn write(self, ty: &RustType) -> TokenStream {
        let name = match self.path(ty) {
            Some(module) => self.imports.name(&module, &ty.name),
            None => ty.name.parse().expect("a name made by this crate"),
        };
        let arguments: Vec<TokenStream> =
            ty.arguments.iter().map(|ty| self.write(ty)).collect();
        if arguments.is_empty() {
            name
        } else {
            quote! { #name<#(#arguments),*> }
        }
    }

    /// Returns the path of the module that declares a type, unless it is in scope.
    fn path(self, ty: &RustType) -> Option<String> {
        match ty.module.as_ref()? {
            Module::Foreign(path) => Some((*path).to_owned()),
            Module::Runtime => Some("crate::runtime".to_owned()),
            Module::Own(module) if module == self.module => None,
            Module::Own(module) => Some(format!("crate::{module}")),
        }
    }

    /// Returns the description of a value, or else of its type.
    ///
    /// The description of a type is only contained in the file of the type; other files link to it.
    pub(super) fn described(self, description: &'a str, ty: &Type) -> Said<'a> {
        if !description.is_empty() {
            return Said::InDocument(description);
        }
        let (declared, description) = match ty.innermost() {
            Type::Enumeration(id) => {
                let description = &self.context.api.enumeration(*id).description;
                (self.rust().enumeration(*id), description)
            }
            Type::Model(id) => {
                (self.rust().model(*id), &self.context.api.model(*id).description)
            }
            _ => return Said::InDocument(""),
        };
        match self.path(&declared) {
            Some(module) => {
                Said::ByUs(joined!["See ", self.link(&module, &declared), "."])
            }
            None => Said::InDocument(description),
        }
    }

    /// Returns a link to a model, wherever it is declared.
    pub(super) fn model_link(self, ty: &Type) -> Inline {
        let declared = match ty.innermost() {
            Type::Model(id) => self.rust().model(*id),
            other => self.rust().received(other),
        };
        let name = Inline::code(&declared.name);
        match self.path(&declared) {
            Some(module) => Inline::item(&name, &format!("{module}::{}", declared.name)),
            None => joined!["[", name, "]"],
        }
    }

    /// Returns a link to a type of another file.
    fn link(self, module: &str, ty: &RustType) -> Inline {
        let name = Inline::code(&ty.name);
        if self.imports.import(module, &ty.name) {
            joined!["[", name, "]"]
        } else {
            Inline::item(&name, &format!("{module}::{}", ty.name))
        }
    }

    /// Emits the attribute of an item whose code uses deprecated fields.
    pub(super) fn allow_deprecated(self, uses_deprecated: bool) -> Option<TokenStream> {
        (uses_deprecated && !self.allows_deprecated)
            .then(|| quote! { #[allow(deprecated)] })
    }

    /// Imports an item of the runtime.
    pub(super) fn runtime(self, item: &str) -> TokenStream {
        self.import("crate::runtime", item)
    }

    /// Imports an item of the runtime that the events use.
    pub(super) fn event_runtime(self, item: &str) -> TokenStream {
        self.import("crate::runtime::webhook::events", item)
    }

    /// Imports an item of another module.
    pub(super) fn import(self, module: &str, item: &str) -> TokenStream {
        self.imports.name(module, item)
    }
}

/// Returns `true` if a setter accepts any type that converts into this one, such as borrowed or owned strings.
pub(super) fn is_converted(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Uri | Type::Sid(_) | Type::Enumeration(_))
}
