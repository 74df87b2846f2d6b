//! Changes of events and of the replies to them.

use std::collections::BTreeMap;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item, instead, other_type};
use super::side::Side;
use crate::ir::{Event, Reply};
use crate::text::phrase::Phrase;

impl<'a> Comparison<'a> {
    /// Compares the events by their kinds. Their parameters are compared as fields of structs.
    pub(super) fn events(&mut self) {
        let (old, new) = (by_kind(&self.old), by_kind(&self.new));
        let mut changes = Vec::new();
        for (kind, event) in &old {
            match new.get(kind) {
                Some(other) => changes.extend(self.event(event, other)),
                None => changes.push(
                    Change::new(
                        ChangeKind::Removed,
                        Impact::Breaking,
                        Item::Event,
                        self.old.model(event.model),
                    )
                    .at_old(&event.pointer)
                    .note(Phrase::from("kind ").code(kind)),
                ),
            }
        }
        for (kind, event) in new.iter().filter(|(kind, _)| !old.contains_key(*kind)) {
            changes.push(
                Change::new(
                    ChangeKind::Added,
                    Impact::Additive,
                    Item::Event,
                    self.new.model(event.model),
                )
                .at_new(&event.pointer)
                .note(Phrase::from("kind ").code(kind)),
            );
        }
        changes.extend(self.discriminator());
        self.changes.extend(changes);
    }

    /// Returns the events of the same kind.
    pub(super) fn common_events(&self) -> Vec<(&'a Event, &'a Event)> {
        let new = by_kind(&self.new);
        let old = by_kind(&self.old).into_iter();
        old.filter_map(|(kind, event)| Some((event, *new.get(kind)?))).collect()
    }

    fn discriminator(&self) -> Option<Change> {
        let (old, new) = (self.old.api.events.as_ref()?, self.new.api.events.as_ref()?);
        let (before, after) = (&old.discriminator, &new.discriminator);
        (before != after).then(|| {
            let note = instead("the kind is read from ", after, before);
            let path = self.new.within("events::Event");
            Change::new(ChangeKind::Wire, Impact::Behavior, Item::Enum, path)
                .replaced(before, after)
                .note(note)
        })
    }

    fn event(&self, old: &Event, new: &Event) -> Vec<Change> {
        let path = self.new.model(new.model);
        let change = |kind, impact, method: &str| {
            Change::new(kind, impact, Item::Reply, format!("{path}::{method}"))
                .at_old(&old.pointer)
                .at_new(&new.pointer)
        };
        let mut changes = Vec::new();
        match (&old.reply, &new.reply) {
            (None, Some(reply)) => {
                let note = Phrase::from("the event is now sent before the action: ")
                    .code(self.new.reply(reply));
                changes.push(
                    change(ChangeKind::Added, Impact::Behavior, "accept").note(note),
                );
            }
            (Some(_), None) => changes.push(
                change(ChangeKind::Removed, Impact::Breaking, "accept")
                    .note("the event is now sent after the action"),
            ),
            (Some(one), Some(other)) => {
                let (before, after) = (self.old.reply(one), self.new.reply(other));
                if !self.is_same_reply(one, other) {
                    changes.push(
                        change(ChangeKind::Retyped, Impact::Breaking, "accept")
                            .note(other_type("", &after, &before))
                            .replaced(before, after),
                    );
                }
            }
            (None, None) => {}
        }
        let can_reject =
            |reply: &Option<Reply>| reply.as_ref().is_some_and(|it| it.can_reject);
        match (can_reject(&old.reply), can_reject(&new.reply)) {
            (true, false) => changes.push(
                change(ChangeKind::Removed, Impact::Breaking, "reject")
                    .note("the action cannot be rejected"),
            ),
            (false, true) => changes.push(
                change(ChangeKind::Added, Impact::Additive, "reject")
                    .note("the action can be rejected"),
            ),
            _ => {}
        }
        changes
    }

    fn is_same_reply(&self, old: &Reply, new: &Reply) -> bool {
        match (old.model, new.model) {
            (Some(old), Some(new)) => self.pairs.models.holds(old, new),
            (None, None) => true,
            _ => false,
        }
    }
}

fn by_kind<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Event> {
    let events = side.api.events.iter().flat_map(|events| &events.events);
    events.map(|event| (event.kind.as_str(), event)).collect()
}
