//! The calls of the crate, for the front page of its documentation.

use std::collections::HashMap;

use heck::ToSnakeCase;
use minijinja::{Value, context};

use super::environment::safe;
use crate::describe::{Description, OperationDescription, ParameterDescription};
use crate::text::rustdoc::{Inline, joined};

/// The calls of each resource, in the order of the resources: `title`, and `calls` as Markdown.
pub(super) fn by_resource(description: &Description) -> Value {
    let same_module = |one: &OperationDescription, other: &OperationDescription| {
        module(one) == module(other)
    };
    let same_request = |one: &OperationDescription, other: &OperationDescription| {
        one.builder == other.builder
    };
    let groups = description.operations.chunk_by(same_module);
    let groups = groups.filter_map(|operations| {
        let title = title(module(operations.first()?));
        let title = safe(Inline::plain(&title).to_string());
        let calls = operations.chunk_by(same_request).filter_map(call);
        let calls: Vec<Value> = calls.map(|call| safe(call.to_string())).collect();
        Some(context! { title, calls })
    });
    Value::from(groups.collect::<Vec<Value>>())
}

/// Returns one call, linked to its request builder, then the HTTP request and the `operationId`s of its routes.
fn call(routes: &[OperationDescription]) -> Option<Inline> {
    let first = routes.first()?;
    let (_, builder) = first.builder.split_once("::").unwrap_or_default();
    let names = routes.iter().enumerate().map(|(index, route)| {
        let separator = if index == 0 { "" } else { ", " };
        joined![separator, Inline::code(&route.id)]
    });
    Some(joined![
        Inline::item(&Inline::code(&in_rust(&first.call, &first.parameters)), builder),
        ": ",
        Inline::code(&format!("{} {}", first.method, first.path)),
        " (",
        Inline::concat(names),
        if routes.iter().all(|route| route.deprecated) {
            "), deprecated"
        } else {
            ")"
        }
    ])
}

/// Returns a call with the names of its arguments as in Rust: `conversation(sid)` for `conversation({Sid})`.
fn in_rust(call: &str, parameters: &[ParameterDescription]) -> String {
    let named = parameters.iter().filter_map(|parameter| {
        Some((parameter.wire.as_str(), parameter.argument.as_deref()?))
    });
    let named: HashMap<&str, &str> = named.collect();
    let mut parts = call.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        match named.get(name) {
            Some(name) => text.push_str(name),
            None => text.push_str(&name.to_snake_case()),
        }
        text.push_str(rest);
    }
    text
}

/// Returns the module of a request builder.
fn module(operation: &OperationDescription) -> &str {
    operation.builder.split("::").nth(1).unwrap_or_default()
}

/// Returns the name of a module in words, as a heading.
fn title(module: &str) -> String {
    let words = module.trim_start_matches("r#").replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |initial| {
        initial.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{ParameterDescription, in_rust, title};
    use crate::ir::Role;

    #[test]
    fn calls_read_as_rust() {
        let call = "client.conversation({ConversationSid}).messages().create({Body})";
        let rust = "client.conversation(conversation_sid).messages().create(body)";
        assert_eq!(in_rust(call, &[]), rust);
        let renamed = ParameterDescription {
            wire: "Permission".to_owned(),
            location: "form",
            role: Role::Argument,
            argument: Some("permissions".to_owned()),
            setter: None,
            ty: "Vec<String>".to_owned(),
            required: true,
            nullable: false,
            deprecated: false,
            values: Vec::new(),
        };
        let call = "client.role({Sid}).update({Permission})";
        assert_eq!(in_rust(call, &[renamed]), "client.role(sid).update(permissions)");
        assert_eq!(title("delivery_receipts"), "Delivery receipts");
        assert_eq!(title("r#type"), "Type");
    }
}
