//! Extensions of callbacks.

use serde_json::Value;

use super::reader::{Node, Reader};
use super::reference;
use crate::ir::Action;
use crate::ir::fake::drafts::{EventDraft, EventValueDraft, Name};

const ACTIONS: [(&str, Action); 3] =
    [("create", Action::Create), ("update", Action::Update), ("delete", Action::Delete)];

/// Reads the extension of a callback.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<EventDraft> {
    if *node.value == Value::Bool(false) {
        return Some(EventDraft {
            is_never_caused: true,
            ..EventDraft::default()
        });
    }
    let known = ["on", "of", "when-changed", "parameters", "reply", "replaces"];
    let object = reader.object(node, &known)?;
    let mut name = |member: &str| object.get(member).and_then(|node| reader.name(&node));
    let [of, when_changed, replaces] = ["of", "when-changed", "replaces"].map(&mut name);
    Some(EventDraft {
        is_never_caused: false,
        on: object.get("on").and_then(|node| reader.word(&node, &ACTIONS)),
        of,
        when_changed,
        parameters: object
            .get("parameters")
            .map(|node| entries(reader, &node, value))
            .unwrap_or_default(),
        replies: object
            .get("reply")
            .map(|node| entries(reader, &node, reply))
            .unwrap_or_default(),
        replaces,
    })
}

fn entries<T>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    read: impl Fn(&mut Reader<'_>, &Node<'_>) -> Option<T>,
) -> Vec<(Name, T)> {
    let Some(object) = reader.map(node) else {
        return Vec::new();
    };
    let entries = object.entries();
    entries.filter_map(|(name, node)| Some((name, read(reader, &node)?))).collect()
}

/// Reads the property that a member of a response sets.
fn reply(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Name>> {
    match node.value {
        Value::Bool(false) => Some(None),
        Value::String(_) => reader.name(node).map(Some),
        _ => reader.unexpected(node, "the name of a property, or `false`"),
    }
}

/// Reads the value of a parameter.
pub(super) fn value(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<EventValueDraft> {
    if *node.value == Value::Bool(false) {
        return Some(EventValueDraft::Nothing);
    }
    let known = [&reference::MEMBERS[..], &["before", "text", "cause"]].concat();
    let object = reader.object(node, &known)?;
    if let Some(before) = object.get("before") {
        reader.name(&before).map(EventValueDraft::Before)
    } else if let Some(text) = object.get("text") {
        reader.text(&text).map(EventValueDraft::Text)
    } else if let Some(cause) = object.get("cause") {
        let texts = reader.texts(&cause);
        match <[String; 2]>::try_from(texts) {
            Ok([request, deadline]) => Some(EventValueDraft::Cause(request, deadline)),
            Err(_) => reader
                .unexpected(&cause, "two strings: for a request, and for a deadline"),
        }
    } else {
        reference::read_in(reader, &object).map(EventValueDraft::Property)
    }
}
