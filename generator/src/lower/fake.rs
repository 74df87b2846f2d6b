//! The extension `x-fake` of path items, operations, parameters, schemas and callbacks: what the fake of the API cannot tell
//! from the structure of the document.

mod condition;
mod event;
mod operation;
mod parameter;
mod reader;
mod reference;
mod refusal;
mod resource;
mod schema;

use indexmap::IndexMap;
use openapiv3::{Operation as Source, Schema};
use serde_json::Value;

use self::reader::{Node, Reader};
use super::Lowering;
use super::draft::ParsedPathItem;
use super::schema::SchemaUse;
use crate::diagnostics::Pointer;
use crate::ir::Location;
use crate::ir::fake::drafts::SchemaDraft;

/// The name of the extension.
const EXTENSION: &str = "x-fake";

impl<'a> Lowering<'a> {
    /// Reads the extension of a path item.
    pub(super) fn fake_resource(&mut self, path_item: &ParsedPathItem<'a>) {
        let extensions = &path_item.item.extensions;
        if let Some(node) = extension(extensions, &path_item.pointer) {
            let draft = resource::read(&mut self.reader(), &node);
            let path = path_item.template.to_string();
            self.api.fake.resources.extend(draft.map(|draft| (path, draft)));
        }
    }

    /// Reads the extension of an operation. Those of its parameters were read before.
    pub(super) fn fake_operation(
        &mut self,
        id: &str,
        source: &'a Source,
        pointer: &Pointer,
    ) {
        let parameters = std::mem::take(&mut self.fake_parameters);
        let own = extension(&source.extensions, pointer)
            .and_then(|node| operation::read(&mut self.reader(), &node));
        if own.is_none() && parameters.is_empty() {
            return;
        }
        let mut draft = own.unwrap_or_default();
        draft.parameters = parameters;
        self.api.fake.operations.insert(id.to_owned(), draft);
    }

    /// Reads the extension of a parameter, or of its schema.
    pub(super) fn fake_parameter(
        &mut self,
        (wire, location): (&str, Location),
        extensions: &'a IndexMap<String, Value>,
        pointer: &Pointer,
    ) {
        if let Some(node) = extension(extensions, pointer) {
            let draft = parameter::read(&mut self.reader(), (wire, location), &node);
            self.fake_parameters.extend(draft);
        }
    }

    /// Reads the extension of the schema of a parameter.
    pub(super) fn fake_schema_of_parameter(
        &mut self,
        key: (&str, Location),
        schema: SchemaUse<'a>,
        pointer: &Pointer,
    ) {
        if let SchemaUse::Inline(schema) = schema {
            self.fake_parameter(key, &schema.schema_data.extensions, pointer);
        }
    }

    /// Reads the extension and the default of the schema of a field: its own, or those of the schema that it refers to.
    pub(super) fn fake_field(&mut self, schema: SchemaUse<'a>, pointer: &Pointer) {
        let (schema, place) = match schema {
            SchemaUse::Inline(schema) => (Some(schema), pointer.clone()),
            SchemaUse::Named(name) => {
                let name = self.resolve_alias(name);
                let components = Pointer::root().join("components").join("schemas");
                (self.component(name), components.join(name))
            }
        };
        if schema.is_some_and(|schema| self.fake_schema(schema, &place)) {
            self.api.fake.fields.insert(pointer.clone(), place);
        }
    }

    /// Reads the extension and the default of a schema. Returns `true` if it has one of them.
    pub(super) fn fake_schema(&mut self, schema: &'a Schema, pointer: &Pointer) -> bool {
        let data = &schema.schema_data;
        if self.api.fake.schemas.contains_key(pointer) {
            return true;
        }
        let node = extension(&data.extensions, pointer);
        if node.is_none() && data.default.is_none() {
            return false;
        }
        let mut draft = SchemaDraft {
            pointer: pointer.join(EXTENSION),
            value: None,
            properties: Vec::new(),
            sent: None,
            default: data.default.as_ref().map(Value::to_string),
        };
        if let Some(node) = node {
            schema::read(&mut self.reader(), &mut draft, &node);
        }
        self.api.fake.schemas.insert(pointer.clone(), draft);
        true
    }

    /// Reads the extension of a callback.
    pub(super) fn fake_event(
        &mut self,
        (kind, operation): (&str, &str),
        source: &'a Source,
        pointer: &Pointer,
    ) {
        if let Some(node) = extension(&source.extensions, pointer) {
            let draft = event::read(&mut self.reader(), &node);
            let drafts = self.api.fake.events.entry(kind.to_owned()).or_default();
            drafts.extend(draft.map(|draft| (operation.to_owned(), draft)));
        }
    }

    fn reader(&mut self) -> Reader<'_> {
        Reader {
            diagnostics: self.diagnostics,
        }
    }
}

/// Returns the extension of an object at this pointer.
fn extension<'v>(
    extensions: &'v IndexMap<String, Value>,
    pointer: &Pointer,
) -> Option<Node<'v>> {
    Some(Node {
        value: extensions.get(EXTENSION)?,
        pointer: pointer.join(EXTENSION),
    })
}
