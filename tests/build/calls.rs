//! The table of calls, as Rust.

use std::fmt::Write as _;

use crate::description::{Description, Operation, Parameter};

/// How a call is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What is required, path arguments as plain text.
    Minimal,
    /// Every setter once, path arguments as their own types.
    Full,
}

/// The whole file: the calls, the enums, the fields that are always there, and how values are read from text.
pub fn table(description: &Description) -> String {
    let mut table = String::from("pub const CALLS: &[Call] = &[\n");
    for operation in &description.operations {
        table.push_str(&call(operation));
    }
    table.push_str("];\n\npub const ENUMERATIONS: &[Enumeration] = &[\n");
    for enumeration in &description.enumerations {
        let _ = writeln!(
            table,
            "    enumeration!({}, &{:?}, &{:?}),",
            enumeration.path, enumeration.pointers, enumeration.values
        );
    }
    table.push_str("];\n\npub const PRESENT: &[(&str, &[&str])] = &[\n");
    for model in &description.models {
        let fields =
            model.fields.iter().filter(|field| !field.ty.starts_with("Option<"));
        let present: Vec<&str> = fields.map(|field| field.wire.as_str()).collect();
        for pointer in &model.pointers {
            let _ = writeln!(table, "    ({pointer:?}, &{present:?}),");
        }
    }
    let enumerations =
        description.enumerations.iter().map(|enumeration| &enumeration.path);
    let parsed: Vec<&String> =
        description.sids.iter().map(|sid| &sid.path).chain(enumerations).collect();
    table.push_str("];\n\n");
    for path in parsed {
        let _ = writeln!(table, "parsed!({path});");
    }
    table
}

fn call(operation: &Operation) -> String {
    let Operation {
        id,
        builder,
        paging,
        ..
    } = operation;
    let [minimal, full] =
        [Extent::Minimal, Extent::Full].map(|extent| request(operation, extent));
    let (send, all) = match answer(operation) {
        Answer::Empty => ("empty(request.send())".to_owned(), None),
        Answer::Value(ty) => (format!("value::<{ty}>(request.send())"), None),
        Answer::Page(ty) => (
            format!("page::<{ty}>(request.send())"),
            Some(format!("all::<{ty}>(request.all())")),
        ),
    };
    let function = |request: &str, send: &str| {
        let given = if request.contains("given") {
            "given"
        } else {
            "_"
        };
        format!(
            "|client, {given}| {{\n            let request: {builder} =\n                {request};\n            {send}\n        }}"
        )
    };
    let all = all.map_or_else(
        || "None".to_owned(),
        |all| format!("Some({})", function(&minimal, &all)),
    );
    let items = paging.as_ref().map(|paging| &paging.items);
    format!(
        "    Call {{\n        id: {id:?},\n        items: {items:?},\n        minimal: {},\n        full: {},\n        all: {all},\n    }},\n",
        function(&minimal, &send),
        function(&full, &send)
    )
}

/// The expression of a request: the call, each `{Name}` in it filled, and the setters.
fn request(operation: &Operation, extent: Extent) -> String {
    let mut request = String::new();
    let mut rest = operation.call.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').expect("a name ends with a brace");
        request.push_str(before);
        request.push_str(&given(argument(operation, name), extent));
        rest = tail;
    }
    request.push_str(rest);
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
    if operation.paging.is_some() {
        request.push_str("\n                .page_size(u32::MAX)");
    }
    request
}

/// The parameter that a name in a call means.
fn argument<'a>(operation: &'a Operation, name: &str) -> &'a Parameter {
    let mut named =
        operation.parameters.iter().filter(|parameter| parameter.wire == name);
    match (named.next(), named.next()) {
        (Some(parameter), None) => parameter,
        _ => panic!("{}: {{{name}}} does not name one parameter", operation.id),
    }
}

/// The expression of a parameter's value.
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

/// What an operation answers: all of its answers are of one type.
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
