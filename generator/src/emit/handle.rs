//! Emits handles, which provide the operations of a resource and the handles of its children.

use indexmap::IndexSet;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::documentation::{deprecated, outer};
use super::types::Types;
use super::{Context, MAX_CHAIN, example};
use crate::ir::{
    ArgumentType, Authentication, HandleKind, Operation, PathArgument, PathTemplate,
    ResourceId, ResourceKind, Role, Scope, ScopeId,
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
    let identifier = match argument {
        Some(argument) if of_instance && argument.ty != ArgumentType::Text => {
            Prose::of_document_behind("Identifier: ".into(), &argument.description)
        }
        _ => Prose::default(),
    };
    Prose::blocks([what.into(), reach.into(), identifier])
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
fn of_this(context: Context<'_>, parent: ParentHandle) -> Inline {
    match parent {
        Some((parent, HandleKind::Instance)) => {
            joined![" of this ", context.noun(parent)]
        }
        _ => Inline::default(),
    }
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
        let parent = scope.parent.and_then(|parent| {
            let names = context.names.resource(parent.resource);
            let handle = names.handle(parent.handle)?;
            Some((
                format!("{handle}"),
                format!("crate::{}::{handle}", context.module_of(parent.resource)),
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

/// The handle that an accessor is a method of, or `None` for the client.
type ParentHandle = Option<(ResourceId, HandleKind)>;

/// Emits the accessors of the children of a handle or of the client.
pub(super) fn accessors(types: Types<'_>, parent: ParentHandle) -> TokenStream {
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
    parent: ParentHandle,
) -> TokenStream {
    let resource = types.context.api.resource(id);
    let parent_scope =
        resource.scopes[scope].parent.map_or(ScopeId::FIRST, |parent| parent.scope);
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
    let base = Base {
        location: quote! { #base #scoped },
        owned,
    };
    let accessor = match resource.kind {
        ResourceKind::Collection => collection_accessor(types, id, parent, &base),
        ResourceKind::Singleton => singleton_accessor(types, id, parent, &base),
    };
    let instance = instance_accessor(types, id, parent, &base);
    quote! { #accessor #instance }
}

/// The location that the locations of children are derived from.
struct Base {
    /// An expression for a location or a reference to one.
    location: TokenStream,
    /// An expression for a location.
    owned: TokenStream,
}

impl Base {
    /// Returns the body of a method that returns a handle at this location with these arguments.
    fn with_arguments(
        &self,
        handle: &TokenStream,
        arguments: &Arguments<'_>,
    ) -> TokenStream {
        let Some(((last, _), others)) = arguments.0.split_last() else {
            let owned = &self.owned;
            return quote! { #handle(#owned) };
        };
        let Some((location, _)) = arguments.location().zip(others.first()) else {
            let location = &self.location;
            return quote! { #handle(#location.child(#last.into())) };
        };
        let mut base = self.location.clone();
        let mut statements = TokenStream::new();
        for (name, _) in others {
            statements.extend(quote! { let #location = #base.child(#name.into()); });
            base = quote! { #location };
        }
        quote! { #statements #handle(#location.child(#last.into())) }
    }
}

/// The arguments of an accessor, with their names.
struct Arguments<'a>(Vec<(&'a Identifier, &'a PathArgument)>);

impl<'a> Arguments<'a> {
    /// Returns the arguments of the accessor of a handle.
    fn of(context: Context<'a>, id: ResourceId, handle: HandleKind) -> Self {
        let resource = context.api.resource(id);
        let scope = resource.scopes.first();
        let names = context.names.resource(id).arguments_of(resource.kind, handle);
        let path = scope.path_of(handle).into_iter();
        let own = path.flat_map(|path| context.api.own_arguments(scope, path));
        Self(names.iter().zip(own).collect())
    }

    /// Returns the arguments that the handle of the collection does not have.
    fn beyond_collection(mut self, context: Context<'a>, id: ResourceId) -> Self {
        let known = Self::of(context, id, HandleKind::Collection).0.len();
        Self(self.0.split_off(known.min(self.0.len())))
    }

    /// Emits the parameters of the method.
    fn emit(&self, types: Types<'_>) -> TokenStream {
        let arguments = self.0.iter().map(|(name, argument)| {
            let ty = types.argument(argument.ty);
            quote! { #name: impl Into<#ty> }
        });
        quote! { #(, #arguments)* }
    }

    /// Returns the name of a local variable for locations.
    fn location(&self) -> Option<Ident> {
        let is_free =
            |name: &String| self.0.iter().all(|(argument, _)| argument.as_str() != name);
        let names =
            (0..=self.0.len()).map(|index| format!("location{}", "_".repeat(index)));
        names.into_iter().find(is_free).map(|name| format_ident!("{name}"))
    }

    /// Returns a list of the arguments with their descriptions.
    fn describe(&self) -> Prose {
        Prose::list(self.0.iter().map(|(name, argument)| {
            let name = Inline::code(name.as_str());
            let said = Inline::of_document(&argument.description);
            let accepted = match argument.ty {
                ArgumentType::Sid(_) => "a SID.",
                ArgumentType::SidOrName(_) => "a SID or another identifier.",
                ArgumentType::Text => "a string.",
            };
            if said.is_empty() {
                joined![name, ": ", accepted]
            } else {
                joined![name, ": ", said]
            }
        }))
    }
}

fn collection_accessor(
    types: Types<'_>,
    id: ResourceId,
    parent: ParentHandle,
    base: &Base,
) -> Option<TokenStream> {
    let context = types.context;
    let names = context.names.resource(id);
    let handle = types.of_resource(id, names.collection.as_ref()?);
    let accessor = &names.accessor;
    let module = format!("crate::{}", context.module_of(id));
    let summary = joined![
        "Returns a handle ",
        to_collection(context, id, Some(&module)),
        of_this(context, parent),
        "."
    ];
    let arguments = Arguments::of(context, id, HandleKind::Collection);
    let documentation = outer(Prose::blocks([summary.into(), arguments.describe()]));
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&handle, &arguments));
    Some(quote! {
        #documentation
        pub fn #accessor(&self #accepted) -> #handle { #body }
    })
}

fn singleton_accessor(
    types: Types<'_>,
    id: ResourceId,
    parent: ParentHandle,
    base: &Base,
) -> Option<TokenStream> {
    let context = types.context;
    let names = context.names.resource(id);
    let handle = types.of_resource(id, names.instance.as_ref()?);
    let accessor = &names.accessor;
    let module = format!("crate::{}", context.module_of(id));
    let link = Inline::item(&context.noun(id), &module);
    let summary =
        joined!["Returns a handle to the ", link, of_this(context, parent), "."];
    let arguments = Arguments::of(context, id, HandleKind::Instance);
    let documentation = outer(Prose::blocks([summary.into(), arguments.describe()]));
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&handle, &arguments));
    Some(quote! {
        #documentation
        pub fn #accessor(&self #accepted) -> #handle { #body }
    })
}

fn instance_accessor(
    types: Types<'_>,
    id: ResourceId,
    parent: ParentHandle,
    base: &Base,
) -> Option<TokenStream> {
    let context = types.context;
    let names = context.names.resource(id);
    let accessor = names.instance_accessor.as_ref()?;
    let handle_name = names.instance.as_ref()?;
    let handle = types.of_resource(id, handle_name);
    let arguments = Arguments::of(context, id, HandleKind::Instance);
    let lead = joined![
        "Returns a handle to ",
        context.article(id),
        " ",
        context.noun(id),
        of_this(context, parent)
    ];
    let documentation: Prose = match arguments.0.as_slice() {
        [(_, argument)] => {
            // Only the handle describes the name, so that other files do not change with it.
            let details = match argument.ty {
                ArgumentType::SidOrName(_) => {
                    joined![" (see [", Inline::code(handle_name.as_str()), "])"]
                }
                ArgumentType::Sid(_) | ArgumentType::Text => Inline::default(),
            };
            let by = identified_by(argument.ty);
            joined![lead, ", identified by ", by, details, "."].into()
        }
        _ => Prose::blocks([joined![lead, "."].into(), arguments.describe()]),
    };
    let documentation = outer(documentation);
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&handle, &arguments));
    Some(quote! {
        #documentation
        pub fn #accessor(&self #accepted) -> #handle { #body }
    })
}

/// The method of a collection's handle that leads to an instance.
fn method_to_instance(types: Types<'_>, id: ResourceId) -> Option<TokenStream> {
    let context = types.context;
    let handle = context.names.resource(id).instance.as_ref()?;
    let scope = context.api.resource(id).scopes.first();
    let collection = scope.collection.as_ref()?;
    let arguments =
        Arguments::of(context, id, HandleKind::Instance).beyond_collection(context, id);
    let lead =
        joined!["Returns a handle to ", context.article(id), " ", context.noun(id),];
    let documentation: Prose = match arguments.0.as_slice() {
        [(_, argument)] => joined![
            lead,
            ", identified by ",
            identified_by(argument.ty),
            ". Sends no request."
        ]
        .into(),
        _ => Prose::blocks([
            joined![lead, ". Sends no request."].into(),
            arguments.describe(),
        ]),
    };
    let documentation = outer(documentation);
    let own = arguments.0.iter().map(|(_, argument)| *argument);
    let example = outer(example::of_handle(context, id, collection, own));
    let location = quote! { self.0 };
    let base = Base {
        owned: quote! { #location.clone() },
        location,
    };
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&quote! { #handle }, &arguments));
    Some(quote! {
        #documentation
        #[doc = ""]
        #example
        pub fn handle(&self #accepted) -> #handle { #body }
    })
}

/// Returns the words for what identifies an instance.
fn identified_by(ty: ArgumentType) -> &'static str {
    match ty {
        ArgumentType::Sid(_) => "its SID",
        ArgumentType::SidOrName(_) => "its SID or unique name",
        ArgumentType::Text => "its name",
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
    let mut settings = match operation.authentication {
        Authentication::Credentials => Vec::new(),
        Authentication::AccessToken => vec![quote! { .with_access_token() }],
        Authentication::None => vec![quote! { .without_credentials() }],
    };
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
        super::builder::authentication(operation).into(),
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
