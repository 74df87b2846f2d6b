//! The first stages: from bytes to a document without references.
//!
//! [`load`] reads, [`overlay`] refines, [`resolve`] puts what a `$ref` names where the `$ref` stood. What leaves
//! here is typed ([`openapiv3::OpenAPI`]) and remembers its source, so that a problem found by a later stage can still
//! name its line.

mod load;
mod overlay;
mod position;
mod resolve;
mod yaml;

use std::collections::HashMap;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::pointer::Pointer;

pub use load::{Source, load};
pub use overlay::overlay;
pub use position::SourceText;
pub use resolve::resolve;

/// A document as it was read, overlays applied.
#[derive(Debug)]
pub struct Document {
    /// The file's name without its folder.
    pub name: String,
    /// The SHA-256 of the text as it was read, in hexadecimal digits.
    pub hash: String,
    /// What the document says, members in document order.
    pub value: Value,
    /// Where it says it.
    pub sources: Sources,
}

/// A document whose only references are those to schemas, each of which exists.
#[derive(Debug)]
pub struct Resolved {
    /// The file's name without its folder.
    pub name: String,
    /// The version the document gives its API (`info.version`).
    pub version: String,
    /// The SHA-256 of the text as it was read, in hexadecimal digits.
    pub hash: String,
    /// The document. Parameters, responses, request bodies and headers stand in place; parameters of a path stand in
    /// each of its operations, behind the operation's own; examples are left out.
    pub openapi: OpenAPI,
    /// Where the document says it.
    pub sources: Sources,
}

/// Tells where in the source a place of the document comes from.
#[derive(Debug)]
pub struct Sources {
    text: SourceText,
    /// Places whose content was moved: here it stands now, there it stood in the source.
    moved: HashMap<Pointer, Pointer>,
}

impl Sources {
    /// The sources of a document that still is what was read.
    pub(crate) fn new(text: SourceText) -> Self {
        Self {
            text,
            moved: HashMap::new(),
        }
    }

    /// Fills the file and line of each diagnostic about the document; those that name another file are left alone.
    ///
    /// A place that was moved is reported where it stood in the source. One that the source does not have (an overlay
    /// made it) gets the line of its nearest ancestor.
    pub fn locate(&self, diagnostics: &mut Diagnostics) {
        for diagnostic in diagnostics
            .iter_mut()
            .filter(|diagnostic| diagnostic.file.is_empty())
        {
            self.text.name().clone_into(&mut diagnostic.file);
            diagnostic.pointer = self.origin(&diagnostic.pointer);
            diagnostic.line = self.text.line(&diagnostic.pointer);
        }
    }

    /// The diagnostics with their files and lines.
    pub(crate) fn located(&self, mut diagnostics: Diagnostics) -> Diagnostics {
        self.locate(&mut diagnostics);
        diagnostics
    }

    /// Where the content of a place stood in the source.
    fn origin(&self, pointer: &Pointer) -> Pointer {
        let mut pointer = pointer.clone();
        while let Some(origin) = self.origin_of_nearest(&pointer) {
            pointer = origin;
        }
        pointer
    }

    fn origin_of_nearest(&self, pointer: &Pointer) -> Option<Pointer> {
        if self.moved.is_empty() {
            return None;
        }
        let mut ancestor = Some(pointer.clone());
        while let Some(place) = ancestor {
            if let Some(origin) = self.moved.get(&place) {
                return Some(Pointer::from(format!(
                    "{origin}{}",
                    &pointer.as_str()[place.as_str().len()..]
                )));
            }
            ancestor = place.parent();
        }
        None
    }
}
