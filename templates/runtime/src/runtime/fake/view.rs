//! Views: resources whose instances are those of another resource.

use std::borrow::Cow;

use serde_json::Value;

use super::reference::Subject;
use super::state::State;
use super::store::{self, Ids, InstanceId, Key, stored_path};
use super::tables::{self, PropertyPath, ResourceIndex, Storage, Tables};

impl State {
    /// Returns the instances that a list of a resource below a parent contains, and maybe others, in the order of their
    /// creation. For a view, they are the viewed instances.
    pub(super) fn viewed(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
    ) -> Cow<'_, Ids> {
        let Storage::View { of, conditions } = &self.tables.resource(resource).storage
        else {
            return Cow::Borrowed(self.store.below(resource, parent));
        };
        let subject = parent.and_then(|id| self.subject(id));
        let ancestor = subject.and_then(|subject| self.common_ancestor(subject, *of));
        let Some(((path, reference), subject)) = conditions.first().zip(subject) else {
            return Cow::Borrowed(self.store.below(*of, ancestor));
        };
        let value = self.value(subject, reference);
        self.store.find(*of, ancestor, &Key::new(path, &value))
    }

    /// Returns `true` if a view shows an instance.
    pub(super) fn shows(
        &self,
        resource: ResourceIndex,
        parent: Option<InstanceId>,
        viewed: Subject<'_>,
    ) -> bool {
        let Storage::View { conditions, .. } = &self.tables.resource(resource).storage
        else {
            return true;
        };
        let Some(parent) = parent.and_then(|id| self.subject(id)) else {
            return conditions.is_empty();
        };
        conditions.iter().all(|(path, reference)| {
            let value = self.value(parent, reference);
            !value.is_null() && self.read(viewed, path) == value
        })
    }

    /// Returns the value of a property of an instance, or of an instance that a view shows.
    pub(super) fn shown(
        &self,
        resource: ResourceIndex,
        viewed: Subject<'_>,
        path: PropertyPath,
    ) -> Value {
        let (Some((name, inner)), Some(table)) =
            (path.split_first(), self.tables.find_resource(resource))
        else {
            return Value::Null;
        };
        let of_view = self.property(resource, name).map(|property| &property.value);
        let computed = of_view.and_then(|value| self.computed(viewed, value, inner));
        if let Some(value) = computed {
            return value;
        }
        let is_view = matches!(table.storage, Storage::View { .. });
        match of_view {
            Some(tables::Value::Json(text))
                if is_view && self.property(viewed.resource, name).is_none() =>
            {
                let stored = stored(self.tables, resource, path);
                let stored: Vec<_> = stored.iter().map(AsRef::as_ref).collect();
                let value = store::get(viewed.properties, &stored).cloned();
                value.unwrap_or_else(|| serde_json::from_str(text).unwrap_or_default())
            }
            _ => self.read(viewed, path),
        }
    }
}

/// Returns where a property of a resource is stored. A view stores those that only it has in the viewed instance too,
/// under a name that no property of an API has.
pub(super) fn stored(
    tables: &'static Tables,
    resource: ResourceIndex,
    path: PropertyPath,
) -> Vec<Cow<'static, str>> {
    let (owner, path) = stored_path(tables, resource, path);
    let mut path: Vec<Cow<'static, str>> = path.into_iter().map(Cow::from).collect();
    let table = tables.resource(resource);
    if let (Storage::View { .. }, Some(name)) = (&table.storage, path.first_mut()) {
        let shared = tables.resource(owner).properties;
        if !shared.iter().any(|property| property.name == name) {
            *name = Cow::from(format!("{} {name}", table.name));
        }
    }
    path
}
