//! From the named IR to Rust: one file a resource, and the few files that hold all of them together.
//!
//! Emitted are tokens alone; [`crate::format`] makes text of them.

mod builder;
mod client;
mod documentation;
mod enumeration;
mod example;
mod handle;
mod imports;
mod markdown;
mod model;
mod operation;
mod resource;
mod sid;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, ModelId, ResourceId};
use crate::name::{Identifier, Names};

/// One Rust file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below `src`.
    pub path: String,
    /// What it holds, attributes and documentation of the file included.
    pub tokens: TokenStream,
}

/// What every emitter needs to know.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    names: &'a Names,
    /// The path by which users name the crate, as in `twilio_conversations`.
    crate_name: &'a str,
}

/// Emits the files of the crate that the document decides.
pub fn emit(api: &Api, names: &Names, crate_name: &str) -> Vec<SourceFile> {
    let context = Context {
        api,
        names,
        crate_name,
    };
    let mut files = vec![
        SourceFile {
            path: "api.rs".to_owned(),
            tokens: api_constants(api),
        },
        SourceFile {
            path: "client.rs".to_owned(),
            tokens: client::emit(context),
        },
        SourceFile {
            path: "sid.rs".to_owned(),
            tokens: sid::emit(context),
        },
    ];
    files.extend(api.resource_ids().map(|id| SourceFile {
        path: format!("{}.rs", context.module_of(id).as_str().trim_start_matches("r#")),
        tokens: resource::emit(context, id),
    }));
    files
}

/// What the runtime asks of the document.
fn api_constants(api: &Api) -> TokenStream {
    let base_url = &api.base_url;
    quote! {
        //! What the document says of the API as a whole.

        /// Where the API is served, unless the client is told otherwise.
        pub(crate) const BASE_URL: &str = #base_url;
    }
}

impl<'a> Context<'a> {
    fn module_of(self, id: ResourceId) -> &'a Identifier {
        &self.names.resource(id).module
    }

    /// What a resource is called in prose, in the singular.
    fn noun(self, id: ResourceId) -> String {
        self.api.resource(id).singular.replace('_', " ")
    }

    /// The resource whose own model this is.
    fn is_own_model(self, id: ResourceId, model: ModelId) -> bool {
        self.api.resource(id).model == Some(model)
    }
}
