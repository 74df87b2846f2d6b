//! Renamed types. Those of a renamed resource are reported together.

use std::collections::BTreeMap;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use crate::diagnostics::Pointer;
use crate::text::phrase::Phrase;

/// A type whose Rust path changed.
struct Rename {
    item: Item,
    old: String,
    new: String,
    old_pointer: Pointer,
    new_pointer: Pointer,
}

impl Comparison<'_> {
    pub(super) fn renames(&mut self) {
        let modules: BTreeMap<String, (String, Pointer, Pointer)> = self
            .primary_resources()
            .into_iter()
            .filter(|(old, new)| {
                !self.is_split_or_merged(*old, *new)
                    && self.old.module(*old) != self.new.module(*new)
            })
            .map(|(old, new)| {
                let module = (
                    self.new.module(new).to_owned(),
                    self.old.api.resource(old).scopes.first().pointer.clone(),
                    self.new.api.resource(new).scopes.first().pointer.clone(),
                );
                (self.old.module(old).to_owned(), module)
            })
            .collect();
        let mut grouped: BTreeMap<String, Vec<Rename>> = BTreeMap::new();
        let mut changes = Vec::new();
        for rename in self.type_renames() {
            let module = |path: &str| path.split("::").next().unwrap_or(path).to_owned();
            let old_module = module(&rename.old);
            match modules.get(&old_module) {
                Some((new, ..)) if *new == module(&rename.new) => {
                    grouped.entry(old_module).or_default().push(rename);
                }
                _ => changes.push(rename.change()),
            }
        }
        for (old, (new, old_pointer, new_pointer)) in modules {
            let renames = grouped.remove(&old).unwrap_or_default();
            changes.push(
                Change::new(ChangeKind::Renamed, Impact::Breaking, Item::Resource, &new)
                    .replaced(&old, &new)
                    .at_old(&old_pointer)
                    .at_new(&new_pointer)
                    .note(
                        Phrase::from("was ").code(&old).append(renamed_types(&renames)),
                    ),
            );
        }
        self.changes.extend(changes);
    }

    fn type_renames(&self) -> Vec<Rename> {
        let mut renames = self.handle_renames();
        for (old, new) in self
            .pairs
            .models
            .primary_pairs(|old, new| self.old.model(old) == self.new.model(new))
        {
            if self.are_split_or_merged(
                self.old.api.model(old).owner,
                self.new.api.model(new).owner,
            ) {
                continue;
            }
            renames.push(Rename {
                item: Item::Struct,
                old: self.old.model(old),
                new: self.new.model(new),
                old_pointer: self.old.api.model(old).pointers[0].clone(),
                new_pointer: self.new.api.model(new).pointers[0].clone(),
            });
        }
        for (old, new) in self.pairs.enumerations.primary_pairs(|old, new| {
            self.old.enumeration(old) == self.new.enumeration(new)
        }) {
            let owners = (
                self.old.api.enumeration(old).owner,
                self.new.api.enumeration(new).owner,
            );
            if self.are_split_or_merged(owners.0, owners.1) {
                continue;
            }
            renames.push(Rename {
                item: Item::Enum,
                old: self.old.enumeration(old),
                new: self.new.enumeration(new),
                old_pointer: self.old.api.enumeration(old).pointers[0].clone(),
                new_pointer: self.new.api.enumeration(new).pointers[0].clone(),
            });
        }
        for (old, new) in self.pairs.sids.pairs() {
            renames.push(Rename {
                item: Item::Sid,
                old: self.old.sid(old),
                new: self.new.sid(new),
                old_pointer: Pointer::root(),
                new_pointer: Pointer::root(),
            });
        }
        renames.retain(|rename| rename.old != rename.new);
        renames
    }

    /// Returns the renamed handles and requests.
    fn handle_renames(&self) -> Vec<Rename> {
        let mut renames = Vec::new();
        for (old, new) in self.primary_resources() {
            if self.is_split_or_merged(old, new) {
                continue;
            }
            let (one, other) =
                (self.old.names.resource(old), self.new.names.resource(new));
            for (one, other) in
                [(&one.collection, &other.collection), (&one.instance, &other.instance)]
            {
                if let (Some(one), Some(other)) = (one, other) {
                    renames.push(Rename {
                        item: Item::Type,
                        old: format!("{}::{one}", self.old.module(old)),
                        new: format!("{}::{other}", self.new.module(new)),
                        old_pointer: self
                            .old
                            .api
                            .resource(old)
                            .scopes
                            .first()
                            .pointer
                            .clone(),
                        new_pointer: self
                            .new
                            .api
                            .resource(new)
                            .scopes
                            .first()
                            .pointer
                            .clone(),
                    });
                }
            }
        }
        let same = |old, new| self.old.request(old) == self.new.request(new);
        for (old, new) in self.pairs.operations.primary_pairs(same) {
            if self.is_split_or_merged(old.0, new.0) {
                continue;
            }
            renames.push(Rename {
                item: Item::Type,
                old: self.old.request(old),
                new: self.new.request(new),
                old_pointer: self.old.operation(old).routes.first().pointer.clone(),
                new_pointer: self.new.operation(new).routes.first().pointer.clone(),
            });
        }
        renames
    }
}

impl Rename {
    fn change(self) -> Change {
        let mut change =
            Change::new(ChangeKind::Renamed, Impact::Breaking, self.item, &self.new)
                .note(Phrase::from("was ").code(&self.old))
                .replaced(self.old, self.new);
        if self.old_pointer != Pointer::root() {
            change = change.at_old(&self.old_pointer).at_new(&self.new_pointer);
        }
        change
    }
}

/// Lists the types of a renamed resource whose own names changed, too.
fn renamed_types(renames: &[Rename]) -> Phrase {
    let name = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
    let names = renames
        .iter()
        .map(|rename| (name(&rename.old), name(&rename.new)))
        .filter(|(old, new)| old != new)
        .map(|(old, new)| Phrase::new().code(new).words(" (was ").code(old).words(")"));
    let names: Vec<Phrase> = names.collect();
    if names.is_empty() {
        Phrase::new()
    } else {
        Phrase::from("; also renamed: ").joined(names, ", ")
    }
}
