//! Changes of arguments and setters.

use super::Comparison;
use super::align::{Aligned, Key, align};
use super::change::{
    Change, ChangeKind, Impact, Item, instead, is_noticeable, other_type,
};
use super::side::{OperationId, Side};
use crate::ir::{ListStyle, Location, Parameter, Role, Type};
use crate::name::Identifier;
use crate::text::phrase::Phrase;

/// A parameter in the public API, and its name.
#[derive(Clone, Copy)]
pub(super) struct Visible<'a> {
    pub(super) parameter: &'a Parameter,
    pub(super) name: &'a Identifier,
}

/// Returns the parameters of an operation that are part of the public API.
pub(super) fn visible<'a>(side: &Side<'a>, id: OperationId) -> Vec<Visible<'a>> {
    let names = &side.operation_names(id).parameters;
    let parameters = side.operation(id).parameters.iter().zip(names);
    let visible = parameters.filter_map(|(parameter, name)| {
        Some(Visible {
            parameter,
            name: name.as_ref()?,
        })
    });
    visible.collect()
}

impl Visible<'_> {
    pub(super) fn item(self) -> Item {
        match self.parameter.role {
            Role::Argument => Item::Argument,
            Role::Setter | Role::Hidden => Item::Setter,
        }
    }

    /// Returns the path of a setter, or the method followed by the argument in parentheses.
    pub(super) fn path(self, side: &Side<'_>, id: OperationId) -> String {
        match self.item() {
            Item::Argument => format!("{}({})", side.method(id), self.name),
            _ => format!("{}::{}", side.request(id), self.name),
        }
    }
}

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, old: OperationId, new: OperationId) {
        let (olds, news, aligned) = self.aligned_parameters(old, new);
        let mut changes = Vec::new();
        for index in aligned.removed {
            changes.push(self.removed(olds[index], new));
        }
        for index in aligned.added {
            changes.push(self.added(news[index], new));
        }
        for &(one, other) in &aligned.pairs {
            changes.extend(self.parameter(olds[one], (news[other], new)));
        }
        let arguments = aligned.pairs.iter().filter(|(one, other)| {
            olds[*one].item() == Item::Argument && news[*other].item() == Item::Argument
        });
        if !arguments.map(|(_, other)| other).is_sorted() {
            let names = news
                .iter()
                .filter(|argument| argument.item() == Item::Argument)
                .map(|argument| &argument.name);
            changes.push(
                self.of_operation((old, new), ChangeKind::Reordered, Impact::Breaking)
                    .note(Phrase::from("the order of arguments is now ").codes(names)),
            );
        }
        let ids: Vec<String> = self.shared_ids(new).into_iter().cloned().collect();
        let changes = changes.into_iter().map(|change| change.in_operations(&ids));
        self.changes.extend(changes);
    }

    /// Matches the parameters of an operation that are part of the public API.
    fn aligned_parameters(
        &self,
        old: OperationId,
        new: OperationId,
    ) -> (Vec<Visible<'_>>, Vec<Visible<'_>>, Aligned) {
        let (olds, news) = (visible(&self.old, old), visible(&self.new, new));
        let aligned = align(&keys(&self.old, &olds), &keys(&self.new, &news));
        (olds, news, aligned)
    }

    /// Returns the parameters of an operation that both APIs have.
    pub(super) fn common_parameters(
        &self,
        old: OperationId,
        new: OperationId,
    ) -> Vec<(Visible<'_>, Visible<'_>)> {
        let (olds, news, aligned) = self.aligned_parameters(old, new);
        let pairs = aligned.pairs.into_iter();
        pairs.map(|(one, other)| (olds[one], news[other])).collect()
    }

    fn removed(&self, one: Visible<'_>, operation: OperationId) -> Change {
        let ty = self.old.parameter(one.parameter);
        Change::new(
            ChangeKind::Removed,
            Impact::Breaking,
            one.item(),
            one.path(&self.new, operation),
        )
        .at_old(&one.parameter.pointer)
        .note(of_type("", &one.parameter.wire, &ty))
    }

    fn added(&self, other: Visible<'_>, operation: OperationId) -> Change {
        let ty = self.new.parameter(other.parameter);
        let (impact, note) = match other.item() {
            Item::Argument => (
                Impact::Breaking,
                of_type("required argument ", &other.parameter.wire, &ty),
            ),
            _ => (Impact::Additive, of_type("", &other.parameter.wire, &ty)),
        };
        Change::new(
            ChangeKind::Added,
            impact,
            other.item(),
            other.path(&self.new, operation),
        )
        .at_new(&other.parameter.pointer)
        .note(note)
    }

    fn parameter(
        &self,
        old: Visible<'_>,
        (new, operation): (Visible<'_>, OperationId),
    ) -> Vec<Change> {
        let (one, other) = (old.parameter, new.parameter);
        let change = |what, impact| {
            Change::new(what, impact, new.item(), new.path(&self.new, operation))
                .at_old(&one.pointer)
                .at_new(&other.pointer)
        };
        let mut changes = Vec::new();
        match (old.item(), new.item()) {
            (Item::Setter, Item::Argument) => {
                let note = Phrase::from("required argument instead of the setter ")
                    .code(old.name);
                changes
                    .push(change(ChangeKind::NowRequired, Impact::Breaking).note(note));
            }
            (Item::Argument, Item::Setter) => {
                let note = Phrase::from("setter instead of the argument ")
                    .code(old.name)
                    .words(" of ")
                    .code(self.new.method(operation));
                changes
                    .push(change(ChangeKind::NowOptional, Impact::Breaking).note(note));
            }
            _ => changes.extend(renamed(old, new, change)),
        }
        // Names of headers are compared regardless of case.
        if one.wire != other.wire
            && one.key().1 != other.key().1
            && (old.name == new.name || new.item() == Item::Argument)
        {
            changes.push(
                change(ChangeKind::Wire, Impact::Behavior)
                    .replaced(&one.wire, &other.wire)
                    .note(instead("sent as ", &other.wire, &one.wire)),
            );
        }
        if one.location != other.location {
            let (before, after) = (part(one.location), part(other.location));
            changes.push(
                change(ChangeKind::Wire, Impact::Behavior).replaced(before, after).note(
                    Phrase::from("sent in the ")
                        .words(after)
                        .words(" instead of the ")
                        .words(before),
                ),
            );
        }
        changes.extend(list_style(one, other, change));
        let (before, after) = (self.old.parameter(one), self.new.parameter(other));
        let same = self.pairs.same_type((&self.old, &one.ty), (&self.new, &other.ty));
        if !same && is_noticeable(&other.ty, &before, &after) {
            changes.push(
                change(ChangeKind::Retyped, Impact::Breaking)
                    .note(other_type("takes ", &after, &before))
                    .replaced(before, &after),
            );
        }
        changes.extend(idempotency_key(one, other, change));
        changes.extend(nullability((one, other), &after, change));
        changes.extend(limits(one, other).map(|limit| {
            change(ChangeKind::Limit, limit.impact)
                .replaced(limit.before, limit.after)
                .note(limit.note)
        }));
        changes
    }
}

/// Reports a new name, which breaks callers of a setter. Arguments are positional.
fn renamed(
    old: Visible<'_>,
    new: Visible<'_>,
    change: impl Fn(ChangeKind, Impact) -> Change,
) -> Option<Change> {
    let impact = match new.item() {
        Item::Argument => Impact::Documentation,
        _ => Impact::Breaking,
    };
    (old.name != new.name).then(|| {
        change(ChangeKind::Renamed, impact)
            .replaced(old.name.as_str(), new.name.as_str())
            .note(Phrase::from("was ").code(old.name))
    })
}

/// Reports another style of a list, and of another value, where the style has no effect.
fn list_style(
    one: &Parameter,
    other: &Parameter,
    change: impl Fn(ChangeKind, Impact) -> Change,
) -> Option<Change> {
    let is_list = match (one.sent_style(), other.sent_style()) {
        (Some(_), Some(_)) => true,
        (None, None) => false,
        // The type changed.
        _ => return None,
    };
    let (before, after) = (style(one.list_style), style(other.list_style));
    let styles = Phrase::from(after).words(" instead of ").words(before);
    let change = if is_list {
        change(ChangeKind::Wire, Impact::Behavior)
            .note(Phrase::from("the elements are sent ").append(styles))
    } else {
        change(ChangeKind::Documentation, Impact::Documentation).note(
            Phrase::from("lists would be sent ")
                .append(styles)
                .words("; no effect, since this is not a list"),
        )
    };
    (before != after).then(|| change.replaced(before, after))
}

/// Reports whether the client sends a random key, with which it retries the operation.
fn idempotency_key(
    one: &Parameter,
    other: &Parameter,
    change: impl Fn(ChangeKind, Impact) -> Change,
) -> Option<Change> {
    let note = match (one.is_idempotency_key, other.is_idempotency_key) {
        (false, true) => "a random key is sent unless one is set",
        (true, false) => "no key is sent unless one is set",
        _ => return None,
    };
    Some(change(ChangeKind::Wire, Impact::Behavior).note(Phrase::from(note)))
}

/// Reports whether null is accepted. A setter that accepts null takes a `Nullable`, and of the values accepted before only
/// those that convert into it. Cargo considers it compatible that a function becomes generic, as for numbers.
fn nullability(
    (one, other): (&Parameter, &Parameter),
    ty: &str,
    change: impl Fn(ChangeKind, Impact) -> Change,
) -> Option<Change> {
    let (kind, impact, note) = match (one.nullable, other.nullable) {
        (false, true) => {
            let note = Phrase::from("also accepts ").code("Nullable::Null");
            match other.ty {
                Type::String
                | Type::Uri
                | Type::JsonText
                | Type::Sid(_)
                | Type::Enumeration(_)
                | Type::Model(_)
                | Type::Map(_)
                | Type::Array(_) => {
                    let note = note
                        .words(", and other values only if they convert into ")
                        .code(format!("Nullable<{ty}>"));
                    (ChangeKind::NowNullable, Impact::Breaking, note)
                }
                _ => (ChangeKind::NowNullable, Impact::Additive, note),
            }
        }
        (true, false) => {
            let note = Phrase::from("no longer accepts ").code("Nullable::Null");
            (ChangeKind::NoLongerNullable, Impact::Breaking, note)
        }
        _ => return None,
    };
    Some(change(kind, impact).note(note))
}

/// A change of a limit or a default.
pub(super) struct LimitChange {
    pub(super) impact: Impact,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) note: Phrase,
}

/// Compares the limits, which the crate checks before a request is sent, and the default, which only the API knows.
fn limits(one: &Parameter, other: &Parameter) -> impl Iterator<Item = LimitChange> {
    let number = |limit: Option<i64>| limit.map(|limit| limit.to_string());
    let minimum = (one.minimum.unwrap_or(i64::MIN), other.minimum.unwrap_or(i64::MIN));
    let maximum = (one.maximum.unwrap_or(i64::MAX), other.maximum.unwrap_or(i64::MAX));
    let allowing = |more: bool| {
        if more {
            Impact::Additive
        } else {
            Impact::Behavior
        }
    };
    differing([
        (
            "the minimum is ",
            allowing(minimum.1 < minimum.0),
            number(one.minimum),
            number(other.minimum),
        ),
        (
            "the maximum is ",
            allowing(maximum.1 > maximum.0),
            number(one.maximum),
            number(other.maximum),
        ),
        (
            "the default is ",
            Impact::Documentation,
            one.default.clone(),
            other.default.clone(),
        ),
    ])
}

/// Returns the limits that differ, each with the words before it and its impact.
pub(super) fn differing(
    limits: [(&'static str, Impact, Option<String>, Option<String>); 3],
) -> impl Iterator<Item = LimitChange> {
    let limits = limits.into_iter().filter(|(_, _, before, after)| before != after);
    limits.map(|(word, impact, before, after)| {
        let shown =
            |limit: Option<String>| limit.unwrap_or_else(|| "not specified".into());
        let (before, after) = (shown(before), shown(after));
        let note = Phrase::from(word).prose(&after).words(" instead of ").prose(&before);
        LimitChange {
            impact,
            before,
            after,
            note,
        }
    })
}

fn of_type(words: &'static str, wire: &str, ty: &str) -> Phrase {
    Phrase::from(words).code(wire).words(" of type ").code(ty)
}

fn keys<'a>(side: &Side<'_>, parameters: &[Visible<'a>]) -> Vec<Key<'a>> {
    let keys = parameters.iter().map(|visible| Key {
        wire: visible.parameter.key().1,
        name: visible.name.as_str(),
        kind: side.parameter(visible.parameter),
    });
    keys.collect()
}

fn style(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Repeated => "as parameters of the same name",
        ListStyle::CommaSeparated => "in one parameter, separated by commas",
        ListStyle::SpaceSeparated => "in one parameter, separated by spaces",
        ListStyle::PipeSeparated => "in one parameter, separated by vertical bars",
    }
}

fn part(location: Location) -> &'static str {
    match location {
        Location::Query => "query",
        Location::Header => "headers",
        Location::Form => "form",
        Location::Json => "JSON object",
        Location::JsonBody => "JSON body as a whole",
    }
}
