//! What of the old API is what of the new, for every kind of thing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::relation::Relation;
use super::routes;
use super::side::{OperationId, RouteId, Side};
use crate::diagnostics::Pointer;
use crate::ir::{
    EnumerationId, Location, ModelId, Parameter, ResourceId, ResponseBody, SidId, Type,
};

/// What of the old API is what of the new.
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
        pairs.by_pointer(old, new);
        pairs.by_use(old, new);
        pairs.by_path(old, new);
        pairs
    }

    /// Resources are the same by their paths, failing that by their operations, and at last by their modules.
    fn resources(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut by_path: BTreeMap<Vec<&str>, BTreeSet<ResourceId>> = BTreeMap::new();
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

    /// Kinds of SID are the same by their two letters.
    fn sids(&mut self, old: &Side<'_>, new: &Side<'_>) {
        for one in old.sid_ids() {
            for other in new.sid_ids() {
                if old.api.sid(one).prefix == new.api.sid(other).prefix {
                    self.sids.relate(one, other);
                }
            }
        }
    }

    /// Types that the document names are the same by that name.
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

    /// Types that nothing else tells are the same where the same things use them.
    fn by_use(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut uses: Vec<(&Type, &Type)> = Vec::new();
        for (one, other) in self.operations.pairs() {
            let (one, other) = (old.operation(one), new.operation(other));
            uses.extend(answers(one.success(), other.success()));
            let by_place = first(&other.parameters, |parameter| place(parameter));
            for parameter in &one.parameters {
                let same = by_place.get(&place(parameter));
                uses.extend(same.map(|same| (&parameter.ty, &same.ty)));
            }
        }
        let mut seen = BTreeSet::new();
        while let Some((one, other)) = uses.pop() {
            match (one.innermost(), other.innermost()) {
                (Type::Enumeration(one), Type::Enumeration(other))
                    if !self.enumerations.has_old(*one)
                        && !self.enumerations.has_new(*other) =>
                {
                    self.enumerations.relate(*one, *other);
                }
                (Type::Model(one), Type::Model(other)) => {
                    if !self.models.has_old(*one) && !self.models.has_new(*other) {
                        self.models.relate(*one, *other);
                    }
                    if self.models.holds(*one, *other) && seen.insert((*one, *other)) {
                        let fields = &new.api.model(*other).fields;
                        let by_wire = first(fields, |field| field.wire.as_str());
                        for field in &old.api.model(*one).fields {
                            let same = by_wire.get(field.wire.as_str());
                            uses.extend(same.map(|same| (&field.ty, &same.ty)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// At last, types are the same that Rust calls the same.
    fn by_path(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let models = first(new.model_ids(), |id| new.model(*id));
        for one in
            old.model_ids().filter(|id| !self.models.has_old(*id)).collect::<Vec<_>>()
        {
            let same = models.get(&old.model(one)).copied();
            if let Some(other) = same.filter(|other| !self.models.has_new(*other)) {
                self.models.relate(one, other);
            }
        }
        let sets = first(new.enumeration_ids(), |id| new.enumeration(*id));
        let left = old.enumeration_ids().filter(|id| !self.enumerations.has_old(*id));
        for one in left.collect::<Vec<_>>() {
            let same = sets.get(&old.enumeration(one)).copied();
            if let Some(other) = same.filter(|other| !self.enumerations.has_new(*other))
            {
                self.enumerations.relate(one, other);
            }
        }
    }

    /// Whether an old type and a new one are the same but for renames, splits and merges, which are told elsewhere.
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

/// Every path of every resource, whatever the arguments are called.
fn paths<'a>(side: &Side<'a>) -> impl Iterator<Item = (ResourceId, Vec<&'a str>)> {
    let api = side.api;
    api.resource_ids().flat_map(move |id| {
        let scopes = api.resource(id).scopes.iter();
        let paths = scopes.flat_map(|scope| [&scope.collection, &scope.instance]);
        paths.flatten().map(move |path| (id, path.shape()))
    })
}

/// The first thing of each key.
fn first<Thing, Key: Ord>(
    things: impl IntoIterator<Item = Thing>,
    key: impl Fn(&Thing) -> Key,
) -> BTreeMap<Key, Thing> {
    let mut first = BTreeMap::new();
    for thing in things {
        first.entry(key(&thing)).or_insert(thing);
    }
    first
}

/// Types by where they are declared, if that place has a name of its own: the places of others shift.
fn declared<'a, Id: Copy>(
    ids: impl Iterator<Item = Id>,
    pointers: impl Fn(Id) -> &'a [Pointer],
) -> HashMap<&'a Pointer, Vec<Id>> {
    let schemas = Pointer::from("/components/schemas");
    let mut declared: HashMap<&Pointer, Vec<Id>> = HashMap::new();
    for id in ids {
        for pointer in pointers(id).iter().filter(|place| place.is_within(&schemas)) {
            declared.entry(pointer).or_default().push(id);
        }
    }
    declared
}

/// What tells a parameter on the wire.
fn place(parameter: &Parameter) -> (Location, &str) {
    (parameter.location, &parameter.wire)
}

fn answers<'a>(
    one: &'a ResponseBody,
    other: &'a ResponseBody,
) -> Option<(&'a Type, &'a Type)> {
    match (one, other) {
        (ResponseBody::Value(one), ResponseBody::Value(other))
        | (ResponseBody::Page(one), ResponseBody::Page(other)) => Some((one, other)),
        _ => None,
    }
}
