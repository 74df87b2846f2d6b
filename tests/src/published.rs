//! The names that the generator gives to the items of a document, with and without published names.

use std::collections::BTreeMap;

use generator::diagnostics::Severity;
use generator::input::document::{Input, Source};
use generator::input::lock::{Lock, LockFile};
use generator::ir::{Api, ModelId, ResourceId, Role, TypeOwner};
use generator::lower::lower;
use generator::name::{Identifier, NamedApi, Placement, call, name};
use generator::normalise::normalise;
use generator::pipeline::resolved;
use openapiv3::OpenAPI;
use serde_json::Value;

/// Parses a document to which overlays were already applied.
///
/// # Panics
///
/// If it has errors.
#[must_use]
pub fn parsed(document: &Value) -> OpenAPI {
    let input = Input {
        document: Source::Memory("document".to_owned(), document.to_string().into()),
        overlays: Vec::new(),
        lock: None,
    };
    let resolved = resolved(&input, Severity::Error);
    resolved
        .unwrap_or_else(|problems| panic!("the document has errors:\n{problems}"))
        .made
}

/// Returns the normalized API of a document.
///
/// # Panics
///
/// If the document has errors.
#[must_use]
pub fn api(document: &OpenAPI) -> Api {
    let (lowered, _) = lower(document).expect("the document can be lowered");
    let (api, _) = normalise(lowered, Severity::Error).expect("the overlays fit");
    api
}

/// Names the items of an API, with the names that were published.
///
/// # Panics
///
/// If an operation cannot be called.
#[must_use]
pub fn named(api: &Api, published: &Lock) -> NamedApi {
    let file = LockFile::in_memory(published.clone(), published.version.clone());
    let (named, _) = name(api.clone(), &file, &Placement::default())
        .expect("all operations can be called");
    named
}

/// Returns the names that callers use, by what they name in the document.
#[must_use]
pub fn names(named: &NamedApi) -> BTreeMap<String, String> {
    let NamedApi { api, names, .. } = named;
    let mut all = Names {
        named,
        all: BTreeMap::new(),
    };
    for id in api.resource_ids() {
        all.resource(id);
    }
    let of_events = models_of_events(api);
    for (id, model) in api.models.entries() {
        let own = names.model(id);
        let items = match of_events.get(&id) {
            Some(events) => events.clone(),
            None => model.pointers.iter().map(ToString::to_string).collect(),
        };
        for item in items {
            all.add(&item, all.path(model.owner, &own.name));
            for (field, name) in model.fields.iter().zip(&own.fields) {
                all.add(&format!("{item} {}", field.wire), name.to_string());
            }
        }
    }
    for (id, enumeration) in api.enumerations.entries() {
        let own = names.enumeration(id);
        for pointer in &enumeration.pointers {
            all.add(pointer.as_str(), all.path(enumeration.owner, &own.name));
            for (variant, name) in enumeration.variants.iter().zip(&own.variants) {
                all.add(&format!("{pointer} {}", variant.wire), name.to_string());
            }
        }
    }
    for (id, sid) in api.sids.entries() {
        all.add(&format!("sid {:?}", sid.prefix), names.sid(id).to_string());
    }
    all.all
}

/// Returns what the models of events and of replies are called here: by the kind of the event, since many operations may
/// have the callback of an event.
fn models_of_events(api: &Api) -> BTreeMap<ModelId, Vec<String>> {
    let mut models: BTreeMap<ModelId, Vec<String>> = BTreeMap::new();
    for event in api.events.iter().flat_map(|events| &events.events) {
        models.entry(event.model).or_default().push(format!("event {}", event.kind));
        if let Some(reply) = event.reply.as_ref().and_then(|reply| reply.model) {
            models.entry(reply).or_default().push(format!("reply to {}", event.kind));
        }
    }
    models
}

struct Names<'a> {
    named: &'a NamedApi,
    all: BTreeMap<String, String>,
}

impl Names<'_> {
    fn add(&mut self, item: &str, name: String) {
        self.all.insert(item.to_owned(), name);
    }

    fn path(&self, owner: TypeOwner, name: &Identifier) -> String {
        match owner {
            TypeOwner::Resource(owner) => {
                format!("{}::{name}", self.named.names.resource(owner).module)
            }
            TypeOwner::Events => format!("events::{name}"),
        }
    }

    /// Adds a resource with its operations and their parameters.
    fn resource(&mut self, id: ResourceId) {
        let NamedApi { api, names, .. } = self.named;
        let (resource, of_resource) = (api.resource(id), names.resource(id));
        for scope in resource.scopes.iter() {
            let handles = [
                (&scope.collection, &of_resource.collection),
                (&scope.instance, &of_resource.instance),
            ];
            for (path, handle) in handles {
                if let (Some(path), Some(handle)) = (path, handle) {
                    self.add(
                        &format!("handle of {path}"),
                        self.path(TypeOwner::Resource(id), handle),
                    );
                }
            }
        }
        for operation in resource.operations.iter().zip(&of_resource.operations) {
            let (operation, of_operation) = operation;
            for (scope, route) in operation.routes.entries() {
                let call = call::whole(api, names, id, (operation, of_operation), scope);
                self.add(&route.id, call);
                let builder = self.path(TypeOwner::Resource(id), &of_operation.builder);
                self.add(&format!("{} builder", route.id), builder);
                let parameters = operation.parameters.iter();
                for (parameter, name) in parameters.zip(&of_operation.parameters) {
                    let place = parameter.location;
                    let item = format!("{} {place:?} {}", route.id, parameter.wire);
                    self.add(&item, format!("{name:?}"));
                }
                let arguments =
                    of_operation.parameters_with_role(operation, Role::Argument);
                let arguments: Vec<String> =
                    arguments.map(|(_, name)| name.to_string()).collect();
                self.add(&format!("{} arguments", route.id), arguments.join(", "));
            }
        }
    }
}
