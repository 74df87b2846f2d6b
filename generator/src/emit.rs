//! From the named IR to Rust: one file a resource, and the few files that hold all of them together.
//!
//! Emitted are tokens alone; [`mod@format`] makes text of them, and [`mod@render`] adds the files that are made from templates
//! and the runtime.

mod builder;
mod client;
mod contents;
mod documentation;
mod enumeration;
mod error_code;
mod example;
pub mod format;
mod handle;
mod imports;
mod model;
mod operation;
mod output_files;
pub mod render;
mod resource;
mod sid;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

pub use self::output_files::OutputFiles;

use self::contents::Contents;
use crate::ir::{Api, ModelId, ResourceId};
use crate::name::{Identifier, NamedApi, Names};
use crate::text::rustdoc::Inline;

/// How many calls are chained to one value. Each stands within the next, so compilers nest as deeply as a chain is long.
const LONGEST_CHAIN: usize = 100;

/// One Rust file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path in the crate.
    pub path: String,
    /// What it holds, attributes and documentation of the file included.
    pub tokens: TokenStream,
}

/// Which files the document decides.
#[derive(Clone, Copy, Debug)]
enum Subject {
    /// What the runtime asks of the document.
    Api,
    /// The client's methods.
    Client,
    /// The types of SIDs.
    Sids,
    /// The codes of errors.
    ErrorCodes,
    /// A resource.
    Resource(ResourceId),
}

/// What every emitter needs to know.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    names: &'a Names,
    contents: &'a Contents,
    /// The path by which users name the crate, as in `twilio_conversations`.
    crate_name: &'a str,
}

/// Emits the files of the crate that the document decides.
pub fn emit(named: &NamedApi, crate_name: &str) -> Vec<SourceFile> {
    let NamedApi { api, names } = named;
    let contents = Contents::of(api);
    let context = Context {
        api,
        names,
        contents: &contents,
        crate_name,
    };
    [Subject::Api, Subject::Client, Subject::Sids]
        .into_iter()
        .chain((!api.error_codes.is_empty()).then_some(Subject::ErrorCodes))
        .chain(api.resource_ids().map(Subject::Resource))
        .map(|subject| context.file(subject))
        .collect()
}

/// What the runtime asks of the document.
fn api_constants(api: &Api) -> TokenStream {
    let base_url = &api.server.url;
    quote! {
        //! What the document says of the API as a whole.

        /// Where the API is served, unless the client is told otherwise.
        pub(crate) const BASE_URL: &str = #base_url;
    }
}

impl<'a> Context<'a> {
    fn file(self, subject: Subject) -> SourceFile {
        let (name, tokens) = match subject {
            Subject::Api => ("api", api_constants(self.api)),
            Subject::Client => ("client", client::emit(self)),
            Subject::Sids => ("sid", sid::emit(self)),
            Subject::ErrorCodes => ("error_code", error_code::emit(self)),
            Subject::Resource(id) => {
                let module = self.module_of(id).unraw();
                (module, resource::emit(self, id))
            }
        };
        SourceFile {
            path: format!("src/{name}.rs"),
            tokens,
        }
    }

    fn module_of(self, id: ResourceId) -> &'a Identifier {
        &self.names.resource(id).module
    }

    /// What a resource is called in prose, in the singular.
    fn noun(self, id: ResourceId) -> Inline {
        Inline::plain(&self.api.resource(id).singular.replace('_', " "))
    }

    /// What a resource is called in prose, in the plural.
    fn nouns(self, id: ResourceId) -> Inline {
        Inline::plain(&self.api.resource(id).plural.replace('_', " "))
    }

    /// The indefinite article of what a resource is called.
    fn article(self, id: ResourceId) -> &'static str {
        sid::article(&self.api.resource(id).singular)
    }

    /// The resource whose own model this is.
    fn is_own_model(self, id: ResourceId, model: ModelId) -> bool {
        self.api.resource(id).model == Some(model)
    }
}
