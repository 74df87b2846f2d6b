//! Extensions of callbacks.

use serde::Serialize;

use super::{Name, ReferenceDraft, Target};
use crate::diagnostics::Pointer;
use crate::ir::Action;
use crate::ir::fake::Refusal;

/// The extension of a callback.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EventDraft {
    /// `true` if the event is not sent to the URL that the operation sets.
    pub is_not_sent: bool,
    /// The action that causes it.
    pub on: Option<Action>,
    /// The resource whose change it reports.
    pub of: Option<Name>,
    /// The property whose change it reports.
    pub when_changed: Option<Name>,
    /// The values of its parameters.
    pub parameters: Vec<(Name, EventValueDraft)>,
    /// The properties that the members of the response set.
    pub replies: Vec<(Name, Target)>,
    /// The refusal of a request whose action the response rejects, and the place of the extension that says so.
    pub rejection: Option<(Pointer, Refusal)>,
    /// Destinations of this callback that list keywords in place of kinds.
    pub keywords: Option<KeywordsDraft>,
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
    /// The list of objects that a property contains, each with these keys in place of its own.
    Objects(ReferenceDraft, Vec<(String, String)>),
    /// The time of the change.
    Now,
    /// The cause of the change: for a request, for a deadline, and for the creation of a child.
    Cause([String; 3]),
    /// The parameter is deliberately not sent.
    Nothing,
}

/// Destinations to which an event is sent if a text contains a keyword.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeywordsDraft {
    /// The property of the destination, and its value, that tell such destinations from others.
    pub target: (Name, String),
    /// The property of the destination that lists the keywords.
    pub list: Name,
    /// The property of the changed instance that contains the text; without it, the event is not sent to them.
    pub text: Option<Name>,
}
