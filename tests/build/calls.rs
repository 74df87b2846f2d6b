//! Generates the table of calls.

use std::fmt::Write as _;

use generator::input::config::Package;

use crate::description::{Description, Enumeration, Model, Operation, Parameter};

/// The extent of a generated call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Only required parameters, path arguments as strings.
    Minimal,
    /// Every setter once, path arguments as their Rust types.
    Full,
}

/// Returns the whole file: the calls, the enums, the fields that are always present, and conversions from strings.
pub fn table(package: &Package, description: &Description) -> String {
    let Package { name, version, .. } = package;
    let Description {
        operations,
        models,
        enumerations,
        sids,
    } = description;
    let parsed = sids.iter().map(|sid| &sid.path);
    let parsed = parsed.chain(enumerations.iter().map(|enumeration| &enumeration.path));
    [
        format!("pub const PRODUCT: &str = \"{name}/{version}\";\n"),
        list("CALLS: &[Call]", operations.iter().map(call)),
        list("ENUMERATIONS: &[Enumeration]", enumerations.iter().map(enumeration)),
        list("PRESENT: &[(&str, &[&str])]", models.iter().flat_map(present)),
        parsed.map(|path| format!("parsed!({path});\n")).collect::<Vec<_>>().concat(),
    ]
    .join("\n")
}

/// Returns the declaration of an array constant.
fn list(declaration: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("    {item},\n")).collect();
    format!("pub const {declaration} = &[\n{}];\n", items.concat())
}

fn enumeration(enumeration: &Enumeration) -> String {
    let Enumeration {
        path,
        pointers,
        values,
    } = enumeration;
    format!("enumeration!({path}, &{pointers:?}, &{values:?})")
}

/// Returns the fields of a model that are always present, once for each schema that it comes from.
fn present(model: &Model) -> impl Iterator<Item = String> {
    let present = model.fields.iter().filter(|field| !field.ty.starts_with("Option<"));
    let present: Vec<&str> = present.map(|field| field.wire.as_str()).collect();
    model.pointers.iter().map(move |pointer| format!("({pointer:?}, &{present:?})"))
}

fn call(operation: &Operation) -> String {
    let minimal = request(operation, Extent::Minimal);
    let full = request(operation, Extent::Full);
    let (send, all) = match answer(operation) {
        Answer::Empty => ("empty(request.send())".to_owned(), None),
        Answer::Value(ty) => (format!("value::<{ty}>(request.send())"), None),
        Answer::Page(ty) => (
            format!("page::<{ty}>(request.send())"),
            Some(format!("all::<{ty}>(request.all())")),
        ),
    };
    let show = match answer(operation) {
        Answer::Page(_) => "show_list",
        Answer::Empty | Answer::Value(_) => "show",
    };
    let show = format!("{show}!(&{}, request)", handle(operation));
    let function = |request: &str, send: &str| function(operation, request, send);
    let all = all.map(|all| format!("Some({})", function(&minimal, &all)));
    let fields = [
        format!("id: {:?}", operation.id),
        format!("items: {:?}", operation.paging.as_ref().map(|paging| &paging.items)),
        format!("minimal: {}", function(&minimal, &send)),
        format!("full: {}", function(&full, &send)),
        format!("all: {}", all.as_deref().unwrap_or("None")),
        format!("show: {}", function(&full, &show)),
    ];
    let fields = fields.map(|field| format!("        {field},\n")).concat();
    format!("Call {{\n{fields}    }}")
}

/// Returns a function that builds and sends a request.
fn function(operation: &Operation, request: &str, send: &str) -> String {
    let builder = &operation.builder;
    let given = if request.contains("given.") {
        "given"
    } else {
        "_"
    };
    format!(
        "|client, {given}| {{
            let request: {builder} = {request};
            {send}
        }}"
    )
}

/// Returns the expression of a request: the call with each `{Name}` replaced, and the setters.
fn request(operation: &Operation, extent: Extent) -> String {
    let mut request = fill(operation, &operation.call, extent);
    if extent == Extent::Minimal {
        return request;
    }
    for parameter in &operation.parameters {
        if let Some(setter) = &parameter.setter {
            let _ = write!(
                request,
                "\n                .{setter}({})",
                given(parameter, extent)
            );
        }
    }
    if operation.paging.as_ref().is_some_and(|paging| paging.page_size.is_some()) {
        request.push_str("\n                .page_size(u32::MAX)");
    }
    request
}

/// Returns the expression of the handle.
fn handle(operation: &Operation) -> String {
    let (handle, _) = operation.call.rsplit_once('.').expect("a call has a receiver");
    fill(operation, handle, Extent::Full)
}

/// Replaces each `{Name}` in the text of a call.
fn fill(operation: &Operation, call: &str, extent: Extent) -> String {
    let mut filled = String::new();
    let mut rest = call;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').expect("a name ends with a brace");
        filled.push_str(before);
        filled.push_str(&given(argument(operation, name), extent));
        rest = tail;
    }
    filled + rest
}

/// Returns the parameter with the name in a call.
fn argument<'a>(operation: &'a Operation, name: &str) -> &'a Parameter {
    let mut named =
        operation.parameters.iter().filter(|parameter| parameter.wire == name);
    match (named.next(), named.next()) {
        (Some(parameter), None) => parameter,
        _ => panic!("{}: {{{name}}} does not name one parameter", operation.id),
    }
}

/// Returns the expression of a parameter's value.
fn given(parameter: &Parameter, extent: Extent) -> String {
    let Parameter {
        wire, location, ty, ..
    } = parameter;
    match ty.strip_prefix("Vec<").and_then(|ty| ty.strip_suffix('>')) {
        Some(element) => format!("given.all::<{element}>({location:?}, {wire:?})"),
        None if location == "path" && extent == Extent::Minimal => {
            format!("given.text({location:?}, {wire:?})")
        }
        None => format!("given.one::<{ty}>({location:?}, {wire:?})"),
    }
}

enum Answer<'a> {
    Empty,
    Value(&'a str),
    Page(&'a str),
}

/// Returns the response type of an operation, which is the same for all status codes.
fn answer(operation: &Operation) -> Answer<'_> {
    let mut types = operation.responses.iter().map(|response| response.ty.as_str());
    let ty = types.next().expect("an operation has an answer");
    assert!(
        types.all(|other| other == ty),
        "{}: the answers differ in type",
        operation.id
    );
    let item = ty.strip_prefix("twilio_conversations::Page<");
    match item.and_then(|item| item.strip_suffix('>')) {
        _ if ty == "()" => Answer::Empty,
        Some(item) => Answer::Page(item),
        None => Answer::Value(ty),
    }
}
