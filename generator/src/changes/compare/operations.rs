//! Operations: which there are, what they send and what they answer.

use super::Comparison;
use super::change::{Change, Impact, Item, What, instead};
use super::places::Place;
use super::side::{OperationId, RouteId, Side};
use crate::ir::{BodyEncoding, ResourceId, ResponseBody, ScopeId};
use crate::name::call::is_of_instance;
use crate::text::phrase::Phrase;
use std::collections::BTreeSet;

/// How many scopes of an operation are named in each of its changes.
const MOST_NAMED: usize = 100;

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        self.gone_operations();
        self.fresh_operations();
        for (old, new) in self.pairs.operations.pairs() {
            self.call(old, new);
            self.wire(old, new);
            self.answer(old, new);
            self.parameters(old, new);
        }
        for (old, new) in self.pairs.routes.clone() {
            self.route(old, new);
        }
    }

    fn gone_operations(&mut self) {
        let lost = self.lost_places();
        let paired: BTreeSet<RouteId> =
            self.pairs.routes.iter().map(|(old, _)| *old).collect();
        let is_paired = |id: &RouteId| paired.contains(id);
        let is_told = |id: ResourceId| !self.pairs.resources.has_old(id);
        let mut changes = Vec::new();
        for id in self.old.operations() {
            let gone = scopes(&self.old, id).filter(|route| {
                !is_paired(route) && !is_folded(&self.old, *route, is_told, &lost)
            });
            let gone: Vec<RouteId> = gone.collect();
            let Some(first) = gone.first() else { continue };
            changes.push(
                Change::new(
                    What::Removed,
                    Impact::Breaking,
                    Item::Operation,
                    self.old.method(id),
                )
                .at_old(&self.old.route(*first).pointer)
                .in_operations(gone.iter().map(|route| &self.old.route(*route).id))
                .note(calls(&self.old, &gone)),
            );
        }
        self.changes.extend(changes);
    }

    fn fresh_operations(&mut self) {
        let gained = self.gained_places();
        let paired: BTreeSet<RouteId> =
            self.pairs.routes.iter().map(|(_, new)| *new).collect();
        let is_paired = |id: &RouteId| paired.contains(id);
        let is_told = |id: ResourceId| !self.pairs.resources.has_new(id);
        let mut changes = Vec::new();
        for id in self.new.operations() {
            let fresh = scopes(&self.new, id).filter(|route| {
                !is_paired(route) && !is_folded(&self.new, *route, is_told, &gained)
            });
            let fresh: Vec<RouteId> = fresh.collect();
            let Some(first) = fresh.first() else { continue };
            changes.push(
                Change::new(
                    What::Added,
                    Impact::Additive,
                    Item::Operation,
                    self.new.method(id),
                )
                .at_new(&self.new.route(*first).pointer)
                .in_operations(fresh.iter().map(|route| &self.new.route(*route).id))
                .note(calls(&self.new, &fresh)),
            );
        }
        self.changes.extend(changes);
    }

    /// A change of an operation that both have.
    pub(super) fn of_operation(
        &self,
        (old, new): (OperationId, OperationId),
        what: What,
        impact: Impact,
    ) -> Change {
        Change::new(what, impact, Item::Operation, self.new.method(new))
            .at_old(&self.old.operation(old).routes.first().pointer)
            .at_new(&self.new.operation(new).routes.first().pointer)
            .in_operations(self.shared_ids(new))
    }

    /// The `operationId`s of an operation; none if many share it.
    pub(super) fn shared_ids(&self, id: OperationId) -> Vec<&String> {
        let ids: Vec<&String> = self.new.ids(id).take(MOST_NAMED + 1).collect();
        if ids.len() > MOST_NAMED {
            Vec::new()
        } else {
            ids
        }
    }

    /// The method that starts the operation.
    fn call(&mut self, old: OperationId, new: OperationId) {
        let of_instance = |side: &Side<'_>, id: OperationId| {
            is_of_instance(side.api.resource(id.0), side.operation(id))
        };
        let (before, after) =
            (self.old.call((old, ScopeId::FIRST)), self.new.call((new, ScopeId::FIRST)));
        let (old_method, new_method) = (
            &self.old.operation_names(old).method,
            &self.new.operation_names(new).method,
        );
        let moved = !self.pairs.resources.holds(old.0, new.0)
            || of_instance(&self.old, old) != of_instance(&self.new, new);
        if moved && before != after {
            let change = self
                .of_operation((old, new), What::Moved, Impact::Breaking)
                .note(instead("", &after, &before))
                .replaced(before, after);
            self.changes.push(change);
        } else if old_method != new_method {
            let change = self
                .of_operation((old, new), What::Renamed, Impact::Breaking)
                .replaced(old_method.as_str(), new_method.as_str())
                .note(Phrase::from("was ").code(old_method));
            self.changes.push(change);
        }
    }

    /// What is sent, whatever the scope.
    fn wire(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (self.old.operation(old), self.new.operation(new));
        if one.method != other.method {
            let change = self
                .of_operation((old, new), What::Sent, Impact::Behaviour)
                .replaced(one.method.as_str(), other.method.as_str())
                .note(instead("sends ", other.method, one.method));
            self.changes.push(change);
        }
        if let (Some(before), Some(after)) = (one.body, other.body)
            && before != after
        {
            let change =
                self.of_operation((old, new), What::Sent, Impact::Behaviour).note(
                    Phrase::from("sends ")
                        .words(body(after))
                        .words(" instead of ")
                        .words(body(before)),
                );
            self.changes.push(change);
        }
        if let (Some(before), Some(after)) = (&one.paging, &other.paging) {
            if before.items != after.items {
                let change = self
                    .of_operation((old, new), What::Sent, Impact::Behaviour)
                    .replaced(&before.items, &after.items)
                    .note(instead("items are read from ", &after.items, &before.items));
                self.changes.push(change);
            }
            if before.max_page_size != after.max_page_size {
                let size = |size: Option<i64>| {
                    size.map_or_else(
                        || "any number of".to_owned(),
                        |size| size.to_string(),
                    )
                };
                let (before, after) =
                    (size(before.max_page_size), size(after.max_page_size));
                let change = self
                    .of_operation((old, new), What::Limit, Impact::Behaviour)
                    .note(
                        Phrase::from("a page holds at most ")
                            .prose(&after)
                            .words(" items instead of ")
                            .prose(&before),
                    )
                    .replaced(before, after);
                self.changes.push(change);
            }
        }
    }

    /// What is sent in one scope.
    fn route(&mut self, old: RouteId, new: RouteId) {
        let (one, other) = (self.old.route(old), self.new.route(new));
        let change = |impact| {
            self.of_operation((old.0, new.0), What::Sent, impact)
                .at_old(&one.pointer)
                .at_new(&other.pointer)
                .in_operations([&other.id])
        };
        let mut changes = Vec::new();
        if one.path.shape() != other.path.shape() {
            let (before, after) = (one.path.to_string(), other.path.to_string());
            changes.push(
                change(Impact::Behaviour)
                    .note(instead("asks ", &after, &before))
                    .replaced(before, after),
            );
        }
        if one.id != other.id {
            changes.push(
                change(Impact::Behaviour)
                    .note(instead("errors call it ", &other.id, &one.id))
                    .replaced(&one.id, &other.id),
            );
        }
        self.changes.extend(changes);
    }

    fn answer(&mut self, old: OperationId, new: OperationId) {
        let (one, other) =
            (self.old.operation(old).success(), self.new.operation(new).success());
        let same = match (one, other) {
            (ResponseBody::Empty, ResponseBody::Empty) => true,
            (ResponseBody::Value(one), ResponseBody::Value(other))
            | (ResponseBody::Page(one), ResponseBody::Page(other)) => {
                self.pairs.same_type((&self.old, one), (&self.new, other))
            }
            _ => false,
        };
        let (before, after) = (self.old.answer(one), self.new.answer(other));
        if !same && before != after {
            let change = self
                .of_operation((old, new), What::Retyped, Impact::Breaking)
                .note(instead("answers ", &after, &before))
                .replaced(before, after);
            self.changes.push(change);
        }
    }
}

fn scopes(side: &Side<'_>, id: OperationId) -> impl Iterator<Item = RouteId> + use<> {
    let scopes: Vec<ScopeId> =
        side.operation(id).routes.entries().map(|(scope, _)| scope).collect();
    scopes.into_iter().map(move |scope| (id, scope))
}

/// Whether a change of a resource above tells that the route has come or gone.
fn is_folded(
    side: &Side<'_>,
    ((id, _), scope): RouteId,
    is_told: impl Fn(ResourceId) -> bool,
    places: &BTreeSet<Place>,
) -> bool {
    let line = side.ancestry(id, scope);
    let above = line.iter().skip(1).copied().map(Some).chain([None]);
    line.iter().copied().any(is_told)
        || line.iter().copied().zip(above).any(|place| places.contains(&place))
}

/// The HTTP calls and the Rust calls of some routes.
fn calls(side: &Side<'_>, routes: &[RouteId]) -> Phrase {
    let calls = routes.iter().map(|id| {
        let (method, path) = (side.operation(id.0).method, &side.route(*id).path);
        Phrase::new()
            .code(side.call(*id))
            .words(" (")
            .code(format_args!("{method} {path}"))
            .words(")")
    });
    Phrase::new().joined(calls, " and ")
}

fn body(encoding: BodyEncoding) -> &'static str {
    match encoding {
        BodyEncoding::Form => "a form",
        BodyEncoding::Json => "JSON",
    }
}
