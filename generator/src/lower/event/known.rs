//! The events lowered so far.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::Operation as Source;

use crate::diagnostics::Pointer;
use crate::ir::{EnumerationId, Event, ModelId};

/// The events lowered so far.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// The parameter with the kind.
    pub(super) discriminator: Option<Discriminator>,
    /// The events by kind, with the operation that each was lowered from; `None` if it is not supported.
    pub(super) events: IndexMap<&'a str, (&'a Source, Option<Event>)>,
    /// The names of the parameters in the form of each operation, by its pointer, once they are needed.
    pub(super) parameters: Option<HashMap<Pointer, HashSet<String>>>,
    /// The models of replies, by the names of their schemas.
    pub(super) replies: IndexMap<&'a str, ModelId>,
}

/// The parameter that tells the kind of an event.
pub(super) struct Discriminator {
    pub(super) wire: String,
    pub(super) kinds: EnumerationId,
    pub(super) values: HashSet<String>,
}
