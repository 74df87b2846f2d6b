//! Resources that were split or merged: their scopes stopped or started sharing types.

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::resources::{modules, whole_trees, with};
use crate::ir::{Resource, ResourceId, TypeOwner};
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    /// Returns `true` if an old resource was split.
    pub(super) fn is_split(&self, old: ResourceId) -> bool {
        self.pairs.resources.successors(old).count() > 1
    }

    /// Returns `true` if a new resource was merged from several.
    pub(super) fn is_merged(&self, new: ResourceId) -> bool {
        self.pairs.resources.predecessors(new).count() > 1
    }

    /// Returns `true` if a resource was split or merged, which covers all changes that follow from it.
    pub(super) fn is_split_or_merged(&self, old: ResourceId, new: ResourceId) -> bool {
        self.is_split(old) || self.is_merged(new)
    }

    /// Returns `true` if the owners of a type are resources that were split or merged.
    pub(super) fn are_split_or_merged(&self, old: TypeOwner, new: TypeOwner) -> bool {
        let owners = old.resource().zip(new.resource());
        owners.is_some_and(|(old, new)| self.is_split_or_merged(old, new))
    }

    /// Reports resources whose scopes no longer share types.
    pub(super) fn split_resources(&mut self) {
        let is_split = |id: &ResourceId| self.is_split(*id);
        let mut changes = Vec::new();
        for (id, tree) in whole_trees(&self.old, is_split) {
            let mut parts: Vec<ResourceId> =
                self.pairs.resources.successors(id).collect();
            parts.sort_by_key(|part| self.new.module(*part) != self.old.module(id));
            let names = modules(&self.new, &parts);
            let module = self.old.module(id);
            let resources = parts.iter().map(|part| self.new.api.resource(*part));
            let note = Phrase::from("scopes no longer share types: split into ")
                .codes(&names)
                .append(reason(resources, ", because they differ: "));
            let others = tree.iter().filter(|other| **other != id).map(|other| {
                let parts: Vec<ResourceId> =
                    self.pairs.resources.successors(*other).collect();
                Phrase::new()
                    .code(self.old.module(*other))
                    .words(" (now ")
                    .codes(modules(&self.new, &parts))
                    .words(")")
            });
            let note = note.append(with(others));
            changes.push(
                Change::new(ChangeKind::Split, Impact::Breaking, Item::Resource, module)
                    .replaced(module, names.join(", "))
                    .at_old(&self.old.api.resource(id).scopes.first().pointer)
                    .at_new(&self.new.api.resource(parts[0]).scopes.first().pointer)
                    .note(note),
            );
        }
        self.changes.extend(changes);
    }

    /// Reports resources whose scopes now share types.
    pub(super) fn merged_resources(&mut self) {
        let is_merged = |id: &ResourceId| self.is_merged(*id);
        let mut changes = Vec::new();
        for (id, tree) in whole_trees(&self.new, is_merged) {
            let parts: Vec<ResourceId> = self.pairs.resources.predecessors(id).collect();
            let names = modules(&self.old, &parts);
            let module = self.new.module(id);
            let resources = parts.iter().map(|part| self.old.api.resource(*part));
            let note = Phrase::from("scopes now share types: merged from ")
                .codes(&names)
                .append(reason(resources, ", which differed: "));
            let others = tree.iter().filter(|other| **other != id).map(|other| {
                let parts: Vec<ResourceId> =
                    self.pairs.resources.predecessors(*other).collect();
                Phrase::new()
                    .code(self.new.module(*other))
                    .words(" (was ")
                    .codes(modules(&self.old, &parts))
                    .words(")")
            });
            let note = note.append(with(others));
            changes.push(
                Change::new(
                    ChangeKind::Merged,
                    Impact::Breaking,
                    Item::Resource,
                    module,
                )
                .replaced(names.join(", "), module)
                .at_old(&self.old.api.resource(parts[0]).scopes.first().pointer)
                .at_new(&self.new.api.resource(id).scopes.first().pointer)
                .note(note),
            );
        }
        self.changes.extend(changes);
    }
}

/// Returns the difference between the parts of a split resource.
fn reason<'a>(parts: impl Iterator<Item = &'a Resource>, words: &'static str) -> Phrase {
    let mut separations = parts.flat_map(|part| &part.separations);
    separations
        .next()
        .map(|separation| Phrase::from(words).prose(&separation.difference))
        .unwrap_or_default()
}
