//! Emits the pagination of lists, for requests and for the fake.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Paging, PagingKind, TokenProperties};

/// Emits a value of the runtime's `Paging`. `import` imports an item of the runtime and returns its name.
pub(super) fn emit(
    import: &dyn Fn(&str) -> TokenStream,
    paging: &Paging,
) -> TokenStream {
    let item = import("Paging");
    let Paging {
        items,
        page_size,
        max_page_size,
        kind,
    } = paging;
    let page_size = text(page_size.as_ref());
    let max_page_size = max_page_size.and_then(|size| u32::try_from(size).ok());
    let max_page_size = optional(max_page_size.map(Literal::u32_unsuffixed));
    let kind = emit_kind(import, kind);
    quote! {
        #item {
            items: #items,
            page_size: #page_size,
            max_page_size: #max_page_size,
            kind: #kind,
        }
    }
}

fn emit_kind(import: &dyn Fn(&str) -> TokenStream, kind: &PagingKind) -> TokenStream {
    let item = import("PagingKind");
    match kind {
        PagingKind::NextPageUrl => quote! { #item::NextPageUrl },
        PagingKind::NextPageUri => quote! { #item::NextPageUri },
        PagingKind::Token {
            parameter,
            properties:
                TokenProperties {
                    within,
                    next,
                    previous,
                    page_size,
                    key,
                },
        } => {
            let token = import("TokenPaging");
            let [within, previous, page_size, key] =
                [within, previous, page_size, key].map(|name| text(name.as_ref()));
            quote! {
                #item::Token(#token {
                    parameter: #parameter,
                    within: #within,
                    next: #next,
                    previous: #previous,
                    page_size: #page_size,
                    key: #key,
                })
            }
        }
    }
}

fn text(text: Option<&String>) -> TokenStream {
    optional(text.map(|text| Literal::string(text)))
}

fn optional(literal: Option<Literal>) -> TokenStream {
    literal.map_or_else(|| quote! { None }, |literal| quote! { Some(#literal) })
}
