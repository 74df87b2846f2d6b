//! Refines a document by `OpenAPI` Overlay 1.0.0.

use std::path::Path;

use super::Document;
use crate::diagnostic::Diagnostics;

/// Applies an overlay file's actions, in order.
pub fn overlay(_document: &mut Document, _path: &Path) -> Result<(), Diagnostics> {
    Ok(())
}
