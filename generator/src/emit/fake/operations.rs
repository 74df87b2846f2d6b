//! Emits operations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::conditions::refusal_if;
use super::table::{Table, optional};
use super::values::{pairs, path, property_path, reference};
use crate::emit::paging;
use crate::ir::fake::{self, Comparison, Effect};
use crate::ir::{
    Action, Authentication, ListStyle, Location, Operation, Parameter, ResourceId,
    SidForm, Type,
};

/// Emits the operations of a resource, each with a comma after it.
pub(super) fn emit(table: Table<'_>, id: ResourceId) -> TokenStream {
    let described = table.context.api.resource(id).operations.iter();
    let rules = &table.context.api.fake.resources[id].operations;
    let operations = described
        .zip(rules)
        .map(|(described, rules)| operation(table, id, described, rules));
    quote! { #(#operations,)* }
}

fn operation(
    table: Table<'_>,
    id: ResourceId,
    described: &Operation,
    rules: &fake::Operation,
) -> TokenStream {
    let [item, route_item] = ["Operation", "Route"].map(|name| table.item(name));
    let method = described.method.as_str();
    let resource = table.index(id);
    let routes = described.routes.iter().zip(&rules.paths).map(|(route, segments)| {
        let (id, path) = (&route.id, path(table, segments));
        quote! { #route_item { id: #id, path: #path } }
    });
    let action = if rules.is_supported {
        action(table, &described.action)
    } else {
        let item = table.item("Action");
        quote! { #item::Unsupported }
    };
    let authentication = authentication(table, described.authentication);
    let parameters = described.parameters.iter().zip(&rules.parameters);
    let parameters =
        parameters.map(|(described, rules)| parameter(table, described, rules));
    let status = Literal::u16_unsuffixed(rules.status);
    let paging = optional(described.paging.as_ref().map(|one| {
        let paging = paging::emit(&|item| table.runtime(item), one);
        quote! { &#paging }
    }));
    let refusals = rules.refusals.iter().map(|refusal| refusal_if(table, refusal));
    quote! {
        #item {
            method: #method,
            routes: &[#(#routes),*],
            resource: #resource,
            action: #action,
            authentication: #authentication,
            parameters: &[#(#parameters),*],
            status: #status,
            paging: #paging,
            refusals: &[#(#refusals),*],
        }
    }
}

/// Emits an action.
pub(super) fn action(table: Table<'_>, action: &Action) -> TokenStream {
    let item = table.item("Action");
    match action {
        Action::Create => quote! { #item::Create },
        Action::List => quote! { #item::List },
        Action::Fetch => quote! { #item::Fetch },
        Action::Update | Action::Patch => quote! { #item::Update },
        Action::Delete => quote! { #item::Delete },
        Action::Other(_) => quote! { #item::Unsupported },
    }
}

fn authentication(table: Table<'_>, required: Authentication) -> TokenStream {
    let item = table.item("Authentication");
    match required {
        Authentication::Credentials => quote! { #item::Credentials },
        Authentication::AccessToken => quote! { #item::AccessToken },
        Authentication::None => quote! { #item::None },
    }
}

/// Emits a parameter: what differs from an optional text in the form.
fn parameter(
    table: Table<'_>,
    described: &Parameter,
    rules: &fake::Parameter,
) -> TokenStream {
    let item = table.item("Parameter");
    let name = &described.wire;
    // The form is the default.
    let location = match described.location {
        Location::Query => Some(quote! { Query }),
        Location::Header => Some(quote! { Header }),
        // Operations with JSON bodies are not supported.
        Location::Form | Location::Json | Location::JsonBody => None,
    };
    let location = location.map(|location| {
        let item = table.item("ParameterLocation");
        quote! { location: #item::#location, }
    });
    let ty = match &described.ty {
        Type::String => None,
        other => {
            let ty = parameter_type(table, other, list_style(described));
            Some(quote! { ty: #ty, })
        }
    };
    let required = described.required.then(|| quote! { required: true, });
    let nullable = described.nullable.then(|| quote! { nullable: true, });
    let is_unsigned = described.ty == Type::UnsignedInteger;
    let minimum = described.minimum.or(is_unsigned.then_some(0)).map(|minimum| {
        let minimum = Literal::i64_unsuffixed(minimum);
        quote! { minimum: Some(#minimum), }
    });
    let maximum = described.maximum.map(|maximum| {
        let maximum = Literal::i64_unsuffixed(maximum);
        quote! { maximum: Some(#maximum), }
    });
    let max_length = rules.max_length.map(|length| {
        let length = Literal::u64_unsuffixed(length);
        quote! { max_length: Some(#length), }
    });
    let refusal = rules.refusal.as_ref().map(|refusal| {
        let refusal = table.refusal(refusal);
        quote! { refusal: Some(&#refusal), }
    });
    let limit_refusal = rules.limit_refusal.as_ref().map(|refusal| {
        let refusal = table.refusal(refusal);
        quote! { limit_refusal: Some(&#refusal), }
    });
    let added = added_rules(table, rules);
    let effect = match &rules.effect {
        Effect::Nothing => None,
        other => {
            let effect = emit_effect(table, other);
            Some(quote! { effect: #effect, })
        }
    };
    quote! {
        #item {
            name: #name,
            #location #ty #required #nullable #minimum #maximum #max_length #refusal #limit_refusal #added #effect
            ..#item::OPTIONAL_TEXT
        }
    }
}

/// Emits the rules of a parameter that few parameters have.
fn added_rules(table: Table<'_>, rules: &fake::Parameter) -> TokenStream {
    let max_items = rules.max_items.map(|maximum| {
        let maximum = Literal::u64_unsuffixed(maximum);
        quote! { max_items: Some(#maximum), }
    });
    let ignored_with = rules.ignored_with.as_ref();
    let ignored_with = ignored_with.map(|name| quote! { ignored_with: Some(#name), });
    let values = (!rules.values.is_empty()).then(|| {
        let values = pairs(&rules.values);
        quote! { values: #values, }
    });
    let prefix = rules.prefix.as_ref().map(|prefix| {
        let item = table.item("Prefix");
        let property = property_path(&prefix.property);
        let otherwise = &prefix.otherwise;
        quote! { prefix: Some(&#item { property: #property, otherwise: #otherwise }), }
    });
    quote! { #max_items #ignored_with #values #prefix }
}

/// Returns the style of lists in the location of a parameter.
fn list_style(parameter: &Parameter) -> ListStyle {
    match parameter.location {
        Location::Header => ListStyle::CommaSeparated,
        Location::Query | Location::Form | Location::Json | Location::JsonBody => {
            parameter.list_style
        }
    }
}

fn parameter_type(table: Table<'_>, ty: &Type, style: ListStyle) -> TokenStream {
    let item = table.item("Type");
    match ty {
        Type::String | Type::Json => quote! { #item::Text },
        Type::Uri => quote! { #item::Url },
        Type::Boolean => quote! { #item::Boolean },
        Type::Integer | Type::UnsignedInteger => quote! { #item::Integer },
        Type::Number => quote! { #item::Number },
        Type::Timestamp => quote! { #item::Timestamp },
        Type::Date => quote! { #item::Date },
        Type::Duration => quote! { #item::Duration },
        Type::JsonText | Type::Map(_) | Type::Model(_) => quote! { #item::JsonText },
        Type::Sid(id) => {
            let sid = table.context.api.sid(*id);
            match (&sid.prefix, sid.form) {
                (Some(prefix), SidForm::TypedId) => quote! { #item::TypedId(#prefix) },
                (prefix, _) => {
                    let prefix =
                        optional(prefix.as_ref().map(|prefix| quote! { #prefix }));
                    quote! { #item::Sid(#prefix) }
                }
            }
        }
        Type::Enumeration(id) => {
            let variants = table.context.api.enumeration(*id).variants.iter();
            let values = variants.map(|variant| &variant.wire);
            quote! { #item::Enum(&[#(#values),*]) }
        }
        Type::Array(element) => {
            let of = parameter_type(table, element, ListStyle::Repeated);
            let separator = match style {
                ListStyle::Repeated => None,
                ListStyle::CommaSeparated => Some(","),
                ListStyle::SpaceSeparated => Some(" "),
                ListStyle::PipeSeparated => Some("|"),
            };
            let separator = optional(separator.map(|text| quote! { #text }));
            quote! { #item::List { of: &#of, separator: #separator } }
        }
    }
}

fn emit_effect(table: Table<'_>, effect: &Effect) -> TokenStream {
    let item = table.item("Effect");
    match effect {
        Effect::Set(property) => {
            let property = property_path(property);
            quote! { #item::Set(#property) }
        }
        Effect::Deadline { property, default } => {
            let property = property_path(property);
            let default = optional(default.as_ref().map(|from| reference(table, from)));
            quote! { #item::Deadline { property: #property, default: #default } }
        }
        Effect::Filter {
            property,
            comparison,
            newest_first,
        } => {
            let property = property_path(property);
            let comparison_item = table.item("Comparison");
            let comparison = match comparison {
                Comparison::Equal => quote! { Equal },
                Comparison::AtLeast => quote! { AtLeast },
                Comparison::AtMost => quote! { AtMost },
            };
            quote! {
                #item::Filter {
                    property: #property,
                    comparison: #comparison_item::#comparison,
                    newest_first: #newest_first,
                }
            }
        }
        Effect::Order => quote! { #item::Order },
        Effect::Webhooks => quote! { #item::Webhooks },
        Effect::Nothing => quote! { #item::Nothing },
    }
}
