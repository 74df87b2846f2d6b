//! Changes that tests make and the API does not let callers make.

use serde_json::Value;

use super::change::Change;
use super::path::arguments;
use super::plan::Place;
use super::representation::Shown;
use super::state::State;
use super::store::Properties;
use super::tables::{self, Argument, ResourceIndex, Segment, Storage};
use super::target::Target;
use crate::runtime::{Error, Result};

/// A resource or an instance found by its path.
struct Found {
    resource: ResourceIndex,
    target: Target,
    scope: &'static [Segment],
}

impl State {
    /// Adds an instance to the collection at a path, and returns it as JSON.
    pub(super) fn insert(&mut self, path: &str, properties: Value) -> Result<Value> {
        let found = self.locate(path)?;
        if found.target.instance.is_some() {
            return Err(error(
                path,
                "is the path of an instance: expected that of a collection",
            ));
        }
        let properties = self.checked(found.resource, properties)?;
        let place = Place {
            resource: found.resource,
            parent: found.target.parent,
            within: None,
        };
        let changes = self.make(|plan| {
            let position = plan.insert(place, properties);
            plan.add_dependents(position);
        });
        self.inserted(path, &found, &changes)
    }

    /// Changes the properties of the instance at a path, and returns it as JSON.
    pub(super) fn update(
        &mut self,
        path: &str,
        properties: Value,
    ) -> Result<(Value, Vec<Change>)> {
        let found = self.locate(path)?;
        let Some(id) = found.target.instance else {
            return Err(error(
                path,
                "is the path of a collection: expected that of an instance",
            ));
        };
        let properties = self.checked(found.resource, properties)?;
        let changes = self.make(|plan| {
            plan.set(id, properties);
        });
        Ok((self.inserted(path, &found, &changes)?, changes))
    }

    fn inserted(&self, path: &str, found: &Found, changes: &[Change]) -> Result<Value> {
        let id = changes.first().and_then(|change| change.id);
        let instance = id.and_then(|id| self.subject(id));
        let instance = instance.ok_or_else(|| error(path, "leads to no instance"))?;
        Ok(self.represent(Shown {
            resource: found.resource,
            parent: found.target.parent,
            instance,
            scope: found.scope,
        }))
    }

    /// Finds what a path leads to: an instance or a collection of a resource that is stored by itself.
    fn locate(&self, path: &str) -> Result<Found> {
        for (resource, table) in self.tables.resources().enumerate() {
            if !matches!(table.storage, Storage::Own) {
                continue;
            }
            for pattern in table.paths {
                let collection = pattern.split_last().filter(|(last, _)| {
                    last.argument == Some(Argument::Instance(resource))
                });
                let collection = collection.map(|(_, collection)| collection);
                for scope in [Some(*pattern), collection].into_iter().flatten() {
                    let Some(arguments) = arguments(scope, path) else {
                        continue;
                    };
                    let target = self.target(resource, scope, &arguments);
                    return target
                        .map(|target| Found {
                            resource,
                            target,
                            scope,
                        })
                        .map_err(|_| error(path, "leads to no instance"));
                }
            }
        }
        Err(error(path, "is neither the path of a collection nor that of an instance"))
    }

    /// Returns properties that a resource stores.
    fn checked(&self, resource: ResourceIndex, properties: Value) -> Result<Properties> {
        let table = self.tables.resource(resource);
        let name = table.name;
        let Value::Object(properties) = properties else {
            let message = format!("the properties of a `{name}` are not a JSON object");
            return Err(Error::configuration(message));
        };
        for key in properties.keys() {
            let property = self.property(resource, key).map(|property| &property.value);
            let is_stored = property.is_some_and(|value| {
                use tables::Value::{Links, Read, Url};
                !matches!(value, Links(_) | Read(_) | Url)
            });
            if !is_stored {
                return Err(Error::configuration(format!(
                    "a `{name}` has no property `{key}` that can be set"
                )));
            }
        }
        Ok(properties)
    }
}

/// Returns the error of a path.
fn error(path: &str, fault: &str) -> Error {
    Error::configuration(format!("`{path}` {fault}"))
}
