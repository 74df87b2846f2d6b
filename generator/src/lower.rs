//! Lowers the resolved document to the IR, without interpreting it.
//!
//! Each path item becomes part of a resource; each named or inline schema becomes a model, an enumeration or another type.
//! Duplicates are preserved; [`crate::normalise`] merges them.

mod access;
mod action;
mod argument;
mod body;
mod choice;
mod composition;
mod declare;
mod deep_object;
mod default_value;
mod direction;
mod draft;
mod error_code;
mod event;
mod example;
mod fake;
mod form;
mod free_form;
mod header;
mod json_body;
mod limits;
mod list_style;
mod media_type;
mod merged_object;
mod named_schema;
mod naming;
mod nouns;
mod number;
mod object;
mod operation;
mod paging;
mod parameter;
mod parent;
mod path;
mod properties;
mod resource;
mod response;
mod schema;
mod security;
mod server;
mod sid;
mod unsupported;
mod values;
mod wait;

use std::collections::{HashMap, HashSet};

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostics, Ignored, Pointer, StageResult};
use crate::ir::fake::FakeDrafts;
use crate::ir::fake::drafts::ParameterDraft;
use crate::ir::{
    Authentication, EnumerationId, IdVec, LoweredApi, ModelId, PathTemplate, Server,
    SidId,
};
use access::Access;
use schema::Lowered;
use server::RepeatedServers;
use unsupported::Untyped;

/// Lowers the whole document to the IR. Unsupported constructs are reported with their pointers.
pub fn lower(openapi: &OpenAPI) -> StageResult<LoweredApi> {
    let mut found = Diagnostics::default();
    let mut lowering = Lowering {
        openapi,
        api: LoweredApi {
            title: openapi.info.title.clone(),
            version: openapi.info.version.clone(),
            server: Server::default(),
            common_segments: 0,
            resources: IdVec::new(),
            models: IdVec::new(),
            enumerations: IdVec::new(),
            sids: IdVec::new(),
            events: None,
            error_codes: Vec::new(),
            fake: FakeDrafts::default(),
        },
        schemas: HashMap::new(),
        aliases: HashMap::new(),
        accesses: HashMap::new(),
        forms: HashSet::new(),
        authentication: None,
        set_sizes: IdVec::new(),
        repeated: 0,
        sid_names: HashSet::new(),
        refused_paths: Vec::new(),
        repeated_servers: RepeatedServers::default(),
        operation_ids: HashMap::new(),
        depth: 0,
        height: 0,
        heights: HashMap::new(),
        ignored: Ignored::default(),
        composed: HashMap::new(),
        untyped: Vec::new(),
        unused_facts: Vec::new(),
        access_places: HashMap::new(),
        fake_parameters: Vec::new(),
        diagnostics: &mut found,
    };
    let info = Pointer::root().join("info");
    lowering.check_length(Some(&openapi.info.title), &info.join("title"));
    lowering.check_length(Some(&openapi.info.version), &info.join("version"));
    lowering.server();
    lowering.resources();
    lowering.events();
    lowering.repeated_servers();
    lowering.error_codes();
    lowering.directions();
    lowering.report_untyped();
    let (api, ignored) = (lowering.api, lowering.ignored);
    found.extend(ignored.into_notes());
    found.with(api)
}

/// The state of one pass over the document.
struct Lowering<'a> {
    openapi: &'a OpenAPI,
    api: LoweredApi,
    /// Named schemas that were already lowered.
    schemas: HashMap<&'a str, NamedSchema>,
    /// The final target of each schema that is only a reference.
    aliases: HashMap<&'a str, &'a str>,
    /// The `readOnly` and `writeOnly` marks of each named schema.
    accesses: HashMap<&'a str, Access>,
    /// The authentication that the document declares for all operations, once one uses it.
    authentication: Option<Authentication>,
    /// Named schemas whose properties are parameters.
    forms: HashSet<&'a str>,
    /// Length in bytes of the description and values of each enumeration.
    set_sizes: IdVec<EnumerationId, usize>,
    /// Number of bytes of text that are repeated by uses of named schemas.
    repeated: usize,
    /// The names of each kind of SID.
    sid_names: HashSet<(SidId, String)>,
    /// The paths that were refused, whose children are not reported in addition.
    refused_paths: Vec<PathTemplate>,
    /// The servers that need not be said again.
    repeated_servers: RepeatedServers,
    /// The operations lowered so far, by `operationId`.
    operation_ids: HashMap<&'a str, Pointer>,
    /// Number of schemas that enclose the current one.
    depth: usize,
    /// Levels of nesting found in the current schema.
    height: usize,
    /// Levels of nesting in each named schema.
    heights: HashMap<&'a str, usize>,
    /// Members that are ignored here and there.
    ignored: Ignored,
    /// The models of inline schemas composed of several, which may refer to themselves.
    composed: HashMap<Pointer, ModelId>,
    /// Schemas that become JSON values.
    untyped: Vec<Untyped>,
    /// Members of schemas that only have a meaning in requests, with the pointers of the fields.
    unused_facts: Vec<(Pointer, &'static str)>,
    /// The places of `readOnly` and `writeOnly`, by the pointers of the fields.
    access_places: HashMap<Pointer, Pointer>,
    /// The extensions `x-fake` of the parameters of the current operation.
    fake_parameters: Vec<ParameterDraft>,
    diagnostics: &'a mut Diagnostics,
}

/// The result of lowering a named schema.
#[derive(Clone)]
enum NamedSchema {
    Model(ModelId),
    /// Any other type.
    Alias(Lowered),
    /// Being lowered.
    InProgress,
}
