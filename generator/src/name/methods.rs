//! Names of methods: those that start operations, and the accessors of resources.

use std::collections::{BTreeSet, HashMap, HashSet};

use heck::ToSnakeCase;

use super::case::Case;
use super::derived::method;
use super::namespace::{Claim, Namespace, Rank, allocate_in};
use super::published::{self, Published};
use super::subject::Subject;
use super::{Identifier, identity, reserved};
use crate::diagnostics::Diagnostics;
use crate::input::lock::Kind;
use crate::ir::{
    Action, Api, HandleKind, IdVec, Operation, Resource, ResourceId, ResourceKind,
};
use crate::text::noun;

/// The names of the methods that lead to a resource and to its operations.
#[derive(Debug)]
pub(super) struct MethodNames {
    /// The method that returns the handle of the collection or the singleton.
    pub(super) accessor: Identifier,
    /// The method that returns the handle of an instance of a collection.
    pub(super) instance_accessor: Option<Identifier>,
    /// The methods that start operations, in order.
    pub(super) operations: Vec<Identifier>,
}

/// Names all methods.
///
/// Accessors are unique among the operations and the accessors of each of their parents.
pub(super) fn name(
    api: &Api,
    published: &Published<'_>,
    inner_modules: &[String],
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, MethodNames> {
    let mut spaces = Spaces::of(api);
    let client = &mut spaces.namespaces[Spaces::CLIENT];
    client.reserve(inner_modules.iter().map(String::as_str));
    spaces.reserve(published);
    let full_names = full_names(api);
    let mut claims: Vec<(Vec<usize>, Claim<'_>)> = Vec::new();
    let mut add = |claim| {
        claims.push(claim);
        claims.len() - 1
    };
    let indices = api.resources.map(|id, resource| {
        let above = spaces.of_parents(api, resource);
        let [plural, singular] = names_within_parents(api, &full_names, resource);
        let found = &published.resources[id];
        let collection = Claim {
            published: published::role(found, "accessor"),
            ..collection_accessor(resource, plural)
        };
        let collection = add((above.clone(), collection));
        let instance = has_instance_accessor(resource).then(|| {
            let instance = Claim {
                published: published::role(found, "instance-accessor"),
                ..instance_accessor(resource, singular)
            };
            add((above, instance))
        });
        let operations = resource.operations.iter().zip(&published.operations[id]);
        let operations = operations.map(|(operation, found)| {
            let own = spaces.of_operation(id, resource, operation);
            let method = Claim {
                published: published::role(found, "method"),
                ..self::operation(operation)
            };
            add((vec![own], method))
        });
        (collection, instance, operations.collect::<Vec<_>>())
    });
    let names = allocate_in(&mut spaces.namespaces, &claims, diagnostics);
    let name = |index: usize| names[index].clone();
    indices.map(|_, (collection, instance, operations)| MethodNames {
        accessor: name(*collection),
        instance_accessor: instance.map(name),
        operations: operations.iter().copied().map(name).collect(),
    })
}

/// The namespaces of the methods of the client and of handles.
struct Spaces {
    /// That of the client, and then those of the instance and the collection of each resource.
    namespaces: Vec<Namespace>,
    /// The index of the namespace of each resource's instance, before that of its collection.
    instances: HashMap<ResourceId, usize>,
}

impl Spaces {
    const CLIENT: usize = 0;

    fn of(api: &Api) -> Self {
        let (derived, by_value) =
            (reserved::DERIVED_METHODS, reserved::BY_VALUE_METHODS);
        let mut namespaces =
            vec![Namespace::new(&[reserved::CLIENT_METHODS, derived, by_value])];
        let mut instances = HashMap::new();
        for id in api.resource_ids() {
            instances.insert(id, namespaces.len());
            namespaces.push(Namespace::new(&[derived, by_value]));
            namespaces.push(Namespace::new(&[
                derived,
                by_value,
                reserved::COLLECTION_METHODS,
            ]));
        }
        Self {
            namespaces,
            instances,
        }
    }

    /// Reserves the methods of operations that are gone.
    fn reserve(&mut self, published: &Published<'_>) {
        let modules = published.modules();
        for entry in published.reserved(Kind::Operation) {
            let resource =
                entry.path("builder").and_then(|(module, _)| modules.get(module));
            if let Some(resource) = resource {
                let instance = self.instances[resource];
                for space in [instance, instance + 1] {
                    self.namespaces[space].reserve(entry.name("method"));
                }
            }
        }
    }

    /// Returns the namespaces of the handles that lead to a resource.
    fn of_parents(&self, api: &Api, resource: &Resource) -> Vec<usize> {
        let mut parents: BTreeSet<usize> = resource
            .scopes
            .iter()
            .map(|scope| match scope.parent {
                Some(parent) => match parent.handle {
                    HandleKind::Instance => self.instances[&parent.resource],
                    HandleKind::Collection => self.instances[&parent.resource] + 1,
                },
                None => Self::CLIENT,
            })
            .collect();
        if resource.scopes.iter().any(|scope| api.is_of_account(scope)) {
            parents.insert(Self::CLIENT);
        }
        parents.into_iter().collect()
    }

    fn of_operation(
        &self,
        id: ResourceId,
        resource: &Resource,
        operation: &Operation,
    ) -> usize {
        let instance = self.instances[&id];
        if resource.is_of_instance(operation) {
            instance
        } else {
            instance + 1
        }
    }
}

/// The kinds of methods, of which the first keeps a name that several want.
#[derive(Clone, Copy)]
enum Precedence {
    Operation,
    OtherOperation,
    Collection,
    Instance,
}

fn operation(operation: &Operation) -> Claim<'_> {
    let preferred = method(&operation.action).to_owned();
    let kind = match operation.action {
        Action::Other(_) => Precedence::OtherOperation,
        _ => Precedence::Operation,
    };
    Claim {
        published: None,
        alternatives: vec![format!("{preferred}_{}", operation.method)],
        preferred,
        case: Case::Snake,
        rank: Rank {
            kind: kind as u8,
            key: operation.routes.first().id.clone(),
            ..Rank::default()
        },
        subject: Subject::operation(&operation.routes.first().pointer),
    }
}

fn collection_accessor<'a>(resource: &'a Resource, plural: &str) -> Claim<'a> {
    let suffix = match resource.kind {
        ResourceKind::Collection => "collection",
        ResourceKind::Singleton => "handle",
    };
    accessor(resource, Precedence::Collection, plural, suffix)
}

fn instance_accessor<'a>(resource: &'a Resource, singular: &str) -> Claim<'a> {
    accessor(resource, Precedence::Instance, singular, "handle")
}

fn accessor<'a>(
    resource: &'a Resource,
    kind: Precedence,
    preferred: &str,
    suffix: &str,
) -> Claim<'a> {
    Claim {
        published: None,
        preferred: preferred.to_owned(),
        case: Case::Snake,
        rank: Rank {
            kind: kind as u8,
            key: identity::of_resource(resource).swap_remove(0),
            ..Rank::default()
        },
        alternatives: vec![format!("{preferred}_{suffix}")],
        subject: Subject::declared(&resource.scopes.first().pointer),
    }
}

fn has_instance_accessor(resource: &Resource) -> bool {
    resource.kind == ResourceKind::Collection
        && resource.scopes.first().instance.is_some()
}

/// The names that the handle of each resource has use for: of its operations, and of the resources below it in full.
fn full_names(api: &Api) -> HashSet<(ResourceId, String)> {
    let mut names = HashSet::new();
    for (id, resource) in api.resources.entries() {
        for operation in &resource.operations {
            names.insert((id, method(&operation.action).to_snake_case()));
        }
        for parent in resource.scopes.iter().filter_map(|scope| scope.parent) {
            names.insert((parent.resource, resource.plural.clone()));
            names.insert((parent.resource, resource.singular.clone()));
        }
    }
    names
}

/// The plural and the singular of a resource as the methods of its parents have them: without the name of the parent in
/// front, as in `user.conversations()`, unless a parent has other use for what is left.
fn names_within_parents<'r>(
    api: &Api,
    full_names: &HashSet<(ResourceId, String)>,
    resource: &'r Resource,
) -> [&'r str; 2] {
    let whole = [resource.plural.as_str(), resource.singular.as_str()];
    let shorten = |name: &'r str| {
        let mut rests = resource.scopes.iter().map(|scope| {
            let parent = scope.parent?.resource;
            let Resource {
                singular, plural, ..
            } = api.resource(parent);
            let strip = |prefix: &str| name.strip_prefix(prefix)?.strip_prefix('_');
            let rest = strip(singular).or_else(|| strip(plural))?;
            let key = (parent, rest.to_owned());
            (!rest.is_empty() && !full_names.contains(&key)).then_some(rest)
        });
        let first = rests.next()??;
        rests.all(|rest| rest == Some(first)).then_some(first)
    };
    if let [Some(plural), Some(singular)] = whole.map(shorten) {
        return [plural, singular];
    }
    [whole[0], unqualified(full_names, resource).unwrap_or(whole[1])]
}

/// The singular without a qualifier that the plural does not have: `recording`, where a `room_recording` is one of the
/// `recordings`, unless a parent has other use for it.
fn unqualified<'r>(
    full_names: &HashSet<(ResourceId, String)>,
    resource: &'r Resource,
) -> Option<&'r str> {
    let of_plural = noun::singular(&resource.plural);
    let qualifier = resource.singular.strip_suffix(&of_plural)?;
    let is_free = resource.scopes.iter().all(|scope| {
        let key = scope.parent.map(|parent| (parent.resource, of_plural.clone()));
        key.is_some_and(|key| !full_names.contains(&key))
    });
    let short = &resource.singular[qualifier.len()..];
    (qualifier.ends_with('_') && is_free).then_some(short)
}
