//! Operations, with their request bodies and responses.

use openapiv3::{
    Operation as Source, PathItem, ReferenceOr, Response as SourceResponse, Responses,
    StatusCode,
};

use super::Lowering;
use super::draft::ParsedPathItem;
use super::naming::words;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Action, Documentation, Method, Operation, PerScope, Response, Route, Status, Wait,
};

impl<'a> Lowering<'a> {
    /// Lowers the operations of a resource, in the order create, list, fetch, update, delete, others.
    pub(super) fn operations(
        &mut self,
        collections: &[ParsedPathItem<'a>],
        instances: &[ParsedPathItem<'a>],
    ) -> Vec<Operation> {
        let mut operations: Vec<Operation> = Vec::new();
        let collections = collections.iter().enumerate().map(|item| (item, false));
        let instances = instances.iter().enumerate().map(|item| (item, true));
        for ((index, path_item), is_instance) in collections.chain(instances) {
            // The conventional actions are those of the plainest path.
            let is_conventional = index == 0 && path_item.template.action().is_none();
            for (method, source) in by_precedence(path_item.item) {
                let Some(mut operation) =
                    self.operation(path_item, method, source, is_instance)
                else {
                    continue;
                };
                let is_taken =
                    operations.iter().any(|other| other.action == operation.action);
                if is_taken || !is_conventional {
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
        path_item: &ParsedPathItem<'a>,
        method: &str,
        source: &'a Source,
        is_instance: bool,
    ) -> Option<Operation> {
        let pointer = path_item.pointer.join(method);
        let server = if source.servers.is_empty() {
            path_item.server.clone()
        } else {
            self.own_server(&source.servers, &pointer)
        };
        let id = self.operation_id(source, &pointer);
        let method_name = method;
        let method = self.method(method, &pointer);
        let mut parameters = self.parameters(source, &path_item.template, &pointer);
        let body = self.body(source, method_name, &pointer, &mut parameters);
        let (authentication, security) = self.authentication(source, &pointer);
        let path = self.with_arguments(path_item);
        let owner = id.as_deref().unwrap_or_default();
        let (responses, wait) = self.responses(source, &pointer, owner);
        self.fake_operation(owner, source, &pointer);
        let (id, method) = (id?, method?);
        Some(Operation {
            action: action(method, is_instance)
                .unwrap_or_else(|| Action::Other(words(&id))),
            method,
            authentication,
            server,
            body,
            parameters,
            responses,
            routes: PerScope::one(Route {
                pointer,
                id,
                path,
                deprecated: source.deprecated,
                security,
            }),
            paging: None,
            wait,
            documentation: documentation(source),
        })
    }

    /// Returns the `operationId` of an operation, which must be unique.
    fn operation_id(&mut self, source: &'a Source, pointer: &Pointer) -> Option<String> {
        let id = source.operation_id.as_ref().filter(|id| !id.trim().is_empty());
        let Some(id) = id else {
            let (pointer, found) = match source.operation_id {
                Some(_) => (pointer.join("operationId"), "`operationId` is empty"),
                None => (pointer.clone(), "`operationId` is missing"),
            };
            self.diagnostics.push(
                Diagnostic::error(pointer, found)
                    .expected("a unique `operationId`")
                    .help("add an `operationId` in the document or in an overlay"),
            );
            return None;
        };
        let id = self.check_length(Some(id), &pointer.join("operationId"))?;
        if let Some(other) = self.operation_ids.insert(id, pointer.clone()) {
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.join("operationId"),
                    format!("duplicate `operationId` `{id}`"),
                )
                .expected("a unique `operationId`")
                .help(format!("rename this operation or the one at {other}")),
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
                    Diagnostic::error(
                        pointer.clone(),
                        format!("the method `{other}` is not supported"),
                    )
                    .expected("get, post, put, patch or delete")
                    .help("remove the operation in the document or in an overlay"),
                );
                None
            }
        }
    }

    /// Lowers the successful responses, and how callers wait for the end of the operation.
    fn responses(
        &mut self,
        source: &'a Source,
        pointer: &Pointer,
        operation_id: &str,
    ) -> (Vec<Response>, Option<Wait>) {
        let pointer = pointer.join("responses");
        let mut wait = None;
        let mut responses: Vec<Response> = Vec::new();
        let mut successful = self.successful(&source.responses, &pointer);
        successful.sort_by_key(|(status, _)| *status);
        for (status, response) in successful {
            let pointer = pointer.join(&status.to_string());
            let ReferenceOr::Item(response) = response else {
                self.unresolved(&pointer);
                continue;
            };
            let body = self.response_body(response, &pointer, operation_id);
            wait = wait.or_else(|| self.wait(response, &pointer));
            if responses.first().is_some_and(|first| first.body != body) {
                self.diagnostics.push(
                    Diagnostic::warning(pointer, "the response differs from that of the first status code")
                        .expected("the same response for all successful status codes")
                        .help("declare the same response; a body that does not match the first type is an error for callers"),
                );
            }
            responses.push(Response {
                status,
                description: response.description.clone(),
                body,
            });
        }
        if responses.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(pointer, "no successful response is declared")
                    .expected("a status code from 200 to 299, `2XX`, or `default`")
                    .help("declare the response in the document or in an overlay; its body is ignored otherwise"),
            );
        }
        (responses, wait)
    }

    /// Returns the responses of successful requests: those with a status of 2xx, or else the default. Notes the others.
    fn successful(
        &mut self,
        source: &'a Responses,
        pointer: &Pointer,
    ) -> Vec<(Status, &'a ReferenceOr<SourceResponse>)> {
        let mut successful = Vec::new();
        let mut ignored: Vec<String> = Vec::new();
        for (status, response) in &source.responses {
            match status {
                StatusCode::Code(code @ 200..300) => {
                    successful.push((Status::Code(*code), response));
                }
                StatusCode::Range(2) => successful.push((Status::Success, response)),
                StatusCode::Code(code) => ignored.push(code.to_string()),
                StatusCode::Range(range) => ignored.push(format!("{range}XX")),
            }
        }
        match &source.default {
            Some(default) if successful.is_empty() => {
                successful.push((Status::Default, default));
            }
            default => ignored.extend(default.as_ref().map(|_| "default".to_owned())),
        }
        for status in ignored {
            let consequence = "all errors have one type";
            let pointer = || pointer.join(&status);
            self.ignored.add((status.clone(), "Responses Object"), consequence, pointer);
        }
        successful
    }
}

/// Returns the documentation of an operation: the summary, unless the description starts with it, and the description.
fn documentation(source: &Source) -> Documentation {
    let summary = source.summary.clone().unwrap_or_default();
    let mut description = source.description.clone().unwrap_or_default();
    let sentence = summary.trim().trim_end_matches('.');
    if !description.trim_start().starts_with(sentence) {
        description = [summary.trim(), description.trim_start()].join("\n\n");
    }
    let page = source.external_docs.as_ref().map(|page| page.url.clone());
    Documentation {
        summary,
        description: description.trim_end().to_owned(),
        page,
    }
}

/// Returns the operations of a path item with `put` and `patch` last, so that `post` is the update of an instance.
fn by_precedence(item: &PathItem) -> Vec<(&str, &Source)> {
    let mut operations: Vec<(&str, &Source)> = item.iter().collect();
    operations.sort_by_key(|(method, _)| matches!(*method, "put" | "patch"));
    operations
}

/// Returns the action of a method on an instance or a collection, or `None` if there is no conventional one.
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
