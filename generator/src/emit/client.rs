//! Emits the methods of the client that return handles of resources.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

use super::Context;
use super::accessor::{accessors, accessors_of_own_account};
use super::imports::Imports;
use super::types::Types;

/// Emits the file with the methods that return handles: those of the client, or of the handle to a module.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let module = &context.names.module;
    let declared = module.name().map(|_| module.entry_type());
    let imports = Imports::beside(declared.into_iter().collect());
    let types = Types {
        context,
        imports: &imports,
        module: "client",
        allows_deprecated: false,
    };
    let accessors = [accessors(types, None), accessors_of_own_account(types)];
    let client = types.runtime("Client");
    let (entry, declaration) = match module.name() {
        None => (client, TokenStream::new()),
        Some(name) => {
            let entry = format_ident!("{}", module.entry_type()).into_token_stream();
            let declaration = declare(&client, name, &entry);
            (entry, declaration)
        }
    };
    let uses = imports.emit();
    quote! {
        //! The handles that the client returns.

        #uses

        #declaration

        #[doc = " Handles to the resources of the API. Calling these methods sends no request."]
        impl #entry { #(#accessors)* }
    }
}

/// Emits the handle to a module, and the method of the client that returns it.
fn declare(client: &TokenStream, name: &str, entry: &TokenStream) -> TokenStream {
    let method = format_ident!("{name}");
    let of_method = format!(
        " Returns a handle to the API of the module [`{name}`](crate::{name}). Sends no request."
    );
    let of_entry = format!(
        " Handle to the API of the module [`{name}`](crate::{name}), returned by [`Client::{name}`](crate::Client::{name})."
    );
    quote! {
        #[doc = #of_entry]
        #[derive(Clone, Debug)]
        #[must_use = "a handle sends no request until a method of it is called and awaited"]
        pub struct #entry(#client);

        impl #client {
            #[doc = #of_method]
            pub fn #method(&self) -> #entry {
                #entry(self.clone())
            }
        }
    }
}
