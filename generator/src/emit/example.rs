//! Examples in the documentation of operations: complete calls that compile.

use super::Context;
use crate::ir::{
    Action, ArgumentType, Operation, Parameter, PathArgument, ResourceId, Role, ScopeId,
    SidId, Type,
};
use crate::name::OperationNames;
use crate::name::call;
use crate::text::rustdoc::Prose;

/// The width at which a chain of calls is broken into lines.
const WIDTH: usize = 80;

/// A code block that runs an operation in its first scope.
pub(super) fn emit(
    context: Context<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> Prose {
    let crate_name = context.crate_name;
    let mut chain = vec!["client".to_owned()];
    chain.extend(call::steps(
        context.api,
        context.names,
        id,
        ScopeId::FIRST,
        &operation.routes.first().path,
        |argument| path_argument(context, argument),
    ));
    let arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.role == Role::Argument)
        .map(|parameter| sample_of(context, parameter))
        .collect();
    chain.push(format!("{}({})", names.method, arguments.join(", ")));
    if arguments.is_empty() {
        chain.extend(first_setter(context, operation, names));
    }
    let sent = |start: &str| format!("{};", join(start, &chain, "await?"));
    let body = match operation.action {
        Action::List if operation.paging.is_some() => list_body(context, id, &chain),
        Action::List => sent(&format!("let {} = ", several(context, id))),
        Action::Delete => sent(""),
        _ => sent(&format!("let {} = ", binding(context, id))),
    };
    Prose::example(&format!(
        "# async fn example(client: {crate_name}::Client) -> {crate_name}::Result<()> {{\n{body}\n# Ok(())\n# }}"
    ))
}

fn list_body(context: Context<'_>, id: ResourceId, chain: &[String]) -> String {
    let one = binding(context, id);
    let many = several(context, id);
    let start = join(&format!("let mut {many} = "), chain, "stream()");
    format!(
        "{start};\nwhile let Some({one}) = {many}.try_next().await? {{\n    println!(\"{{{one}:?}}\");\n}}"
    )
}

fn binding(context: Context<'_>, id: ResourceId) -> &str {
    variable(&context.api.resource(id).singular, "item")
}

fn several(context: Context<'_>, id: ResourceId) -> &str {
    variable(&context.api.resource(id).plural, "items")
}

/// The words as the name of a variable, or `other` where they cannot be one.
fn variable<'a>(words: &'a str, other: &'a str) -> &'a str {
    // `gen` is a keyword since the 2024 edition, which `syn` does not know.
    let is_name = words != "gen" && syn::parse_str::<syn::Ident>(words).is_ok();
    if is_name { words } else { other }
}

/// A statement that calls one after the other, on several lines where one would be too long.
fn join(start: &str, chain: &[String], last: &str) -> String {
    let line = format!("{start}{}.{last}", chain.join("."));
    if line.len() < WIDTH {
        return line;
    }
    format!("{start}{}\n    .{last}", chain.join("\n    ."))
}

fn path_argument(context: Context<'_>, argument: &PathArgument) -> String {
    match argument.ty {
        ArgumentType::Sid(id) | ArgumentType::SidOrName(id) => sid(context, id),
        ArgumentType::Text => "\"...\"".to_owned(),
    }
}

fn sid(context: Context<'_>, id: SidId) -> String {
    format!("\"{}...\"", context.api.sid(id).prefix.as_deref().unwrap_or("SM"))
}

/// A setter that shows how optional parameters are given: the first that takes plain text, for operations that write.
fn first_setter(
    context: Context<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Option<String> {
    if !matches!(operation.action, Action::Create | Action::Update) {
        return None;
    }
    let mut setters = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(p, _)| p.role == Role::Setter);
    let (parameter, name) = setters
        .clone()
        .find(|(p, _)| p.ty == Type::String)
        .or_else(|| setters.next())?;
    Some(format!("{}({})", name.as_ref()?, sample_of(context, parameter)))
}

/// A value of the parameter.
fn sample_of(context: Context<'_>, parameter: &Parameter) -> String {
    match parameter.ty {
        // Of a list that can be null, the setter takes a vector whose elements need a conversion each.
        Type::Array(_) if parameter.nullable => {
            format!("{}::Nullable::Null", context.crate_name)
        }
        _ => sample(context, &parameter.ty),
    }
}

/// A value of the type; `...` stands for what only the caller knows.
fn sample(context: Context<'_>, ty: &Type) -> String {
    match ty {
        Type::String => "\"...\"".to_owned(),
        Type::Uri => "\"https://example.com/\"".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Integer => "1".to_owned(),
        Type::Number => "1.0".to_owned(),
        Type::Timestamp => "jiff::Timestamp::now()".to_owned(),
        Type::Date => "jiff::civil::date(2026, 1, 31)".to_owned(),
        Type::Duration => "std::time::Duration::from_secs(600)".to_owned(),
        Type::Sid(id) => sid(context, *id),
        Type::Enumeration(id) => {
            let enumeration = context.api.enumeration(*id);
            let names = context.names.enumeration(*id);
            let module = context.module_of(enumeration.owner);
            format!(
                "{}::{module}::{}::{}",
                context.crate_name, names.name, names.variants[0]
            )
        }
        Type::Array(element) => format!("[{}]", sample(context, element)),
        Type::JsonText | Type::Json | Type::Model(_) | Type::Map(_) => {
            "\"{}\"".to_owned()
        }
    }
}
