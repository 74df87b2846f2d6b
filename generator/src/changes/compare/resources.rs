//! Changes of resources and of the accessors that lead to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item, instead};
use super::side::Side;
use crate::ir::{
    ArgumentType, HandleKind, PathArgument, ResourceId, ResourceKind, ScopeId, TypeOwner,
};
use crate::text::count::counted;
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    pub(super) fn resources(&mut self) {
        self.removed_resources();
        self.added_resources();
        self.split_resources();
        self.merged_resources();
        for (old, new) in self.primary_resources() {
            self.resource(old, new);
        }
        self.parents();
    }

    /// Returns `true` if only the old API has the resource.
    pub(super) fn is_removed(&self, id: ResourceId) -> bool {
        !self.pairs.resources.has_old(id)
    }

    /// Returns `true` if only the new API has the resource.
    pub(super) fn is_added(&self, id: ResourceId) -> bool {
        !self.pairs.resources.has_new(id)
    }

    /// Returns `true` if the owner of a type is a resource of the old API only, which covers the type.
    pub(super) fn is_removed_with(&self, owner: TypeOwner) -> bool {
        owner.resource().is_some_and(|id| self.is_removed(id))
    }

    /// Returns `true` if the owner of a type is a resource of the new API only, which covers the type.
    pub(super) fn is_added_with(&self, owner: TypeOwner) -> bool {
        owner.resource().is_some_and(|id| self.is_added(id))
    }

    /// Returns one new resource for each old one.
    pub(super) fn primary_resources(&self) -> Vec<(ResourceId, ResourceId)> {
        let same = |old, new| self.old.module(old) == self.new.module(new);
        self.pairs.resources.primary_pairs(same)
    }

    fn removed_resources(&mut self) {
        let removed = |id: &ResourceId| !self.pairs.resources.has_old(*id);
        let changes = whole_trees(&self.old, removed).map(|(id, tree)| {
            Change::new(
                ChangeKind::Removed,
                Impact::Breaking,
                Item::Resource,
                self.old.module(id),
            )
            .at_old(&self.old.api.resource(id).scopes.first().pointer)
            .in_operations(operations(&self.old, &tree))
            .note(summary(&self.old, id, &tree))
        });
        let changes: Vec<Change> = changes.collect();
        self.changes.extend(changes);
    }

    fn added_resources(&mut self) {
        let added = |id: &ResourceId| !self.pairs.resources.has_new(*id);
        let changes = whole_trees(&self.new, added).map(|(id, tree)| {
            Change::new(
                ChangeKind::Added,
                Impact::Additive,
                Item::Resource,
                self.new.module(id),
            )
            .at_new(&self.new.api.resource(id).scopes.first().pointer)
            .in_operations(operations(&self.new, &tree))
            .note(summary(&self.new, id, &tree))
        });
        let changes: Vec<Change> = changes.collect();
        self.changes.extend(changes);
    }

    /// Compares the accessors of a resource.
    fn resource(&mut self, old: ResourceId, new: ResourceId) {
        let (one, other) = (self.old.api.resource(old), self.new.api.resource(new));
        let (old_names, new_names) =
            (self.old.names.resource(old), self.new.names.resource(new));
        let parent = self.new.parent_handle(new, ScopeId::FIRST);
        let change = |what, name: &dyn Display| {
            Change::new(
                what,
                Impact::Breaking,
                Item::Accessor,
                format!("{parent}::{name}"),
            )
            .at_old(&one.scopes.first().pointer)
            .at_new(&other.scopes.first().pointer)
        };
        let mut changes = Vec::new();
        if one.kind != other.kind {
            let note = match other.kind {
                ResourceKind::Singleton => "singleton instead of a collection",
                ResourceKind::Collection => "collection instead of a singleton",
            };
            changes.push(change(ChangeKind::Retyped, &new_names.accessor).note(note));
        }
        let accessors = [
            (Some(&old_names.accessor), Some(&new_names.accessor)),
            (old_names.instance_accessor.as_ref(), new_names.instance_accessor.as_ref()),
        ];
        for (before, after) in accessors {
            if let (Some(before), Some(after)) = (before, after)
                && before != after
            {
                changes.push(
                    change(ChangeKind::Renamed, after)
                        .replaced(before.as_str(), after.as_str())
                        .note(Phrase::from("was ").code(before)),
                );
            }
        }
        for handle in [HandleKind::Collection, HandleKind::Instance] {
            let arguments = (
                self.old.own_arguments(old, handle),
                self.new.own_arguments(new, handle),
            );
            if let (Some(before), Some(after)) = arguments {
                let change =
                    |what| change(what, new_names.accessor_of(handle) as &dyn Display);
                changes.extend(self.arguments(&before, &after, change));
            }
        }
        self.changes.extend(changes);
    }

    /// Compares the arguments of an accessor, which callers pass by position.
    fn arguments(
        &self,
        before: &[&PathArgument],
        after: &[&PathArgument],
        change: impl Fn(ChangeKind) -> Change,
    ) -> Vec<Change> {
        if before.len() != after.len() {
            let count =
                |arguments: &[&PathArgument]| counted(arguments.len(), "argument");
            let (before, after) = (count(before), count(after));
            let note = Phrase::from("takes ")
                .prose(&after)
                .words(" instead of ")
                .prose(&before);
            return vec![change(ChangeKind::Retyped).note(note).replaced(before, after)];
        }
        let pairs = before.iter().zip(after);
        let differing =
            pairs.filter(|(before, after)| !self.is_same_argument(before.ty, after.ty));
        let changes = differing.map(|(before, after)| {
            let (old_type, new_type) =
                (self.old.argument(before.ty), self.new.argument(after.ty));
            let note = instead("takes ", &new_type, &old_type);
            let note = if self.accepts_more(before.ty, after.ty) {
                note.words("; other types that convert into ")
                    .code(&old_type)
                    .words(", such as type parameters, are no longer accepted")
            } else {
                note
            };
            change(ChangeKind::Retyped)
                .note(note)
                .replaced(old_type, new_type)
                .at_old(&before.pointer)
                .at_new(&after.pointer)
        });
        changes.collect()
    }

    fn is_same_argument(&self, old: ArgumentType, new: ArgumentType) -> bool {
        match (old, new) {
            (ArgumentType::Sid(old), ArgumentType::Sid(new))
            | (ArgumentType::SidOrName(old), ArgumentType::SidOrName(new)) => {
                self.pairs.sids.holds(old, new)
            }
            (old, new) => (old, new) == (ArgumentType::Text, ArgumentType::Text),
        }
    }

    /// Returns `true` if the new argument accepts a name in addition to the SID that the old one accepts.
    fn accepts_more(&self, old: ArgumentType, new: ArgumentType) -> bool {
        match (old, new) {
            (ArgumentType::Sid(old), ArgumentType::SidOrName(new)) => {
                self.pairs.sids.holds(old, new)
            }
            _ => false,
        }
    }
}

/// Returns the roots of the subtrees of matching resources, each with all matching resources below it.
pub(super) fn whole_trees(
    side: &Side<'_>,
    is_match: impl Fn(&ResourceId) -> bool,
) -> impl Iterator<Item = (ResourceId, Vec<ResourceId>)> {
    let matching: BTreeSet<ResourceId> =
        side.api.resource_ids().filter(is_match).collect();
    let mut trees: BTreeMap<ResourceId, Vec<ResourceId>> = BTreeMap::new();
    let above = |id: ResourceId| side.ancestors(id).filter(move |above| *above != id);
    let is_root = |id: &ResourceId| !above(*id).any(|above| matching.contains(&above));
    trees
        .extend(matching.iter().copied().filter(is_root).map(|root| (root, Vec::new())));
    for id in &matching {
        for root in side.ancestors(*id) {
            if let Some(tree) = trees.get_mut(&root) {
                tree.push(*id);
            }
        }
    }
    trees.into_iter()
}

pub(super) fn modules(side: &Side<'_>, ids: &[ResourceId]) -> Vec<String> {
    ids.iter().map(|id| side.module(*id).to_owned()).collect()
}

fn operations<'a>(side: &Side<'a>, tree: &[ResourceId]) -> Vec<&'a String> {
    let ids = tree.iter().flat_map(|id| side.operations_of(*id));
    ids.flat_map(|id| side.ids(id)).collect()
}

fn summary(side: &Side<'_>, id: ResourceId, tree: &[ResourceId]) -> Phrase {
    let path = side.api.resource(id).scopes.first().path();
    let count = operations(side, tree).len();
    Phrase::new()
        .code(path)
        .words(", ")
        .prose(counted(count, "operation"))
        .append(with_descendants(side, id, tree))
}

fn with_descendants(side: &Side<'_>, id: ResourceId, tree: &[ResourceId]) -> Phrase {
    let others = tree.iter().filter(|other| **other != id);
    with(others.map(|other| Phrase::new().code(side.module(*other))))
}

/// Lists other items affected by the same change.
pub(super) fn with(others: impl Iterator<Item = Phrase>) -> Phrase {
    let others: Vec<Phrase> = others.collect();
    if others.is_empty() {
        Phrase::new()
    } else {
        Phrase::from("; also ").joined(others, ", ")
    }
}
