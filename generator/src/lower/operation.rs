//! Operations, with their request bodies and responses.

use openapiv3::{
    Operation as Source, ReferenceOr, Response as SourceResponse, Responses, StatusCode,
};

use super::Lowering;
use super::action::{action, by_precedence};
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
        let mut first_of_handle = 0;
        for ((index, path_item), is_instance) in collections.chain(instances) {
            if is_instance && index == 0 {
                first_of_handle = operations.len();
            }
            // The conventional actions are those of the plainest path.
            let is_conventional = index == 0 && path_item.template.action().is_none();
            for (method, source) in by_precedence(path_item.item) {
                let Some(mut operation) = self.operation(path_item, method, source)
                else {
                    continue;
                };
                if is_conventional {
                    let id = &operation.routes.first().id;
                    operation.action =
                        action(id, operation.method, is_instance, |action| {
                            let mut others = operations[first_of_handle..].iter();
                            others.any(|other| other.action == *action)
                        });
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
        let owner = id.as_deref().unwrap_or_default();
        let body = self.body(source, (method_name, owner), &pointer, &mut parameters);
        let (authentication, security) = self.authentication(source, &pointer);
        let path = self.with_arguments(path_item);
        let (responses, wait) = self.responses(source, &pointer, owner);
        self.fake_operation(owner, source, &pointer);
        let (id, method) = (id?, method?);
        let explicit = pointer.join("x-paging");
        Some(Operation {
            action: Action::Other(words(&id)),
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
            explicit_paging: super::paging::explicit(&source.extensions, &explicit),
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
