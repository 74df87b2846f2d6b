//! Emits request builders with a setter for each optional parameter.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::documentation::{
    Said, deprecated, first_sentence, lower_first, outer, page_link,
};
use super::limits::limits;
use super::types::Types;
use super::{Context, request_documentation};
use crate::ir::{
    Action, BodyEncoding, ListStyle, Location, Operation, Parameter, ResourceId,
    ResponseBody, Role, Type,
};
use crate::name::{Identifier, OperationNames};
use crate::text::name::is_identifier;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits the builder of an operation.
pub(super) fn emit(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let builder = &names.builder;
    let documentation = outer(describe(types, id, operation, names));
    let setters: Vec<TokenStream> = names
        .parameters_with_role(operation, Role::Setter)
        .map(|(parameter, name)| setter(types, parameter, name))
        .collect();
    let setters =
        (!setters.is_empty()).then(|| quote! { impl #builder { #(#setters)* } });
    let wait = super::wait::emit(types, operation, names);
    let (request, declare) = match &operation.paging {
        Some(_) => ("ListRequest", "list_request"),
        None => ("Request", "request"),
    };
    let json = matches!(operation.body, Some(BodyEncoding::Json(_)));
    let json = json.then(|| quote! { json });
    let request = types.runtime(request);
    let declare = types.runtime(declare);
    let answer = match operation.success() {
        ResponseBody::Empty => quote! { () },
        ResponseBody::Text(accept) => quote! { text(#accept) },
        ResponseBody::Bytes(accept) => quote! { bytes(#accept) },
        ResponseBody::Value(ty) | ResponseBody::Page(ty) => types.received(ty),
    };
    let has_fixed_size =
        operation.paging.as_ref().is_some_and(|paging| paging.page_size.is_none());
    let fixed_size = has_fixed_size.then(|| quote! { , page size of the API });
    // The names in the document are found by the search of the documentation.
    let aliases = operation.routes.iter().map(|route| &route.id);
    let aliases = aliases.filter(|id| is_identifier(id) && *id != builder.as_str());
    quote! {
        #documentation
        #(#[doc(alias = #aliases)])*
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #builder(#request);

        #setters

        #wait

        #declare!(#json #builder -> #answer #fixed_size);
    }
}

fn setter<'a>(
    types: Types<'a>,
    parameter: &'a Parameter,
    name: &Identifier,
) -> TokenStream {
    let wire = &parameter.wire;
    let said = types.described(&parameter.description, &parameter.ty);
    let said = said.behind(|| match parameter.location {
        Location::JsonBody => "Sets the JSON body".into(),
        _ => joined!["Sets ", Inline::code(wire)],
    });
    let accepted = accepted_values(parameter);
    let documentation =
        outer(Prose::blocks([said, shown_limits(parameter).into(), accepted.into()]));
    let is_list = matches!(parameter.ty, Type::Array(_) | Type::Map(_));
    let argument = if is_list {
        quote! { values }
    } else {
        quote! { value }
    };
    let (accepted, sent) = types.accepted(parameter, &argument);
    // Formatters break the line alike if the long part is a statement of its own.
    let is_long = is_list && sent.to_string() != argument.to_string();
    let body = if is_long || parameter.is_limited() {
        let call = set(types, parameter, &argument);
        quote! { let #argument = #sent; Self(self.0.#call) }
    } else {
        let call = set(types, parameter, &sent);
        quote! { Self(self.0.#call) }
    };
    let deprecated = deprecated(parameter.deprecated);
    quote! {
        #documentation
        #deprecated
        pub fn #name(self, #argument: #accepted) -> Self { #body }
    }
}

/// The range of a parameter and its default, where the description does not name them.
fn shown_limits(parameter: &Parameter) -> Inline {
    // What is refused beyond the limits is said with them.
    let range = (parameter.minimum, parameter.maximum);
    let range = Some(range).filter(|_| !parameter.is_limited()).unwrap_or_default();
    limits(&parameter.description, range, parameter.default.as_ref())
}

/// Returns a description of the accepted values if the type does not imply it.
fn accepted_values(parameter: &Parameter) -> Inline {
    let json = match parameter.ty.innermost() {
        Type::JsonText if parameter.nullable => {
            "Accepts JSON text, which is sent unchanged."
        }
        Type::JsonText => {
            "Accepts JSON text, which is sent unchanged, or any value that implements `Serialize`."
        }
        _ => "",
    };
    let null = if parameter.nullable {
        "[`Nullable::Null`] or `None` clears the value."
    } else {
        ""
    };
    let refused = if parameter.is_limited() {
        refused_values(parameter)
    } else {
        Inline::default()
    };
    let key = if parameter.is_idempotency_key {
        "By default, a random UUID is sent, the same in all attempts of a request and another one in each request."
    } else {
        ""
    };
    Inline::sentences([json.into(), null.into(), refused, key.into()])
}

/// The values that are beyond the limits of a parameter, and what becomes of them.
fn refused_values(parameter: &Parameter) -> Inline {
    let unit = if parameter.ty == Type::Duration {
        " seconds, except zero,"
    } else {
        ""
    };
    let limits = [("below", parameter.minimum), ("above", parameter.maximum)];
    let limits = limits.into_iter().filter_map(|(word, limit)| Some((word, limit?)));
    let limits: Vec<_> =
        limits.map(|(word, limit)| format!("{word} {limit}{unit}")).collect();
    joined![
        "Values ",
        Inline::plain(&limits.join(" or ")),
        " are rejected before sending, with \
         [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest)."
    ]
}

/// Returns the call of the runtime's method that sets a parameter.
pub(super) fn set(
    types: Types<'_>,
    parameter: &Parameter,
    value: &TokenStream,
) -> TokenStream {
    let wire = &parameter.wire;
    let location = match parameter.location {
        Location::Query => "query",
        Location::Header => "header",
        Location::Form => "form",
        Location::Json => return quote! { json(#wire, #value) },
        Location::JsonBody => return quote! { json_body(#value) },
    };
    if let Some(prefix) = &parameter.prefix {
        let method = format_ident!("{location}_map");
        return quote! { #method(#prefix, #value) };
    }
    let (end, separator) = match (&parameter.ty, parameter.list_style) {
        (Type::Array(_), _) if parameter.location == Location::Header => ("_all", None),
        (Type::Array(_), ListStyle::Repeated) => ("_all", None),
        (Type::Array(_), ListStyle::CommaSeparated) => ("_separated", Some("Comma")),
        (Type::Array(_), ListStyle::SpaceSeparated) => ("_separated", Some("Space")),
        (Type::Array(_), ListStyle::PipeSeparated) => ("_separated", Some("Pipe")),
        _ => ("", None),
    };
    let separator = separator.map(|name| {
        let (separators, name) = (types.runtime("Separator"), format_ident!("{name}"));
        quote! { #separators::#name, }
    });
    let method = format_ident!("{location}{end}");
    quote! { #method(#wire, #separator #value) }
}

/// Returns the summary of an operation from the document, or else a generated one.
pub(super) fn summary<'a>(
    types: Types<'_>,
    id: ResourceId,
    operation: &'a Operation,
) -> Said<'a> {
    Said::InDocument(&operation.documentation.description).or(|| {
        let ([verb, _], object) = plain_summary(types.context, id, operation);
        joined![verb, object, "."]
    })
}

/// Returns a generated summary: the verb at the start and within a sentence, and the object.
fn plain_summary(
    context: Context<'_>,
    id: ResourceId,
    operation: &Operation,
) -> ([&'static str; 2], Inline) {
    let noun = if context.api.resource(id).is_of_instance(operation) {
        context.noun(id)
    } else {
        context.nouns(id)
    };
    match &operation.action {
        Action::Create => {
            let noun = context.indefinite(id, context.noun(id));
            (["Creates ", "creates "], noun)
        }
        Action::List => (["Lists ", "lists "], context.nouns(id)),
        Action::Fetch => (["Fetches the ", "fetches the "], noun),
        Action::Update | Action::Patch => (["Updates the ", "updates the "], noun),
        Action::Delete => (["Deletes the ", "deletes the "], noun),
        Action::Other(name) => (["Calls ", "calls "], Inline::code(name)),
    }
}

/// Returns the summary of an operation in our words, to continue a sentence.
pub(super) fn plainly_does(
    context: Context<'_>,
    id: ResourceId,
    operation: &Operation,
) -> Inline {
    let ([_, verb], object) = plain_summary(context, id, operation);
    joined![verb, object]
}

/// Returns the documentation of the arguments of the method that starts an operation.
pub(super) fn argument_list<'a>(
    types: Types<'a>,
    operation: &'a Operation,
    names: &OperationNames,
) -> Prose {
    let arguments = names.parameters_with_role(operation, Role::Argument);
    Prose::list(arguments.map(|(parameter, name)| {
        let said = types.described(&parameter.description, &parameter.ty).inline();
        let accepted = accepted_values(parameter);
        let said = if said.is_empty() && accepted.is_empty() {
            joined!["sent as ", Inline::code(&parameter.wire), "."]
        } else {
            said
        };
        let mark = if parameter.deprecated {
            "Deprecated. "
        } else {
            ""
        };
        joined![
            Inline::code(name.as_str()),
            ": ",
            mark,
            Inline::sentences([said, accepted])
        ]
    }))
}

fn describe(
    types: Types<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> Prose {
    let context = types.context;
    let resource = context.api.resource(id);
    let handle = if resource.is_of_instance(operation) {
        &context.names.resource(id).instance
    } else {
        &context.names.resource(id).collection
    };
    let start = handle.as_ref().map_or_else(Inline::default, |handle| {
        let method = names.method.unraw();
        joined!["[", Inline::code(&format!("{handle}::{method}")), "]"]
    });
    let what = joined![
        "Request builder returned by ",
        start,
        ": ",
        does(context, id, operation),
        "."
    ];
    let routes = request_documentation::routes(operation);
    let errors = match operation.action {
        Action::Fetch | Action::Update | Action::Patch | Action::Delete => {
            joined![
                "If the ",
                context.noun(id),
                " does not exist, [`Error::is_not_found`](crate::Error::is_not_found) returns `true`."
            ]
        }
        _ => Inline::default(),
    };
    let page = page_link(operation.documentation.page.as_deref());
    let repetition = Inline::from(request_documentation::repetition(operation));
    let authentication = request_documentation::authentication(operation);
    Prose::blocks([
        what.into(),
        routes,
        Inline::from(request_documentation::received(operation)).into(),
        repetition.into(),
        authentication.into(),
        errors.into(),
        request_documentation::error_bodies(types, operation).into(),
        page.into(),
    ])
}

/// Returns the summary of an operation as the continuation of a sentence.
fn does(context: Context<'_>, id: ResourceId, operation: &Operation) -> Inline {
    let description = &operation.documentation.description;
    if description.trim().is_empty() {
        plainly_does(context, id, operation)
    } else {
        Inline::of_document(&lower_first(first_sentence(description)))
    }
}
