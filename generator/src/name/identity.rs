//! The identities of items: keys that do not depend on the order of the document, nor on indices of parameters.
//!
//! A resource is identified by its path, an operation by its `operationId`, a type by its name in the document or by the
//! operation or the event that declares it inline. Merged twins have several identities; the first represents them.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostics::Pointer;
use crate::ir::{
    Api, EnumerationId, IdVec, Location, ModelId, Operation, Parameter, Resource, Scope,
};

/// The start of pointers to types that have a name in the document.
const SCHEMAS: &str = "/components/schemas/";

/// The identities of the types of an API.
#[derive(Clone, Debug)]
pub(super) struct TypeIdentities {
    /// Those of each model.
    pub(super) models: IdVec<ModelId, Vec<String>>,
    /// Those of each enum.
    pub(super) enumerations: IdVec<EnumerationId, Vec<String>>,
}

impl TypeIdentities {
    /// Derives the identities of all types.
    pub(super) fn of(api: &Api) -> Self {
        let declarations = Declarations::of(api);
        let of_events = of_event_models(api);
        Self {
            models: api.models.map(|id, model| match of_events.get(&id) {
                Some(identities) if model.pointers.iter().all(is_inline) => {
                    identities.iter().cloned().collect()
                }
                _ => declarations.all(&model.pointers),
            }),
            enumerations: api
                .enumerations
                .map(|_, enumeration| declarations.all(&enumeration.pointers)),
        }
    }
}

/// Returns the identities of a resource, one for each scope.
pub(super) fn of_resource(resource: &Resource) -> Vec<String> {
    resource.scopes.iter().map(of_scope).collect()
}

/// Returns the identities of an operation, one for each scope.
pub(super) fn of_operation(operation: &Operation) -> Vec<String> {
    operation.routes.iter().map(|route| route.id.clone()).collect()
}

/// Returns the identity of a parameter within its operation.
pub(super) fn of_parameter(parameter: &Parameter) -> String {
    format!("{} {}", location(parameter.location), parameter.wire)
}

/// Returns the word for the location of a parameter.
pub(super) fn location(location: Location) -> &'static str {
    match location {
        Location::Query => "query",
        Location::Header => "header",
        Location::Form => "form",
        Location::Json => "json",
        Location::JsonBody => "json-body",
    }
}

/// Returns the identities of the models of events and of their replies: the kinds of the events.
fn of_event_models(api: &Api) -> HashMap<ModelId, BTreeSet<String>> {
    let mut identities: HashMap<ModelId, BTreeSet<String>> = HashMap::new();
    for event in api.events.iter().flat_map(|events| &events.events) {
        let reply = event.reply.as_ref().and_then(|reply| reply.model);
        for (role, model) in [("event", Some(event.model)), ("reply to", reply)] {
            if let Some(model) = model {
                let identity = format!("{role} {}", event.kind);
                identities.entry(model).or_default().insert(identity);
            }
        }
    }
    identities
}

fn is_inline(pointer: &Pointer) -> bool {
    !pointer.as_str().starts_with(SCHEMAS)
}

/// Returns the path of a collection, or of a singleton, without the names of arguments.
fn of_scope(scope: &Scope) -> String {
    let mut stem = scope.collection.as_ref().unwrap_or(scope.path()).stem();
    if scope.collection.is_none() && scope.path().last_argument().is_some() {
        stem.pop();
    }
    format!("/{}", stem.join("/"))
}

/// Maximum number of tokens of the pointer to a parameter or a field of a form.
const MAX_TOKENS: usize = 9;

/// The operations and parameters that declare types inline, by pointer.
struct Declarations<'a> {
    operations: HashMap<&'a str, &'a str>,
    parameters: HashMap<&'a str, &'a Parameter>,
}

impl<'a> Declarations<'a> {
    fn of(api: &'a Api) -> Self {
        let operations = || api.operations().map(|(_, operation)| operation);
        let routes = operations().flat_map(|operation| operation.routes.iter());
        let parameters = operations().flat_map(|operation| &operation.parameters);
        Self {
            operations: routes
                .map(|route| (route.pointer.as_str(), route.id.as_str()))
                .collect(),
            parameters: parameters
                .map(|parameter| (parameter.pointer.as_str(), parameter))
                .collect(),
        }
    }

    /// Returns the identities of a type with these pointers, sorted.
    fn all(&self, pointers: &[Pointer]) -> Vec<String> {
        let mut identities: Vec<String> =
            pointers.iter().map(|pointer| self.identity(pointer.as_str())).collect();
        identities.sort_unstable();
        identities.dedup();
        identities
    }

    fn identity(&self, pointer: &str) -> String {
        if let Some(name) = pointer.strip_prefix(SCHEMAS) {
            return name.to_owned();
        }
        let slashes = pointer.match_indices('/').map(|(at, _)| at);
        let ends = slashes.chain([pointer.len()]).skip(1).take(MAX_TOKENS);
        let mut operation = None;
        for end in ends {
            let (place, rest) = pointer.split_at(end);
            if let Some(id) = self.operations.get(place) {
                operation = Some((id, rest));
            }
            if let (Some((id, _)), Some(parameter)) =
                (operation, self.parameters.get(place))
            {
                return format!("{id} {}{rest}", of_parameter(parameter));
            }
        }
        operation.map_or_else(|| pointer.to_owned(), |(id, rest)| format!("{id}{rest}"))
    }
}
