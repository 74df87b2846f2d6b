//! Resources as wholes: which there are, where they are found, what leads to them.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, Impact, Item, What};
use super::enumerations::quoted;
use super::relation::Relation;
use super::side::Side;
use crate::ir::{PathArgument, PathTemplate, Resource, ResourceId, ResourceKind};

/// A resource, and one of those it is or was found below; `None` stands for the client.
pub(super) type Place = (ResourceId, Option<ResourceId>);

impl Comparison<'_> {
    pub(super) fn resources(&mut self) {
        self.gone_resources();
        self.fresh_resources();
        self.split_resources();
        self.merged_resources();
        for (old, new) in self.chief_resources() {
            self.resource(old, new);
        }
        self.places();
    }

    /// Whether the old API alone has the resource.
    pub(super) fn is_gone(&self, owner: Option<ResourceId>) -> bool {
        owner.is_some_and(|owner| !self.pairs.resources.has_old(owner))
    }

    /// Whether the new API alone has the resource.
    pub(super) fn is_fresh(&self, owner: Option<ResourceId>) -> bool {
        owner.is_some_and(|owner| !self.pairs.resources.has_new(owner))
    }

    /// Whether an old resource is now several.
    pub(super) fn is_split(&self, old: ResourceId) -> bool {
        self.pairs.resources.successors(old).count() > 1
    }

    /// Whether a new resource was several.
    pub(super) fn is_merged(&self, new: ResourceId) -> bool {
        self.pairs.resources.predecessors(new).count() > 1
    }

    /// Resources that are the same, one new for each old.
    pub(super) fn chief_resources(&self) -> Vec<(ResourceId, ResourceId)> {
        let same = |old, new| self.old.module(old) == self.new.module(new);
        self.pairs.resources.chief_pairs(same)
    }

    fn gone_resources(&mut self) {
        let gone = |id: &ResourceId| !self.pairs.resources.has_old(*id);
        let changes = whole_trees(&self.old, gone).map(|(id, tree)| {
            Change::new(
                What::Removed,
                Impact::Breaking,
                Item::Resource,
                self.old.module(id),
            )
            .at_old(&self.old.api.resource(id).scopes[0].pointer)
            .in_operations(operations(&self.old, &tree))
            .note(described(&self.old, id, &tree))
        });
        let changes: Vec<Change> = changes.collect();
        self.changes.extend(changes);
    }

    fn fresh_resources(&mut self) {
        let fresh = |id: &ResourceId| !self.pairs.resources.has_new(*id);
        let changes = whole_trees(&self.new, fresh).map(|(id, tree)| {
            Change::new(
                What::Added,
                Impact::Additive,
                Item::Resource,
                self.new.module(id),
            )
            .at_new(&self.new.api.resource(id).scopes[0].pointer)
            .in_operations(operations(&self.new, &tree))
            .note(described(&self.new, id, &tree))
        });
        let changes: Vec<Change> = changes.collect();
        self.changes.extend(changes);
    }

    /// Resources whose scopes shared one set of types and no longer do.
    fn split_resources(&mut self) {
        let splits = self.pairs.resources.splits();
        let is_split = |id: &ResourceId| splits.iter().any(|(split, _)| split == id);
        let mut changes = Vec::new();
        for (id, tree) in whole_trees(&self.old, is_split) {
            let parts: Vec<ResourceId> = self.pairs.resources.successors(id).collect();
            let modules = modules(&self.new, &parts);
            let module = self.old.module(id);
            let mut note = format!(
                "one set of types served {} scopes; now {} do",
                parts.len(),
                quoted(&modules)
            );
            note += &reason(parts.iter().map(|part| self.new.api.resource(*part)));
            note += &with_them(&self.old, id, &tree);
            changes.push(
                Change::new(What::Split, Impact::Breaking, Item::Resource, module)
                    .from_to(module, modules.join(", "))
                    .at_old(&self.old.api.resource(id).scopes[0].pointer)
                    .at_new(&self.new.api.resource(parts[0]).scopes[0].pointer)
                    .note(note),
            );
        }
        self.changes.extend(changes);
    }

    /// Resources that had a set of types for each scope and now share one.
    fn merged_resources(&mut self) {
        let merges = self.pairs.resources.merges();
        let is_merged = |id: &ResourceId| merges.iter().any(|(merge, _)| merge == id);
        let mut changes = Vec::new();
        for (id, tree) in whole_trees(&self.new, is_merged) {
            let parts: Vec<ResourceId> = self.pairs.resources.predecessors(id).collect();
            let modules = modules(&self.old, &parts);
            let module = self.new.module(id);
            let mut note =
                format!("one set of types serves what {} did", quoted(&modules));
            note += &with_them(&self.new, id, &tree);
            changes.push(
                Change::new(What::Merged, Impact::Breaking, Item::Resource, module)
                    .from_to(modules.join(", "), module)
                    .at_old(&self.old.api.resource(parts[0]).scopes[0].pointer)
                    .at_new(&self.new.api.resource(id).scopes[0].pointer)
                    .note(note),
            );
        }
        self.changes.extend(changes);
    }

    /// What leads to a resource.
    fn resource(&mut self, old: ResourceId, new: ResourceId) {
        let (one, other) = (self.old.api.resource(old), self.new.api.resource(new));
        let (old_names, new_names) =
            (self.old.names.resource(old), self.new.names.resource(new));
        let parent = self.new.parent_handle(new, 0);
        let change = |what, name: &dyn std::fmt::Display| {
            Change::new(
                what,
                Impact::Breaking,
                Item::Accessor,
                format!("{parent}::{name}"),
            )
            .at_old(&one.scopes[0].pointer)
            .at_new(&other.scopes[0].pointer)
        };
        let mut changes = Vec::new();
        if one.kind != other.kind {
            let note = match other.kind {
                ResourceKind::Singleton => "there is one where there were many",
                ResourceKind::Collection => "there are many where there was one",
            };
            changes.push(change(What::Retyped, &new_names.accessor).note(note));
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
                    change(What::Renamed, after)
                        .from_to(before.as_str(), after.as_str())
                        .note(format!("was `{before}`")),
                );
            }
        }
        if let (Some(before), Some(after), Some(accessor)) =
            (picked_by(one), picked_by(other), &new_names.instance_accessor)
        {
            let before = self.old.argument(before.ty);
            let after = self.new.argument(after.ty);
            if self.renamed(&before) != after {
                let mut found = change(What::Retyped, accessor)
                    .note(format!("takes `{after}` instead of `{before}`"));
                if after == format!("SidOrName<{}>", self.renamed(&before)) {
                    found.impact = Impact::Additive;
                    found.note = format!(
                        "takes another name too: `{after}` instead of `{before}`"
                    );
                }
                changes.push(found.from_to(before, after));
            }
        }
        self.changes.extend(changes);
    }

    /// A kind of SID, or what is made of one, by the name that the new API has for it.
    fn renamed(&self, ty: &str) -> String {
        let renamed = |text: String, (old, new)| {
            text.replace(&self.old.sid(old), &self.new.sid(new))
        };
        self.pairs.sids.pairs().into_iter().fold(ty.to_owned(), renamed)
    }

    /// Where resources are found that are found elsewhere too.
    fn places(&mut self) {
        let (lost, gained) = (self.lost_places(), self.gained_places());
        let mut changes = Vec::new();
        for &(id, parent) in &lost {
            let Some(new) = self.pairs.resources.successors(id).next() else {
                continue;
            };
            let scope = scope_below(&self.old, id, parent);
            let accessor = &self.old.names.resource(id).accessor;
            let path = format!("{}::{accessor}", self.old.parent_handle(id, scope));
            let moved_to = gained.iter().find(|(gaining, _)| *gaining == new);
            let change = match moved_to {
                Some(&(_, parent)) => {
                    let scope = scope_below(&self.new, new, parent);
                    let accessor = &self.new.names.resource(new).accessor;
                    let now =
                        format!("{}::{accessor}", self.new.parent_handle(new, scope));
                    Change::new(What::Moved, Impact::Breaking, Item::Accessor, &now)
                        .note(format!("was `{path}`"))
                        .from_to(path, now)
                }
                None => {
                    Change::new(What::Removed, Impact::Breaking, Item::Accessor, path)
                        .note(format!(
                            "`{}` are not found there any more",
                            self.old.module(id)
                        ))
                }
            };
            changes.push(
                change
                    .at_old(&self.old.api.resource(id).scopes[scope].pointer)
                    .in_operations(ids_in_scope(&self.old, id, scope)),
            );
        }
        for &(id, parent) in &gained {
            let is_moved = self
                .pairs
                .resources
                .predecessors(id)
                .any(|old| lost.iter().any(|(losing, _)| *losing == old));
            if is_moved {
                continue;
            }
            let scope = scope_below(&self.new, id, parent);
            let accessor = &self.new.names.resource(id).accessor;
            let path = format!("{}::{accessor}", self.new.parent_handle(id, scope));
            changes.push(
                Change::new(What::Added, Impact::Additive, Item::Accessor, path)
                    .at_new(&self.new.api.resource(id).scopes[scope].pointer)
                    .in_operations(ids_in_scope(&self.new, id, scope))
                    .note(format!("`{}` are found there too", self.new.module(id))),
            );
        }
        self.changes.extend(changes);
    }

    /// Places where a resource is no longer found, though the places themselves are still there.
    pub(super) fn lost_places(&self) -> BTreeSet<Place> {
        let resources = &self.pairs.resources;
        let lost = |&(id, parent): &Place| {
            let mut now = resources.successors(id).flat_map(|new| self.new.parents(new));
            resources.has_old(id)
                && parent.is_none_or(|parent| resources.has_old(parent))
                && !now.any(|new| same_place(resources, parent, new))
        };
        places(&self.old).filter(lost).collect()
    }

    /// Places where a resource was not found, though the places themselves were there.
    pub(super) fn gained_places(&self) -> BTreeSet<Place> {
        let resources = &self.pairs.resources;
        let gained = |&(id, parent): &Place| {
            let mut before =
                resources.predecessors(id).flat_map(|old| self.old.parents(old));
            resources.has_new(id)
                && parent.is_none_or(|parent| resources.has_new(parent))
                && !before.any(|old| same_place(resources, old, parent))
        };
        places(&self.new).filter(gained).collect()
    }
}

fn same_place(
    resources: &Relation<ResourceId>,
    old: Option<ResourceId>,
    new: Option<ResourceId>,
) -> bool {
    match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => resources.holds(old, new),
        _ => false,
    }
}

fn places(side: &Side<'_>) -> impl Iterator<Item = Place> {
    side.api
        .resource_ids()
        .flat_map(|id| side.parents(id).into_iter().map(move |parent| (id, parent)))
}

fn scope_below(side: &Side<'_>, id: ResourceId, parent: Option<ResourceId>) -> usize {
    let scopes = &side.api.resource(id).scopes;
    let position =
        scopes.iter().position(|scope| scope.parent.map(|(parent, _)| parent) == parent);
    position.unwrap_or(0)
}

fn ids_in_scope<'a>(
    side: &Side<'a>,
    id: ResourceId,
    scope: usize,
) -> impl Iterator<Item = &'a String> {
    let operations = side.api.resource(id).operations.iter();
    operations
        .filter_map(move |operation| operation.routes.get(scope))
        .map(|route| &route.id)
}

/// What picks an instance.
fn picked_by(resource: &Resource) -> Option<&PathArgument> {
    resource.scopes[0].instance.as_ref().and_then(PathTemplate::last_argument)
}

/// Each resource of a kind that is below none of that kind, and with it those that are below it.
fn whole_trees(
    side: &Side<'_>,
    is_of_kind: impl Fn(&ResourceId) -> bool,
) -> impl Iterator<Item = (ResourceId, Vec<ResourceId>)> {
    let of_kind: Vec<ResourceId> = side.api.resource_ids().filter(is_of_kind).collect();
    let scopes = |id: ResourceId| 0..side.api.resource(id).scopes.len();
    let roots = of_kind.iter().copied().filter(|id| {
        scopes(*id).all(|scope| {
            !side.ancestry(*id, scope)[1..].iter().any(|above| of_kind.contains(above))
        })
    });
    let trees = roots.map(|root| {
        let tree = of_kind.iter().copied().filter(|id| {
            scopes(*id).any(|scope| side.ancestry(*id, scope).contains(&root))
        });
        (root, tree.collect())
    });
    trees.collect::<Vec<_>>().into_iter()
}

fn modules(side: &Side<'_>, ids: &[ResourceId]) -> Vec<String> {
    ids.iter().map(|id| side.module(*id).to_owned()).collect()
}

fn operations<'a>(side: &Side<'a>, tree: &[ResourceId]) -> Vec<&'a String> {
    let ids = tree.iter().flat_map(|id| side.operations_of(*id));
    ids.flat_map(|id| side.ids(id)).collect()
}

fn described(side: &Side<'_>, id: ResourceId, tree: &[ResourceId]) -> String {
    let path = side.api.resource(id).scopes[0].path();
    let count = operations(side, tree).len();
    let plural = if count == 1 { "" } else { "s" };
    format!("`{path}`, {count} operation{plural}{}", with_them(side, id, tree))
}

fn with_them(side: &Side<'_>, id: ResourceId, tree: &[ResourceId]) -> String {
    let others: Vec<ResourceId> =
        tree.iter().copied().filter(|other| *other != id).collect();
    if others.is_empty() {
        return String::new();
    }
    format!("; with it {}", quoted(&modules(side, &others)))
}

/// Why the parts of what was one resource differ.
fn reason<'a>(parts: impl Iterator<Item = &'a Resource>) -> String {
    let mut separations = parts.flat_map(|part| &part.separations);
    separations
        .next()
        .map(|separation| format!(", since they differ: {}", separation.difference))
        .unwrap_or_default()
}
