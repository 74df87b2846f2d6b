//! Records the names of an API for the lock file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use semver::Version;

use super::identity::{self, TypeIdentities};
use super::published::{Found, Published};
use super::{Identifier, Names, OperationNames, reserved};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::input::lock::{Entry, Kind, Lock, LockFile};
use crate::ir::{
    Api, Enumeration, EnumerationId, IdVec, Model, ModelId, Operation, Resource,
    ResourceId, Role, TypeOwner,
};

/// The names of an API, and those that were published before.
pub(super) struct Recording<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) titles: &'a IdVec<ResourceId, String>,
    pub(super) identities: &'a TypeIdentities,
    pub(super) published: &'a Published<'a>,
    pub(super) file: &'a LockFile,
    /// The resources by their published modules.
    pub(super) modules: HashMap<&'a str, ResourceId>,
}

/// The present names of an item.
struct Item {
    identities: Vec<String>,
    entry: Entry,
    /// `true` if its own names were chosen by hand.
    is_by_hand: bool,
    /// The members whose names were chosen by hand.
    members_by_hand: BTreeSet<String>,
}

impl Recording<'_> {
    /// Returns the new contents of the lock file, and notes the published names that no item has any more.
    ///
    /// Names are only added, unless the version of the crate allows changes: then names that are gone are removed. A name that
    /// was changed by hand always replaces the published one.
    pub(super) fn lock(&self, diagnostics: &mut Diagnostics) -> Lock {
        let mut lock = Lock {
            version: self.version(),
            ..Lock::empty()
        };
        let mut notes = Diagnostics::default();
        for (id, resource) in self.api.resources.entries() {
            let found = &self.published.resources[id];
            let item = self.resource(id, resource);
            self.add((&mut lock, &mut notes), (Kind::Resource, found), item);
            let names = &self.names.resource(id).operations;
            let operations = resource.operations.iter().zip(names);
            let operations = operations.zip(&self.published.operations[id]);
            for ((operation, names), found) in operations {
                let item = self.operation(id, operation, names);
                self.add((&mut lock, &mut notes), (Kind::Operation, found), item);
            }
        }
        for (id, model) in self.api.models.entries() {
            let found = &self.published.models[id];
            self.add(
                (&mut lock, &mut notes),
                (Kind::Model, found),
                self.model(id, model),
            );
        }
        for (id, enumeration) in self.api.enumerations.entries() {
            let found = &self.published.enumerations[id];
            let item = self.enumeration(id, enumeration);
            self.add((&mut lock, &mut notes), (Kind::Enumeration, found), item);
        }
        let sids = self.api.sids.entries().map(|(id, sid)| {
            let prefix = sid.prefix.clone().unwrap_or_else(|| "any".to_owned());
            (prefix, plain(self.names.sid(id)))
        });
        lock.sids = self.with_gone(&self.published.lock.sids, sids.collect());
        let codes = self.api.error_codes.iter().zip(self.names.error_codes());
        let codes = codes.map(|(code, name)| (code.code.to_string(), plain(name)));
        lock.error_codes =
            self.with_gone(&self.published.lock.error_codes, codes.collect());
        self.add_gone(&mut lock, &mut notes);
        diagnostics.extend(self.file.located(notes));
        lock
    }

    /// Returns `true` if published names are kept.
    fn keeps(&self) -> bool {
        !self.file.allows_changes()
    }

    fn version(&self) -> Option<Version> {
        let published = self.published.lock.version.as_ref();
        let published = published.filter(|_| self.keeps());
        published.or(self.file.version.as_ref()).cloned()
    }

    fn resource(&self, id: ResourceId, resource: &Resource) -> Item {
        let names = self.names.resource(id);
        let optional =
            |role, name: &Option<Identifier>| Some((role, plain(name.as_ref()?)));
        let roles = [
            Some(("title", self.titles[id].clone())),
            Some(("module", plain(&names.module))),
            optional("collection", &names.collection),
            optional("instance", &names.instance),
            Some(("accessor", plain(&names.accessor))),
            optional("instance-accessor", &names.instance_accessor),
        ];
        Item {
            identities: identity::of_resource(resource),
            entry: Entry {
                names: roles.into_iter().flatten().collect(),
                ..Entry::default()
            },
            is_by_hand: resource.explicit_name.is_some(),
            members_by_hand: BTreeSet::new(),
        }
    }

    fn operation(
        &self,
        id: ResourceId,
        operation: &Operation,
        names: &OperationNames,
    ) -> Item {
        let members = operation.parameters.iter().zip(&names.parameters);
        let members = members.filter_map(|(parameter, name)| {
            Some((identity::of_parameter(parameter), plain(name.as_ref()?)))
        });
        let parameters = || operation.parameters.iter();
        let arguments =
            parameters().filter(|parameter| parameter.role == Role::Argument);
        let by_hand = parameters().filter(|parameter| parameter.explicit_name.is_some());
        Item {
            identities: identity::of_operation(operation),
            entry: Entry {
                names: BTreeMap::from([
                    ("builder", self.path(TypeOwner::Resource(id), &names.builder)),
                    ("method", plain(&names.method)),
                ]),
                members: members.collect(),
                arguments: arguments.map(identity::of_parameter).collect(),
                ..Entry::default()
            },
            is_by_hand: self.api.resource(id).explicit_name.is_some(),
            members_by_hand: by_hand.map(identity::of_parameter).collect(),
        }
    }

    fn model(&self, id: ModelId, model: &Model) -> Item {
        let names = self.names.model(id);
        let fields = model.fields.iter().zip(&names.fields);
        let by_hand = model.fields.iter().filter(|field| field.explicit_name.is_some());
        let owner = model.owner.resource().map(|owner| self.api.resource(owner));
        let owner = owner.filter(|owner| owner.model == Some(id));
        Item {
            identities: self.identities.models[id].clone(),
            entry: Entry {
                names: BTreeMap::from([("type", self.path(model.owner, &names.name))]),
                members: fields
                    .map(|(field, name)| (field.wire.clone(), plain(name)))
                    .collect(),
                arguments: names
                    .arguments
                    .iter()
                    .map(|index| model.fields[*index].wire.clone())
                    .collect(),
                ..Entry::default()
            },
            is_by_hand: model.explicit_name.is_some()
                || owner.is_some_and(|owner| owner.explicit_name.is_some()),
            members_by_hand: by_hand.map(|field| field.wire.clone()).collect(),
        }
    }

    fn enumeration(&self, id: EnumerationId, enumeration: &Enumeration) -> Item {
        let names = self.names.enumeration(id);
        let variants = enumeration.variants.iter();
        let by_hand = variants.clone().filter(|variant| variant.explicit_name.is_some());
        let members = variants.zip(&names.variants);
        Item {
            identities: self.identities.enumerations[id].clone(),
            entry: Entry {
                names: BTreeMap::from([(
                    "type",
                    self.path(enumeration.owner, &names.name),
                )]),
                members: members
                    .map(|(variant, name)| (variant.wire.clone(), plain(name)))
                    .collect(),
                ..Entry::default()
            },
            is_by_hand: enumeration.explicit_name.is_some(),
            members_by_hand: by_hand.map(|variant| variant.wire.clone()).collect(),
        }
    }

    fn path(&self, owner: TypeOwner, name: &Identifier) -> String {
        let module = match owner {
            TypeOwner::Resource(owner) => self.names.resource(owner).module.unraw(),
            TypeOwner::Events => reserved::EVENTS_MODULE,
        };
        format!("{module}::{}", name.unraw())
    }

    /// Adds an item, with the published names unless they may change.
    fn add(
        &self,
        (lock, notes): (&mut Lock, &mut Diagnostics),
        (kind, found): (Kind, &Found<'_>),
        item: Item,
    ) {
        let Item {
            identities,
            mut entry,
            is_by_hand,
            members_by_hand,
        } = item;
        let is_same = |identity: &str| identities.iter().any(|known| known == identity);
        let same = found.filter(|(identity, published)| {
            is_same(identity)
                || self.keeps() && published.also.iter().any(|also| is_same(also))
        });
        if let Some(published) = found {
            self.note_members((kind, published), &entry, notes);
        }
        if let Some((known, published)) = found.filter(|_| self.keeps()) {
            for (role, name) in &published.names {
                let present = entry.names.get(role);
                if present.is_some_and(|present| !self.stays(name, present, is_by_hand))
                {
                    continue;
                }
                if let Some(present) = present.filter(|present| *present != name) {
                    let pointer = kind.pointer(known).join(role);
                    let found = format!("`{name}` is published, but is now `{present}`");
                    notes.push(self.note(pointer, found));
                }
                entry.names.insert(role, name.clone());
            }
            for (member, name) in &published.members {
                if !members_by_hand.contains(member) {
                    entry.members.insert(member.clone(), name.clone());
                }
            }
            let present = std::mem::take(&mut entry.arguments);
            let known: BTreeSet<&String> = published.arguments.iter().collect();
            let fresh = present.into_iter().filter(|argument| !known.contains(argument));
            entry.arguments = published.arguments.iter().cloned().chain(fresh).collect();
        }
        if entry.arguments.len() < 2 {
            entry.arguments.clear();
        }
        let identity = match same {
            Some((identity, _)) => identity.to_owned(),
            None => identities.first().cloned().unwrap_or_default(),
        };
        let mut also: BTreeSet<String> = identities.into_iter().collect();
        if let Some((_, published)) = same.filter(|_| self.keeps()) {
            also.extend(published.also.iter().cloned());
        }
        also.remove(&identity);
        entry.also = also.into_iter().collect();
        lock.items.entry(kind).or_default().entry(identity).or_insert(entry);
    }

    /// Returns `true` if a published name stays although the item has another one at present: not if it was renamed by hand,
    /// nor a path whose module was.
    fn stays(&self, published: &str, present: &str, is_by_hand: bool) -> bool {
        let name = |path: &str| path.rsplit("::").next().map(str::to_owned);
        if is_by_hand && name(published) != name(present) {
            return false;
        }
        let module = published.split_once("::").map(|(module, _)| module);
        module.is_none_or(|module| !self.modules.contains_key(module))
    }

    fn with_gone(
        &self,
        published: &BTreeMap<String, String>,
        mut present: BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        if self.keeps() {
            for (identity, name) in published {
                present.entry(identity.clone()).or_insert_with(|| name.clone());
            }
        }
        present
    }

    /// Notes items that are gone, and adds their published names if these are kept.
    fn add_gone(&self, lock: &mut Lock, notes: &mut Diagnostics) {
        for kind in Kind::ALL {
            for (identity, entry) in self.published.gone(kind) {
                let found = format!(
                    "the {} `{}` is published, but no longer in the document",
                    kind.word(),
                    path(entry)
                );
                notes.push(self.note(kind.pointer(identity), found).about_name());
                if self.keeps() {
                    let entries = lock.items.entry(kind).or_default();
                    entries.entry(identity.to_owned()).or_insert_with(|| entry.clone());
                }
            }
        }
    }

    /// Notes members that are gone.
    fn note_members(
        &self,
        (kind, (identity, published)): (Kind, &(&str, &Entry)),
        present: &Entry,
        notes: &mut Diagnostics,
    ) {
        for (member, name) in &published.members {
            if !present.members.contains_key(member) {
                let path = path(published);
                let found = format!(
                    "`{name}` of `{path}` is published, but no longer in the document"
                );
                let pointer = kind.member_pointer(identity, member);
                notes.push(self.note(pointer, found));
            }
        }
    }

    fn note(&self, pointer: Pointer, found: String) -> Diagnostic {
        Diagnostic::note(pointer, found).help(if self.keeps() {
            "the name is kept until a version that allows breaking changes"
        } else {
            "the version allows breaking changes, so the name is removed from the lock file"
        })
    }
}

/// Returns the path by which messages refer to an item.
fn path(entry: &Entry) -> &str {
    let roles = ["type", "builder", "module"].map(|role| entry.name(role));
    roles.into_iter().flatten().next().unwrap_or_default()
}

fn plain(name: &Identifier) -> String {
    name.unraw().to_owned()
}
