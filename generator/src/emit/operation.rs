//! Emits the constants of operations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use crate::emit::paging;
use crate::ir::Operation;
use crate::name::OperationNames;

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
    let paging = operation.paging.as_ref().zip(names.paging_constant.as_ref()).map(
        |(paging, constant)| {
            let paging_type = types.runtime("Paging");
            let paging = paging::emit(&|item| types.runtime(item), paging);
            quote! { const #constant: #paging_type = #paging; }
        },
    );
    quote! {
        const #constant: #operation_type = #operation_type {
            method: #method_type::#method,
            routes: &[#(#routes),*],
        };
        #paging
    }
}
