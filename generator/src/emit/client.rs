//! The methods of the client that lead to the resources.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::handle::accessors;
use super::imports::Imports;
use super::types::Types;

/// The file with the client's methods.
pub(super) fn emit(context: Context<'_>) -> TokenStream {
    let imports = Imports::default();
    let types = Types {
        context,
        imports: &imports,
        module: "client",
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
