//! Changes of structs that requests contain: their constructors and the methods that set fields.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::parameters::differing;
use super::side::Side;
use crate::ir::{Field, ModelId, Type};
use crate::text::phrase::Phrase;

/// A field of both structs, by its indices.
pub(super) type FieldPair = (usize, usize);

impl Comparison<'_> {
    /// Compares how callers create a struct, whose fields are matched.
    pub(super) fn construction(
        &mut self,
        (old, new): (ModelId, ModelId),
        pairs: &[FieldPair],
    ) {
        let is_sent = |side: &Side<'_>, id| side.api.model(id).direction.is_sent();
        if !is_sent(&self.old, old) && !is_sent(&self.new, new) {
            return;
        }
        let mut changes = Vec::new();
        changes.extend(self.direction(old, new));
        changes.extend(self.order_of_arguments((old, new), pairs));
        for &pair in pairs {
            changes.extend(self.setter((old, new), pair));
            changes.extend(self.limits((old, new), pair));
        }
        self.changes.extend(changes);
    }

    /// Compares whether requests contain a struct.
    fn direction(&self, old: ModelId, new: ModelId) -> Option<Change> {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let (before, after) = (one.direction, other.direction);
        let had_readers = one.fields.iter().any(|field| field.ty == Type::JsonText);
        let (impact, note) = if before.is_sent() && !after.is_sent() {
            (
                Impact::Breaking,
                "requests no longer contain it, so no methods set its fields",
            )
        } else if had_readers && before.is_received() && !after.is_received() {
            (
                Impact::Breaking,
                "responses no longer contain it, so no methods decode its fields",
            )
        } else if !before.is_sent() && after.is_sent() {
            (
                Impact::Behavior,
                "requests contain it too; what is not set is left out where it is serialized",
            )
        } else {
            return None;
        };
        let change =
            Change::new(ChangeKind::Wire, impact, Item::Struct, self.new.model(new));
        let change = change.at_old(&one.pointers[0]).at_new(&other.pointers[0]);
        Some(change.note(Phrase::from(note)))
    }

    /// Compares the order of the arguments of the constructor.
    fn order_of_arguments(
        &self,
        (old, new): (ModelId, ModelId),
        pairs: &[FieldPair],
    ) -> Option<Change> {
        let position = |side: &Side<'_>, model, field: usize| {
            let taken = &side.names.model(model).arguments;
            taken.iter().position(|index| *index == field)
        };
        let both = pairs.iter().filter_map(|(one, other)| {
            let before = position(&self.old, old, *one)?;
            Some((before, position(&self.new, new, *other)?))
        });
        let mut both: Vec<(usize, usize)> = both.collect();
        both.sort_unstable();
        if both.is_sorted_by_key(|(_, after)| *after) {
            return None;
        }
        let names = self.new.names.model(new);
        let taken = names.arguments.iter().map(|index| &names.fields[*index]);
        let path = format!("{}::new", self.new.model(new));
        let change =
            Change::new(ChangeKind::Reordered, Impact::Breaking, Item::Struct, path);
        let change = change.at_old(&self.old.api.model(old).pointers[0]);
        let note = Phrase::from("the order of arguments is now ").codes(taken);
        Some(change.at_new(&self.new.api.model(new).pointers[0]).note(note))
    }

    /// Compares the method that sets a field, and whether the constructor takes the field.
    fn setter(
        &self,
        (old, new): (ModelId, ModelId),
        (one, other): FieldPair,
    ) -> Option<Change> {
        let (old_model, new_model) = (self.old.api.model(old), self.new.api.model(new));
        let (before, after) = (&old_model.fields[one], &new_model.fields[other]);
        let (old_names, new_names) =
            (self.old.names.model(old), self.new.names.model(new));
        let (was_taken, is_taken) = (old_model.takes(before), new_model.takes(after));
        let (old_setter, new_setter) =
            (old_names.setters[one].as_ref(), new_names.setters[other].as_ref());
        let was_sent = old_model.direction.is_sent() && new_model.direction.is_sent();
        let (kind, impact, note) = match (was_taken, is_taken) {
            (false, true) => (
                ChangeKind::NowRequired,
                Impact::Breaking,
                "an argument of the constructor".into(),
            ),
            (true, false) => (
                ChangeKind::NowOptional,
                Impact::Breaking,
                "no longer an argument of the constructor".into(),
            ),
            _ => match (old_setter, new_setter) {
                (Some(was), Some(is)) if was != is && names_agree(before, after) => (
                    ChangeKind::Renamed,
                    Impact::Breaking,
                    Phrase::from("the method that sets it was ").code(was),
                ),
                (Some(_), None) if was_sent => (
                    ChangeKind::Removed,
                    Impact::Breaking,
                    "requests no longer contain it, so no method sets it".into(),
                ),
                (None, Some(_)) if was_sent => (
                    ChangeKind::Added,
                    Impact::Additive,
                    "requests contain it too, so a method sets it".into(),
                ),
                _ => return None,
            },
        };
        let path = format!("{}::{}", self.new.model(new), new_names.fields[other]);
        let change = Change::new(kind, impact, Item::Field, path);
        Some(change.at_old(&before.pointer).at_new(&after.pointer).note(note))
    }

    /// Compares the limits and the default of a field, which the documentation names.
    fn limits(
        &self,
        (old, new): (ModelId, ModelId),
        (one, other): FieldPair,
    ) -> Vec<Change> {
        let (before, after) = (
            &self.old.api.model(old).fields[one],
            &self.new.api.model(new).fields[other],
        );
        let name = &self.new.names.model(new).fields[other];
        let path = format!("{}::{name}", self.new.model(new));
        let number = |limit: Option<i64>| limit.map(|limit| limit.to_string());
        let impact = Impact::Documentation;
        let limits = differing([
            ("the minimum is ", impact, number(before.minimum), number(after.minimum)),
            ("the maximum is ", impact, number(before.maximum), number(after.maximum)),
            ("the default is ", impact, before.default.clone(), after.default.clone()),
        ]);
        let changes = limits.map(|limit| {
            Change::new(ChangeKind::Limit, limit.impact, Item::Field, path.clone())
                .at_old(&before.pointer)
                .at_new(&after.pointer)
                .replaced(limit.before, limit.after)
                .note(limit.note)
        });
        changes.collect()
    }
}

/// Returns `true` if two fields have the same name, so that their setters differ on their own account.
fn names_agree(one: &Field, other: &Field) -> bool {
    one.wire == other.wire && one.explicit_name == other.explicit_name
}
