//! Where resources are found: below which others.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, Impact, Item, What};
use super::relation::Relation;
use super::side::Side;
use crate::ir::ResourceId;
use crate::text::phrase::Phrase;

/// A resource, and one of those it is or was found below; `None` stands for the client.
pub(super) type Place = (ResourceId, Option<ResourceId>);

impl Comparison<'_> {
    /// Where resources are found that are found elsewhere too.
    pub(super) fn places(&mut self) {
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
                        .note(Phrase::from("was ").code(&path))
                        .replaced(path, now)
                }
                None => {
                    Change::new(What::Removed, Impact::Breaking, Item::Accessor, path)
                        .note(
                            Phrase::new()
                                .code(self.old.module(id))
                                .words(" are not found there any more"),
                        )
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
                    .note(
                        Phrase::new()
                            .code(self.new.module(id))
                            .words(" are found there too"),
                    ),
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
