//! Published names: finds the entry of the lock file for each item of the API.
//!
//! An item is found by its identity in the document. If that is unknown, it is found by the names that callers see: an
//! operation with the same method on the same handle, or a type with the same path, is the same to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::case::Case;
use super::derived::method;
use super::identity::{self, TypeIdentities};
use super::{derived, reserved};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::input::lock::{Entry, Kind, Lock, LockFile};
use crate::ir::{Api, EnumerationId, Id, IdVec, ModelId, ResourceId, TypeOwner};

/// The entries of the lock file for the items of an API.
#[derive(Debug)]
pub(super) struct Published<'a> {
    /// The published names; empty if they are those of another document.
    pub(super) lock: &'a Lock,
    /// The entry of each resource.
    pub(super) resources: IdVec<ResourceId, Found<'a>>,
    /// The entries of the operations of each resource, in order.
    pub(super) operations: IdVec<ResourceId, Vec<Found<'a>>>,
    /// The entry of each model.
    pub(super) models: IdVec<ModelId, Found<'a>>,
    /// The entry of each enum.
    pub(super) enumerations: IdVec<EnumerationId, Found<'a>>,
    /// `true` if names of items that are gone may be used by others.
    frees_names: bool,
    used: BTreeSet<(Kind, &'a str)>,
}

/// The identity and the entry of an item in the lock file.
pub(super) type Found<'a> = Option<(&'a str, &'a Entry)>;

static EMPTY: Lock = Lock::empty();

impl<'a> Published<'a> {
    /// Finds the entries of resources and operations.
    pub(super) fn find(
        api: &Api,
        file: &'a LockFile,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut published = Self {
            frees_names: file.allows_changes(),
            ..Self::new(&file.lock, api)
        };
        published.find_operations(api);
        published.find_resources(api);
        published.find_renamed_operations(api);
        if !published.used.is_empty() || file.lock == EMPTY {
            return published;
        }
        if file.is_of_document {
            let note = Diagnostic::note(
                Pointer::root(),
                "the names are those of another document, and are not used",
            );
            let note =
                note.expected("names of resources and operations of this document");
            let note = note
                .help("pass another lock file with `--lock`, or none with `--no-lock`");
            diagnostics.extend(file.located(note.into()));
        }
        Self::new(&EMPTY, api)
    }

    fn new(lock: &'a Lock, api: &Api) -> Self {
        Self {
            lock,
            resources: api.resources.map(|_, _| None),
            operations: api
                .resources
                .map(|_, resource| vec![None; resource.operations.len()]),
            models: api.models.map(|_, _| None),
            enumerations: api.enumerations.map(|_, _| None),
            frees_names: false,
            used: BTreeSet::new(),
        }
    }

    /// Returns the entries of items that are gone, and whose names must not get another meaning.
    pub(super) fn reserved(&self, kind: Kind) -> impl Iterator<Item = &'a Entry> {
        let gone = self.gone(kind).filter(|_| !self.frees_names);
        gone.map(|(_, entry)| entry)
    }

    /// Returns the entries of items that the API does not have.
    pub(super) fn gone(&self, kind: Kind) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let entries = self.lock.of_kind(kind);
        entries.filter(move |(identity, _)| !self.used.contains(&(kind, identity)))
    }

    /// Returns the names of items that are gone, and that must not get another meaning.
    pub(super) fn reserved_names(
        &self,
        names: &'a BTreeMap<String, String>,
        is_known: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &'a str> {
        let names = names.iter().filter(|_| !self.frees_names);
        names
            .filter(move |(identity, _)| !is_known(identity))
            .map(|(_, name)| name.as_str())
    }

    /// Returns the resources by their published modules.
    pub(super) fn modules(&self) -> HashMap<&'a str, ResourceId> {
        let resources = self.resources.entries();
        let modules = resources
            .filter_map(|(id, found)| Some((found.as_ref()?.1.name("module")?, id)));
        modules.collect()
    }

    fn find_operations(&mut self, api: &Api) {
        let identities: Vec<Vec<String>> = api
            .operations()
            .map(|(_, operation)| identity::of_operation(operation))
            .collect();
        let found =
            self.by_identity(Kind::Operation, identities.iter().map(Vec::as_slice));
        let mut found = found.into_iter();
        self.operations = api.resources.map(|_, resource| {
            resource.operations.iter().map(|_| found.next().flatten()).collect()
        });
    }

    /// Finds resources by their paths, and then by their operations, which may have moved.
    fn find_resources(&mut self, api: &Api) {
        let identities: Vec<Vec<String>> =
            api.resources.iter().map(identity::of_resource).collect();
        let found =
            self.by_identity(Kind::Resource, identities.iter().map(Vec::as_slice));
        self.resources = matched(&api.resources, found);
        let by_module: HashMap<&str, (&str, &Entry)> = self
            .gone(Kind::Resource)
            .filter_map(|(identity, entry)| {
                Some((entry.name("module")?, (identity, entry)))
            })
            .collect();
        for id in api.resource_ids() {
            let operations = self.operations[id].iter().flatten();
            let mut modules =
                operations.filter_map(|(_, entry)| Some(entry.path("builder")?.0));
            let moved = modules.find_map(|module| by_module.get(module).copied());
            let moved = moved.filter(|(identity, _)| {
                !self.used.contains(&(Kind::Resource, *identity))
            });
            if let (None, Some(moved)) = (self.resources[id], moved) {
                self.used.insert((Kind::Resource, moved.0));
                self.resources[id] = Some(moved);
            }
        }
    }

    /// Finds operations by their methods on the same resource.
    fn find_renamed_operations(&mut self, api: &Api) {
        let modules = self.modules();
        let by_method: HashMap<(ResourceId, &str), (&str, &Entry)> = self
            .gone(Kind::Operation)
            .filter_map(|(identity, entry)| {
                let id = *modules.get(entry.path("builder")?.0)?;
                Some(((id, entry.name("method")?), (identity, entry)))
            })
            .collect();
        for (id, resource) in api.resources.entries() {
            for (index, operation) in resource.operations.iter().enumerate() {
                let method = Case::Snake.convert(method(&operation.action));
                let same = by_method.get(&(id, method.as_str()));
                if let (None, Some(same)) = (self.operations[id][index], same)
                    && self.used.insert((Kind::Operation, same.0))
                {
                    self.operations[id][index] = Some(*same);
                }
            }
        }
    }

    /// Finds the entries of types, and moves types to the modules that they were published in.
    pub(super) fn find_types(
        &mut self,
        api: &mut Api,
        identities: &TypeIdentities,
        titles: &IdVec<ResourceId, String>,
    ) {
        let models = identities.models.iter().map(Vec::as_slice);
        let models = self.by_identity(Kind::Model, models);
        self.models = matched(&api.models, models);
        let enumerations = identities.enumerations.iter().map(Vec::as_slice);
        let enumerations = self.by_identity(Kind::Enumeration, enumerations);
        self.enumerations = matched(&api.enumerations, enumerations);
        let modules = self.modules();
        let has_events = api.events.is_some();
        let owner = |found: &Found<'_>| match found.as_ref()?.1.path("type")?.0 {
            reserved::EVENTS_MODULE => has_events.then_some(TypeOwner::Events),
            module => modules.get(module).copied().map(TypeOwner::Resource),
        };
        let events = api.events.iter();
        let of_events: BTreeSet<ModelId> = events
            .flat_map(|events| events.models().into_iter().chain(events.reply_models()))
            .collect();
        for (id, found) in
            self.models.entries().filter(|(id, _)| !of_events.contains(id))
        {
            let model = &mut api.models[id];
            model.owner = owner(found).unwrap_or(model.owner);
        }
        for (found, enumeration) in self.enumerations.iter().zip(&mut api.enumerations) {
            enumeration.owner = owner(found).unwrap_or(enumeration.owner);
        }
        self.find_renamed_types(api, titles);
    }

    /// Finds types by their paths.
    fn find_renamed_types(&mut self, api: &Api, titles: &IdVec<ResourceId, String>) {
        let kinds = derived::kinds(api);
        let path = |owner, name: &str| {
            let module = match owner {
                TypeOwner::Resource(owner) => {
                    self.resources[owner].as_ref()?.1.name("module")?
                }
                TypeOwner::Events => reserved::EVENTS_MODULE,
            };
            Some(format!("{module}::{}", Case::Type.convert(name)))
        };
        let models = api.models.map(|id, model| {
            path(model.owner, &derived::model_name(api, titles, &kinds, id))
        });
        let enumerations = api.enumerations.map(|_, enumeration| {
            path(enumeration.owner, &derived::enumeration_name(titles, enumeration))
        });
        let gone = |kind| {
            let entries = self.gone(kind);
            entries.filter_map(|(identity, entry)| {
                Some((entry.name("type")?, (identity, entry)))
            })
        };
        let gone_models: HashMap<&str, _> = gone(Kind::Model).collect();
        let gone_enumerations: HashMap<&str, _> = gone(Kind::Enumeration).collect();
        take_over(
            &mut self.used,
            Kind::Model,
            (&mut self.models, &models),
            &gone_models,
        );
        let paths = (&mut self.enumerations, &enumerations);
        take_over(&mut self.used, Kind::Enumeration, paths, &gone_enumerations);
    }

    /// Finds the entries of items by their identities, and then by further identities of entries.
    fn by_identity<'i>(
        &mut self,
        kind: Kind,
        items: impl Iterator<Item = &'i [String]> + Clone,
    ) -> Vec<Found<'a>> {
        let lock = self.lock;
        let mut found: Vec<Found<'a>> = items
            .clone()
            .map(|identities| {
                identities.iter().find_map(|identity| lock.find(kind, identity))
            })
            .collect();
        self.used.extend(found.iter().flatten().map(|(identity, _)| (kind, *identity)));
        let mut also: HashMap<&str, (&'a str, &'a Entry)> = HashMap::new();
        for (identity, entry) in self.gone(kind) {
            also.extend(
                entry.also.iter().map(|other| (other.as_str(), (identity, entry))),
            );
        }
        for (found, identities) in found.iter_mut().zip(items) {
            let mut others =
                identities.iter().filter_map(|identity| also.get(identity.as_str()));
            if found.is_none()
                && let Some(other) =
                    others.find(|(identity, _)| !self.used.contains(&(kind, *identity)))
            {
                self.used.insert((kind, other.0));
                *found = Some(*other);
            }
        }
        found
    }
}

/// Sets the entries of items without one to those with the same path.
fn take_over<'a, I: Id>(
    used: &mut BTreeSet<(Kind, &'a str)>,
    kind: Kind,
    (found, paths): (&mut IdVec<I, Found<'a>>, &IdVec<I, Option<String>>),
    gone: &HashMap<&str, (&'a str, &'a Entry)>,
) {
    for (found, path) in found.iter_mut().zip(paths) {
        let same = path.as_ref().and_then(|path| gone.get(path.as_str()));
        if let (None, Some(same)) = (*found, same)
            && used.insert((kind, same.0))
        {
            *found = Some(*same);
        }
    }
}

fn matched<'a, I: Id, T>(
    items: &IdVec<I, T>,
    found: Vec<Found<'a>>,
) -> IdVec<I, Found<'a>> {
    let mut found = found.into_iter();
    items.map(|_, _| found.next().flatten())
}

/// Returns the published name of a member.
pub(super) fn member<'a>(found: &Found<'a>, identity: &str) -> Option<&'a str> {
    let (_, entry) = found.as_ref()?;
    entry.members.get(identity).map(String::as_str)
}

/// Returns the published name in a role; of a path, the type.
pub(super) fn role<'a>(found: &Found<'a>, role: &str) -> Option<&'a str> {
    let (_, entry) = found.as_ref()?;
    entry.path(role).map(|(_, name)| name).or(entry.name(role))
}
