//! Names of resources: their modules, handles, accessors and operations.

use super::Identifier;
use super::case::Case;
use super::methods::{self, MethodNames};
use super::namespace::{Claim, Namespace, Rank};
use super::published::{self, Found, Published};
use super::subject::Subject;
use super::titles::module_title;
use super::types::ResourceTypes;
use super::{accessors, identity, reserved, symbols};
use crate::diagnostics::Diagnostics;
use crate::input::lock::Kind;
use crate::ir::{
    Api, HandleKind, IdVec, Location, Operation, Parameter, Resource, ResourceId,
    ResourceKind, Role,
};

/// The names of a resource.
#[derive(Clone, Debug)]
pub struct ResourceNames {
    /// Its module.
    pub module: Identifier,
    /// The handle of the collection, or `None` for a singleton or a collection without operations.
    pub collection: Option<Identifier>,
    /// The handle of an instance, or `None` if an instance has no operations.
    pub instance: Option<Identifier>,
    /// The method that returns the handle of the collection or the singleton.
    pub accessor: Identifier,
    /// The method that returns the handle of an instance of a collection.
    pub instance_accessor: Option<Identifier>,
    /// The arguments of the accessor of the collection or the singleton.
    pub arguments: Vec<Identifier>,
    /// The arguments of the accessor of an instance of a collection, and those of them that the collection's handle takes last.
    pub instance_arguments: Vec<Identifier>,
    /// The names of its operations, in order.
    pub operations: Vec<OperationNames>,
}

impl ResourceNames {
    /// Returns the handle of this kind.
    pub fn handle(&self, handle: HandleKind) -> Option<&Identifier> {
        match handle {
            HandleKind::Collection => self.collection.as_ref(),
            HandleKind::Instance => self.instance.as_ref(),
        }
    }

    /// Returns the names of the arguments of the method that returns a handle.
    pub fn arguments_of(&self, kind: ResourceKind, handle: HandleKind) -> &[Identifier] {
        match (kind, handle) {
            (ResourceKind::Collection, HandleKind::Instance) => &self.instance_arguments,
            _ => &self.arguments,
        }
    }

    /// Returns the method that returns a handle of this kind.
    pub fn accessor_of(&self, handle: HandleKind) -> &Identifier {
        match (handle, &self.instance_accessor) {
            (HandleKind::Instance, Some(accessor)) => accessor,
            _ => &self.accessor,
        }
    }
}

/// The names of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The method that starts it.
    pub method: Identifier,
    /// The type of the request builder.
    pub builder: Identifier,
    /// The constant with its routes.
    pub constant: Identifier,
    /// The constant with its pagination, if any.
    pub paging_constant: Option<Identifier>,
    /// The local variable for the request in the method.
    pub request: Identifier,
    /// Arguments and setters, in the order of the parameters; `None` for hidden ones.
    pub parameters: Vec<Option<Identifier>>,
}

impl OperationNames {
    /// Returns the parameters of the operation that have this role and a name, in order.
    pub fn parameters_with_role<'a>(
        &'a self,
        operation: &'a Operation,
        role: Role,
    ) -> impl Iterator<Item = (&'a Parameter, &'a Identifier)> {
        let parameters = operation.parameters.iter().zip(&self.parameters);
        parameters
            .filter(move |(parameter, _)| parameter.role == role)
            .filter_map(|(parameter, name)| Some((parameter, name.as_ref()?)))
    }
}

/// Names the resources, their operations and parameters.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &IdVec<ResourceId, ResourceTypes>,
    (published, inner_modules): (&Published<'_>, &[String]),
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, ResourceNames> {
    let methods = methods::name(api, published, inner_modules, diagnostics);
    let modules = modules(api, titles, published, inner_modules, diagnostics);
    api.resources.map(|id, resource| {
        let ResourceTypes {
            collection,
            instance,
            builders,
        } = &types[id];
        let MethodNames {
            accessor,
            instance_accessor,
            operations: methods,
        } = &methods[id];
        let scope = resource.scopes.first();
        let [collection_arguments, instance_arguments] =
            [&scope.collection, &scope.instance].map(|path| match path {
                Some(path) => accessors::arguments(api, scope, path, diagnostics),
                None => Vec::new(),
            });
        let (arguments, instance_arguments) = match resource.kind {
            ResourceKind::Collection => (collection_arguments, instance_arguments),
            ResourceKind::Singleton => (instance_arguments, Vec::new()),
        };
        // Tuple structs share the namespace of functions.
        let functions = collection.iter().chain(instance).chain(builders);
        let mut constants = Namespace::with(functions.map(Identifier::as_str));
        let operations = resource.operations.iter().zip(&published.operations[id]);
        let operations = operations.zip(methods).zip(builders);
        let operations = operations.map(|((operation, method), builder)| {
            let names = (method, builder);
            self::operation(operation, names, &mut constants, diagnostics)
        });
        ResourceNames {
            module: modules[id].clone(),
            operations: operations.collect(),
            collection: collection.clone(),
            instance: instance.clone(),
            accessor: accessor.clone(),
            instance_accessor: instance_accessor.clone(),
            arguments,
            instance_arguments,
        }
    })
}

fn modules<'a>(
    api: &'a Api,
    titles: &IdVec<ResourceId, String>,
    published: &Published<'a>,
    inner_modules: &[String],
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, Identifier> {
    let claim = |id, resource: &'a Resource| {
        let preferred = module_title(resource, &titles[id]);
        Claim {
            published: published::role(&published.resources[id], "module"),
            alternatives: vec![format!("{preferred}_resource")],
            preferred,
            case: Case::Snake,
            rank: Rank {
                is_derived: resource.explicit_name.is_none(),
                key: identity::of_resource(resource).swap_remove(0),
                ..Rank::default()
            },
            subject: Subject::declared(&resource.scopes.first().pointer),
        }
    };
    let events = api.events.as_ref().map(|_| reserved::EVENTS_MODULE);
    let mut modules =
        Namespace::new(&[reserved::MODULES, reserved::FILES, events.as_slice()]);
    modules.reserve(inner_modules.iter().map(String::as_str));
    let gone = published.reserved(Kind::Resource);
    modules.reserve(gone.filter_map(|entry| entry.name("module")));
    modules.allocate_each(&api.resources, claim, diagnostics)
}

fn operation(
    (operation, found): (&Operation, &Found<'_>),
    (method, builder): (&Identifier, &Identifier),
    constants: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> OperationNames {
    let parameters = parameters(operation, found, diagnostics);
    let arguments = operation.parameters.iter().zip(&parameters);
    let arguments = arguments
        .filter(|(parameter, _)| parameter.role == Role::Argument)
        .filter_map(|(_, name)| name.as_ref());
    let mut locals = Namespace::with(arguments.map(Identifier::as_str));
    let constant = constants.private(method.unraw(), Case::Shouty);
    let paging = operation.paging.as_ref().map(|_| format!("{constant}_PAGING"));
    OperationNames {
        paging_constant: paging
            .map(|preferred| constants.private(&preferred, Case::Shouty)),
        request: locals.private("request", Case::Snake),
        constant,
        method: method.clone(),
        builder: builder.clone(),
        parameters,
    }
}

/// Names the arguments and setters of an operation; hidden parameters have no names.
fn parameters(
    operation: &Operation,
    found: &Found<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Identifier>> {
    let is_named = |parameter: &&Parameter| parameter.role != Role::Hidden;
    let claims = operation.parameters.iter().filter(is_named);
    let claims = claims.map(|parameter| Claim {
        published: published::member(found, &identity::of_parameter(parameter)),
        ..claim(parameter)
    });
    let claims = claims.collect();
    let mut setters = Namespace::new(&[
        reserved::DERIVED_METHODS,
        match operation.paging {
            Some(_) => reserved::LIST_REQUEST_METHODS,
            None => reserved::REQUEST_METHODS,
        },
    ]);
    let mut names = setters.allocate(claims, diagnostics).into_iter();
    let parameters = operation.parameters.iter();
    parameters
        .map(|parameter| {
            if is_named(&parameter) {
                names.next()
            } else {
                None
            }
        })
        .collect()
}

fn claim(parameter: &Parameter) -> Claim<'_> {
    let explicit = parameter.explicit_name.clone();
    let wire = match parameter.location {
        Location::Header => without_vendor(&parameter.wire),
        _ => &parameter.wire,
    };
    let preferred = explicit.unwrap_or_else(|| symbols::parameter(wire));
    let name = Case::Snake.convert(&preferred);
    let precedence = match parameter.location {
        Location::Form | Location::Json | Location::JsonBody => 0,
        Location::Query => 1,
        Location::Header => 2,
    };
    Claim {
        published: None,
        alternatives: vec![format!("{name}_{}", identity::location(parameter.location))],
        preferred,
        case: Case::Snake,
        rank: Rank::of_member(parameter.explicit_name.as_ref(), &parameter.wire, &name)
            .of_kind(precedence),
        subject: Subject::declared(&parameter.pointer),
    }
}

/// Returns the name of a header without the prefix of the vendor: `X-Twilio-Api-Version` becomes `Api-Version`.
fn without_vendor(wire: &str) -> &str {
    let prefixes = ["X-Twilio-", "I-Twilio-"];
    let has_prefix = |prefix: &&str| {
        let start = wire.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let prefix = prefixes.iter().find(|prefix| has_prefix(prefix));
    prefix.map_or(wire, |prefix| &wire[prefix.len()..])
}
