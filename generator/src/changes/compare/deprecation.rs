//! Deprecation of items.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::OperationId;
use crate::diagnostics::Pointer;
use crate::ir::{EnumerationId, ModelId};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    /// Reports items that became deprecated, for which callers get a warning, and those that no longer are.
    pub(super) fn deprecation(&mut self) {
        let same = |old, new| self.old.request(old) == self.new.request(new);
        for (old, new) in self.pairs.operations.primary_pairs(same) {
            self.deprecated_operation(old, new);
        }
        let same = |old, new| self.old.model(old) == self.new.model(new);
        for (old, new) in self.pairs.models.primary_pairs(same) {
            self.deprecated_model(old, new);
        }
        let same = |old, new| self.old.enumeration(old) == self.new.enumeration(new);
        for (old, new) in self.pairs.enumerations.primary_pairs(same) {
            self.deprecated_enumeration(old, new);
        }
    }

    fn deprecated_operation(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (self.old.operation(old), self.new.operation(new));
        let change = |(before, after): (bool, bool)| {
            (before != after).then(|| {
                let kind = kind(after);
                self.of_operation((old, new), kind, Impact::Additive).note(note(after))
            })
        };
        let mut changes: Vec<Change> =
            change((one.is_deprecated(), other.is_deprecated())).into_iter().collect();
        for (before, parameter) in self.common_parameters(old, new) {
            let (before, after) = (before.parameter, parameter.parameter);
            let marks = (before.deprecated, after.deprecated);
            let pointers = (&before.pointer, &after.pointer);
            let path = || parameter.path(&self.new, new);
            let ids = self.shared_ids(new);
            changes.extend(
                self::change(parameter.item(), path, marks, pointers)
                    .map(|change| change.in_operations(ids)),
            );
        }
        self.changes.extend(changes);
    }

    fn deprecated_model(&mut self, old: ModelId, new: ModelId) {
        let (one, other) = (self.old.api.model(old), self.new.api.model(new));
        let path = self.new.model(new);
        let marks = (one.deprecated, other.deprecated);
        let pointers = (&one.pointers[0], &other.pointers[0]);
        let mut changes: Vec<Change> =
            change(Item::Struct, || path.clone(), marks, pointers).into_iter().collect();
        let names = &self.new.names.model(new).fields;
        for (before, after) in self.aligned_fields(old, new).pairs {
            let (before, field, name) =
                (&one.fields[before], &other.fields[after], &names[after]);
            let marks = (before.deprecated, field.deprecated);
            let pointers = (&before.pointer, &field.pointer);
            let path = || format!("{path}::{name}");
            changes.extend(change(Item::Field, path, marks, pointers));
        }
        self.changes.extend(changes);
    }

    fn deprecated_enumeration(&mut self, old: EnumerationId, new: EnumerationId) {
        let (one, other) =
            (self.old.api.enumeration(old), self.new.api.enumeration(new));
        let marks = (one.deprecated, other.deprecated);
        let pointers = (&one.pointers[0], &other.pointers[0]);
        let path = || self.new.enumeration(new);
        self.changes.extend(change(Item::Enum, path, marks, pointers));
    }
}

/// Returns the change of an item, if there is one.
fn change(
    item: Item,
    path: impl FnOnce() -> String,
    (before, after): (bool, bool),
    pointers: (&Pointer, &Pointer),
) -> Option<Change> {
    let (impact, note) = match item {
        Item::Argument => (
            Impact::Documentation,
            "documented, because Rust cannot deprecate arguments".into(),
        ),
        _ => (Impact::Additive, note(after)),
    };
    (before != after).then(|| {
        Change::new(kind(after), impact, item, path())
            .at_old(pointers.0)
            .at_new(pointers.1)
            .note(note)
    })
}

fn kind(is_deprecated: bool) -> ChangeKind {
    if is_deprecated {
        ChangeKind::Deprecated
    } else {
        ChangeKind::NoLongerDeprecated
    }
}

fn note(is_deprecated: bool) -> Phrase {
    Phrase::from(if is_deprecated {
        "callers get a compiler warning"
    } else {
        "callers no longer get a compiler warning"
    })
}
