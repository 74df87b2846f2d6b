//! Changes of the parents of resources.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::Side;
use crate::ir::{ResourceId, ScopeId};
use crate::text::phrase::Phrase;

/// A resource and one of its parents; `None` is the client.
pub(super) type ParentLink = (ResourceId, Option<ResourceId>);

impl Comparison<'_> {
    /// Reports resources that are added to or removed from a parent but also exist elsewhere.
    pub(super) fn parents(&mut self) {
        let (removed, added) = (self.removed_parents(), self.added_parents());
        let mut changes = Vec::new();
        for &(id, parent) in &removed {
            let Some(new) = self.pairs.resources.successors(id).next() else {
                continue;
            };
            let scope = self.old.scope_below(id, parent);
            let accessor = &self.old.names.resource(id).accessor;
            let path = format!("{}::{accessor}", self.old.parent_handle(id, scope));
            let moved_to = first_of(&added, new);
            let change = match moved_to {
                Some((_, parent)) => {
                    let scope = self.new.scope_below(new, parent);
                    let accessor = &self.new.names.resource(new).accessor;
                    let now =
                        format!("{}::{accessor}", self.new.parent_handle(new, scope));
                    Change::new(
                        ChangeKind::Moved,
                        Impact::Breaking,
                        Item::Accessor,
                        &now,
                    )
                    .note(Phrase::from("was ").code(&path))
                    .replaced(path, now)
                    .at_new(&self.new.api.resource(new).scopes[scope].pointer)
                }
                None => Change::new(
                    ChangeKind::Removed,
                    Impact::Breaking,
                    Item::Accessor,
                    path,
                )
                .note(
                    Phrase::new()
                        .code(self.old.module(id))
                        .words(" is no longer accessible from this handle"),
                ),
            };
            changes.push(
                change
                    .at_old(&self.old.api.resource(id).scopes[scope].pointer)
                    .in_operations(ids_in_scope(&self.old, id, scope)),
            );
        }
        for &(id, parent) in &added {
            let is_moved = self
                .pairs
                .resources
                .predecessors(id)
                .any(|old| first_of(&removed, old).is_some());
            if is_moved {
                continue;
            }
            let scope = self.new.scope_below(id, parent);
            let accessor = &self.new.names.resource(id).accessor;
            let path = format!("{}::{accessor}", self.new.parent_handle(id, scope));
            changes.push(
                Change::new(ChangeKind::Added, Impact::Additive, Item::Accessor, path)
                    .at_new(&self.new.api.resource(id).scopes[scope].pointer)
                    .in_operations(ids_in_scope(&self.new, id, scope))
                    .note(
                        Phrase::new()
                            .code(self.new.module(id))
                            .words(" is also accessible from this handle"),
                    ),
            );
        }
        self.changes.extend(changes);
    }

    /// Returns links to parents that still exist but no longer contain the resource.
    pub(super) fn removed_parents(&self) -> BTreeSet<ParentLink> {
        let resources = &self.pairs.resources;
        let mut removed = BTreeSet::new();
        for id in self.old.api.resource_ids().filter(|id| resources.has_old(*id)) {
            let now = resources.successors(id).flat_map(|new| self.new.parents(new));
            let now: BTreeSet<Option<ResourceId>> = now.collect();
            let is_removed = |parent: &Option<ResourceId>| match *parent {
                None => !now.contains(&None),
                Some(parent) => {
                    resources.has_old(parent)
                        && !resources
                            .successors(parent)
                            .any(|new| now.contains(&Some(new)))
                }
            };
            let parents = self.old.parents(id).into_iter().filter(is_removed);
            removed.extend(parents.map(|parent| (id, parent)));
        }
        removed
    }

    /// Returns links to parents that already existed but did not contain the resource.
    pub(super) fn added_parents(&self) -> BTreeSet<ParentLink> {
        let resources = &self.pairs.resources;
        let mut added = BTreeSet::new();
        for id in self.new.api.resource_ids().filter(|id| resources.has_new(*id)) {
            let before =
                resources.predecessors(id).flat_map(|old| self.old.parents(old));
            let before: BTreeSet<Option<ResourceId>> = before.collect();
            let is_added = |parent: &Option<ResourceId>| match *parent {
                None => !before.contains(&None),
                Some(parent) => {
                    resources.has_new(parent)
                        && !resources
                            .predecessors(parent)
                            .any(|old| before.contains(&Some(old)))
                }
            };
            let parents = self.new.parents(id).into_iter().filter(is_added);
            added.extend(parents.map(|parent| (id, parent)));
        }
        added
    }
}

/// Returns the first link of a resource.
fn first_of(links: &BTreeSet<ParentLink>, id: ResourceId) -> Option<ParentLink> {
    links.range((id, None)..).next().copied().filter(|(found, _)| *found == id)
}

fn ids_in_scope<'a>(
    side: &Side<'a>,
    id: ResourceId,
    scope: ScopeId,
) -> impl Iterator<Item = &'a String> {
    let operations = side.api.resource(id).operations.iter();
    operations.map(move |operation| &operation.routes[scope].id)
}
