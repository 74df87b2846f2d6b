//! Extensions of callbacks.

use serde_json::Value;

use super::reader::{Node, Reader};
use super::{reference, refusal};
use crate::diagnostics::Pointer;
use crate::ir::Action;
use crate::ir::fake::Refusal;
use crate::ir::fake::drafts::{EventDraft, EventValueDraft, KeywordsDraft, Name};

const ACTIONS: [(&str, Action); 3] =
    [("create", Action::Create), ("update", Action::Update), ("delete", Action::Delete)];

/// Reads the extension of a callback.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<EventDraft> {
    if *node.value == Value::Bool(false) {
        return Some(EventDraft {
            is_not_sent: true,
            ..EventDraft::default()
        });
    }
    let known = [
        "sent",
        "on",
        "of",
        "when-changed",
        "parameters",
        "reply",
        "rejection",
        "keywords",
        "replaces",
    ];
    let object = reader.object(node, &known)?;
    let mut name = |member: &str| object.get(member).and_then(|node| reader.name(&node));
    let [of, when_changed, replaces] = ["of", "when-changed", "replaces"].map(&mut name);
    Some(EventDraft {
        is_not_sent: object
            .get("sent")
            .is_some_and(|node| reader.flag(&node) == Some(false)),
        on: object.get("on").and_then(|node| reader.word(&node, &ACTIONS)),
        of,
        when_changed,
        parameters: object
            .get("parameters")
            .map(|node| entries(reader, &node, value))
            .unwrap_or_default(),
        replies: object
            .get("reply")
            .map(|node| entries(reader, &node, reference::target))
            .unwrap_or_default(),
        rejection: object.get("rejection").and_then(|node| rejection(reader, &node)),
        keywords: object.get("keywords").and_then(|node| keywords(reader, &node)),
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

/// Reads the refusal of a request whose action the response rejects.
fn rejection(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Pointer, Refusal)> {
    let object = reader.object(node, &refusal::MEMBERS)?;
    Some((node.pointer.clone(), refusal::read(reader, &object)?))
}

/// Reads which destinations list keywords.
fn keywords(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<KeywordsDraft> {
    let object = reader.object(node, &["target", "list", "text"])?;
    let [target, list] =
        ["target", "list"].map(|member| reader.required(&object, member));
    let target = target?;
    let members: Vec<_> = reader.map(&target)?.entries().collect();
    let Ok([target]) = <[(Name, Node<'_>); 1]>::try_from(members) else {
        return reader.unexpected(&target, "one property and its value");
    };
    let target = (target.0, reader.text(&target.1)?);
    Some(KeywordsDraft {
        target,
        list: reader.name(&list?)?,
        text: object.get("text").and_then(|node| reader.name(&node)),
    })
}

/// Reads the value of a parameter.
pub(super) fn value(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<EventValueDraft> {
    if matches!(node.value, Value::Bool(false) | Value::Null) {
        return Some(EventValueDraft::Nothing);
    }
    let own = ["before", "text", "cause", "now", "keys"];
    let known = [&reference::MEMBERS[..], &own].concat();
    let object = reader.object(node, &known)?;
    if let Some(before) = object.get("before") {
        reader.name(&before).map(EventValueDraft::Before)
    } else if let Some(text) = object.get("text") {
        reader.text(&text).map(EventValueDraft::Text)
    } else if let Some(now) = object.get("now") {
        reader.mark(&now).then_some(EventValueDraft::Now)
    } else if let Some(cause) = object.get("cause") {
        let texts = reader.texts(&cause);
        match <[String; 3]>::try_from(texts) {
            Ok(texts) => Some(EventValueDraft::Cause(texts)),
            Err(_) => reader.unexpected(
                &cause,
                "three strings: for a request, for a deadline, and for a new child",
            ),
        }
    } else if let Some(keys) = object.get("keys") {
        let keys = reader.text_pairs(&keys);
        let from = reference::read_in(reader, &object)?;
        Some(EventValueDraft::Objects(from, keys))
    } else {
        reference::read_in(reader, &object).map(EventValueDraft::Property)
    }
}
