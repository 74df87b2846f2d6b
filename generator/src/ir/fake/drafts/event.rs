//! Extensions of callbacks.

use serde::Serialize;

use super::{Name, ReferenceDraft};
use crate::ir::Action;

/// The extension of a callback.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EventDraft {
    /// `true` if no request causes the event.
    pub is_never_caused: bool,
    /// The action that causes it.
    pub on: Option<Action>,
    /// The resource whose change it reports.
    pub of: Option<Name>,
    /// The property whose change it reports.
    pub when_changed: Option<Name>,
    /// The values of its parameters.
    pub parameters: Vec<(Name, EventValueDraft)>,
    /// The properties that the members of the response set; `None` if a member deliberately sets none.
    pub replies: Vec<(Name, Option<Name>)>,
    /// A resource whose destinations are not used if that of this callback has a URL.
    pub replaces: Option<Name>,
}

/// The value of a parameter of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventValueDraft {
    /// The value of a property.
    Property(ReferenceDraft),
    /// The value that a property had before the change.
    Before(Name),
    /// This text.
    Text(String),
    /// The cause of the change: for a request, and for a deadline.
    Cause(String, String),
    /// The parameter is deliberately not sent.
    Nothing,
}
