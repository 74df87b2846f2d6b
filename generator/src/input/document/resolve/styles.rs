//! Checks that the style of each parameter is one of its location, for which `openapiv3` reports no place.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::input::shape::LazyPointer;

/// The locations of parameters, with their styles.
const LOCATIONS: [(&str, &[&str]); 4] = [
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("path", &["simple", "label", "matrix"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

/// Finds parameters of operations whose style is not allowed in their location.
pub(super) fn check(document: &Value) -> Diagnostics {
    let paths = LazyPointer::Member(&LazyPointer::Root, "paths");
    let mut problems = Diagnostics::default();
    for (path, item) in members(document.get("paths")) {
        let item_pointer = LazyPointer::Member(&paths, path);
        for (method, operation) in members(Some(item)) {
            let operation_pointer = LazyPointer::Member(&item_pointer, method);
            let place = LazyPointer::Member(&operation_pointer, "parameters");
            let parameters = operation.get("parameters").and_then(Value::as_array);
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let pointer = || LazyPointer::Element(&place, index).pointer();
                problems.extend(problem(parameter, pointer));
            }
        }
    }
    problems
}

fn members(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.and_then(Value::as_object).into_iter().flatten()
}

fn problem(parameter: &Value, pointer: impl Fn() -> Pointer) -> Option<Diagnostic> {
    let location = parameter.get("in")?.as_str()?;
    let style = parameter.get("style")?.as_str()?;
    // Others are reported by `shape::check`.
    let is_known = LOCATIONS.iter().any(|(_, styles)| styles.contains(&style));
    let (_, allowed) = LOCATIONS.iter().find(|(name, _)| *name == location)?;
    (is_known && !allowed.contains(&style)).then(|| {
        Diagnostic::error(
            pointer().join("style"),
            format!("style `{style}` of a parameter with `in: {location}`"),
        )
        .expected(format!("`{}`", allowed.join("`, `")))
        .help("correct the style in the document or in an overlay")
    })
}
