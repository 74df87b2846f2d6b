//! Where resources are found: below which others.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, Impact, Item, What};
use super::side::Side;
use crate::ir::{ResourceId, ScopeId};
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
            let scope = self.old.scope_below(id, parent);
            let accessor = &self.old.names.resource(id).accessor;
            let path = format!("{}::{accessor}", self.old.parent_handle(id, scope));
            let moved_to = first_of(&gained, new);
            let change = match moved_to {
                Some((_, parent)) => {
                    let scope = self.new.scope_below(new, parent);
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
                .any(|old| first_of(&lost, old).is_some());
            if is_moved {
                continue;
            }
            let scope = self.new.scope_below(id, parent);
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
        let mut lost = BTreeSet::new();
        for id in self.old.api.resource_ids().filter(|id| resources.has_old(*id)) {
            let now = resources.successors(id).flat_map(|new| self.new.parents(new));
            let now: BTreeSet<Option<ResourceId>> = now.collect();
            let is_lost = |parent: &Option<ResourceId>| match *parent {
                None => !now.contains(&None),
                Some(parent) => {
                    resources.has_old(parent)
                        && !resources
                            .successors(parent)
                            .any(|new| now.contains(&Some(new)))
                }
            };
            let parents = self.old.parents(id).into_iter().filter(is_lost);
            lost.extend(parents.map(|parent| (id, parent)));
        }
        lost
    }

    /// Places where a resource was not found, though the places themselves were there.
    pub(super) fn gained_places(&self) -> BTreeSet<Place> {
        let resources = &self.pairs.resources;
        let mut gained = BTreeSet::new();
        for id in self.new.api.resource_ids().filter(|id| resources.has_new(*id)) {
            let before =
                resources.predecessors(id).flat_map(|old| self.old.parents(old));
            let before: BTreeSet<Option<ResourceId>> = before.collect();
            let is_gained = |parent: &Option<ResourceId>| match *parent {
                None => !before.contains(&None),
                Some(parent) => {
                    resources.has_new(parent)
                        && !resources
                            .predecessors(parent)
                            .any(|old| before.contains(&Some(old)))
                }
            };
            let parents = self.new.parents(id).into_iter().filter(is_gained);
            gained.extend(parents.map(|parent| (id, parent)));
        }
        gained
    }
}

/// The first of the places of a resource.
fn first_of(places: &BTreeSet<Place>, id: ResourceId) -> Option<Place> {
    places.range((id, None)..).next().copied().filter(|(found, _)| *found == id)
}

fn ids_in_scope<'a>(
    side: &Side<'a>,
    id: ResourceId,
    scope: ScopeId,
) -> impl Iterator<Item = &'a String> {
    let operations = side.api.resource(id).operations.iter();
    operations.map(move |operation| &operation.routes[scope].id)
}
