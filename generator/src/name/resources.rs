//! Names of resources: their handles, their modules, and what leads to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::Identifier;
use super::namespace::{self, Namespace};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::ir::{
    Action, Api, IdVec, Operation, Resource, ResourceId, ResourceKind, Role, ScopeId,
};

/// The names of a resource.
#[derive(Clone, Debug)]
pub struct ResourceNames {
    /// The module that its code stands in.
    pub module: Identifier,
    /// The handle of the collection; `None` for a singleton, and where nothing can be done with the collection.
    pub collection: Option<Identifier>,
    /// The handle of an instance; `None` where nothing can be done with one.
    pub instance: Option<Identifier>,
    /// The method that leads to the collection, or to the one instance.
    pub accessor: Identifier,
    /// The method that leads to an instance of a collection.
    pub instance_accessor: Option<Identifier>,
    /// The names of its operations, in their order.
    pub operations: Vec<OperationNames>,
}

/// The names of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The method that starts it.
    pub method: Identifier,
    /// The type of the request.
    pub builder: Identifier,
    /// The constant that holds its routes.
    pub constant: Identifier,
    /// Arguments and setters, in the order of the parameters; `None` for those that are hidden.
    pub parameters: Vec<Option<Identifier>>,
}

/// What each resource is called in `UpperCamelCase`, before anything is claimed.
///
/// The name by hand, or else the singular. Resources that would share it are told apart by the titles of their parents;
/// one at the root keeps it.
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
            (true, Some((parent, _))) => format!("{}{}", titles[parent], plain[id]),
            _ => plain[id].clone(),
        };
        if title != plain[id] {
            let pointer = resource.scopes.first().pointer.clone();
            let found =
                format!("another resource is `{}`, so this is `{title}`", plain[id]);
            diagnostics.push(
                Diagnostic::note(pointer, found).expected("a name of its own").help(
                    "pin the name by `x-name` in an overlay if it should never change",
                ),
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
    let mut modules = Namespace::new(namespace::RESERVED_MODULES);
    let mut naming = Naming {
        api,
        methods: BTreeMap::new(),
        types,
        diagnostics,
    };
    api.resources.map(|id, resource| {
        let title = &titles[id];
        let pointer = &resource.scopes.first().pointer;
        let collection_title = collection_title(resource, title);
        let module_title = if is_collection(resource) {
            plural(resource, title)
        } else {
            title.clone()
        };
        let (accessor, instance_accessor) = naming.accessors(resource);
        ResourceNames {
            module: modules.snake(&module_title, pointer, naming.diagnostics),
            collection: collection_title
                .as_ref()
                .map(|title| naming.type_name(title, pointer)),
            instance: has_instance(resource)
                .then(|| naming.type_name(&format!("{title}Handle"), pointer)),
            accessor,
            instance_accessor,
            operations: resource
                .operations
                .iter()
                .map(|operation| {
                    naming.operation(
                        operation,
                        title,
                        collection_title.as_deref().unwrap_or(title),
                    )
                })
                .collect(),
        }
    })
}

fn is_collection(resource: &Resource) -> bool {
    resource.kind == ResourceKind::Collection
}

fn has_instance(resource: &Resource) -> bool {
    resource.scopes.first().instance.is_some()
}

/// The handle's name of a collection that has a path: the plural, or where that is the singular too, with a word that tells them apart.
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

/// The title in the plural: in the document's words behind what tells resources apart, or made from a name by hand.
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

/// A resource in one of its scopes; nothing is the client.
type Parent = Option<(ResourceId, ScopeId)>;

/// The methods of a handle, or of the client, with the operations of the handle taken.
fn methods<'n>(
    namespaces: &'n mut BTreeMap<Parent, Namespace>,
    api: &Api,
    parent: Parent,
) -> &'n mut Namespace {
    namespaces.entry(parent).or_insert_with(|| {
        let Some((id, _)) = parent else {
            return Namespace::new(namespace::RESERVED_CLIENT_METHODS);
        };
        let mut methods = Namespace::new(namespace::RESERVED_HANDLE_METHODS);
        let resource = api.resource(id);
        // What clashes among these is said where they are named.
        let mut silent = Diagnostics::default();
        for operation in &resource.operations {
            let pointer = &operation.routes.first().pointer;
            methods.snake(method(&operation.action), pointer, &mut silent);
        }
        methods
    })
}

struct Naming<'a> {
    api: &'a Api,
    methods: BTreeMap<Parent, Namespace>,
    types: &'a mut Namespace,
    diagnostics: &'a mut Diagnostics,
}

impl Naming<'_> {
    fn type_name(&mut self, wish: &str, pointer: &Pointer) -> Identifier {
        self.types.verbatim(wish, pointer, self.diagnostics)
    }

    /// Methods of the parent's handle, free among the parent's operations and the accessors of earlier siblings: one for
    /// the collection, and one for an instance of it.
    fn accessors(&mut self, resource: &Resource) -> (Identifier, Option<Identifier>) {
        let scope = resource.scopes.first();
        let has_instance = is_collection(resource) && has_instance(resource);
        let methods = methods(&mut self.methods, self.api, scope.parent);
        let collection =
            methods.snake(&resource.plural, &scope.pointer, self.diagnostics);
        let instance = has_instance.then(|| {
            methods.snake(&resource.singular, &scope.pointer, self.diagnostics)
        });
        // Siblings in the other scopes keep clear of it, too; what clashes there is said where they are named.
        let mut silent = Diagnostics::default();
        let others: BTreeSet<_> =
            resource.scopes.iter().map(|other| other.parent).collect();
        for parent in others.into_iter().filter(|parent| *parent != scope.parent) {
            let methods = self::methods(&mut self.methods, self.api, parent);
            methods.snake(&resource.plural, &scope.pointer, &mut silent);
            if has_instance {
                methods.snake(&resource.singular, &scope.pointer, &mut silent);
            }
        }
        (collection, instance)
    }

    fn operation(
        &mut self,
        operation: &Operation,
        title: &str,
        collection_title: &str,
    ) -> OperationNames {
        let pointer = &operation.routes.first().pointer;
        let method = method(&operation.action);
        let subject = if operation.action == Action::List {
            collection_title
        } else {
            title
        };
        let builder = match &operation.action {
            Action::Other(name) => name.to_upper_camel_case(),
            _ => format!("{}{subject}", method.to_upper_camel_case()),
        };
        let mut setters = Namespace::new(match operation.paging {
            Some(_) => namespace::RESERVED_LIST_SETTERS,
            None => namespace::RESERVED_SETTERS,
        });
        let parameters = operation.parameters.iter().map(|parameter| {
            (parameter.role != Role::Hidden).then(|| {
                let wish = parameter.explicit_name.as_ref().unwrap_or(&parameter.wire);
                setters.snake(wish, &parameter.pointer, self.diagnostics)
            })
        });
        let parameters = parameters.collect();
        let mut alone = Namespace::new(&[]);
        OperationNames {
            method: alone.snake(method, pointer, self.diagnostics),
            constant: alone.shouty(method, pointer, self.diagnostics),
            builder: self.type_name(&builder, pointer),
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
