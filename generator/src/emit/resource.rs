//! Emits the file of a resource: its models, enums, handles and requests.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{Said, inner, page_link, upper_first};
use super::imports::Imports;
use super::types::Types;
use super::{Context, builder, enumeration, example, handle, model, operation};
use crate::ir::{Action, HandleKind, ModelId, Resource, ResourceId};
use crate::name::Identifier;
use crate::text::noun;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the file of a resource.
pub(super) fn emit(context: Context<'_>, id: ResourceId) -> TokenStream {
    let imports = Imports::beside(declared(context, id));
    let module = context.names.module.within(context.module_of(id).as_str());
    let types = Types {
        context,
        imports: &imports,
        module: &module,
        allows_deprecated: names_deprecated(context, id),
    };
    let resource = context.api.resource(id);
    let names = context.names.resource(id);
    let models = context.contents.models[id]
        .iter()
        .map(|&model| model::emit(types, model, model_fallback(context, id, model)));
    let enumerations = context.contents.enumerations[id]
        .iter()
        .map(|&enumeration| enumeration::emit(types, enumeration));
    let data: Vec<TokenStream> = models.chain(enumerations).collect();
    let handles = handle::emit(types, id);
    let operations = || resource.operations.iter().zip(&names.operations);
    let builders: Vec<TokenStream> = operations()
        .map(|(operation, names)| builder::emit(types, id, operation, names))
        .collect();
    let constants: Vec<TokenStream> = operations()
        .map(|(operation, names)| operation::emit(types, operation, names))
        .collect();
    let documentation = inner(describe(types, id));
    let uses = imports.emit();
    let allowed = types.allows_deprecated.then(|| quote! { #![allow(deprecated)] });
    quote! { #documentation #allowed #uses #(#data)* #handles #(#builders)* #(#constants)* }
}

/// Returns `true` if the file names a deprecated type, in a declaration or an import, where each mention would be warned of.
fn names_deprecated(context: Context<'_>, id: ResourceId) -> bool {
    let (api, contents) = (context.api, context.contents);
    let models = contents.models[id].iter().map(|&model| api.model(model));
    let operations = &api.resource(id).operations;
    let mut used = models
        .clone()
        .flat_map(|model| model.fields.iter().map(|field| &field.ty))
        .chain(operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(operation.success().ty())
        }));
    let mut enumerations = contents.enumerations[id].iter();
    models.clone().any(|model| model.deprecated)
        || enumerations.any(|&enumeration| api.enumeration(enumeration).deprecated)
        || used.any(|ty| api.is_deprecated(ty))
}

/// Returns the names of the types that the file declares.
fn declared(context: Context<'_>, id: ResourceId) -> BTreeSet<String> {
    let (names, contents) = (context.names.resource(id), context.contents);
    let models = contents.models[id].iter().map(|&id| &context.names.model(id).name);
    let enumerations =
        contents.enumerations[id].iter().map(|&id| &context.names.enumeration(id).name);
    let handles = names.collection.iter().chain(&names.instance);
    let builders = names.operations.iter().map(|operation| &operation.builder);
    let all = models.chain(enumerations).chain(handles).chain(builders);
    all.map(ToString::to_string).collect()
}

fn describe(types: Types<'_>, id: ResourceId) -> Prose {
    let context = types.context;
    let resource = context.api.resource(id);
    let page = resource
        .operations
        .iter()
        .find_map(|operation| operation.documentation.page.as_deref());
    let said = Said::InDocument(&resource.documentation.description)
        .or(|| joined!["Types and requests of the ", context.nouns(id), "."]);
    let names = context.names.resource(id);
    let example = typical_operation(resource).map_or_else(Prose::default, |index| {
        let (operation, names) = (&resource.operations[index], &names.operations[index]);
        example::emit(context, id, operation, names)
    });
    Prose::blocks([
        said.prose(),
        Prose::list(contents(types, id)),
        example,
        page_link(page).into(),
    ])
}

/// The types of a resource with their purpose, and the resources below it.
fn contents(types: Types<'_>, id: ResourceId) -> Vec<Inline> {
    let context = types.context;
    let (resource, names) = (context.api.resource(id), context.names.resource(id));
    let handle = |handle: &Identifier, of_instance| {
        let methods = resource.operations.iter().zip(&names.operations);
        let methods: Vec<Inline> = methods
            .filter(|(operation, _)| resource.is_of_instance(operation) == of_instance)
            .map(|(_, names)| Inline::code(names.method.as_str()))
            .collect();
        let methods = match methods.as_slice() {
            [] => Inline::default(),
            methods => joined![": ", listed(methods)],
        };
        let ways = handle::ways(context, id, of_instance);
        joined![own_item(handle), ", returned by ", ways, methods, "."]
    };
    let collection = names.collection.as_ref().map(|name| handle(name, false));
    let instance = names.instance.as_ref().map(|name| handle(name, true));
    let model = resource.model.map(|model| {
        let owner = context.api.model(model).owner.resource().unwrap_or(id);
        let name = &context.names.model(model).name;
        // A link to an imported item has no path.
        let module = context.path_of(owner);
        let name = if owner == id || types.imports.has(&module, name.as_str()) {
            own_item(name)
        } else {
            item(context, owner, name)
        };
        joined![
            name,
            ": the response model of ",
            context.indefinite(id, context.noun(id)),
            "."
        ]
    });
    let handles = [HandleKind::Collection, HandleKind::Instance];
    let children = handles
        .into_iter()
        .flat_map(|handle| context.contents.children(Some((id, handle))))
        .map(|(child, _)| {
            Inline::item(&context.nouns(*child), &context.path_of(*child))
        });
    let children: Vec<Inline> = children.collect();
    let child_resources = (!children.is_empty())
        .then(|| joined!["Child resources: ", listed(&children), "."]);
    let namesakes = context.contents.namesakes(context.api, id).map(|other| {
        let module = Inline::code(context.module_of(other).as_str());
        Inline::item(&module, &context.path_of(other))
    });
    let namesakes: Vec<Inline> = namesakes.collect();
    let see_also =
        (!namesakes.is_empty()).then(|| joined!["See also: ", listed(&namesakes), "."]);
    let all = [collection, instance, model, child_resources, see_also];
    all.into_iter().flatten().collect()
}

/// A link to a type in the file of a resource.
fn item(context: Context<'_>, id: ResourceId, name: &Identifier) -> Inline {
    let path = format!("{}::{name}", context.path_of(id));
    Inline::item(&Inline::code(name.as_str()), &path)
}

/// Returns a link to a type in the same file.
fn own_item(name: &Identifier) -> Inline {
    joined!["[", Inline::code(name.as_str()), "]"]
}

fn listed(items: &[Inline]) -> Inline {
    Inline::separated(items.iter().cloned(), ", ")
}

/// The operation that shows best what a resource is for.
pub(super) fn typical_operation(resource: &Resource) -> Option<usize> {
    let position = |action: &Action| {
        resource.operations.iter().position(|operation| {
            operation.action == *action && !operation.is_deprecated()
        })
    };
    let typical = [Action::Create, Action::List, Action::Update, Action::Fetch];
    let current =
        || resource.operations.iter().position(|operation| !operation.is_deprecated());
    typical.iter().find_map(position).or_else(current)
}

fn model_fallback(context: Context<'_>, id: ResourceId, model: ModelId) -> Inline {
    let noun = context.noun(id);
    if context.is_own_model(id, model) {
        let singular = &context.api.resource(id).singular;
        let subject = match noun::article(singular) {
            "" => Inline::plain(&upper_first(&noun::spelled(singular))),
            "a" => joined!["A ", noun],
            _ => joined!["An ", noun],
        };
        joined![subject, ", as the API returns it."]
    } else if !context.api.model(model).direction.is_received() {
        joined!["Part of the requests of ", context.nouns(id), "."]
    } else {
        joined!["Part of ", context.indefinite(id, noun), "."]
    }
}
