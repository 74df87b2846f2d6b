//! Names of types, which are unique in the whole crate: models, handles, request builders and enums.

use heck::ToUpperCamelCase;

use super::case::Case;
use super::identity::{self, TypeIdentities};
use super::namespace::{Claim, Namespace, Rank};
use super::subject::Subject;
use super::titles::collection_title;
use super::{Identifier, methods, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Action, Api, Enumeration, EnumerationId, IdVec, Model, ModelId, Operation, Resource,
    ResourceId,
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
    };
    let mut claims: Vec<Claim<'_>> = Vec::new();
    let mut add = |claim| {
        claims.push(claim);
        claims.len() - 1
    };
    let models = api.models.map(|id, model| add(naming.model(id, model)));
    let resources = api.resources.map(|id, resource| {
        let handles = [naming.collection(id, resource), naming.instance(id, resource)];
        let builders = resource.operations.iter();
        let builders = builders.map(|operation| naming.builder(id, operation));
        (handles.map(|claim| claim.map(&mut add)), builders.map(&mut add).collect())
    });
    let enumerations =
        api.enumerations.map(|id, enumeration| add(naming.enumeration(id, enumeration)));
    let mut types = Namespace::new(&[reserved::PRELUDE]);
    let names = types.allocate(claims, diagnostics);
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

struct Naming<'a> {
    api: &'a Api,
    titles: &'a IdVec<ResourceId, String>,
    identities: TypeIdentities,
}

impl<'a> Naming<'a> {
    /// Names the model of a resource after the resource, and others after their schemas, unless they have explicit names.
    fn model(&self, id: ModelId, model: &'a Model) -> Claim<'a> {
        let title = &self.titles[model.owner];
        let is_of_resource = self.api.resource(model.owner).model == Some(id);
        let (kind, derived) = if is_of_resource {
            (Kind::ModelOfResource, title.clone())
        } else {
            (Kind::Model, model.name.to_upper_camel_case())
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
        let title = &self.titles[enumeration.owner];
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
