//! Emits examples in the documentation of operations: complete calls that compile.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::sample_value::{Uses, is_plain, literal, sample_of, sid, text_called};
use super::{Context, sample_json};
use crate::ir::{
    Action, Api, ArgumentType, Operation, Parameter, PathArgument, PathTemplate,
    ResourceId, Role, ScopeId, Type,
};
use crate::name::OperationNames;
use crate::name::call as calls;
use crate::text::rustdoc::Prose;

/// A call of an operation, in code that compiles.
#[derive(Clone, Debug, Default)]
pub struct CallExample {
    /// The paths of the types that it imports.
    pub uses: BTreeSet<String>,
    /// The statements, in lines.
    pub statements: String,
}

/// The width at which a chain of calls is broken into lines.
const WIDTH: usize = 80;

/// Emits a code block that calls an operation in its first scope.
pub(super) fn emit(
    context: Context<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> Prose {
    let crate_name = context.crate_name;
    let CallExample { uses, statements } = call(context, id, operation, names);
    let mut imports = String::new();
    for path in &uses {
        let _ = writeln!(imports, "use {path};");
    }
    if !uses.is_empty() {
        imports.push('\n');
    }
    let arguments = names.parameters_with_role(operation, Role::Argument);
    let allowed = if operation.is_deprecated()
        || arguments
            .map(|(parameter, _)| parameter)
            .any(|parameter| context.api.is_deprecated(&parameter.ty))
    {
        "# #![allow(deprecated)]\n"
    } else {
        ""
    };
    Prose::example(&format!(
        "{allowed}{imports}# async fn example(client: {crate_name}::Client) -> {crate_name}::Result<()> {{\n{statements}\n# Ok(())\n# }}"
    ))
}

/// Returns a call of an operation in its first scope, of a variable `client`.
pub(super) fn call(
    context: Context<'_>,
    id: ResourceId,
    operation: &Operation,
    names: &OperationNames,
) -> CallExample {
    let mut uses = Uses::new();
    let mut chain = chain_to(context, id, &operation.routes.first().path);
    let arguments: Vec<String> = names
        .parameters_with_role(operation, Role::Argument)
        .map(|(parameter, _)| sample(context, parameter, &mut uses))
        .collect();
    chain.push(format!("{}({})", names.method, arguments.join(", ")));
    chain.extend(setters(context, operation, names, arguments.is_empty(), &mut uses));
    let sent = |start: &str| format!("{};", join(start, &chain, "await?"));
    let statements = match operation.action {
        _ if operation.paging.is_some() => list_body(context, id, &chain),
        Action::List => sent(&format!("let {} = ", several(context, id))),
        Action::Delete => sent(""),
        _ => sent(&format!("let {} = ", binding(context, id))),
    };
    CallExample { uses, statements }
}

/// Emits a code block that gets the handle to an instance from the collection in its first scope.
pub(super) fn of_handle<'a>(
    context: Context<'_>,
    id: ResourceId,
    collection: &PathTemplate,
    arguments: impl Iterator<Item = &'a PathArgument>,
) -> Prose {
    let crate_name = context.crate_name;
    let chain = chain_to(context, id, collection);
    let arguments: Vec<String> =
        arguments.map(|argument| path_argument(context, argument)).collect();
    let handle = format!("handle({});", arguments.join(", "));
    let statement = join(&format!("let {} = ", binding(context, id)), &chain, &handle);
    Prose::example(&format!(
        "# fn example(client: {crate_name}::Client) {{\n{statement}\n# }}"
    ))
}

/// Returns the calls that lead from the client to a handle in its first scope.
fn chain_to(context: Context<'_>, id: ResourceId, path: &PathTemplate) -> Vec<String> {
    let (api, names) = (context.api, context.names);
    let steps = calls::steps(api, names, id, ScopeId::FIRST, path, |argument| {
        path_argument(context, argument)
    });
    // What belongs to the client's own account needs no SID of it.
    let of_own_account = usize::from(steps.len() > 1 && begins_with_account(api, id));
    names.module.calls().chain(steps.into_iter().skip(of_own_account)).collect()
}

/// Returns `true` if the outermost ancestor of a resource, in its first scope, is an account.
fn begins_with_account(api: &Api, id: ResourceId) -> bool {
    let mut outermost = (id, ScopeId::FIRST);
    while let Some(parent) = api.resource(outermost.0).scopes[outermost.1].parent {
        outermost = (parent.resource, parent.scope);
    }
    api.resource(outermost.0).is_account
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

/// Returns the words as the name of a variable, or `other` if they are not a valid name.
fn variable<'a>(words: &'a str, other: &'a str) -> &'a str {
    // `gen` is a keyword since the 2024 edition, which `syn` does not support.
    let is_name = words != "gen" && syn::parse_str::<syn::Ident>(words).is_ok();
    if is_name { words } else { other }
}

/// Formats a statement with a chain of calls, on several lines if it is too long for one.
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
        ArgumentType::Text => literal(&text_called(context, &argument.wire)),
    }
}

/// Returns the setters that an example calls: those for which the document has an example or, where it has none and `needs_one`,
/// the first that takes plain text.
fn setters(
    context: Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    needs_one: bool,
    uses: &mut Uses,
) -> Vec<String> {
    if matches!(operation.action, Action::Fetch | Action::Delete | Action::Other(_)) {
        return Vec::new();
    }
    let setters = || {
        names.parameters_with_role(operation, Role::Setter).filter(|(parameter, _)| {
            !parameter.deprecated
                && !parameter.is_idempotency_key
                && !context.api.is_deprecated(&parameter.ty)
        })
    };
    let mut shown: Vec<_> =
        setters().filter(|(parameter, _)| parameter.example.is_some()).collect();
    if shown.is_empty() && needs_one && operation.action != Action::List {
        let text = setters().find(|(parameter, _)| parameter.ty == Type::String);
        shown.extend(text.or_else(|| setters().next()));
    }
    let calls = shown.into_iter().map(|(parameter, name)| {
        format!("{name}({})", sample(context, parameter, uses))
    });
    calls.collect()
}

/// Returns a value for a parameter: the example of the document, if it is plain enough to be put into code, or one of its type.
fn sample(context: Context<'_>, parameter: &Parameter, uses: &mut Uses) -> String {
    let is_json = *parameter.ty.innermost() == Type::JsonText;
    let is_shown = |example: &&str| {
        is_plain(&if is_json {
            example.replace('"', "")
        } else {
            (*example).to_owned()
        })
    };
    let example = parameter.example.as_deref().filter(is_shown);
    let of_type = *parameter.ty.innermost() == Type::String;
    let of_name = of_type.then(|| text_called(context, &parameter.wire));
    let example = example.or(of_name.as_deref());
    if parameter.location.is_json() {
        return sample_json::sample(context, parameter, example, uses);
    }
    match &parameter.ty {
        // Of a list that can be null, the setter takes a vector, whose elements are not converted.
        Type::Array(element) if parameter.nullable => match **element {
            Type::String | Type::Uri => {
                format!(
                    "vec![{}.to_owned()]",
                    sample_of(context, element, example, uses)
                )
            }
            _ => {
                uses.insert(format!("{}::Nullable", context.crate_name));
                "Nullable::Null".to_owned()
            }
        },
        ty => sample_of(context, ty, example, uses),
    }
}
