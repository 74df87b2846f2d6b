//! Requests as builders: a setter for each optional parameter.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::documentation::{first_sentence, lower_first, outer, paragraphs};
use super::types::Types;
use super::{Context, markdown};
use crate::ir::{
    Action, Location, Operation, Parameter, ResourceId, ResponseBody, Role, Type,
};
use crate::name::{Identifier, OperationNames};

/// The builder of an operation.
pub(super) fn emit(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let builder = &names.builder;
    let documentation = outer(&describe(types, id, operation, names));
    let setters = operation.parameters.iter().zip(&names.parameters).filter_map(
        |(parameter, name)| {
            (parameter.role == Role::Setter)
                .then(|| Some(setter(types, parameter, name.as_ref()?)))
                .flatten()
        },
    );
    let setters: Vec<TokenStream> = setters.collect();
    let setters =
        (!setters.is_empty()).then(|| quote! { impl #builder { #(#setters)* } });
    let (request, declare) = match &operation.paging {
        Some(_) => ("ListRequest", "list_request"),
        None => ("Request", "request"),
    };
    let request = types.import("crate::runtime", request);
    let declare = types.import("crate::runtime", declare);
    let answer = match operation.success() {
        ResponseBody::Empty => quote! { () },
        ResponseBody::Value(ty) | ResponseBody::Page(ty) => types.owned(ty),
    };
    quote! {
        #documentation
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #builder(#request);

        #setters

        #declare!(#builder -> #answer);
    }
}

fn setter(types: Types<'_>, parameter: &Parameter, name: &Identifier) -> TokenStream {
    let wire = &parameter.wire;
    let described = types.described(&parameter.description, &parameter.ty);
    let described = if described.is_empty() {
        format!("Sets `{wire}`.")
    } else {
        described
    };
    let documentation = outer(&paragraphs([&described, accepted_values(&parameter.ty)]));
    let is_list = matches!(parameter.ty, Type::Array(_));
    let argument = if is_list {
        quote! { values }
    } else {
        quote! { value }
    };
    let (accepted, sent) = types.accepted(&parameter.ty, &argument);
    let place = setter_of(parameter.location, is_list);
    let body = if is_list && sent.to_string() != argument.to_string() {
        quote! { let values = #sent; Self(self.0.#place(#wire, values)) }
    } else {
        quote! { Self(self.0.#place(#wire, #sent)) }
    };
    quote! {
        #documentation
        pub fn #name(self, #argument: #accepted) -> Self { #body }
    }
}

/// What a parameter takes, where its type does not say it.
fn accepted_values(ty: &Type) -> &'static str {
    match ty.innermost() {
        Type::JsonText => {
            "Takes JSON text as it is, and a reference to any other value that serialises: `&value`."
        }
        _ => "",
    }
}

/// The runtime's method that puts a parameter where it belongs.
pub(super) fn setter_of(location: Location, is_list: bool) -> Ident {
    let place = match location {
        Location::Query => "query",
        Location::Header => "header",
        Location::Form => "form",
    };
    format_ident!("{place}{}", if is_list { "_all" } else { "" })
}

/// What an operation does, in the document's words or failing that in ours.
pub(super) fn summary(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
) -> String {
    if operation.documentation.description.is_empty() {
        plain_summary(types.context, id, operation)
    } else {
        operation.documentation.description.clone()
    }
}

fn plain_summary(context: Context<'_>, id: ResourceId, operation: &Operation) -> String {
    let noun = context.noun(id);
    match &operation.action {
        Action::Create => format!("Creates {} {noun}.", super::sid::article(&noun)),
        Action::List => {
            format!("Lists {}.", context.api.resource(id).plural.replace('_', " "))
        }
        Action::Fetch => format!("Fetches the {noun}."),
        Action::Update => format!("Changes the {noun}."),
        Action::Delete => format!("Deletes the {noun}."),
        Action::Other(name) => format!("Calls `{name}`."),
    }
}

/// The arguments of the method that starts an operation, explained.
pub(super) fn argument_list(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> String {
    let arguments = operation.parameters.iter().zip(&names.parameters).filter_map(
        |(parameter, name)| {
            let name = name.as_ref().filter(|_| parameter.role == Role::Argument)?;
            let description = types.described(&parameter.description, &parameter.ty);
            let described = format!("{description} {}", accepted_values(&parameter.ty));
            Some(format!("- `{name}`: {}", described.trim().replace('\n', " ")))
        },
    );
    arguments.collect::<Vec<_>>().join("\n")
}

fn describe(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> String {
    let context = types.context;
    let resource = context.api.resource(id);
    let handle = if crate::call::is_of_instance(resource, operation) {
        &context.names.resource(id).instance
    } else {
        &context.names.resource(id).collection
    };
    let start = handle
        .as_ref()
        .map_or(String::new(), |handle| format!("[`{handle}::{}`]", names.method));
    let does = markdown::for_rustdoc(&first_line(&summary(types, id, operation)));
    let what = format!("The request of {start}: {does}");
    let routes = describe_routes(operation);
    let errors = match operation.action {
        Action::Fetch | Action::Update | Action::Delete => {
            format!(
                "Fails with an error that [is \"not found\"](crate::Error::is_not_found) where there is no such {}.",
                context.noun(id)
            )
        }
        _ => String::new(),
    };
    let page = operation
        .documentation
        .page
        .as_ref()
        .map(|page| format!("[Documentation of the API]({page})"));
    let repetition = repetition(operation).to_owned();
    paragraphs([what, routes, repetition, errors, page.unwrap_or_default()])
}

/// Whether the client sends an operation again by itself: what the runtime decides by the method.
pub(super) fn repetition(operation: &Operation) -> &'static str {
    if operation.is_repeatable() {
        "Safe to repeat: the client sends it again by itself after a time-out or a server error."
    } else {
        "Not safe to repeat: the client sends it again by itself only where nothing of it was \
         carried out, which is after status 429 and where no connection came about."
    }
}

/// The HTTP calls of an operation, one for each scope.
fn describe_routes(operation: &Operation) -> String {
    let routes: Vec<String> = operation
        .routes
        .iter()
        .map(|route| format!("`{} {}` (`{}`)", operation.method, route.path, route.id))
        .collect();
    match routes.as_slice() {
        [route] => format!("Sends {route}."),
        routes => format!(
            "Sends, depending on where the handle comes from:\n\n- {}",
            routes.join("\n- ")
        ),
    }
}

fn first_line(text: &str) -> String {
    format!("{}.", lower_first(first_sentence(text)))
}
