//! Codes of errors as constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Context;
use super::documentation::{outer, page_link};
use crate::ir::ErrorCode;
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose};

/// The file with one constant for each code.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let codes = context.api.error_codes.iter().zip(context.names.error_codes());
    let constants = codes.clone().map(|(code, name)| constant(code, name));
    let example = codes.clone().next().map(|(_, name)| {
        let crate_name = context.crate_name;
        let module = context.names.module.within("error_code");
        super::documentation::inner(Prose::blocks([
            Inline::from("Compare them with the code of an error:").into(),
            Prose::example(&format!(
                "# fn example(error: &{crate_name}::Error) -> bool {{\nerror.code() == Some({crate_name}::{module}::{name})\n# }}"
            )),
        ]))
    });
    quote! {
        //! Codes of the errors that the API responds with.
        //!
        #example

        #(#constants)*
    }
}

fn constant(code: &ErrorCode, name: &Identifier) -> TokenStream {
    let documentation = outer(Prose::blocks([
        Prose::of_document(&code.description),
        labelled("Cause: ", &code.cause),
        labelled("Remedy: ", &code.remedy),
        page_link(code.page.as_deref()).into(),
    ]));
    let code = Literal::u32_unsuffixed(code.code);
    quote! {
        #documentation
        pub const #name: u32 = #code;
    }
}

/// A text of the document behind a label; nothing where there is no text.
fn labelled(label: &'static str, text: &str) -> Prose {
    if text.trim().is_empty() {
        Prose::default()
    } else {
        Prose::of_document_behind(label.into(), text)
    }
}
