//! Puts what a `$ref` names where the `$ref` stood, and gives the document its type.

mod components;
mod cycles;
mod parameters;
mod references;

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::openapi::DOCUMENT;
use super::{Document, Resolved};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Severity};
use crate::input::shape;

/// Resolves every reference but those to schemas, which must exist, and checks what every object of the document holds.
pub fn resolve(document: Document) -> Result<Resolved, Diagnostics> {
    let Document {
        name,
        hash,
        mut value,
        mut sources,
    } = document;
    let mut problems = references::resolve(&mut value, &mut sources);
    problems.extend(cycles::find(&value));
    parameters::merge(&mut value, &mut sources);
    problems.extend(shape::check(&value, &DOCUMENT, Severity::Warning));
    let notes = sources.located(problems).into_result()?;
    let openapi = typed(&value).map_err(|problems| sources.located(problems))?;
    Ok(Resolved {
        name,
        version: openapi.info.version.clone(),
        hash,
        openapi,
        notes,
        sources,
    })
}

fn typed(value: &Value) -> Result<OpenAPI, Diagnostics> {
    // To keep track of the place costs time that only a failure is worth.
    if let Ok(openapi) = OpenAPI::deserialize(value) {
        return Ok(openapi);
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place =
            error.path().iter().fold(Pointer::root(), |place, segment| match segment {
                Segment::Seq { index } => place.index(*index),
                Segment::Map { key } => place.join(key),
                Segment::Enum { .. } | Segment::Unknown => place,
            });
        Diagnostic::error(
            place,
            format!("the document is no OpenAPI 3.0: {}", error.inner()),
        )
        .into()
    })
}
