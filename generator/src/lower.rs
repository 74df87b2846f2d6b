//! From the resolved document to the IR: everything the document says, nothing decided yet.
//!
//! Each path item becomes part of a resource, each named schema a model or an enumeration, each inline schema too. What
//! the document says twice stands twice; making one of it is the work of [`crate::normalise`].

mod declaration;
mod naming;
mod operation;
mod parameter;
mod resource;
mod schema;
mod sid;

use std::collections::HashMap;

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Api, EnumerationId, ModelId};
use crate::pointer::Pointer;

/// Reads the whole document into the IR. What cannot be expressed is reported, with its place.
pub fn lower(openapi: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        openapi,
        api: Api {
            title: openapi.info.title.clone(),
            version: openapi.info.version.clone(),
            base_url: String::new(),
            ..Api::default()
        },
        schemas: HashMap::new(),
        diagnostics,
    };
    lowering.api.base_url = lowering.base_url();
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
    diagnostics: &'a mut Diagnostics,
}

/// What a named schema became.
#[derive(Clone, Copy)]
enum NamedSchema {
    Model(ModelId),
    Enumeration(EnumerationId),
    /// Neither: it is lowered anew at each place that uses it.
    Alias,
}

impl Lowering<'_> {
    fn base_url(&mut self) -> String {
        let pointer = Pointer::root().join("servers");
        match self.openapi.servers.as_slice() {
            [server]
                if server
                    .variables
                    .as_ref()
                    .is_none_or(indexmap::IndexMap::is_empty) =>
            {
                server.url.trim_end_matches('/').to_owned()
            }
            [] => {
                self.diagnostics.push(
                    Diagnostic::error(pointer, "no server")
                        .expected("one entry in `servers`")
                        .help("add the URL at which the API is served"),
                );
                String::new()
            }
            servers => {
                let found = format!("{} servers, or one with variables", servers.len());
                self.diagnostics.push(
                    Diagnostic::error(pointer, found)
                        .expected("one server with a fixed URL")
                        .help("leave one server, by an overlay if the document is not yours"),
                );
                String::new()
            }
        }
    }

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
