//! From the resolved document to the IR: everything the document says, nothing decided yet.
//!
//! Each path item becomes part of a resource, each named schema a model or an enumeration, each inline schema too. What
//! the document says twice stands twice; making one of it is the work of [`crate::normalise`].

mod argument;
mod composition;
mod declare;
mod naming;
mod operation;
mod parameter;
mod path;
mod resource;
mod schema;
mod server;
mod sid;

use std::collections::HashMap;

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Api, EnumerationId, ModelId};
use crate::pointer::Pointer;
use schema::Lowered;

/// Reads the whole document into the IR. What cannot be expressed is reported, with its place.
pub fn lower(openapi: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        openapi,
        api: Api {
            title: openapi.info.title.clone(),
            version: openapi.info.version.clone(),
            ..Api::default()
        },
        schemas: HashMap::new(),
        operation_ids: HashMap::new(),
        depth: 0,
        diagnostics,
    };
    lowering.server();
    lowering.resources();
    lowering.unused_schemas();
    lowering.api
}

/// The state of one pass over the document.
struct Lowering<'a> {
    openapi: &'a OpenAPI,
    api: Api,
    /// Named schemas already lowered.
    schemas: HashMap<&'a str, NamedSchema>,
    /// The operations met so far, by their names.
    operation_ids: HashMap<&'a str, Pointer>,
    /// How many schemas stand around the one being lowered.
    depth: usize,
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
            if !self.schemas.contains_key(name.as_str()) {
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
