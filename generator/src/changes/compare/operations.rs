//! Changes of operations: their requests and responses.

use super::Comparison;
use super::change::{
    Change, ChangeKind, Impact, Item, instead, is_noticeable, other_type,
};
use super::parents::ParentLink;
use super::side::{OperationId, RouteId, Side};
use crate::ir::{BodyEncoding, Operation, ResourceId, ResponseBody, ScopeId};
use crate::text::phrase::Phrase;
use std::collections::BTreeSet;

/// Maximum number of `operationId`s that a change lists.
const MAX_LISTED: usize = 100;

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        self.removed_operations();
        self.added_operations();
        for (old, new) in self.pairs.operations.pairs() {
            self.call(old, new);
            self.wire(old, new);
            self.response(old, new);
            self.parameters(old, new);
        }
        for (old, new) in self.pairs.routes.clone() {
            self.route(old, new);
        }
        self.authentication();
    }

    fn removed_operations(&mut self) {
        let removed_parents = self.removed_parents();
        let paired: BTreeSet<RouteId> =
            self.pairs.routes.iter().map(|(old, _)| *old).collect();
        let is_paired = |id: &RouteId| paired.contains(id);
        let is_reported = |id: ResourceId| !self.pairs.resources.has_old(id);
        let mut changes = Vec::new();
        for id in self.old.operations() {
            let removed = scopes(&self.old, id).filter(|route| {
                !is_paired(route)
                    && !is_covered(&self.old, *route, is_reported, &removed_parents)
            });
            let removed: Vec<RouteId> = removed.collect();
            let Some(first) = removed.first() else {
                continue;
            };
            changes.push(
                Change::new(
                    ChangeKind::Removed,
                    Impact::Breaking,
                    Item::Operation,
                    self.old.method(id),
                )
                .at_old(&self.old.route(*first).pointer)
                .in_operations(removed.iter().map(|route| &self.old.route(*route).id))
                .note(calls(&self.old, &removed)),
            );
        }
        self.changes.extend(changes);
    }

    fn added_operations(&mut self) {
        let added_parents = self.added_parents();
        let paired: BTreeSet<RouteId> =
            self.pairs.routes.iter().map(|(_, new)| *new).collect();
        let is_paired = |id: &RouteId| paired.contains(id);
        let is_reported = |id: ResourceId| !self.pairs.resources.has_new(id);
        let mut changes = Vec::new();
        for id in self.new.operations() {
            let added = scopes(&self.new, id).filter(|route| {
                !is_paired(route)
                    && !is_covered(&self.new, *route, is_reported, &added_parents)
            });
            let added: Vec<RouteId> = added.collect();
            let Some(first) = added.first() else { continue };
            changes.push(
                Change::new(
                    ChangeKind::Added,
                    Impact::Additive,
                    Item::Operation,
                    self.new.method(id),
                )
                .at_new(&self.new.route(*first).pointer)
                .in_operations(added.iter().map(|route| &self.new.route(*route).id))
                .note(calls(&self.new, &added)),
            );
        }
        self.changes.extend(changes);
    }

    /// Creates a change of an operation that exists in both APIs.
    pub(super) fn of_operation(
        &self,
        (old, new): (OperationId, OperationId),
        what: ChangeKind,
        impact: Impact,
    ) -> Change {
        Change::new(what, impact, Item::Operation, self.new.method(new))
            .at_old(&self.old.operation(old).routes.first().pointer)
            .at_new(&self.new.operation(new).routes.first().pointer)
            .in_operations(self.shared_ids(new))
    }

    /// Returns the `operationId`s of an operation, or none if there are too many to list.
    pub(super) fn shared_ids(&self, id: OperationId) -> Vec<&String> {
        let ids: Vec<&String> = self.new.ids(id).take(MAX_LISTED + 1).collect();
        if ids.len() > MAX_LISTED {
            Vec::new()
        } else {
            ids
        }
    }

    /// Compares the methods that start an operation.
    fn call(&mut self, old: OperationId, new: OperationId) {
        let of_instance = |side: &Side<'_>, id: OperationId| {
            side.api.resource(id.0).is_of_instance(side.operation(id))
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
                .of_operation((old, new), ChangeKind::Moved, Impact::Breaking)
                .note(instead("", &after, &before))
                .replaced(before, after);
            self.changes.push(change);
        } else if old_method != new_method {
            let change = self
                .of_operation((old, new), ChangeKind::Renamed, Impact::Breaking)
                .replaced(old_method.as_str(), new_method.as_str())
                .note(Phrase::from("was ").code(old_method));
            self.changes.push(change);
        }
    }

    /// Compares the requests of an operation, independent of scopes.
    fn wire(&mut self, old: OperationId, new: OperationId) {
        let (one, other) = (self.old.operation(old), self.new.operation(new));
        if one.method != other.method {
            let change = self
                .of_operation((old, new), ChangeKind::Wire, Impact::Behavior)
                .replaced(one.method.as_str(), other.method.as_str())
                .note(instead("sends ", other.method, one.method));
            self.changes.push(change);
        }
        self.server((old, one), (new, other));
        if let (Some(before), Some(after)) = (&one.body, &other.body)
            && before != after
        {
            let note = Phrase::from("sends ").append(body(after));
            let note = note.words(" instead of ").append(body(before));
            let is_form = |body: &BodyEncoding| *body == BodyEncoding::Form;
            let (impact, note) = if is_form(before) == is_form(after) {
                (Impact::Behavior, note)
            } else if is_form(before) {
                let method = "add_form_parameter";
                (Impact::Breaking, note.words(", so there is no ").code(method))
            } else {
                let method = "add_json_member";
                (Impact::Breaking, note.words(", so there is no ").code(method))
            };
            let change =
                self.of_operation((old, new), ChangeKind::Wire, impact).note(note);
            self.changes.push(change);
        }
        self.paging((old, one), (new, other));
    }

    /// Compares the servers of an operation. Callers still compile, but send their credentials to another one.
    fn server(
        &mut self,
        (old, one): (OperationId, &Operation),
        (new, other): (OperationId, &Operation),
    ) {
        let before = one.server.as_ref().unwrap_or(&self.old.api.server);
        let after = other.server.as_ref().unwrap_or(&self.new.api.server);
        // A change of the API's own server is reported once.
        let is_own = one.server.is_some() || other.server.is_some();
        let loses_tls = after.is_plain_http() && !before.is_plain_http();
        if is_own && before.url != after.url {
            let change = self
                .of_operation((old, new), ChangeKind::Wire, Impact::Breaking)
                .replaced(&before.url, &after.url)
                .at_old(&before.pointer)
                .at_new(&after.pointer)
                .note(
                    instead(
                        "the request and credentials are sent to ",
                        &after.url,
                        &before.url,
                    )
                    .words(if loses_tls {
                        ", unencrypted"
                    } else {
                        ""
                    }),
                );
            self.changes.push(change);
        }
    }

    /// Compares the requests of an operation in one scope.
    fn route(&mut self, old: RouteId, new: RouteId) {
        let (one, other) = (self.old.route(old), self.new.route(new));
        let change = |kind| {
            self.of_operation((old.0, new.0), kind, Impact::Behavior)
                .at_old(&one.pointer)
                .at_new(&other.pointer)
                .in_operations([&other.id])
        };
        let mut changes = Vec::new();
        if one.path.shape() != other.path.shape() {
            let (before, after) = (one.path.to_string(), other.path.to_string());
            changes.push(
                change(ChangeKind::Wire)
                    .note(instead("requests ", &after, &before))
                    .replaced(before, after),
            );
        }
        if one.id != other.id {
            changes.push(
                change(ChangeKind::OperationId)
                    .note(instead("reported in errors as ", &other.id, &one.id))
                    .replaced(&one.id, &other.id),
            );
        }
        self.changes.extend(changes);
    }

    fn response(&mut self, old: OperationId, new: OperationId) {
        let (one, other) =
            (self.old.operation(old).success(), self.new.operation(new).success());
        let same = match (one, other) {
            (ResponseBody::Empty, ResponseBody::Empty)
            | (ResponseBody::Text(_), ResponseBody::Text(_))
            | (ResponseBody::Bytes(_), ResponseBody::Bytes(_)) => true,
            (ResponseBody::Value(one), ResponseBody::Value(other))
            | (ResponseBody::Page(one), ResponseBody::Page(other)) => {
                self.pairs.same_type((&self.old, one), (&self.new, other))
            }
            _ => false,
        };
        if let (
            ResponseBody::Text(before) | ResponseBody::Bytes(before),
            ResponseBody::Text(after) | ResponseBody::Bytes(after),
        ) = (one, other)
            && before != after
        {
            let change = self
                .of_operation((old, new), ChangeKind::Wire, Impact::Behavior)
                .note(instead("accepts ", after, before))
                .replaced(before, after);
            self.changes.push(change);
        }
        let (before, after) = (self.old.response(one), self.new.response(other));
        let is_noticeable = match other {
            ResponseBody::Value(ty) | ResponseBody::Page(ty) => {
                is_noticeable(ty, &before, &after)
            }
            ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Bytes(_) => {
                before != after
            }
        };
        if !same && is_noticeable {
            let change = self
                .of_operation((old, new), ChangeKind::Retyped, Impact::Breaking)
                .note(other_type("returns ", &after, &before))
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

/// Returns `true` if a change of an ancestor already covers the addition or removal of the route.
fn is_covered(
    side: &Side<'_>,
    ((id, _), scope): RouteId,
    is_reported: impl Fn(ResourceId) -> bool,
    links: &BTreeSet<ParentLink>,
) -> bool {
    let ancestry = side.ancestry(id, scope);
    let above = ancestry.iter().skip(1).copied().map(Some).chain([None]);
    ancestry.iter().copied().any(is_reported)
        || ancestry.iter().copied().zip(above).any(|link| links.contains(&link))
}

/// Lists the Rust calls and HTTP requests of routes.
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

fn body(encoding: &BodyEncoding) -> Phrase {
    match encoding {
        BodyEncoding::Form => "a form".into(),
        BodyEncoding::Json(media_type) => Phrase::new().code(media_type),
    }
}
