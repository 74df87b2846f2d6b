//! Events: requests that the API sends to its callers.

use serde::Serialize;

use super::{Documentation, EnumerationId, ModelId};
use crate::diagnostics::Pointer;

/// The events that the API sends, as forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Events {
    /// The parameter that contains the kind of the event.
    pub discriminator: String,
    /// The kinds of event.
    pub kinds: EnumerationId,
    /// The events, in the order of their kinds.
    pub events: Vec<Event>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The pointer in the document: the first operation of a callback for it.
    pub pointer: Pointer,
    /// The kind: a value of the discriminator.
    pub kind: String,
    /// The parameters, without the discriminator. Several events may share a model.
    pub model: ModelId,
    /// The lists among the parameters whose values are separated by commas; other lists are repeated parameters.
    pub separated: Vec<String>,
    /// The effects of the response, if the event is sent before the action; `None` if it is sent afterwards.
    pub reply: Option<Reply>,
    /// The parameters that set where the event is sent.
    pub destinations: Vec<Destination>,
    /// The documentation.
    pub documentation: Documentation,
}

/// The effects of the response to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The properties that it may change, if there are any.
    pub model: Option<ModelId>,
    /// `true` if it may reject the action.
    pub can_reject: bool,
}

/// A parameter of an operation that sets a URL for events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// The `operationId`.
    pub operation: String,
    /// The name of the parameter.
    pub parameter: String,
}

impl Event {
    /// Returns `true` if the event is sent before the action, which its response accepts or rejects.
    pub fn precedes_action(&self) -> bool {
        self.reply.is_some()
    }
}

impl Events {
    /// Returns the models of the parameters of events, without duplicates.
    pub fn models(&self) -> Vec<ModelId> {
        distinct(self.events.iter().map(|event| event.model))
    }

    /// Returns the models of the replies to events, without duplicates.
    pub fn reply_models(&self) -> Vec<ModelId> {
        let replies = self.events.iter().filter_map(|event| event.reply.as_ref());
        distinct(replies.filter_map(|reply| reply.model))
    }
}

fn distinct(models: impl Iterator<Item = ModelId>) -> Vec<ModelId> {
    let mut seen = std::collections::BTreeSet::new();
    models.filter(|model| seen.insert(*model)).collect()
}
