//! Names of resources: their modules, handles, accessors and operations.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::Identifier;
use super::call::is_of_instance;
use super::namespace::Namespace;
use super::subject::Subject;
use super::{reserved, symbols};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{
    Action, Api, ArgumentType, HandleKind, IdVec, Operation, Parameter, Parent,
    PathTemplate, Resource, ResourceId, ResourceKind, Role,
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

/// Returns the title of each resource in `UpperCamelCase`, before any name is allocated.
///
/// It is the explicit name, or else the singular. If several resources share it, they are distinguished by the titles of
/// their parents; one at the root keeps it.
pub(super) fn titles(
    api: &Api,
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, String> {
    let plain = api.resources.map(|_, resource| plain_title(resource));
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for title in &plain {
        *counts.entry(title).or_default() += 1;
    }
    let mut titles: IdVec<ResourceId, String> = IdVec::new();
    for (id, resource) in api.resources.entries() {
        let clashes = counts[&plain[id]] > 1;
        let parent = resource.scopes.first().parent;
        let title = match (clashes, parent) {
            (true, Some(parent)) => format!("{}{}", titles[parent.resource], plain[id]),
            _ => plain[id].clone(),
        };
        if title != plain[id] {
            let pointer = resource.scopes.first().pointer.clone();
            let found = format!(
                "the name `{}` is taken, so the resource is named `{title}`",
                plain[id]
            );
            diagnostics.push(
                Diagnostic::note(pointer, found)
                    .expected("a unique name")
                    .help("set `x-name` in an overlay to keep the name stable"),
            );
        }
        titles.push(title);
    }
    titles
}

fn plain_title(resource: &Resource) -> String {
    resource
        .explicit_name
        .clone()
        .unwrap_or_else(|| resource.singular.to_upper_camel_case())
}

/// Names the resources, their handles and builders.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, ResourceNames> {
    let mut modules = Namespace::new(&[reserved::MODULES, reserved::FILES]);
    let mut naming = Naming {
        api,
        methods: Methods::of_operations(api, diagnostics),
        full_names: full_names(api),
        types,
        diagnostics,
    };
    api.resources.map(|id, resource| {
        let title = &titles[id];
        let subject = Subject::declared(&resource.scopes.first().pointer);
        let collection_title = collection_title(resource, title);
        let module_title = if is_collection(resource) {
            plural(resource, title)
        } else {
            title.clone()
        };
        let (accessor, instance_accessor) = naming.accessors(resource);
        let scope = resource.scopes.first();
        let [arguments, instance_arguments] = [&scope.collection, &scope.instance]
            .map(|path| naming.arguments(resource, path.as_ref()));
        let (arguments, instance_arguments) = if is_collection(resource) {
            (arguments, instance_arguments)
        } else {
            (instance_arguments, Vec::new())
        };
        let module = modules.snake(&module_title, subject, naming.diagnostics);
        let collection = collection_title
            .as_ref()
            .map(|title| naming.types.type_name(title, subject, naming.diagnostics));
        let instance = has_instance(resource).then(|| {
            let title = format!("{title}Handle");
            naming.types.type_name(&title, subject, naming.diagnostics)
        });
        let titles = (title.as_str(), collection_title.as_deref().unwrap_or(title));
        let builders: Vec<Identifier> = resource
            .operations
            .iter()
            .map(|operation| naming.builder(operation, titles))
            .collect();
        // Tuple structs share the namespace of functions.
        let functions = collection.iter().chain(&instance).chain(&builders);
        let mut constants = Namespace::with(functions.map(Identifier::as_str));
        let methods = naming.methods.operations[id].0.clone();
        let operations = resource.operations.iter().zip(methods).zip(builders);
        let operations = operations.map(|((operation, method), builder)| {
            naming.operation(operation, method, builder, &mut constants)
        });
        ResourceNames {
            module,
            operations: operations.collect(),
            collection,
            instance,
            accessor,
            instance_accessor,
            arguments,
            instance_arguments,
        }
    })
}

fn is_collection(resource: &Resource) -> bool {
    resource.kind == ResourceKind::Collection
}

fn has_instance(resource: &Resource) -> bool {
    resource.scopes.first().instance.is_some()
}

/// Returns the title of a collection with a path: the plural, with `Collection` appended if it equals the singular.
fn collection_title(resource: &Resource, title: &str) -> Option<String> {
    resource.scopes.first().collection.as_ref().map(|_| {
        let plural = plural(resource, title);
        if plural == title {
            format!("{title}Collection")
        } else {
            plural
        }
    })
}

/// Returns the plural of a title: the plural in the document with the qualifier of the title, or derived from an explicit
/// name.
fn plural(resource: &Resource, title: &str) -> String {
    if let Some(qualifier) = title.strip_suffix(&resource.singular.to_upper_camel_case())
    {
        format!("{qualifier}{}", resource.plural.to_upper_camel_case())
    } else {
        let words = title.to_snake_case();
        let (qualifier, last) = words.rsplit_once('_').unwrap_or(("", &words));
        format!("{qualifier}_{}", pluralizer::pluralize(last, 2, false))
            .to_upper_camel_case()
    }
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

/// The namespaces of the methods of the client and of handles.
struct Methods {
    /// The methods that start operations, in order, and the namespaces of those of the collection and of an instance.
    operations: IdVec<ResourceId, (Vec<Identifier>, [Namespace; 2])>,
    /// All methods of the client (`None`) and of handles, including accessors.
    all: BTreeMap<Option<Parent>, Namespace>,
}

impl Methods {
    /// Names the methods that start operations, separately for collections and instances.
    fn of_operations(api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let operations = api.resources.map(|_, resource| {
            let mut of_instance = Namespace::new(&[reserved::DERIVED_METHODS]);
            let mut of_collection = Namespace::new(&[
                reserved::DERIVED_METHODS,
                reserved::COLLECTION_METHODS,
            ]);
            let names = resource.operations.iter().map(|operation| {
                let methods = if is_of_instance(resource, operation) {
                    &mut of_instance
                } else {
                    &mut of_collection
                };
                let subject = Subject::operation(&operation.routes.first().pointer);
                methods.snake(method(&operation.action), subject, diagnostics)
            });
            (names.collect(), [of_collection, of_instance])
        });
        Self {
            operations,
            all: BTreeMap::new(),
        }
    }

    /// Returns the namespace of the methods of the client or of a handle.
    fn of(&mut self, parent: Option<Parent>) -> &mut Namespace {
        self.all.entry(parent).or_insert_with(|| match parent {
            Some(parent) => {
                let [of_collection, of_instance] = &self.operations[parent.resource].1;
                match parent.handle {
                    HandleKind::Collection => of_collection.clone(),
                    HandleKind::Instance => of_instance.clone(),
                }
            }
            None => {
                Namespace::new(&[reserved::CLIENT_METHODS, reserved::DERIVED_METHODS])
            }
        })
    }
}

struct Naming<'a> {
    api: &'a Api,
    methods: Methods,
    full_names: HashSet<(ResourceId, String)>,
    types: &'a mut Namespace,
    diagnostics: &'a mut Diagnostics,
}

impl Naming<'_> {
    /// Names the accessors in the parent's handle, for the collection and for an instance of it. They are unique among the
    /// parent's operations and the accessors of earlier siblings.
    fn accessors(&mut self, resource: &Resource) -> (Identifier, Option<Identifier>) {
        let scope = resource.scopes.first();
        let subject = Subject::declared(&scope.pointer);
        let has_instance = is_collection(resource) && has_instance(resource);
        let [plural, singular] = self.names_within_parents(resource);
        let methods = self.methods.of(scope.parent);
        let collection = methods.snake(plural, subject, self.diagnostics);
        let instance =
            has_instance.then(|| methods.snake(singular, subject, self.diagnostics));
        // Also reserved in the other scopes; clashes there are reported where these are named.
        let mut silent = Diagnostics::default();
        let others: BTreeSet<_> =
            resource.scopes.iter().map(|other| other.parent).collect();
        for parent in others.into_iter().filter(|parent| *parent != scope.parent) {
            let methods = self.methods.of(parent);
            methods.snake(plural, subject, &mut silent);
            if has_instance {
                methods.snake(singular, subject, &mut silent);
            }
        }
        (collection, instance)
    }

    /// Names the arguments of the accessor that returns the handle with this path.
    ///
    /// A single argument that identifies an instance is named after what it accepts; others as in the document.
    fn arguments(
        &mut self,
        resource: &Resource,
        path: Option<&PathTemplate>,
    ) -> Vec<Identifier> {
        let scope = resource.scopes.first();
        let Some(path) = path else {
            return Vec::new();
        };
        let own: Vec<_> = self.api.own_arguments(scope, path).collect();
        let mut names = Namespace::new(&[]);
        let named = own.iter().map(|argument| {
            let preferred = match argument.ty {
                _ if own.len() > 1 || path.last_argument().is_none() => &argument.wire,
                ArgumentType::Sid(_) => "sid",
                ArgumentType::SidOrName(_) => "sid_or_name",
                ArgumentType::Text => "name",
            };
            let subject = Subject::argument(&argument.pointer);
            names.snake(preferred, subject, self.diagnostics)
        });
        named.collect()
    }

    /// The plural and the singular of a resource as the methods of its parents have them: without the name of the parent
    /// in front, as in `user.conversations()`, unless a parent has other use for what is left.
    fn names_within_parents<'r>(&self, resource: &'r Resource) -> [&'r str; 2] {
        let whole = [resource.plural.as_str(), resource.singular.as_str()];
        let shorten = |name: &'r str| {
            let mut rests = resource.scopes.iter().map(|scope| {
                let parent = scope.parent?.resource;
                let prefix = self.api.resource(parent).singular.as_str();
                let rest = name.strip_prefix(prefix)?.strip_prefix('_')?;
                let key = (parent, rest.to_owned());
                (!rest.is_empty() && !self.full_names.contains(&key)).then_some(rest)
            });
            let first = rests.next()??;
            rests.all(|rest| rest == Some(first)).then_some(first)
        };
        match whole.map(shorten) {
            [Some(plural), Some(singular)] => [plural, singular],
            _ => whole,
        }
    }

    /// Names the request builder of an operation after the singular or plural title of the resource.
    fn builder(&mut self, operation: &Operation, titles: (&str, &str)) -> Identifier {
        let subject = if operation.action == Action::List {
            titles.1
        } else {
            titles.0
        };
        let verb = method(&operation.action).to_upper_camel_case();
        let preferred = match &operation.action {
            Action::Other(_) => verb,
            _ => format!("{verb}{subject}"),
        };
        let subject = Subject::operation(&operation.routes.first().pointer);
        self.types.type_name(&preferred, subject, self.diagnostics)
    }

    fn operation(
        &mut self,
        operation: &Operation,
        method: Identifier,
        builder: Identifier,
        constants: &mut Namespace,
    ) -> OperationNames {
        let mut setters = Namespace::new(&[
            reserved::DERIVED_METHODS,
            match operation.paging {
                Some(_) => reserved::LIST_REQUEST_METHODS,
                None => reserved::REQUEST_METHODS,
            },
        ]);
        let parameters: Vec<Option<Identifier>> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let explicit = parameter.explicit_name.clone();
                let preferred =
                    explicit.unwrap_or_else(|| symbols::parameter(&parameter.wire));
                let subject = Subject::declared(&parameter.pointer);
                (parameter.role != Role::Hidden)
                    .then(|| setters.snake(&preferred, subject, self.diagnostics))
            })
            .collect();
        let arguments = operation.parameters.iter().zip(&parameters);
        let arguments = arguments
            .filter(|(parameter, _)| parameter.role == Role::Argument)
            .filter_map(|(_, name)| name.as_ref());
        let mut locals = Namespace::with(arguments.map(Identifier::as_str));
        // Not part of the public API.
        let mut silent = Diagnostics::default();
        let subject = Subject::operation(&operation.routes.first().pointer);
        let constant = constants.shouty(method.unraw(), subject, &mut silent);
        let paging = operation.paging.as_ref().map(|_| format!("{constant}_PAGING"));
        OperationNames {
            paging_constant: paging
                .map(|preferred| constants.shouty(&preferred, subject, &mut silent)),
            request: locals.snake("request", subject, &mut silent),
            constant,
            method,
            builder,
            parameters,
        }
    }
}

fn method(action: &Action) -> &str {
    match action {
        Action::Create => "create",
        Action::List => "list",
        Action::Fetch => "fetch",
        Action::Update => "update",
        Action::Delete => "delete",
        Action::Other(name) => name,
    }
}
