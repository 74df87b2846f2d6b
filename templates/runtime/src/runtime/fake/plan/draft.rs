//! The properties of an instance that is going to be created, and those that parameters set.

use serde_json::Value;

use super::{Place, Plan};
use crate::runtime::fake::change::{Cause, Change};
use crate::runtime::fake::reference::Subject;
use crate::runtime::fake::store::{self, Properties};
use crate::runtime::fake::tables::{
    self, Action, Effect, Parameter, PropertyPath, ResourceIndex,
};
use crate::runtime::fake::{clock, view};

impl Plan<'_> {
    /// Returns the creation of an instance that has the properties with which it starts, but for copied ones.
    pub(super) fn creation(&mut self, place: Place) -> Change {
        let table = self.state.tables.resource(place.resource);
        let mut after = Properties::new();
        for property in table.properties {
            let value = match &property.value {
                tables::Value::Json(text) => parsed(text),
                tables::Value::Sid => self.sid(table.sid_prefix),
                tables::Value::Account => Value::from(self.state.account_sid.as_str()),
                tables::Value::Created | tables::Value::Updated => {
                    clock::json(self.state.now)
                }
                tables::Value::Index => Value::from(self.index(place)),
                tables::Value::Copy(_) | tables::Value::Object(_) => Value::Null,
                tables::Value::Url
                | tables::Value::Links(_)
                | tables::Value::Read(_)
                | tables::Value::Count(_) => {
                    continue;
                }
            };
            after.insert(property.name.to_owned(), value);
        }
        Change {
            action: Action::Create,
            resource: place.resource,
            id: None,
            parent: place.parent,
            within: place.within,
            before: Properties::new(),
            after,
            cause: Cause::Request,
            is_reported: true,
        }
    }

    /// Sets the properties that start as copies of others, unless they are set.
    pub(super) fn copy_properties(&self, change: &mut Change) {
        for property in self.state.tables.resource(change.resource).properties {
            let tables::Value::Copy(references) = &property.value else {
                continue;
            };
            if store::get(&change.after, &[property.name]).is_none() {
                let subject = Subject::within(change, &self.changes);
                let value = self.state.first_value(subject, references);
                store::set(&mut change.after, &[property.name], value);
            }
        }
    }

    /// Sets the properties that parameters set, perhaps through a view.
    pub(super) fn set_parameters(
        &self,
        properties: &mut Properties,
        view: ResourceIndex,
        parameters: &[(&'static Parameter, Value)],
    ) {
        for (parameter, value) in parameters {
            if let Some(prefix) = parameter.prefix {
                let text = value.as_str().and_then(|text| text.split_once(':'));
                let before = text.map_or(prefix.otherwise, |(before, _)| before);
                self.set_through(properties, view, prefix.property, Value::from(before));
            }
            match parameter.effect {
                Effect::Set(path) => {
                    self.set_through(properties, view, path, value.clone());
                }
                Effect::Deadline { property, .. } => {
                    self.set_deadline(properties, view, property, value);
                }
                Effect::Filter { .. }
                | Effect::Order
                | Effect::Webhooks
                | Effect::Nothing => {}
            }
        }
    }

    /// Sets a property of a resource, perhaps a view.
    fn set_through(
        &self,
        properties: &mut Properties,
        view: ResourceIndex,
        path: PropertyPath,
        value: Value,
    ) {
        let path = view::stored(self.state.tables, view, path);
        let path: Vec<_> = path.iter().map(AsRef::as_ref).collect();
        self.assign(properties, self.state.tables.viewed(view), &path, value);
    }

    /// Sets a property of an instance of a resource, perhaps one within an object.
    pub(super) fn assign(
        &self,
        properties: &mut Properties,
        resource: ResourceIndex,
        path: &[&str],
        value: Value,
    ) {
        let Some((name, inner)) = path.split_first() else {
            return;
        };
        let property = self.state.property(resource, name);
        if let Some(tables::Value::Object(fields)) = property.map(|it| &it.value) {
            let object = properties.entry(*name).or_insert(Value::Null);
            assign_within(object, fields, inner, value);
        } else {
            store::set(properties, path, value);
        }
    }

    fn sid(&mut self, prefix: Option<&str>) -> Value {
        match (&mut self.sids, prefix) {
            (Some(sids), Some(prefix)) => Value::from(sids.next(prefix)),
            _ => Value::Null,
        }
    }

    /// Returns the number of instances that the parent of a new one has had.
    fn index(&self, place: Place) -> u64 {
        let before = self.state.store.created(place.resource, place.parent);
        before + self.planned_at(place).count() as u64
    }

    /// Returns the instances that are going to be created at the same place.
    pub(super) fn planned_at(&self, place: Place) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| {
            change.action == Action::Create
                && change.resource == place.resource
                && change.parent == place.parent
                && change.within == place.within
        })
    }
}

/// Returns the value of a JSON text of the tables.
pub(super) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Sets a property within an object, which has all of its properties once one of them is set.
fn assign_within(
    object: &mut Value,
    fields: &'static [tables::Property],
    path: &[&str],
    value: Value,
) {
    let Some((name, inner)) = path.split_first() else {
        *object = value;
        return;
    };
    if !object.is_object() {
        if value.is_null() {
            return;
        }
        *object = fields.iter().map(initial).collect();
    }
    if let Value::Object(members) = object {
        let field = fields.iter().find(|field| field.name == *name);
        let fields = match field.map(|field| &field.value) {
            Some(tables::Value::Object(fields)) => *fields,
            _ => &[],
        };
        let member = members.entry(*name).or_insert(Value::Null);
        assign_within(member, fields, inner, value);
    }
}

/// Returns a property with which an object starts.
fn initial(field: &'static tables::Property) -> (String, Value) {
    let value = match &field.value {
        tables::Value::Json(text) => parsed(text),
        _ => Value::Null,
    };
    (field.name.to_owned(), value)
}
