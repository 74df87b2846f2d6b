//! Emits handles, which provide the operations of a resource and the handles of its children.

use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::quote;

use super::accessor::{accessors, method_to_instance, to_collection};
use super::documentation::{deprecated, outer};
use super::types::Types;
use super::{Context, MAX_CHAIN, example, json};
use crate::ir::{
    ArgumentType, Authentication, BodyEncoding, HandleKind, Operation, PathTemplate,
    ResourceId, ResourceKind, Role, Scope,
};
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
        .filter(|(operation, _)| resource.is_of_instance(operation) == of_instance)
        .map(|(operation, names)| method(types, id, operation, names));
    let handle = if of_instance {
        HandleKind::Instance
    } else {
        HandleKind::Collection
    };
    let children = accessors(types, Some((id, handle)));
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
            joined!["Handle to ", types.context.indefinite(id, noun), parent, "."]
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
    let identifier = match argument {
        Some(argument)
            if of_instance
                && argument.ty != ArgumentType::Text
                && !argument.description.trim().is_empty() =>
        {
            Prose::of_document_behind("Identifier: ".into(), &argument.description)
        }
        _ => Prose::default(),
    };
    Prose::blocks([what.into(), reach.into(), identifier])
}

/// The parent of a resource, as in " of a conversation", where it is the same in every scope.
fn parent(context: Context<'_>, id: ResourceId) -> Inline {
    let scopes = &context.api.resource(id).scopes;
    let parent_of = |scope: &Scope| {
        let parent = scope.parent.filter(|parent| parent.handle == HandleKind::Instance);
        parent.map(|parent| parent.resource)
    };
    match parent_of(scopes.first()) {
        Some(parent) if scopes.iter().all(|scope| parent_of(scope) == Some(parent)) => {
            let noun = context.noun(parent);
            match context.api.resource(parent).kind {
                ResourceKind::Singleton => joined![" of the ", noun],
                ResourceKind::Collection => {
                    joined![" of ", context.indefinite(parent, noun)]
                }
            }
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
        let parent = scope.parent.and_then(|parent| {
            let names = context.names.resource(parent.resource);
            let handle = names.handle(parent.handle)?;
            Some((
                format!("{handle}"),
                format!("{}::{handle}", context.path_of(parent.resource)),
            ))
        });
        let client = || {
            let module = &context.names.module;
            let entry = module.entry_type();
            (entry.clone(), format!("crate::{}", module.within(&entry)))
        };
        let own = context.api.is_of_account(scope).then(client);
        for (title, path) in own.into_iter().chain([parent.unwrap_or_else(client)]) {
            let shown = Inline::code(&format!("{title}::{accessor}"));
            ways.insert(Inline::item(&shown, &format!("{path}::{accessor}")));
        }
    }
    Inline::separated(ways, " and ")
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
    let mut settings = match operation.authentication {
        Authentication::Credentials => Vec::new(),
        Authentication::AccessToken => vec![quote! { .with_access_token() }],
        Authentication::None => vec![quote! { .without_credentials() }],
    };
    if let Some(key) = operation.idempotency_key() {
        let header = &key.wire;
        settings.push(quote! { .with_idempotency_key(#header) });
    }
    let mut statements = Vec::new();
    for (parameter, name) in names.parameters_with_role(operation, Role::Argument) {
        let (accepted, sent) = types.accepted(parameter, &quote! { #name });
        arguments.push(quote! { #name: #accepted });
        let sent = if parameter.is_limited() || json::is_collected(parameter) {
            statements.push(quote! { let #name = #sent; });
            quote! { #name }
        } else {
            sent
        };
        let call = super::builder::set(types, parameter, &sent);
        settings.push(quote! {   .#call });
    }
    if let Some(BodyEncoding::Json(media_type)) = &operation.body {
        settings.insert(0, quote! { .with_json_body(#media_type) });
    }
    if let Some(url) = types.context.server_of(operation) {
        settings.insert(0, quote! { .server(#url) });
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
            #(#statements)*
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
        Inline::from(super::request_documentation::repetition(operation)).into(),
        super::request_documentation::authentication(operation).into(),
    ]));
    let example = outer(example::emit(types.context, id, operation, names));
    let deprecated = deprecated(operation.is_deprecated());
    quote! {
        #documentation
        #[doc = ""]
        #example
        #deprecated
        pub fn #method(&self, #(#arguments),*) -> #builder { #body }
    }
}
