//! Emits accessors: the methods that return handles.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::contents::ParentHandle;
use super::documentation::outer;
use super::types::Types;
use super::{Context, example};
use crate::ir::{
    ArgumentType, HandleKind, PathArgument, ResourceId, ResourceKind, ScopeId,
};
use crate::name::Identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// What an accessor is a method of.
#[derive(Clone, Copy)]
enum Start {
    Client,
    /// The client, in place of an instance of this resource: the account of the client.
    OwnAccount(ResourceId),
    Handle(ResourceId, HandleKind),
}

/// Emits the accessors of the children of a handle or of the client.
pub(super) fn accessors(types: Types<'_>, parent: ParentHandle) -> TokenStream {
    let start = parent.map_or(Start::Client, |(id, handle)| Start::Handle(id, handle));
    children(types, parent, start)
}

/// Emits the accessors of what belongs to the account of the client.
pub(super) fn accessors_of_own_account(types: Types<'_>) -> TokenStream {
    let resources = types.context.api.resources.entries();
    let accounts = resources.filter(|(_, resource)| resource.is_account);
    let accessors = accounts.map(|(id, _)| {
        let parent = Some((id, HandleKind::Instance));
        children(types, parent, Start::OwnAccount(id))
    });
    accessors.collect()
}

fn children(types: Types<'_>, parent: ParentHandle, start: Start) -> TokenStream {
    let children = types.context.contents.children(parent).iter();
    children.map(|&(id, scope)| accessors_of(types, id, scope, start)).collect()
}

/// Emits the accessors of a resource: of its collection and of an instance.
fn accessors_of(
    types: Types<'_>,
    id: ResourceId,
    scope: ScopeId,
    start: Start,
) -> TokenStream {
    let resource = types.context.api.resource(id);
    let parent_scope =
        resource.scopes[scope].parent.map_or(ScopeId::FIRST, |parent| parent.scope);
    let base = match start {
        Start::Handle(..) => quote! { self.0 },
        Start::Client => from_client(types, "root"),
        Start::OwnAccount(_) => from_client(types, "of_own_account"),
    };
    let scoped = (scope != parent_scope).then(|| {
        let scope = proc_macro2::Literal::usize_unsuffixed(scope.index());
        quote! { .scoped(#scope) }
    });
    let owned = if matches!(start, Start::Handle(..)) && scoped.is_none() {
        quote! { #base.clone() }
    } else {
        quote! { #base #scoped }
    };
    let base = Base {
        location: quote! { #base #scoped },
        owned,
    };
    let accessor = match resource.kind {
        ResourceKind::Collection => collection_accessor(types, id, start, &base),
        ResourceKind::Singleton => singleton_accessor(types, id, start, &base),
    };
    let instance = instance_accessor(types, id, start, &base);
    quote! { #accessor #instance }
}

/// Emits a location that starts from the client.
fn from_client(types: Types<'_>, constructor: &str) -> TokenStream {
    let location = types.runtime("Location");
    let constructor = format_ident!("{constructor}");
    let is_of_module = types.context.names.module.name().is_some();
    let client = if is_of_module {
        quote! { &self.0 }
    } else {
        quote! { self }
    };
    quote! { #location::#constructor(#client) }
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
    start: Start,
    base: &Base,
) -> Option<TokenStream> {
    let context = types.context;
    let names = context.names.resource(id);
    let handle = types.of_resource(id, names.collection.as_ref()?);
    let accessor = &names.accessor;
    let module = context.path_of(id);
    let summary = joined![
        "Returns a handle ",
        to_collection(context, id, Some(&module)),
        of_this(context, start),
        "."
    ];
    let arguments = Arguments::of(context, id, HandleKind::Collection);
    let documentation = outer(Prose::blocks([summary.into(), arguments.describe()]));
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&handle, &arguments));
    Some(quote! {
        #documentation
        pub fn #accessor(&self #accepted) -> #handle {
            #body
        }
    })
}

fn singleton_accessor(
    types: Types<'_>,
    id: ResourceId,
    start: Start,
    base: &Base,
) -> Option<TokenStream> {
    let context = types.context;
    let names = context.names.resource(id);
    let handle = types.of_resource(id, names.instance.as_ref()?);
    let accessor = &names.accessor;
    let module = context.path_of(id);
    let link = Inline::item(&context.noun(id), &module);
    let summary =
        joined!["Returns a handle to the ", link, of_this(context, start), "."];
    let arguments = Arguments::of(context, id, HandleKind::Instance);
    let documentation = outer(Prose::blocks([summary.into(), arguments.describe()]));
    let (accepted, body) =
        (arguments.emit(types), base.with_arguments(&handle, &arguments));
    Some(quote! {
        #documentation
        pub fn #accessor(&self #accepted) -> #handle {
            #body
        }
    })
}

fn instance_accessor(
    types: Types<'_>,
    id: ResourceId,
    start: Start,
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
        context.indefinite(id, context.noun(id)),
        of_this(context, start)
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
        pub fn #accessor(&self #accepted) -> #handle {
            #body
        }
    })
}

/// The method of a collection's handle that leads to an instance.
pub(super) fn method_to_instance(
    types: Types<'_>,
    id: ResourceId,
) -> Option<TokenStream> {
    let context = types.context;
    let handle = context.names.resource(id).instance.as_ref()?;
    let scope = context.api.resource(id).scopes.first();
    let collection = scope.collection.as_ref()?;
    let arguments =
        Arguments::of(context, id, HandleKind::Instance).beyond_collection(context, id);
    let lead = joined!["Returns a handle to ", context.indefinite(id, context.noun(id))];
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
        pub fn handle(&self #accepted) -> #handle {
            #body
        }
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

/// The handle that a method is called on, as in " of this conversation".
fn of_this(context: Context<'_>, start: Start) -> Inline {
    match start {
        Start::Handle(parent, HandleKind::Instance) => {
            joined![" of this ", context.noun(parent)]
        }
        Start::OwnAccount(account) => {
            joined![" of the client's own ", context.noun(account)]
        }
        Start::Client | Start::Handle(_, HandleKind::Collection) => Inline::default(),
    }
}

/// A collection as the end of a sentence about its handle: "to the messages". Where the plural is the singular, what the
/// handle does says more.
pub(super) fn to_collection(
    context: Context<'_>,
    id: ResourceId,
    module: Option<&str>,
) -> Inline {
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
