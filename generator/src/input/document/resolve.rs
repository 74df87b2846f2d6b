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
use crate::diagnostics::{Diagnostic, Failure, Pointer, Severity, StageResult};
use crate::input::shape;

/// Resolves every reference but those to schemas, which must exist, and checks what every object of the document holds.
///
/// It finds what the document says that this generator does not read.
pub fn resolve(document: Document) -> StageResult<Resolved> {
    let Document {
        name: _,
        mut value,
        mut sources,
    } = document;
    let mut problems = references::resolve(&mut value, &mut sources);
    problems.extend(cycles::find(&value));
    parameters::merge(&mut value, &mut sources);
    problems.extend(shape::check(&value, &DOCUMENT, Severity::Warning));
    let notes = sources.located(problems).into_result()?;
    let openapi = typed(&value).map_err(|problems| sources.located(problems))?;
    Ok((Resolved { openapi, sources }, notes))
}

fn typed(value: &Value) -> Result<OpenAPI, Failure> {
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
