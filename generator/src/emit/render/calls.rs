//! The calls of the crate, for the front page of its documentation.

use std::collections::HashMap;

use heck::ToSnakeCase;
use minijinja::{Value, context};

use super::environment::safe;
use crate::describe::{Description, OperationDescription};
use crate::emit::documentation::upper_first;
use crate::text::rustdoc::{Inline, joined};

/// The calls of each resource, in the order of the resources: `title`, and `calls` as Markdown.
pub(super) fn by_resource(description: &Description) -> Value {
    let base = description.module.as_deref();
    let same_module = |one: &OperationDescription, other: &OperationDescription| {
        module(base, one) == module(base, other)
    };
    let same_request = |one: &OperationDescription, other: &OperationDescription| {
        one.builder == other.builder
    };
    let groups = description.operations.chunk_by(same_module);
    let groups = groups.filter_map(|operations| {
        let title = title(module(base, operations.first()?));
        let title = safe(Inline::plain(&title).to_string());
        let calls = operations.chunk_by(same_request);
        let calls = calls.filter_map(|routes| call(base, routes));
        let calls: Vec<Value> = calls.map(|call| safe(call.to_string())).collect();
        Some(context! { title, calls })
    });
    Value::from(groups.collect::<Vec<Value>>())
}

/// Returns one call, linked to its request builder, then the HTTP request and the `operationId`s of its routes.
fn call(base: Option<&str>, routes: &[OperationDescription]) -> Option<Inline> {
    let first = routes.first()?;
    let builder = path(base, first);
    let arguments = first.parameters.iter().filter_map(|parameter| {
        Some((parameter.wire.as_str(), parameter.argument.as_deref()?))
    });
    let names = routes.iter().enumerate().map(|(index, route)| {
        let separator = if index == 0 { "" } else { ", " };
        joined![separator, Inline::code(&route.id)]
    });
    Some(joined![
        Inline::item(
            &Inline::code(&in_rust(&first.call, &arguments.collect())),
            builder
        ),
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

/// Returns a call with the names of its arguments as in Rust: `conversation(sid)` for `conversation({Sid})`. `names` has those
/// that differ from the names on the wire.
fn in_rust(call: &str, names: &HashMap<&str, &str>) -> String {
    let mut parts = call.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        match names.get(name) {
            Some(name) => text.push_str(name),
            None => text.push_str(&name.to_snake_case()),
        }
        text.push_str(rest);
    }
    text
}

/// Returns the module of a request builder in the module of the API.
fn module<'a>(base: Option<&str>, operation: &'a OperationDescription) -> &'a str {
    path(base, operation).split("::").next().unwrap_or_default()
}

/// Returns the path of a request builder, relative to the module of the API.
fn path<'a>(base: Option<&str>, operation: &'a OperationDescription) -> &'a str {
    let (_, path) = operation.builder.split_once("::").unwrap_or_default();
    let inner = base.and_then(|base| path.strip_prefix(base)?.strip_prefix("::"));
    inner.unwrap_or(path)
}

/// Returns the name of a module in words, as a heading.
fn title(module: &str) -> String {
    upper_first(&module.trim_start_matches("r#").replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::{HashMap, in_rust, title};

    #[test]
    fn calls_read_as_rust() {
        let call = "client.conversation({ConversationSid}).messages().create({Body})";
        let rust = "client.conversation(conversation_sid).messages().create(body)";
        assert_eq!(in_rust(call, &HashMap::new()), rust);
        let named = HashMap::from([("Permission", "permissions")]);
        let call = "client.role({Sid}).update({Permission})";
        assert_eq!(in_rust(call, &named), "client.role(sid).update(permissions)");
        assert_eq!(title("delivery_receipts"), "Delivery receipts");
        assert_eq!(title("r#type"), "Type");
    }
}
