//! Emits the constants of operations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use crate::ir::{Operation, Paging};
use crate::name::{Identifier, OperationNames};

/// Emits the constants of an operation: its routes and its pagination.
pub(super) fn emit(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let constant = &names.constant;
    let method = format_ident!("{}", operation.method.as_str());
    let routes = operation.routes.iter().map(|route| {
        let id = &route.id;
        let path = route.path.to_string();
        quote! { Route { id: #id, path: #path } }
    });
    for item in ["Method", "Operation", "Route"] {
        types.imports.runtime(item);
    }
    let paging = operation
        .paging
        .as_ref()
        .map(|paging| emit_paging(types, paging, &paging_constant(constant)));
    quote! {
        const #constant: Operation = Operation {
            method: Method::#method,
            routes: &[#(#routes),*],
        };
        #paging
    }
}

/// Returns the name of the constant with the pagination of a list.
pub(super) fn paging_constant(operation: &Identifier) -> proc_macro2::Ident {
    format_ident!("{}_PAGING", operation.as_str())
}

fn emit_paging(
    types: Types<'_>,
    paging: &Paging,
    constant: &proc_macro2::Ident,
) -> TokenStream {
    types.imports.runtime("Paging");
    let items = &paging.items;
    let max_page_size = if let Some(size) =
        paging.max_page_size.and_then(|size| u32::try_from(size).ok())
    {
        let size = proc_macro2::Literal::u32_unsuffixed(size);
        quote! { Some(#size) }
    } else {
        quote! { None }
    };
    quote! {
        const #constant: Paging = Paging { items: #items, max_page_size: #max_page_size };
    }
}
