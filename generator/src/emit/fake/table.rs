//! The context of the tables' emitters.

use proc_macro2::TokenStream;
use quote::quote;

use super::constant;
use crate::emit::Context;
use crate::emit::imports::Imports;
use crate::ir::ResourceId;
use crate::ir::fake::Refusal;

/// The module of the types.
const MODULE: &str = "crate::runtime::fake::tables";

/// A file of tables, and its imports.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) context: Context<'a>,
    pub(super) imports: &'a Imports,
}

impl Table<'_> {
    /// Imports a type and returns its name.
    pub(super) fn item(self, name: &str) -> TokenStream {
        self.imports.name(MODULE, name)
    }

    /// Imports an item of the runtime and returns its name.
    pub(super) fn runtime(self, name: &str) -> TokenStream {
        self.imports.name("crate::runtime", name)
    }

    /// Emits the position of a resource.
    pub(super) fn index(self, id: ResourceId) -> TokenStream {
        let name = constant(self.context, id);
        quote! { index::#name }
    }

    /// Emits a refusal.
    pub(super) fn refusal(self, refusal: &Refusal) -> TokenStream {
        let item = self.item("Refusal");
        let Refusal {
            status,
            code,
            message,
        } = refusal;
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        let code = proc_macro2::Literal::u32_unsuffixed(*code);
        quote! { #item { status: #status, code: #code, message: #message } }
    }
}

/// Emits an optional value.
pub(super) fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}
