//! Emits handles, which provide the operations of a resource and the handles of its children.

use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::outer;
use super::types::Types;
use super::{Context, MAX_CHAIN, example};
use crate::ir::{
    ArgumentType, Operation, PathTemplate, ResourceId, ResourceKind, Role, Scope,
    ScopeId,
};
use crate::name::call::is_of_instance;
use crate::name::{Identifier, OperationNames};
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the handles of a resource: of the collection and of an instance.
pub(super) fn emit(types: Types<'_>, id: ResourceId) -> TokenStream {
    let names = types.context.names.resource(id);
    let collection =
        names.collection.as_ref().map(|name| emit_handle(types, id, name, false));
    let instance =
        names.instance.as_ref().map(|name| emit_handle(types, id, name, true));
    quote! { #collection #instance }
}

fn emit_handle(
    types: Types<'_>,
    id: ResourceId,
    name: &Identifier,
    of_instance: bool,
) -> TokenStream {
    let resource = types.context.api.resource(id);
    let names = types.context.names.resource(id);
    let operations = resource.operations.iter().zip(&names.operations);
    let methods = operations
        .filter(|(operation, _)| is_of_instance(resource, operation) == of_instance)
        .map(|(operation, names)| method(types, id, operation, names));
    let children = of_instance.then(|| accessors(types, Some(id)));
    let to_instance = (!of_instance).then(|| method_to_instance(types, id));
    let documentation = outer(describe(types, id, of_instance));
    let location = types.runtime("Location");
    quote! {
        #documentation
        #[derive(Clone, Debug)]
        #[must_use = "a handle sends no request until a method of it is called and awaited"]
        pub struct #name(pub(crate) #location);

        impl #name {
            #to_instance
            #(#methods)*
            #children
        }
    }
}

fn describe(types: Types<'_>, id: ResourceId, of_instance: bool) -> Prose {
    let resource = types.context.api.resource(id);
    let noun = types.context.noun(id);
    let parent = parent(types.context, id);
    let what = match (resource.kind, of_instance) {
        (ResourceKind::Singleton, _) => joined!["Handle to the ", noun, parent, "."],
        (_, true) => {
            joined!["Handle to ", types.context.article(id), " ", noun, parent, "."]
        }
        (_, false) => {
            joined!["Handle ", to_collection(types.context, id, None), parent, "."]
        }
    };
    let reach = joined![
        "Returned by ",
        ways(types.context, id, of_instance),
        ". Creating or cloning a handle sends no request.",
    ];
    let argument =
        resource.scopes.first().instance.as_ref().and_then(PathTemplate::last_argument);
    let picked_by = match argument {
        Some(argument) if of_instance && argument.ty != ArgumentType::Text => {
            Prose::of_document_behind("Identified by: ".into(), &argument.description)
        }
        _ => Prose::default(),
    };
    Prose::blocks([what.into(), reach.into(), picked_by])
}

/// A collection as the end of a sentence about its handle: "to the messages". Where the plural is the singular, what the
/// handle does says more.
fn to_collection(context: Context<'_>, id: ResourceId, module: Option<&str>) -> Inline {
    let resource = context.api.resource(id);
    match resource.operations.first() {
        Some(operation) if resource.singular == resource.plural => {
            joined!["that ", super::builder::plainly_does(context, id, operation)]
        }
        _ => {
            let nouns = context.nouns(id);
            let nouns =
                module.map_or(nouns.clone(), |module| Inline::item(&nouns, module));
            joined!["to the ", nouns]
        }
    }
}

/// The handle that a method is called on, as in " of this conversation".
fn of_this(context: Context<'_>, parent: Option<ResourceId>) -> Inline {
    parent.map_or_else(Inline::default, |parent| {
        joined![" of this ", context.noun(parent)]
    })
}

/// The parent of a resource, as in " of a conversation", where it is the same in every scope.
fn parent(context: Context<'_>, id: ResourceId) -> Inline {
    let scopes = &context.api.resource(id).scopes;
    let parent_of = |scope: &Scope| scope.parent.map(|(parent, _)| parent);
    match parent_of(scopes.first()) {
        Some(parent) if scopes.iter().all(|scope| parent_of(scope) == Some(parent)) => {
            joined![" of ", context.article(parent), " ", context.noun(parent)]
        }
        _ => Inline::default(),
    }
}

/// Returns links to the methods that return a handle.
pub(super) fn ways(context: Context<'_>, id: ResourceId, of_instance: bool) -> Inline {
    let resource = context.api.resource(id);
    let names = context.names.resource(id);
    let accessor = match &names.instance_accessor {
        Some(accessor) if of_instance => accessor,
        _ => &names.accessor,
    };
    let mut ways: IndexSet<Inline> = IndexSet::new();
    for scope in resource.scopes.iter() {
        let parent = scope.parent.and_then(|(parent, _)| {
            let handle = context.names.resource(parent).instance.as_ref()?;
            Some((
                format!("{handle}"),
                format!("crate::{}::{handle}", context.module_of(parent)),
            ))
        });
        let (title, path) =
            parent.unwrap_or_else(|| ("Client".to_owned(), "crate::Client".to_owned()));
        let shown = Inline::code(&format!("{title}::{accessor}"));
        ways.insert(Inline::item(&shown, &format!("{path}::{accessor}")));
    }
    let ways = ways.into_iter().enumerate();
    Inline::concat(ways.map(|(index, way)| {
        if index == 0 {
            way
        } else {
            joined![" and ", way]
        }
    }))
}

/// Emits the accessors of the children of a resource or of the client.
pub(super) fn accessors(types: Types<'_>, parent: Option<ResourceId>) -> TokenStream {
    let children = types.context.contents.children(parent);
    let children =
        children.iter().map(|&(id, scope)| accessors_of(types, id, scope, parent));
    quote! { #(#children)* }
}

/// Emits the accessors of a resource: of its collection and of an instance.
fn accessors_of(
    types: Types<'_>,
    id: ResourceId,
    scope: ScopeId,
    parent: Option<ResourceId>,
) -> TokenStream {
    let names = types.context.names.resource(id);
    let resource = types.context.api.resource(id);
    let parent_scope =
        resource.scopes[scope].parent.map_or(ScopeId::FIRST, |(_, scope)| scope);
    let base = if parent.is_some() {
        quote! { self.0 }
    } else {
        let location = types.runtime("Location");
        quote! { #location::root(self) }
    };
    let scoped = (scope != parent_scope).then(|| {
        let scope = proc_macro2::Literal::usize_unsuffixed(scope.index());
        quote! { .scoped(#scope) }
    });
    let owned = if parent.is_some() && scoped.is_none() {
        quote! { #base.clone() }
    } else {
        quote! { #base #scoped }
    };
    let accessor = &names.accessor;
    let handle = match resource.kind {
        ResourceKind::Collection => &names.collection,
        ResourceKind::Singleton => &names.instance,
    };
    let collection = handle.as_ref().map(|handle| {
        let handle = types.of_resource(id, handle);
        let module = types.context.module_of(id);
        let module = format!("crate::{module}");
        let documentation = match resource.kind {
            ResourceKind::Collection => {
                joined![
                    "Returns a handle ",
                    to_collection(types.context, id, Some(&module)),
                    of_this(types.context, parent),
                    "."
                ]
            }
            ResourceKind::Singleton => {
                let link = Inline::item(&types.context.noun(id), &module);
                joined![
                    "Returns a handle to the ",
                    link,
                    of_this(types.context, parent),
                    "."
                ]
            }
        };
        let documentation = outer(documentation);
        quote! {
            #documentation
            pub fn #accessor(&self) -> #handle { #handle(#owned) }
        }
    });
    let instance = instance_accessor(types, id, parent, &quote! { #base #scoped });
    quote! { #collection #instance }
}

fn instance_accessor(
    types: Types<'_>,
    id: ResourceId,
    parent: Option<ResourceId>,
    base: &TokenStream,
) -> Option<TokenStream> {
    let names = types.context.names.resource(id);
    let resource = types.context.api.resource(id);
    let (Some(accessor), Some(handle)) = (&names.instance_accessor, &names.instance)
    else {
        return None;
    };
    let argument = resource.scopes.first().instance.as_ref()?.last_argument()?;
    let handle_name = handle.as_str();
    let handle = types.of_resource(id, handle);
    let ty = types.argument(argument.ty);
    let (name, _) = argument_words(argument.ty);
    let lead = joined![
        "Returns a handle to the ",
        types.context.noun(id),
        of_this(types.context, parent),
        " with this "
    ];
    let documentation = match argument.ty {
        ArgumentType::Sid(_) => joined![lead, "SID."],
        ArgumentType::Text => joined![lead, "name."],
        // Only the handle describes the name, so that other files do not change with it.
        ArgumentType::SidOrName(_) => {
            joined![lead, "SID or unique name: see [", Inline::code(handle_name), "]."]
        }
    };
    let documentation = outer(documentation);
    Some(quote! {
        #documentation
        pub fn #accessor(&self, #name: impl Into<#ty>) -> #handle {
            #handle(#base.child(#name.into()))
        }
    })
}

/// The method of a collection's handle that leads to an instance.
fn method_to_instance(types: Types<'_>, id: ResourceId) -> Option<TokenStream> {
    let handle = types.context.names.resource(id).instance.as_ref()?;
    let scope = types.context.api.resource(id).scopes.first();
    let argument = scope.instance.as_ref()?.last_argument()?;
    let ty = types.argument(argument.ty);
    let (name, identified_by) = argument_words(argument.ty);
    let context = types.context;
    let (article, noun) = (context.article(id), context.noun(id));
    let documentation = outer(joined![
        "Returns the handle to ",
        article,
        " ",
        noun,
        ", identified by ",
        identified_by,
        ". Sends no request."
    ]);
    let example =
        outer(example::of_handle(context, id, scope.collection.as_ref()?, argument));
    Some(quote! {
        #documentation
        #[doc = ""]
        #example
        pub fn handle(&self, #name: impl Into<#ty>) -> #handle {
            #handle(self.0.child(#name.into()))
        }
    })
}

/// Returns the name of the argument that identifies an instance, in Rust and in prose.
fn argument_words(ty: ArgumentType) -> (TokenStream, &'static str) {
    match ty {
        ArgumentType::Sid(_) => (quote! { sid }, "its SID"),
        ArgumentType::SidOrName(_) => (quote! { sid_or_name }, "its SID or unique name"),
        ArgumentType::Text => (quote! { name }, "its name"),
    }
}

/// Emits the method that starts an operation, whose arguments are the required parameters.
fn method(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let method = &names.method;
    let builder = &names.builder;
    let constant = &names.constant;
    let mut arguments = Vec::new();
    let mut settings = Vec::new();
    let mut limits = Vec::new();
    for (parameter, name) in names.parameters_with_role(operation, Role::Argument) {
        let (accepted, sent) = types.accepted(parameter, &quote! { #name });
        arguments.push(quote! { #name: #accepted });
        let sent = if parameter.is_limited() {
            limits.push(quote! { let #name = #sent; });
            quote! { #name }
        } else {
            sent
        };
        let set = super::builder::set(types, parameter, &sent);
        settings.push(quote! {   .#set });
    }
    let start = if let Some(paging) = &names.paging_constant {
        quote! { self.0.list_request(&#constant, &#paging) }
    } else {
        quote! { self.0.request(&#constant) }
    };
    let request = &names.request;
    // Formatters only agree on chains that start from a plain name.
    let mut chains: Vec<&[TokenStream]> = settings.chunks(MAX_CHAIN).collect();
    let body = if let Some(last) = chains.pop() {
        quote! {
            #(#limits)*
            let #request = #start;
            #(let #request = #request #(#chains)*;)*
            #builder(#request #(#last)*)
        }
    } else {
        quote! { #builder(#start) }
    };
    let documentation = outer(Prose::blocks([
        super::builder::summary(types, id, operation).prose(),
        super::builder::argument_list(types, operation, names),
        Inline::from(super::builder::repetition(operation)).into(),
    ]));
    let example = outer(example::emit(types.context, id, operation, names));
    quote! {
        #documentation
        #[doc = ""]
        #example
        pub fn #method(&self, #(#arguments),*) -> #builder { #body }
    }
}
