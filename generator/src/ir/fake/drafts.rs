//! What the document says of the fake, before names are resolved.

use serde::Serialize;

/// The extensions `x-fake` of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FakeDrafts {}
