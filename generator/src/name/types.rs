//! Names of types, which are unique in the whole crate: models, handles, request builders and enums.

use std::collections::HashMap;

use heck::ToUpperCamelCase;

use super::case::Case;
use super::derived::{
    enumeration_name, is_of_resource, kinds, method, model_name, qualified, title,
};
use super::identity::{self, TypeIdentities};
use super::namespace::{Claim, Namespace, Rank, allocate_in};
use super::published::{self, Found, Published};
use super::subject::Subject;
use super::titles::collection_title;
use super::{Identifier, reserved};
use crate::diagnostics::Diagnostics;
use crate::input::lock::Kind;
use crate::ir::{
    Action, Api, Enumeration, EnumerationId, IdVec, Model, ModelId, Operation, Resource,
    ResourceId, TypeOwner, Variant,
};

/// The names of all types.
#[derive(Debug)]
pub(super) struct TypeNames {
    /// Those of models.
    pub(super) models: IdVec<ModelId, Identifier>,
    /// Those of the handles and builders of a resource.
    pub(super) resources: IdVec<ResourceId, ResourceTypes>,
    /// Those of enums.
    pub(super) enumerations: IdVec<EnumerationId, Identifier>,
}

/// The names of the handles and builders of a resource.
#[derive(Debug)]
pub(super) struct ResourceTypes {
    /// The handle of the collection.
    pub(super) collection: Option<Identifier>,
    /// The handle of an instance.
    pub(super) instance: Option<Identifier>,
    /// The request builders, in the order of the operations.
    pub(super) builders: Vec<Identifier>,
}

/// The kinds of types, of which the first keeps a name that several want.
#[derive(Clone, Copy)]
enum Precedence {
    ModelOfResource,
    Model,
    Collection,
    Instance,
    Builder,
    Enumeration,
}

/// Names all types.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    identities: &TypeIdentities,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> TypeNames {
    let naming = Naming {
        api,
        titles,
        identities,
        published,
        kinds: kinds(api),
    };
    let mut claims: Vec<(Vec<usize>, Claim<'_>)> = Vec::new();
    let mut add_in = |owner, claim| {
        claims.push((vec![space(owner)], claim));
        claims.len() - 1
    };
    let models =
        api.models.map(|id, model| add_in(model.owner, naming.model(id, model)));
    let enumerations = api.enumerations.map(|id, enumeration| {
        add_in(enumeration.owner, naming.enumeration(id, enumeration))
    });
    let mut add = |claim| {
        claims.push((vec![OF_RESOURCES], claim));
        claims.len() - 1
    };
    let resources = api.resources.map(|id, resource| {
        let handles = [naming.collection(id, resource), naming.instance(id, resource)];
        let builders = resource.operations.iter().zip(&published.operations[id]);
        let builders =
            builders.map(|(operation, found)| naming.builder(id, operation, found));
        (handles.map(|claim| claim.map(&mut add)), builders.map(&mut add).collect())
    });
    let mut types = [
        Namespace::new(&[reserved::PRELUDE]),
        Namespace::new(&[reserved::PRELUDE, reserved::EVENT_TYPES]),
    ];
    for (space, name) in gone(published) {
        types[space].reserve([name]);
    }
    let names = allocate_in(&mut types, &claims, diagnostics);
    let name = |index: usize| names[index].clone();
    TypeNames {
        models: models.map(|_, index| name(*index)),
        resources: resources.map(|_, (handles, builders): &(_, Vec<usize>)| {
            let [collection, instance] = handles.map(|index| index.map(name));
            ResourceTypes {
                collection,
                instance,
                builders: builders.iter().copied().map(name).collect(),
            }
        }),
        enumerations: enumerations.map(|_, index| name(*index)),
    }
}

/// The namespace of the types of all resources.
const OF_RESOURCES: usize = 0;

/// Returns the namespace of the types of an owner: those of events have their own.
fn space(owner: TypeOwner) -> usize {
    match owner {
        TypeOwner::Resource(_) => OF_RESOURCES,
        TypeOwner::Events => OF_RESOURCES + 1,
    }
}

struct Naming<'a> {
    api: &'a Api,
    titles: &'a IdVec<ResourceId, String>,
    identities: &'a TypeIdentities,
    published: &'a Published<'a>,
    kinds: HashMap<ModelId, &'a Variant>,
}

/// Returns the names of types that are gone, with their namespaces.
fn gone<'a>(published: &Published<'a>) -> impl Iterator<Item = (usize, &'a str)> {
    let kinds = [Kind::Model, Kind::Enumeration, Kind::Operation, Kind::Resource];
    let entries = kinds.into_iter().flat_map(|kind| published.reserved(kind));
    entries.flat_map(|entry| {
        let paths = ["type", "builder"].map(|role| {
            let (module, name) = entry.path(role)?;
            let is_of_events = module == reserved::EVENTS_MODULE;
            Some((OF_RESOURCES + usize::from(is_of_events), name))
        });
        let handles = ["collection", "instance"]
            .map(|role| Some((OF_RESOURCES, entry.name(role)?)));
        paths.into_iter().chain(handles).flatten()
    })
}

impl<'a> Naming<'a> {
    /// Names the model of a resource after the resource, that of an event after its kind, and others after their schemas,
    /// unless they have explicit names.
    fn model(&self, id: ModelId, model: &'a Model) -> Claim<'a> {
        let is_of_resource = is_of_resource(self.api, id);
        let owner = model.owner.resource().filter(|_| is_of_resource);
        let is_titled_by_hand =
            owner.is_some_and(|owner| self.api.resource(owner).explicit_name.is_some());
        let kind = if self.kinds.contains_key(&id) || is_of_resource {
            Precedence::ModelOfResource
        } else {
            Precedence::Model
        };
        let derived = model_name(self.api, self.titles, &self.kinds, id);
        let qualified = qualified(title(self.titles, model.owner), &derived);
        Claim {
            published: published::role(&self.published.models[id], "type"),
            alternatives: vec![qualified.clone(), format!("{qualified}Model")],
            rank: Rank {
                is_derived: model.explicit_name.is_none() && !is_titled_by_hand,
                kind: kind as u8,
                key: first(&self.identities.models[id]),
                ..Rank::default()
            },
            preferred: model.explicit_name.clone().unwrap_or(derived),
            case: Case::Type,
            subject: Subject::declared(&model.pointers[0]),
        }
    }

    /// Names an enum after its resource and its role, unless it has an explicit name.
    fn enumeration(&self, id: EnumerationId, enumeration: &'a Enumeration) -> Claim<'a> {
        let derived = enumeration_name(self.titles, enumeration);
        let qualified = qualified(title(self.titles, enumeration.owner), &derived);
        Claim {
            published: published::role(&self.published.enumerations[id], "type"),
            alternatives: vec![qualified.clone(), format!("{qualified}Enum")],
            rank: Rank {
                is_derived: enumeration.explicit_name.is_none(),
                kind: Precedence::Enumeration as u8,
                key: first(&self.identities.enumerations[id]),
                ..Rank::default()
            },
            preferred: enumeration.explicit_name.clone().unwrap_or(derived),
            case: Case::Type,
            subject: Subject::declared(&enumeration.pointers[0]),
        }
    }

    fn collection(&self, id: ResourceId, resource: &'a Resource) -> Option<Claim<'a>> {
        let title = collection_title(resource, &self.titles[id])?;
        let alternatives = vec![format!("{title}Collection")];
        let published = published::role(&self.published.resources[id], "collection");
        Some(Self::handle(
            resource,
            Precedence::Collection,
            (title, published),
            alternatives,
        ))
    }

    fn instance(&self, id: ResourceId, resource: &'a Resource) -> Option<Claim<'a>> {
        resource.scopes.first().instance.as_ref()?;
        let title = format!("{}Handle", self.titles[id]);
        let published = published::role(&self.published.resources[id], "instance");
        Some(Self::handle(
            resource,
            Precedence::Instance,
            (title, published),
            Vec::new(),
        ))
    }

    fn handle(
        resource: &'a Resource,
        kind: Precedence,
        (preferred, published): (String, Option<&'a str>),
        alternatives: Vec<String>,
    ) -> Claim<'a> {
        Claim {
            published,
            preferred,
            case: Case::Type,
            rank: Rank {
                is_derived: resource.explicit_name.is_none(),
                kind: kind as u8,
                key: first(&identity::of_resource(resource)),
                ..Rank::default()
            },
            alternatives,
            subject: Subject::declared(&resource.scopes.first().pointer),
        }
    }

    /// Names the request builder of an operation after the singular or plural title of the resource.
    fn builder(
        &self,
        id: ResourceId,
        operation: &'a Operation,
        found: &Found<'a>,
    ) -> Claim<'a> {
        let resource = self.api.resource(id);
        let title = self.titles[id].as_str();
        let collection = collection_title(resource, title);
        let is_of_all = match operation.action {
            Action::List => true,
            Action::Create => false,
            _ => !resource.is_of_instance(operation),
        };
        let titled = collection.as_deref().filter(|_| is_of_all).unwrap_or(title);
        let verb = method(&operation.action).to_upper_camel_case();
        let preferred = match &operation.action {
            Action::Other(_) => verb,
            _ => format!("{verb}{titled}"),
        };
        Claim {
            published: published::role(found, "builder"),
            alternatives: vec![
                format!(
                    "{preferred}{}",
                    operation.method.as_str().to_upper_camel_case()
                ),
                format!("{preferred}Request"),
            ],
            preferred,
            case: Case::Type,
            rank: Rank {
                is_derived: resource.explicit_name.is_none(),
                kind: Precedence::Builder as u8,
                key: first(&identity::of_operation(operation)),
                ..Rank::default()
            },
            subject: Subject::operation(&operation.routes.first().pointer),
        }
    }
}

fn first(identities: &[String]) -> String {
    identities.first().cloned().unwrap_or_default()
}
