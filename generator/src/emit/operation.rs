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
    let [operation_type, method_type, route] =
        ["Operation", "Method", "Route"].map(|item| types.runtime(item));
    let routes = operation.routes.iter().map(|sent| {
        let id = &sent.id;
        let path = sent.path.to_string();
        quote! { #route { id: #id, path: #path } }
    });
    let paging = operation
        .paging
        .as_ref()
        .zip(names.paging_constant.as_ref())
        .map(|(paging, constant)| emit_paging(types, paging, constant));
    quote! {
        const #constant: #operation_type = #operation_type {
            method: #method_type::#method,
            routes: &[#(#routes),*],
        };
        #paging
    }
}

fn emit_paging(types: Types<'_>, paging: &Paging, constant: &Identifier) -> TokenStream {
    let paging_type = types.runtime("Paging");
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
        const #constant: #paging_type = #paging_type { items: #items, max_page_size: #max_page_size };
    }
}
