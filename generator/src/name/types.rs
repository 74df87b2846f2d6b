//! Names of types, which are unique in the whole crate: models, handles, request builders and enums.

use std::collections::HashMap;

use heck::ToUpperCamelCase;

use super::case::Case;
use super::identity::{self, TypeIdentities};
use super::namespace::{Claim, Namespace, Rank, allocate_in};
use super::subject::Subject;
use super::titles::collection_title;
use super::{Identifier, methods, reserved, symbols};
use crate::diagnostics::Diagnostics;
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
enum Kind {
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
    diagnostics: &mut Diagnostics,
) -> TypeNames {
    let naming = Naming {
        api,
        titles,
        identities: TypeIdentities::of(api),
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
        let builders = resource.operations.iter();
        let builders = builders.map(|operation| naming.builder(id, operation));
        (handles.map(|claim| claim.map(&mut add)), builders.map(&mut add).collect())
    });
    let mut types = [
        Namespace::new(&[reserved::PRELUDE]),
        Namespace::new(&[reserved::PRELUDE, reserved::EVENT_TYPES]),
    ];
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

/// Returns the kinds of the events by the models of their parameters.
fn kinds(api: &Api) -> HashMap<ModelId, &Variant> {
    let Some(events) = &api.events else {
        return HashMap::new();
    };
    let variants = api.enumeration(events.kinds).variants.iter();
    let variants: HashMap<&String, &Variant> =
        variants.map(|variant| (&variant.wire, variant)).collect();
    let kinds = events.events.iter();
    kinds.filter_map(|event| Some((event.model, *variants.get(&event.kind)?))).collect()
}

struct Naming<'a> {
    api: &'a Api,
    titles: &'a IdVec<ResourceId, String>,
    identities: TypeIdentities,
    kinds: HashMap<ModelId, &'a Variant>,
}

impl<'a> Naming<'a> {
    /// Returns the title of the owner of a type.
    fn title(&self, owner: TypeOwner) -> &str {
        match owner {
            TypeOwner::Resource(id) => &self.titles[id],
            TypeOwner::Events => "Event",
        }
    }

    /// Names the model of a resource after the resource, that of an event after its kind, and others after their schemas,
    /// unless they have explicit names.
    fn model(&self, id: ModelId, model: &'a Model) -> Claim<'a> {
        let title = self.title(model.owner);
        let owner = model.owner.resource();
        let is_of_resource =
            owner.is_some_and(|owner| self.api.resource(owner).model == Some(id));
        let (kind, derived) = match self.kinds.get(&id) {
            Some(event) => (
                Kind::ModelOfResource,
                Case::UpperCamel.convert(&symbols::variant(event)),
            ),
            None if is_of_resource => (Kind::ModelOfResource, title.to_owned()),
            None => (Kind::Model, model.name.to_upper_camel_case()),
        };
        let qualified = qualified(title, &derived);
        Claim {
            alternatives: vec![qualified.clone(), format!("{qualified}Model")],
            rank: Rank {
                is_derived: model.explicit_name.is_none(),
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
        let role = enumeration.role.to_upper_camel_case();
        let title = self.title(enumeration.owner);
        let qualified = qualified(title, &role);
        let (explicit, schema) =
            (enumeration.explicit_name.as_ref(), enumeration.schema_name.as_ref());
        Claim {
            alternatives: vec![qualified.clone(), format!("{qualified}Enum")],
            rank: Rank {
                is_derived: enumeration.explicit_name.is_none(),
                kind: Kind::Enumeration as u8,
                key: first(&self.identities.enumerations[id]),
                ..Rank::default()
            },
            preferred: explicit.or(schema).cloned().unwrap_or(qualified),
            case: Case::Type,
            subject: Subject::declared(&enumeration.pointers[0]),
        }
    }

    fn collection(&self, id: ResourceId, resource: &'a Resource) -> Option<Claim<'a>> {
        let title = collection_title(resource, &self.titles[id])?;
        let alternatives = vec![format!("{title}Collection")];
        Some(Self::handle(resource, Kind::Collection, title, alternatives))
    }

    fn instance(&self, id: ResourceId, resource: &'a Resource) -> Option<Claim<'a>> {
        resource.scopes.first().instance.as_ref()?;
        let title = format!("{}Handle", self.titles[id]);
        Some(Self::handle(resource, Kind::Instance, title, Vec::new()))
    }

    fn handle(
        resource: &'a Resource,
        kind: Kind,
        preferred: String,
        alternatives: Vec<String>,
    ) -> Claim<'a> {
        Claim {
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
    fn builder(&self, id: ResourceId, operation: &'a Operation) -> Claim<'a> {
        let resource = self.api.resource(id);
        let title = self.titles[id].as_str();
        let collection = collection_title(resource, title);
        let titled = match operation.action {
            Action::List => collection.as_deref().unwrap_or(title),
            _ => title,
        };
        let verb = methods::method(&operation.action).to_upper_camel_case();
        let preferred = match &operation.action {
            Action::Other(_) => verb,
            _ => format!("{verb}{titled}"),
        };
        Claim {
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
                kind: Kind::Builder as u8,
                key: first(&identity::of_operation(operation)),
                ..Rank::default()
            },
            subject: Subject::operation(&operation.routes.first().pointer),
        }
    }
}

/// Returns a name with the title of its resource in front, unless it already starts with it.
fn qualified(title: &str, name: &str) -> String {
    if name.starts_with(title) {
        name.to_owned()
    } else {
        format!("{title}{name}")
    }
}

fn first(identities: &[String]) -> String {
    identities.first().cloned().unwrap_or_default()
}
