//! Operations, with their bodies and answers.

use std::collections::HashSet;

use openapiv3::{
    MediaType, Operation as Source, PathItem, ReferenceOr, Response as SourceResponse,
    StatusCode,
};

use super::Lowering;
use super::naming::words;
use super::resource::Place;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Action, BodyEncoding, Documentation, Location, Method, Operation, Parameter,
    PerScope, Response, ResponseBody, Route,
};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

impl<'a> Lowering<'a> {
    /// The operations of a resource in the order create, list, fetch, update, delete, then the others.
    pub(super) fn operations(
        &mut self,
        collection: Option<&Place<'a>>,
        instance: Option<&Place<'a>>,
    ) -> Vec<Operation> {
        let mut operations: Vec<Operation> = Vec::new();
        for (place, is_instance) in [(collection, false), (instance, true)] {
            let Some(place) = place else { continue };
            for (method, source) in by_custom(place.item) {
                let Some(mut operation) =
                    self.operation(place, method, source, is_instance)
                else {
                    continue;
                };
                if operations.iter().any(|other| other.action == operation.action) {
                    operation.action =
                        Action::Other(words(&operation.routes.first().id));
                }
                operations.push(operation);
            }
        }
        operations.sort_by(|one, other| one.action.cmp(&other.action));
        operations
    }

    fn operation(
        &mut self,
        place: &Place<'a>,
        method: &str,
        source: &'a Source,
        is_instance: bool,
    ) -> Option<Operation> {
        let pointer = place.pointer.join(method);
        self.same_server(&source.servers, &pointer);
        let id = self.operation_id(source, &pointer);
        let method = self.method(method, &pointer);
        let mut parameters = self.parameters(source, &place.template, &pointer);
        let body = self.body(source, &pointer, &mut parameters);
        let path = self.with_arguments(place);
        let (id, method) = (id?, method?);
        Some(Operation {
            action: action(method, is_instance)
                .unwrap_or_else(|| Action::Other(words(&id))),
            method,
            body,
            parameters,
            responses: self.responses(source, &pointer, &id),
            routes: PerScope::one(Route { pointer, id, path }),
            paging: None,
            documentation: Documentation {
                summary: source.summary.clone().unwrap_or_default(),
                description: source.description.clone().unwrap_or_default(),
                page: source
                    .external_docs
                    .as_ref()
                    .map(|documentation| documentation.url.clone()),
            },
        })
    }

    /// The name of an operation, which no other has.
    fn operation_id(&mut self, source: &'a Source, pointer: &Pointer) -> Option<String> {
        let id = source.operation_id.as_ref().filter(|id| !id.trim().is_empty());
        let Some(id) = id else {
            self.diagnostics.push(
                Diagnostic::error(pointer.clone(), "an operation without `operationId`")
                    .expected("an `operationId`, which names the operation in errors and traces")
                    .help("add one, by an overlay if the document is not yours"),
            );
            return None;
        };
        let id = self.short(Some(id), &pointer.join("operationId"))?;
        if let Some(other) = self.operation_ids.insert(id, pointer.clone()) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("operationId"),
                    format!("another operation is `{id}` too"),
                )
                .expected("an `operationId` of its own")
                .help(format!("rename one of them; the other is at {other}")),
            );
        }
        Some(id.clone())
    }

    fn method(&mut self, method: &str, pointer: &Pointer) -> Option<Method> {
        match method {
            "get" => Some(Method::Get),
            "post" => Some(Method::Post),
            "put" => Some(Method::Put),
            "patch" => Some(Method::Patch),
            "delete" => Some(Method::Delete),
            other => {
                self.diagnostics.push(
                    Diagnostic::error(pointer.clone(), format!("the method `{other}`"))
                        .expected("get, post, put, patch or delete")
                        .help("remove the operation, by an overlay if the document is not yours"),
                );
                None
            }
        }
    }

    /// Adds the fields of a form body to the parameters.
    fn body(
        &mut self,
        source: &'a Source,
        pointer: &Pointer,
        parameters: &mut Vec<Parameter>,
    ) -> Option<BodyEncoding> {
        let pointer = pointer.join("requestBody");
        let ReferenceOr::Item(body) = source.request_body.as_ref()? else {
            self.unresolved(&pointer);
            return None;
        };
        let pointer = pointer.join("content");
        if let Some(media) = body.content.get(FORM) {
            let fields = self.form_fields(media, &pointer.join(FORM));
            parameters.extend(fields);
            return Some(BodyEncoding::Form);
        }
        let found: Vec<&str> = body.content.keys().map(String::as_str).collect();
        self.diagnostics.push(
            Diagnostic::error(pointer, format!("a body of type {}", found.join(", ")))
                .expected(format!("{FORM}; other bodies are not supported yet"))
                .help("remove the operation by an overlay to generate the rest"),
        );
        body.content.contains_key(JSON).then_some(BodyEncoding::Json)
    }

    fn form_fields(
        &mut self,
        media: &'a MediaType,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        let pointer = pointer.join("schema");
        let Some(schema) = &media.schema else {
            return Vec::new();
        };
        let Some(object) = self.object(SchemaUse::from(schema)) else {
            self.diagnostics.push(
                Diagnostic::error(pointer, "a form body that is not an object")
                    .expected("an object whose properties are the form's fields")
                    .help("describe the fields, by an overlay if the document is not yours"),
            );
            return Vec::new();
        };
        let pointer = pointer.join("properties");
        let required: HashSet<&String> = object.required.iter().collect();
        object
            .properties
            .iter()
            .map(|(name, schema)| {
                let required = required.contains(name);
                self.schema_parameter(
                    name,
                    Location::Form,
                    required,
                    SchemaUse::from(schema),
                    pointer.join(name),
                )
            })
            .collect()
    }

    /// The answers that mean success.
    fn responses(
        &mut self,
        source: &'a Source,
        pointer: &Pointer,
        operation_id: &str,
    ) -> Vec<Response> {
        let pointer = pointer.join("responses");
        let mut responses: Vec<Response> = Vec::new();
        for (status, response) in &source.responses.responses {
            let StatusCode::Code(status @ 200..300) = status else {
                continue;
            };
            let pointer = pointer.join(&status.to_string());
            let ReferenceOr::Item(response) = response else {
                self.unresolved(&pointer);
                continue;
            };
            let body = self.answer(response, &pointer, operation_id);
            if responses.first().is_some_and(|first| first.body != body) {
                self.diagnostics.push(
                    Diagnostic::warning(pointer, "an answer unlike that of the first status")
                        .expected("one type for all statuses that mean success")
                        .help("an answer that the first type with a body does not fit is an error to callers"),
                );
            }
            responses.push(Response {
                status: *status,
                body,
            });
        }
        if responses.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(pointer, "no answer of a status that means success")
                    .expected("a status from 200 to 299, in digits")
                    .help("what is answered is ignored; name the status by an overlay to have it"),
            );
        }
        responses
    }

    fn answer(
        &mut self,
        response: &'a SourceResponse,
        pointer: &Pointer,
        operation_id: &str,
    ) -> ResponseBody {
        let schema = response.content.get(JSON).and_then(|media| media.schema.as_ref());
        if let Some(schema) = schema {
            let pointer = pointer.join("content").join(JSON).join("schema");
            let hint = Hint {
                owner: words(operation_id),
                role: "response".to_owned(),
            };
            let lowered = self.schema(SchemaUse::from(schema), &pointer, &hint);
            return ResponseBody::Value(lowered.ty);
        }
        if !response.content.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(
                    pointer.clone(),
                    "an answer that is not JSON, or has no schema",
                )
                .expected(format!("{JSON} with a schema"))
                .help("the body is ignored; describe it by an overlay to have it"),
            );
        }
        ResponseBody::Empty
    }
}

/// The operations of a path item, `put` and `patch` last: where several change an instance, `post` is the update.
fn by_custom(item: &PathItem) -> Vec<(&str, &Source)> {
    let mut operations: Vec<(&str, &Source)> = item.iter().collect();
    operations.sort_by_key(|(method, _)| matches!(*method, "put" | "patch"));
    operations
}

/// What a method does to an instance or a collection; `None` where custom has no name for it.
fn action(method: Method, is_instance: bool) -> Option<Action> {
    match (method, is_instance) {
        (Method::Get, false) => Some(Action::List),
        (Method::Post, false) => Some(Action::Create),
        (Method::Put | Method::Patch | Method::Delete, false) => None,
        (Method::Get, true) => Some(Action::Fetch),
        (Method::Post | Method::Put | Method::Patch, true) => Some(Action::Update),
        (Method::Delete, true) => Some(Action::Delete),
    }
}
