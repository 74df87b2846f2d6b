//! Emits Rust from the named IR: one file per resource, and a few files that combine them.
//!
//! Emitters only produce tokens; [`mod@format`] formats them, and [`mod@render`] adds the files from templates and the
//! runtime.

mod accessor;
mod builder;
mod client;
mod contents;
mod documentation;
mod enumeration;
mod error_code;
mod event_kinds;
mod events;
mod example;
mod fake;
pub mod format;
mod handle;
mod imports;
mod json;
mod limits;
mod model;
mod operation;
mod output_files;
mod paging;
mod parallel;
pub mod render;
mod request_documentation;
mod resource;
mod sample_json;
mod sample_value;
mod sid;
mod types;
mod wait;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub use self::example::CallExample;
pub use self::output_files::OutputFiles;

use self::contents::Contents;
use crate::ir::{
    Action, Api, Events, HandleKind, ModelId, Operation, Presence, ResourceId, SidForm,
};
use crate::name::{Identifier, NamedApi, Names, RustTypes};
use crate::text::noun;
use crate::text::rustdoc::Inline;

/// Maximum number of chained calls. Method chains are nested expressions, so long ones exhaust the stack of compilers.
const MAX_CHAIN: usize = 100;

/// A Rust file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path in the crate.
    pub path: String,
    /// The contents, including the attributes and documentation of the file.
    pub tokens: TokenStream,
}

/// The subject of an emitted file.
#[derive(Clone, Copy, Debug)]
enum Subject<'a> {
    /// Constants that the runtime uses.
    Api,
    /// The methods of the client.
    Client,
    /// The types of SIDs.
    Sids,
    /// The codes of errors.
    ErrorCodes,
    /// The events.
    Events(&'a Events),
    /// The samples of events.
    EventSamples(&'a Events),
    /// The fake.
    Fake,
    /// The tables of the fake.
    FakeTables(FakeTable<'a>),
    /// A resource.
    Resource(ResourceId),
}

/// A file of the tables of the fake.
#[derive(Clone, Copy, Debug)]
enum FakeTable<'a> {
    Root,
    Index,
    Resources,
    Operations,
    Events(&'a Events),
}

/// The context shared by all emitters.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    names: &'a Names,
    contents: &'a Contents,
    /// The prefixes of SIDs, by the names of their parameters and properties.
    sid_prefixes: &'a HashMap<&'a str, &'a str>,
    /// The name of the crate as a path, such as `twilio_conversations`.
    crate_name: &'a str,
    /// All APIs of the crate.
    apis: &'a [NamedApi],
}

/// Emits the files of the crate that the document of one API decides, and finishes each of them.
///
/// `apis` are all APIs of the crate: that of its root first, then those of its modules. Tokens cannot be sent to another
/// thread, so the thread that emits a file also formats it, in `finish`.
pub fn emit<Finished: Send>(
    named: &NamedApi,
    apis: &[NamedApi],
    crate_name: &str,
    finish: impl Fn(SourceFile) -> Finished + Sync,
) -> Vec<Finished> {
    let NamedApi { api, names, .. } = named;
    let contents = Contents::of(api);
    let sid_prefixes = sid_prefixes(api);
    let context = Context {
        api,
        names,
        contents: &contents,
        sid_prefixes: &sid_prefixes,
        crate_name,
        apis,
    };
    let subjects = subjects(api);
    parallel::map(&subjects, |subject| finish(context.file(*subject)))
}

/// Returns an example of a call, for the front page of the crate: of the resource with the most children that is no child
/// itself and can be created, or else listed.
pub fn front_example(
    named: &NamedApi,
    apis: &[NamedApi],
    crate_name: &str,
) -> Option<CallExample> {
    let NamedApi { api, names, .. } = named;
    let (contents, sid_prefixes) = (Contents::of(api), sid_prefixes(api));
    let context = Context {
        api,
        names,
        contents: &contents,
        sid_prefixes: &sid_prefixes,
        crate_name,
        apis,
    };
    let typical = api.resource_ids().filter_map(|id| {
        let index = resource::typical_operation(api.resource(id))?;
        Some((id, index))
    });
    let rank = |(id, index): &(ResourceId, usize)| {
        let resource = api.resource(*id);
        let operation = &resource.operations[*index];
        let is_child = resource.scopes.first().parent.is_some();
        let action = match operation.action {
            Action::Create => 0,
            Action::List => 1,
            _ => 2,
        };
        let children = [HandleKind::Instance, HandleKind::Collection]
            .map(|handle| contents.children(Some((*id, handle))).len());
        let children = Reverse(children.iter().sum::<usize>());
        (is_child, operation.is_deprecated(), action, children)
    };
    let (id, index) = typical.min_by_key(rank)?;
    let operation = &api.resource(id).operations[index];
    let operation_names = &names.resource(id).operations[index];
    Some(example::call(context, id, operation, operation_names))
}

/// Returns the subjects of all files, in order.
fn subjects(api: &Api) -> Vec<Subject<'_>> {
    [Subject::Api, Subject::Client, Subject::Sids]
        .into_iter()
        .chain((!api.error_codes.is_empty()).then_some(Subject::ErrorCodes))
        .chain(
            api.events.iter().flat_map(|events| {
                [Subject::Events(events), Subject::EventSamples(events)]
            }),
        )
        .chain(fake_files(api))
        .chain(api.resource_ids().map(Subject::Resource))
        .collect()
}

/// Returns the files of the fake.
fn fake_files(api: &Api) -> impl Iterator<Item = Subject<'_>> {
    let tables =
        [FakeTable::Root, FakeTable::Index, FakeTable::Resources, FakeTable::Operations];
    let events = api.events.iter().map(FakeTable::Events);
    [Subject::Fake]
        .into_iter()
        .chain(tables.into_iter().chain(events).map(Subject::FakeTables))
}

/// Returns the prefixes of SIDs, by the names of their parameters and properties.
fn sid_prefixes(api: &Api) -> HashMap<&str, &str> {
    let mut prefixes = HashMap::new();
    for sid in &api.sids {
        let Some(prefix) = sid.prefix.as_ref().filter(|_| sid.form == SidForm::Sid)
        else {
            continue;
        };
        for name in &sid.wire_names {
            prefixes.entry(name.as_str()).or_insert(prefix.as_str());
        }
    }
    prefixes
}

/// Emits the constants that the runtime uses.
fn api_constants(context: Context<'_>) -> TokenStream {
    let names = property_names(context.api);
    let own = quote! {
        /// The names of the properties of all models of this API, and of the lists of pages.
        pub(crate) const OWN_PROPERTY_NAMES: &[&str] = &[#(#names),*];
    };
    if context.names.module.name().is_some() {
        return quote! {
            //! Properties of the API as a whole.

            #own
        };
    }
    let base_url = &context.api.server.url;
    let modules = context.apis.iter().filter_map(|api| api.names.module.name());
    let modules = modules.map(|name| {
        let module = format_ident!("{name}");
        quote! { #[cfg(feature = #name)] crate::#module::api::OWN_PROPERTY_NAMES, }
    });
    quote! {
        //! Properties of the API as a whole.

        /// Where the API is served, unless the client is told otherwise.
        pub(crate) const BASE_URL: &str = #base_url;

        /// The names of the properties of each API. A decode error may show them.
        pub(crate) const PROPERTY_NAMES: &[&[&str]] = &[OWN_PROPERTY_NAMES, #(#modules)*];

        #own
    }
}

/// Returns the names of the properties of responses.
fn property_names(api: &Api) -> BTreeSet<&str> {
    let models = api.models.iter().filter(|model| model.owner.resource().is_some());
    let fields = models.flat_map(|model| &model.fields);
    let fields = fields.filter(|field| field.presence != Presence::Additional);
    let operations = api.resources.iter().flat_map(|resource| &resource.operations);
    let lists = operations.filter_map(|operation| operation.paging.as_ref());
    let lists = lists.flat_map(|paging| {
        [paging.items.as_str()].into_iter().chain(paging.kind.property_names())
    });
    fields.map(|field| field.wire.as_str()).chain(lists).collect()
}

impl<'a> Context<'a> {
    /// Maps types to Rust types.
    fn rust(self) -> RustTypes<'a> {
        RustTypes {
            api: self.api,
            names: self.names,
            rings: &self.contents.rings,
        }
    }

    fn file(self, subject: Subject<'_>) -> SourceFile {
        let (name, tokens) = match subject {
            Subject::Api => ("api", api_constants(self)),
            Subject::Client => ("client", client::emit(self)),
            Subject::Sids => ("sid", sid::emit(self)),
            Subject::ErrorCodes => ("error_code", error_code::emit(self)),
            Subject::Events(events) => ("events", events::emit(self, events)),
            Subject::EventSamples(events) => {
                ("events/sample", events::emit_samples(self, events))
            }
            Subject::Fake => ("fake", fake::emit(self)),
            Subject::FakeTables(table) => self.fake_table(table),
            Subject::Resource(id) => {
                let module = self.module_of(id).unraw();
                (module, resource::emit(self, id))
            }
        };
        SourceFile {
            path: format!("{}.rs", self.names.module.file(name)),
            tokens,
        }
    }

    fn fake_table(self, table: FakeTable<'_>) -> (&'static str, TokenStream) {
        match table {
            FakeTable::Root => ("fake/tables", fake::emit_tables(self)),
            FakeTable::Index => ("fake/tables/index", fake::emit_index(self)),
            FakeTable::Resources => {
                ("fake/tables/resources", fake::emit_resources(self))
            }
            FakeTable::Operations => {
                ("fake/tables/operations", fake::emit_operations(self))
            }
            FakeTable::Events(events) => {
                ("fake/tables/events", fake::emit_events(self, events))
            }
        }
    }

    fn module_of(self, id: ResourceId) -> &'a Identifier {
        &self.names.resource(id).module
    }

    /// Returns the API in the root of the crate, unless this is it.
    fn root(self) -> Option<&'a NamedApi> {
        self.apis.first().filter(|_| self.names.module.name().is_some())
    }

    /// Returns the path of an item of the API, from the root of the crate.
    fn path(self, item: &str) -> String {
        format!("crate::{}", self.names.module.within(item))
    }

    /// Returns the path of the module of a resource, from the root of the crate.
    fn path_of(self, id: ResourceId) -> String {
        self.path(self.module_of(id).as_str())
    }

    /// Returns the URL of the server of an operation, if it is not that of the client.
    fn server_of(self, operation: &'a Operation) -> Option<&'a str> {
        let of_module = self.root().map(|root| &root.api.server.url);
        let of_module = of_module.filter(|url| **url != self.api.server.url);
        let of_module = of_module.map(|_| &self.api.server);
        operation.server.as_ref().or(of_module).map(|server| server.url.as_str())
    }

    /// Returns the singular noun for a resource in prose.
    fn noun(self, id: ResourceId) -> Inline {
        Inline::plain(&noun::spelled(&self.api.resource(id).singular))
    }

    /// Returns the plural noun for a resource in prose.
    fn nouns(self, id: ResourceId) -> Inline {
        Inline::plain(&noun::spelled(&self.api.resource(id).plural))
    }

    /// Returns a noun for an instance of a resource behind the indefinite article, if the resource has one.
    fn indefinite(self, id: ResourceId, noun: Inline) -> Inline {
        documentation::indefinite(&self.api.resource(id).singular, noun)
    }

    /// Returns `true` if a model is that of the resource.
    fn is_own_model(self, id: ResourceId, model: ModelId) -> bool {
        self.api.resource(id).model == Some(model)
    }
}
