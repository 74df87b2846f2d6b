//! Resolves the references of a document and deserializes it.

mod components;
mod cycles;
mod encodings;
mod inline;
mod parameters;
mod references;
mod styles;
mod unused;

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::openapi::DOCUMENT;
use super::{Document, Resolved};
use crate::diagnostics::{Diagnostic, Failure, Pointer, Severity, StageResult};
use crate::input::shape;

/// Replaces every reference by the component it refers to, except those to schemas, which are only checked to exist.
/// Checks the members of every object.
///
/// Warns about parts of the document that the generator ignores.
pub fn resolve(document: Document) -> StageResult<Resolved> {
    let Document {
        name: _,
        mut value,
        mut sources,
    } = document;
    // References are not resolved yet, so that the target of several is visited once.
    let mut problems = shape::ignored(&value, &DOCUMENT);
    inline::refer_to_components(&mut value);
    problems.extend(references::resolve(&mut value, &mut sources));
    problems.extend(cycles::find(&value));
    parameters::merge(&mut value, &mut sources);
    problems.extend(styles::check(&value));
    problems.extend(shape::check(&value, &DOCUMENT, Severity::Warning));
    if !problems.has_errors() {
        problems.extend(unused::find(&value));
    }
    let notes = problems.into_result().map_err(|problems| sources.located(problems))?;
    encodings::set_explode(&mut value);
    let openapi = typed(&value).map_err(|problems| sources.located(problems))?;
    Ok((Resolved { openapi, sources }, notes))
}

fn typed(value: &Value) -> Result<OpenAPI, Failure> {
    // Tracking the path is slow and only needed for errors.
    if let Ok(openapi) = OpenAPI::deserialize(value) {
        return Ok(openapi);
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer =
            error.path().iter().fold(
                Pointer::root(),
                |pointer, segment| match segment {
                    Segment::Seq { index } => pointer.index(*index),
                    Segment::Map { key } => pointer.join(key),
                    Segment::Enum { .. } | Segment::Unknown => pointer,
                },
            );
        Diagnostic::error(
            pointer,
            format!("invalid OpenAPI 3.0 document: {}", error.inner()),
        )
        .into()
    })
}
