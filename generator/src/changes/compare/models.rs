//! Changes of structs.

use super::Comparison;
use super::align::{Key, align};
use super::change::{Change, ChangeKind, Impact, Item, instead};
use super::side::Side;
use crate::ir::{Field, ModelId, Presence, Sensitivity, Type};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    pub(super) fn models(&mut self) {
        for (old, new) in self.pairs.models.pairs() {
            self.fields(old, new);
        }
        for id in self.old.model_ids().filter(|id| !self.pairs.models.has_old(*id)) {
            let model = self.old.api.model(id);
            if !self.is_removed(model.owner) {
                self.changes.push(
                    Change::new(
                        ChangeKind::Removed,
                        Impact::Breaking,
                        Item::Struct,
                        self.old.model(id),
                    )
                    .at_old(&model.pointers[0])
                    .note("no longer part of a response"),
                );
            }
        }
        for id in self.new.model_ids().filter(|id| !self.pairs.models.has_new(*id)) {
            let model = self.new.api.model(id);
            if !self.is_added(model.owner) {
                self.changes.push(
                    Change::new(
                        ChangeKind::Added,
                        Impact::Additive,
                        Item::Struct,
                        self.new.model(id),
                    )
                    .at_new(&model.pointers[0])
                    .note("new part of a response"),
                );
            }
        }
    }

    fn fields(&mut self, old: ModelId, new: ModelId) {
        let (old_keys, new_keys) = (keys(&self.old, old), keys(&self.new, new));
        let aligned = align(&old_keys, &new_keys);
        let (old_names, new_names) =
            (self.old.names.model(old), self.new.names.model(new));
        let (old_model, new_model) = (self.old.api.model(old), self.new.api.model(new));
        let is_split_or_merged =
            self.is_split_or_merged(old_model.owner, new_model.owner);
        let mut changes = Vec::new();
        for index in aligned.removed {
            let (field, name) = (&old_model.fields[index], &old_names.fields[index]);
            if is_split_or_merged && is_ancestor_sid(&self.old, old, field) {
                continue;
            }
            changes.push(
                Change::new(
                    ChangeKind::Removed,
                    Impact::Breaking,
                    Item::Field,
                    format!("{}::{name}", self.new.model(new)),
                )
                .at_old(&field.pointer)
                .note(Phrase::from("was ").code(self.old.field(old, field))),
            );
        }
        for index in aligned.added {
            let (field, name) = (&new_model.fields[index], &new_names.fields[index]);
            if is_split_or_merged && is_ancestor_sid(&self.new, new, field) {
                continue;
            }
            let note = Phrase::new().code(self.new.field(new, field));
            // The constructor of the struct takes one more argument.
            let (impact, note) = match field.presence {
                Presence::Always => {
                    (Impact::Breaking, note.words(": an argument of the constructor"))
                }
                Presence::Optional | Presence::Additional => (Impact::Additive, note),
            };
            let path = format!("{}::{name}", self.new.model(new));
            let change = Change::new(ChangeKind::Added, impact, Item::Field, path);
            changes.push(change.at_new(&field.pointer).note(note));
        }
        for (one, other) in aligned.pairs {
            changes.extend(self.field((old, one), (new, other)));
        }
        self.changes.extend(changes);
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
        let change = |what, impact| {
            Change::new(what, impact, Item::Field, path.clone())
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
                    .note(instead("read from ", &other.wire, &one.wire)),
            );
        }
        let is_boxed = |side: &Side<'_>, model, ty| side.rings.hold(ty, model);
        let same = self.pairs.same_type((&self.old, &one.ty), (&self.new, &other.ty))
            && one.presence == other.presence
            && is_boxed(&self.old, old, &one.ty) == is_boxed(&self.new, new, &other.ty);
        let (old_owner, new_owner) =
            (self.old.api.model(old).owner, self.new.api.model(new).owner);
        let follows = self.is_split_or_merged(old_owner, new_owner)
            && (is_ancestor_sid(&self.old, old, one)
                || is_ancestor_sid(&self.new, new, other));
        let (before, after) = (self.old.field(old, one), self.new.field(new, other));
        if !same && !follows && before != after {
            let note = instead("", &after, &before);
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
        if one.sensitivity != other.sensitivity {
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

/// Returns `true` if a field is the SID of an ancestor of the model's resource, and so follows from the resource's scopes.
fn is_ancestor_sid(side: &Side<'_>, model: ModelId, field: &Field) -> bool {
    let Type::Sid(sid) = field.ty else {
        return false;
    };
    let owner = side.api.model(model).owner;
    let ancestor = side.api.sid(sid).owner;
    ancestor.is_some_and(|ancestor| side.is_within(owner, ancestor))
}

fn keys<'a>(side: &Side<'a>, id: ModelId) -> Vec<Key<'a>> {
    let (model, names) = (side.api.model(id), side.names.model(id));
    let fields = model.fields.iter().zip(&names.fields);
    let keys = fields.map(|(field, name)| Key {
        wire: &field.wire,
        name: name.as_str(),
        kind: side.field(id, field),
    });
    keys.collect()
}
