//! Matches the items of the old and the new API.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::relation::{Parts, Relation};
use super::routes;
use super::side::{OperationId, RouteId, Side};
use crate::diagnostics::Pointer;
use crate::ir::{
    EnumerationId, Event, Model, ModelId, ResourceId, ResponseBody, SidId, Type,
    TypeOwner,
};

/// Items of the old API and their counterparts in the new one.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) routes: Vec<(RouteId, RouteId)>,
    pub(super) operations: Relation<OperationId>,
    pub(super) resources: Relation<ResourceId>,
    pub(super) models: Relation<ModelId>,
    pub(super) enumerations: Relation<EnumerationId>,
    pub(super) sids: Relation<SidId>,
}

impl Pairs {
    pub(super) fn find(old: &Side<'_>, new: &Side<'_>) -> Self {
        let mut pairs = Self {
            routes: routes::pair(old, new),
            ..Self::default()
        };
        for ((old, _), (new, _)) in &pairs.routes {
            pairs.operations.relate(*old, *new);
        }
        pairs.resources(old, new);
        pairs.sids(old, new);
        pairs.events(old, new);
        pairs.by_pointer(old, new);
        pairs.by_path(old, new, shares_content);
        pairs.by_use(old, new);
        pairs.by_path(old, new, |_, _| true);
        pairs.by_content(old, new);
        pairs
    }

    /// Matches resources by path, then by operation, and finally by module.
    fn resources(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut by_path: BTreeMap<Vec<Cow<str>>, BTreeSet<ResourceId>> = BTreeMap::new();
        for (id, path) in paths(new) {
            by_path.entry(path).or_default().insert(id);
        }
        for (one, path) in paths(old) {
            for other in by_path.get(&path).into_iter().flatten() {
                self.resources.relate(one, *other);
            }
        }
        for (one, other) in self.operations.pairs() {
            if !self.resources.has_old(one.0) && !self.resources.has_new(other.0) {
                self.resources.relate(one.0, other.0);
            }
        }
        let by_module = first(new.api.resource_ids(), |id| new.module(*id));
        for one in old.api.resource_ids() {
            if let Some(&other) = by_module.get(old.module(one))
                && !self.resources.has_old(one)
                && !self.resources.has_new(other)
            {
                self.resources.relate(one, other);
            }
        }
    }

    /// Matches kinds of SID by prefix.
    fn sids(&mut self, old: &Side<'_>, new: &Side<'_>) {
        for one in old.sid_ids() {
            for other in new.sid_ids() {
                if old.api.sid(one).prefix == new.api.sid(other).prefix {
                    self.sids.relate(one, other);
                }
            }
        }
    }

    /// Matches the types of events by the kinds of the events.
    fn events(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let (Some(one), Some(other)) = (&old.api.events, &new.api.events) else {
            return;
        };
        let by_kind = first(&other.events, |event| event.kind.as_str());
        for event in &one.events {
            let Some(same) = by_kind.get(event.kind.as_str()) else {
                continue;
            };
            self.models.relate(event.model, same.model);
            let reply =
                |event: &Event| event.reply.as_ref().and_then(|reply| reply.model);
            if let (Some(one), Some(other)) = (reply(event), reply(same))
                && old.model(one) == new.model(other)
            {
                self.models.relate(one, other);
            }
        }
    }

    /// Matches types by their names in the document.
    fn by_pointer(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let models = declared(new.model_ids(), |id| &new.api.model(id).pointers);
        for one in old.model_ids() {
            for pointer in &old.api.model(one).pointers {
                for other in models.get(pointer).into_iter().flatten() {
                    self.models.relate(one, *other);
                }
            }
        }
        let sets =
            declared(new.enumeration_ids(), |id| &new.api.enumeration(id).pointers);
        for one in old.enumeration_ids() {
            for pointer in &old.api.enumeration(one).pointers {
                for other in sets.get(pointer).into_iter().flatten() {
                    self.enumerations.relate(one, *other);
                }
            }
        }
    }

    /// Matches the remaining types if the same items use them. Those of a split or merged resource have several counterparts.
    fn by_use(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut uses: Vec<(&Type, &Type)> = Vec::new();
        for (one, other) in self.operations.pairs() {
            let (one, other) = (old.operation(one), new.operation(other));
            uses.extend(response_types(one.success(), other.success()));
            let by_key = first(&other.parameters, |parameter| parameter.key());
            for parameter in &one.parameters {
                let same = by_key.get(&parameter.key());
                uses.extend(same.map(|same| (&parameter.ty, &same.ty)));
            }
        }
        for (one, other) in self.models.pairs() {
            if old.is_event(one) {
                uses.extend(same_fields(old.api.model(one), new.api.model(other)));
            }
        }
        let mut seen = BTreeSet::new();
        while let Some((one, other)) = uses.pop() {
            match (one.innermost(), other.innermost()) {
                (Type::Enumeration(one), Type::Enumeration(other)) => {
                    let owners = (
                        old.api.enumeration(*one).owner,
                        new.api.enumeration(*other).owner,
                    );
                    if self.enumerations.is_free(*one, *other, self.parts(owners)) {
                        self.enumerations.relate(*one, *other);
                    }
                }
                (Type::Model(one), Type::Model(other)) => {
                    let owners =
                        (old.api.model(*one).owner, new.api.model(*other).owner);
                    if self.models.is_free(*one, *other, self.parts(owners)) {
                        self.models.relate(*one, *other);
                    }
                    if self.models.holds(*one, *other) && seen.insert((*one, *other)) {
                        let (one, other) = (old.api.model(*one), new.api.model(*other));
                        uses.extend(same_fields(one, other));
                    }
                }
                _ => {}
            }
        }
    }

    /// Matches the remaining types by Rust path, if a condition on their names on the wire holds.
    fn by_path(
        &mut self,
        old: &Side<'_>,
        new: &Side<'_>,
        condition: impl Fn(&BTreeSet<&str>, &BTreeSet<&str>) -> bool,
    ) {
        let models = first(new.model_ids(), |id| new.model(*id));
        for one in old.model_ids() {
            if let Some(&other) = models.get(&old.model(one))
                && !self.models.has_old(one)
                && !self.models.has_new(other)
                && condition(&old.fields(one), &new.fields(other))
            {
                self.models.relate(one, other);
            }
        }
        let sets = first(new.enumeration_ids(), |id| new.enumeration(*id));
        for one in old.enumeration_ids() {
            if let Some(&other) = sets.get(&old.enumeration(one))
                && !self.enumerations.has_old(one)
                && !self.enumerations.has_new(other)
                && condition(&old.values(one), &new.values(other))
            {
                self.enumerations.relate(one, other);
            }
        }
    }

    /// Matches the remaining types with the same names on the wire, unless the match is ambiguous: types that moved along
    /// with what uses them. Those of removed and added resources are reported with the resources.
    fn by_content(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let models = common(
            &only(old.model_ids().filter(|id| !self.models.has_old(*id)), |id| {
                old.fields(*id)
            }),
            &only(new.model_ids().filter(|id| !self.models.has_new(*id)), |id| {
                new.fields(*id)
            }),
        );
        for (one, other) in models {
            if self.has_owner(old.api.model(one).owner, new.api.model(other).owner) {
                self.models.relate(one, other);
            }
        }
        let (has_old, has_new) = (
            |id: &EnumerationId| self.enumerations.has_old(*id),
            |id: &EnumerationId| self.enumerations.has_new(*id),
        );
        let sets = common(
            &only(old.enumeration_ids().filter(|id| !has_old(id)), |id| old.values(*id)),
            &only(new.enumeration_ids().filter(|id| !has_new(id)), |id| new.values(*id)),
        );
        for (one, other) in sets {
            let owners =
                (old.api.enumeration(one).owner, new.api.enumeration(other).owner);
            if self.has_owner(owners.0, owners.1) {
                self.enumerations.relate(one, other);
            }
        }
    }

    /// Returns `true` if an old resource was split into a new one among others, and if the new one was merged from it.
    fn parts(&self, (old, new): (TypeOwner, TypeOwner)) -> Parts {
        let (Some(old), Some(new)) = (old.resource(), new.resource()) else {
            return Parts::default();
        };
        let is_pair = self.resources.holds(old, new);
        Parts {
            is_split: is_pair && self.resources.successors(old).count() > 1,
            is_merged: is_pair && self.resources.predecessors(new).count() > 1,
        }
    }

    /// Returns `true` if at least one of two owners is in both APIs.
    fn has_owner(&self, old: TypeOwner, new: TypeOwner) -> bool {
        // The events are in both if types of them are.
        let is_old = |id| self.resources.has_old(id);
        let is_new = |id| self.resources.has_new(id);
        old.resource().is_none_or(is_old) || new.resource().is_none_or(is_new)
    }

    /// Returns `true` if two types are the same apart from renames, splits and merges, which are reported elsewhere.
    pub(super) fn same_type(
        &self,
        (old, one): (&Side<'_>, &Type),
        (new, other): (&Side<'_>, &Type),
    ) -> bool {
        match (one, other) {
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other)) => {
                self.same_type((old, one), (new, other))
            }
            (Type::Model(one), Type::Model(other)) => self.models.holds(*one, *other),
            (Type::Enumeration(one), Type::Enumeration(other)) => {
                self.enumerations.holds(*one, *other)
            }
            (Type::Sid(one), Type::Sid(other)) => self.sids.holds(*one, *other),
            (one, other) => {
                one.is_plain() && other.is_plain() && old.value(one) == new.value(other)
            }
        }
    }
}

/// Returns all paths of all resources, without the names of arguments.
fn paths<'a>(side: &Side<'a>) -> impl Iterator<Item = (ResourceId, Vec<Cow<'a, str>>)> {
    let api = side.api;
    api.resource_ids().flat_map(move |id| {
        let scopes = api.resource(id).scopes.iter();
        let paths = scopes.flat_map(|scope| [&scope.collection, &scope.instance]);
        paths.flatten().map(move |path| (id, path.shape()))
    })
}

/// Returns `true` if two types have a name on the wire in common.
fn shares_content(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    !one.is_disjoint(other)
}

/// Maps each set of names to its only owner. A single name says too little.
fn only<'a, Id: Copy>(
    ids: impl Iterator<Item = Id>,
    names: impl Fn(&Id) -> BTreeSet<&'a str>,
) -> BTreeMap<BTreeSet<&'a str>, Id> {
    let mut only: BTreeMap<BTreeSet<&str>, Option<Id>> = BTreeMap::new();
    for id in ids {
        let of_names = only.entry(names(&id));
        of_names.and_modify(|only| *only = None).or_insert(Some(id));
    }
    let only = only.into_iter().filter(|(names, _)| names.len() > 1);
    only.filter_map(|(names, id)| Some((names, id?))).collect()
}

/// Returns the values of the keys that two maps have in common.
fn common<Key: Ord, Value: Copy>(
    one: &BTreeMap<Key, Value>,
    other: &BTreeMap<Key, Value>,
) -> Vec<(Value, Value)> {
    let common = one.iter().filter_map(|(key, one)| Some((*one, *other.get(key)?)));
    common.collect()
}

/// Returns the types of the fields that two models have in common.
fn same_fields<'a>(
    old: &'a Model,
    new: &'a Model,
) -> impl Iterator<Item = (&'a Type, &'a Type)> {
    let by_wire = first(&new.fields, |field| field.wire.as_str());
    old.fields.iter().filter_map(move |field| {
        Some((&field.ty, &by_wire.get(field.wire.as_str())?.ty))
    })
}

/// Maps each key to its first value.
fn first<Value, Key: Ord>(
    values: impl IntoIterator<Item = Value>,
    key: impl Fn(&Value) -> Key,
) -> BTreeMap<Key, Value> {
    let mut first = BTreeMap::new();
    for value in values {
        first.entry(key(&value)).or_insert(value);
    }
    first
}

/// Indexes types by their pointers, if these contain the name of a schema. Other pointers may shift between documents.
fn declared<'a, Id: Copy>(
    ids: impl Iterator<Item = Id>,
    pointers: impl Fn(Id) -> &'a [Pointer],
) -> HashMap<&'a Pointer, Vec<Id>> {
    let schemas = Pointer::from("/components/schemas");
    let mut declared: HashMap<&Pointer, Vec<Id>> = HashMap::new();
    for id in ids {
        for pointer in pointers(id).iter().filter(|pointer| pointer.is_within(&schemas))
        {
            declared.entry(pointer).or_default().push(id);
        }
    }
    declared
}

fn response_types<'a>(
    one: &'a ResponseBody,
    other: &'a ResponseBody,
) -> Option<(&'a Type, &'a Type)> {
    match (one, other) {
        (ResponseBody::Value(one), ResponseBody::Value(other))
        | (ResponseBody::Page(one), ResponseBody::Page(other)) => Some((one, other)),
        _ => None,
    }
}
