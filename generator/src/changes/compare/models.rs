//! Changes of structs.

use super::Comparison;
use super::align::{Aligned, Key, align};
use super::change::{
    Change, ChangeKind, Impact, Item, instead, is_noticeable, other_type,
};
use super::side::Side;
use crate::ir::{ModelId, Presence, Sensitivity, TypeOwner};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    pub(super) fn models(&mut self) {
        for (old, new) in self.pairs.models.pairs() {
            self.shape(old, new);
            self.fields(old, new);
        }
        for id in self.old.model_ids().filter(|id| !self.pairs.models.has_old(*id)) {
            let model = self.old.api.model(id);
            if !self.old.is_event(id) && !self.is_removed_with(model.owner) {
                self.changes.push(
                    Change::new(
                        ChangeKind::Removed,
                        Impact::Breaking,
                        kind(&self.old, id),
                        self.old.model(id),
                    )
                    .at_old(&model.pointers[0])
                    .note(match model.owner {
                        TypeOwner::Resource(_) if model.direction.is_received() => {
                            "no longer part of a response"
                        }
                        TypeOwner::Resource(_) => "no longer part of a request",
                        TypeOwner::Events => "no longer used by an event",
                    }),
                );
            }
        }
        for id in self.new.model_ids().filter(|id| !self.pairs.models.has_new(*id)) {
            let model = self.new.api.model(id);
            if !self.new.is_event(id) && !self.is_added_with(model.owner) {
                self.changes.push(
                    Change::new(
                        ChangeKind::Added,
                        Impact::Additive,
                        kind(&self.new, id),
                        self.new.model(id),
                    )
                    .at_new(&model.pointers[0])
                    .note(match model.owner {
                        TypeOwner::Resource(_) if model.direction.is_received() => {
                            "new part of a response"
                        }
                        TypeOwner::Resource(_) => "new part of a request",
                        TypeOwner::Events => "used by events",
                    }),
                );
            }
        }
    }

    /// Reports a struct that became an enum, or the reverse, and variants that are told apart in another way.
    fn shape(&mut self, old: ModelId, new: ModelId) {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let (what, impact, note) = match (&one.union, &other.union) {
            (before, after) if before == after => return,
            (Some(_), Some(_)) => {
                let note = Phrase::from("variants are told apart in another way");
                (ChangeKind::Wire, Impact::Behavior, note)
            }
            (None, _) => (
                ChangeKind::Retyped,
                Impact::Breaking,
                "an enum instead of a struct".into(),
            ),
            (_, None) => (
                ChangeKind::Retyped,
                Impact::Breaking,
                "a struct instead of an enum".into(),
            ),
        };
        let path = self.new.model(new);
        let change = Change::new(what, impact, kind(&self.new, new), path)
            .at_old(&one.pointers[0])
            .at_new(&other.pointers[0]);
        self.changes.push(change.note(note));
    }

    /// Matches the fields of two models.
    pub(super) fn aligned_fields(&self, old: ModelId, new: ModelId) -> Aligned {
        align(&keys(&self.old, old), &keys(&self.new, new))
    }

    fn fields(&mut self, old: ModelId, new: ModelId) {
        let aligned = self.aligned_fields(old, new);
        let (old_names, new_names) =
            (self.old.names.model(old), self.new.names.model(new));
        let (old_model, new_model) = (self.old.api.model(old), self.new.api.model(new));
        let mut changes = Vec::new();
        for index in aligned.removed {
            let (field, name) = (&old_model.fields[index], &old_names.fields[index]);
            changes.push(
                Change::new(
                    ChangeKind::Removed,
                    Impact::Breaking,
                    member(&self.old, old),
                    format!("{}::{name}", self.new.model(new)),
                )
                .at_old(&field.pointer)
                .note(Phrase::from("was ").code(self.old.field(old, field))),
            );
        }
        for index in aligned.added {
            let (field, name) = (&new_model.fields[index], &new_names.fields[index]);
            let note = Phrase::new().code(self.new.field(new, field));
            // The constructor of the struct takes one more argument.
            let (impact, note) = if new_model.takes(field) {
                (Impact::Breaking, note.words(": an argument of the constructor"))
            } else {
                (Impact::Additive, note)
            };
            let path = format!("{}::{name}", self.new.model(new));
            let change =
                Change::new(ChangeKind::Added, impact, member(&self.new, new), path);
            changes.push(change.at_new(&field.pointer).note(note));
        }
        for &(one, other) in &aligned.pairs {
            changes.extend(self.field((old, one), (new, other)));
        }
        self.changes.extend(changes);
        self.construction((old, new), &aligned.pairs);
    }

    fn field(
        &self,
        (old, old_index): (ModelId, usize),
        (new, new_index): (ModelId, usize),
    ) -> Vec<Change> {
        let one = &self.old.api.model(old).fields[old_index];
        let other = &self.new.api.model(new).fields[new_index];
        let old_name = &self.old.names.model(old).fields[old_index];
        let new_name = &self.new.names.model(new).fields[new_index];
        let path = format!("{}::{new_name}", self.new.model(new));
        let is_sent = self.new.is_reply(new);
        let change = |what, impact| {
            Change::new(what, impact, member(&self.new, new), path.clone())
                .at_old(&one.pointer)
                .at_new(&other.pointer)
        };
        let mut changes = Vec::new();
        if old_name != new_name {
            changes.push(
                change(ChangeKind::Renamed, Impact::Breaking)
                    .replaced(old_name.as_str(), new_name.as_str())
                    .note(Phrase::from("was ").code(old_name)),
            );
        } else if one.wire != other.wire {
            changes.push(
                change(ChangeKind::Wire, Impact::Behavior)
                    .replaced(&one.wire, &other.wire)
                    .note(instead(
                        if is_sent { "sent as " } else { "read from " },
                        &other.wire,
                        &one.wire,
                    )),
            );
        }
        let is_boxed = |side: &Side<'_>, model, ty| side.rings.hold(ty, model);
        let is_cleared =
            |side: &Side<'_>, model, field| side.api.model(model).clears(field);
        let same = self.pairs.same_type((&self.old, &one.ty), (&self.new, &other.ty))
            && one.presence == other.presence
            && is_cleared(&self.old, old, one) == is_cleared(&self.new, new, other)
            && is_boxed(&self.old, old, &one.ty) == is_boxed(&self.new, new, &other.ty);
        let (before, after) = (self.old.field(old, one), self.new.field(new, other));
        if !same && is_noticeable(&other.ty, &before, &after) {
            let note = other_type("", &after, &before);
            let note = match (one.presence, other.presence) {
                (Presence::Always, Presence::Optional) => {
                    note.words("; it may be missing")
                }
                _ => note,
            };
            changes.push(
                change(ChangeKind::Retyped, Impact::Breaking)
                    .replaced(before, after)
                    .note(note),
            );
        }
        if one.sensitivity != other.sensitivity && !is_sent {
            let words = match other.sensitivity {
                Sensitivity::Personal => "now redacted in the output of ",
                Sensitivity::Public => "no longer redacted in the output of ",
            };
            let note = Phrase::from(words).code("Debug");
            changes.push(change(ChangeKind::Redaction, Impact::Behavior).note(note));
        }
        changes
    }
}

/// Returns the kind of the type of a model.
fn kind(side: &Side<'_>, id: ModelId) -> Item {
    match side.api.model(id).union {
        Some(_) => Item::Enum,
        None => Item::Struct,
    }
}

/// Returns the kind of the members of a model: a union has variants, the reply to an event has setters.
fn member(side: &Side<'_>, id: ModelId) -> Item {
    if side.api.model(id).union.is_some() {
        Item::Variant
    } else if side.is_reply(id) {
        Item::Setter
    } else {
        Item::Field
    }
}

fn keys<'a>(side: &Side<'a>, id: ModelId) -> Vec<Key<'a>> {
    let (model, names) = (side.api.model(id), side.names.model(id));
    let fields = model.fields.iter().zip(&names.fields);
    let keys = fields.map(|(field, name)| Key {
        wire: field.wire.as_str().into(),
        name: name.as_str(),
        kind: side.field(id, field),
    });
    keys.collect()
}
