//! Emits the methods of the client that return handles of resources.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::accessor::accessors;
use super::imports::Imports;
use super::types::Types;

/// Emits the file with the methods of the client.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let imports = Imports::default();
    let types = Types {
        context,
        imports: &imports,
        module: "client",
        allows_deprecated: false,
    };
    let accessors = accessors(types, None);
    let client = types.runtime("Client");
    let uses = imports.emit();
    quote! {
        //! The handles that the client returns.

        #uses

        #[doc = " Handles to the resources of the API. Calling these methods sends no request."]
        impl #client { #accessors }
    }
}
