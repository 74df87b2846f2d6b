//! From the resolved document to the IR: everything the document says, nothing decided yet.
//!
//! Each path item becomes part of a resource, each named schema a model or an enumeration, each inline schema too. What
//! the document says twice stands twice; making one of it is the work of [`crate::normalise`].

mod argument;
mod composition;
mod declare;
mod error_code;
mod example;
mod inexpressible;
mod limits;
mod naming;
mod operation;
mod parameter;
mod path;
mod resource;
mod schema;
mod server;
mod sid;

use std::collections::{HashMap, HashSet};

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, StageResult};
use crate::ir::{EnumerationId, IdVec, LoweredApi, ModelId, Server, SidId};
use schema::Lowered;

/// Reads the whole document into the IR. What cannot be expressed is reported, with its place.
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
            error_codes: Vec::new(),
        },
        schemas: HashMap::new(),
        ends: HashMap::new(),
        set_sizes: IdVec::new(),
        repeated: 0,
        sid_names: HashSet::new(),
        operation_ids: HashMap::new(),
        depth: 0,
        height: 0,
        heights: HashMap::new(),
        diagnostics: &mut found,
    };
    let info = Pointer::root().join("info");
    lowering.short(Some(&openapi.info.title), &info.join("title"));
    lowering.short(Some(&openapi.info.version), &info.join("version"));
    lowering.server();
    lowering.resources();
    lowering.error_codes();
    lowering.unused_schemas();
    let api = lowering.api;
    found.with(api)
}

/// The state of one pass over the document.
struct Lowering<'a> {
    openapi: &'a OpenAPI,
    api: LoweredApi,
    /// Named schemas already lowered.
    schemas: HashMap<&'a str, NamedSchema>,
    /// The schemas at the ends of chains of references, by the names that lead there.
    ends: HashMap<&'a str, &'a str>,
    /// How many bytes the description and the values of each enumeration have.
    set_sizes: IdVec<EnumerationId, usize>,
    /// How many bytes of text the uses of named schemas repeat.
    repeated: usize,
    /// The names that each kind of SID has, so far.
    sid_names: HashSet<(SidId, String)>,
    /// The operations met so far, by their names.
    operation_ids: HashMap<&'a str, Pointer>,
    /// How many schemas stand around the one being lowered.
    depth: usize,
    /// How deeply schemas stand within the one being lowered, so far.
    height: usize,
    /// How deeply they stand within each named schema that is lowered.
    heights: HashMap<&'a str, usize>,
    diagnostics: &'a mut Diagnostics,
}

/// What a named schema became.
#[derive(Clone)]
enum NamedSchema {
    Model(ModelId),
    Enumeration(EnumerationId),
    /// Neither: what it stands for.
    Alias(Lowered),
    /// Not yet known: it is being lowered.
    Open,
}

impl Lowering<'_> {
    /// Notes the schemas that no operation leads to.
    fn unused_schemas(&mut self) {
        let Some(components) = &self.openapi.components else {
            return;
        };
        let pointer = Pointer::root().join("components").join("schemas");
        for name in components.schemas.keys() {
            let name = name.as_str();
            if !self.schemas.contains_key(name) && !self.ends.contains_key(name) {
                self.diagnostics.push(
                    Diagnostic::note(
                        pointer.join(name),
                        format!("schema `{name}` is not used by any operation"),
                    )
                    .expected("a reference from a parameter, a body or an answer")
                    .help(
                        "nothing is generated for it; nothing to do unless an operation is missing",
                    ),
                );
            }
        }
    }
}
