//! The values of properties: those that `x-fake` and the API itself set, and those that the others start with.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::names::Names;
use super::overrides::{self, Overrides};
use super::properties;
use crate::ir::fake::drafts::ValueDraft;
use crate::ir::fake::{Property, PropertyPath, Value};
use crate::ir::{Field, ModelId, Presence, ResourceId, Type};

/// The number of times that the properties of a model are listed. More resources and objects with the same model are
/// represented without them, so that the tables grow with the document.
const MAX_LISTED: usize = 32;

/// The number of objects in each other whose properties are listed: many times that of any Twilio document.
const MAX_DEPTH: usize = 16;

/// A rule for the value of a property.
#[derive(Clone, Copy)]
pub(super) enum Setting<'a> {
    /// The extension of its schema.
    Override(&'a ValueDraft),
    /// The default of the parameter that sets it.
    Default(&'a str),
}

/// Rules for the values of properties, by their paths.
pub(super) type Settings<'a> = Vec<(PropertyPath, Setting<'a>)>;

/// Derives the values of the properties of a resource.
pub(super) struct Values<'n, 'c, 'a> {
    names: &'n mut Names<'c, 'a>,
    overrides: &'n Overrides<'a>,
    id: ResourceId,
    /// The models that enclose the current property, the last one the nearest.
    models: Vec<ModelId>,
}

impl<'n, 'c, 'a> Values<'n, 'c, 'a> {
    pub(super) fn of(
        names: &'n mut Names<'c, 'a>,
        overrides: &'n Overrides<'a>,
        id: ResourceId,
    ) -> Self {
        Self {
            names,
            overrides,
            id,
            models: Vec::new(),
        }
    }

    /// Returns the properties of a model, about whose values `settings` are known; none if too many resources share it.
    pub(super) fn of_resource(
        &mut self,
        model: ModelId,
        settings: Settings<'a>,
    ) -> Vec<Property> {
        if self.may_list(model) {
            self.properties(model, settings)
        } else {
            Vec::new()
        }
    }

    fn properties(
        &mut self,
        model: ModelId,
        mut settings: Settings<'a>,
    ) -> Vec<Property> {
        let overrides = self.overrides[model].iter();
        settings.extend(
            overrides.map(|(path, value)| (path.clone(), Setting::Override(value))),
        );
        let mut below = Below::of(settings);
        self.models.push(model);
        let fields = self.names.context.fields(model);
        let properties = fields.map(|field| Property {
            name: field.wire.clone(),
            value: self.value(field, below.take(&field.wire)),
        });
        let properties = properties.collect();
        self.models.pop();
        properties
    }

    fn value(&mut self, field: &'a Field, settings: Settings<'a>) -> Value {
        let own = settings.iter().filter(|(rest, _)| rest.is_empty());
        let (mut draft, mut default) = (None, None);
        for (_, setting) in own {
            match setting {
                Setting::Override(value) => draft = draft.or(Some(*value)),
                Setting::Default(text) => default = default.or(Some(*text)),
            }
        }
        let context = self.names.context;
        let schema = context.schema_draft(field);
        let draft = draft.or(schema.and_then(|schema| schema.value.as_ref()));
        let draft = draft.and_then(|draft| overrides::value(self.names, self.id, draft));
        if let Some(value) = draft {
            return value;
        }
        if let [_] = self.models.as_slice()
            && let Some(value) = properties::set_by_api(context, self.id, field)
        {
            return value;
        }
        if let Some(default) = default {
            return Value::Json(parsed(&field.ty, default).to_string());
        }
        if let Some(default) = schema.and_then(|schema| schema.default.as_ref()) {
            return Value::Json(default.clone());
        }
        match field.ty {
            _ if field.presence == Presence::Always => {
                Value::Json(self.present(&field.ty).to_string())
            }
            Type::Model(model) if self.may_contain(model) => {
                Value::Object(self.properties(model, settings))
            }
            _ => Value::Json(Json::Null.to_string()),
        }
    }

    /// Returns `true` if the properties of a nested object are listed. A model in itself remains null.
    fn may_contain(&mut self, model: ModelId) -> bool {
        let is_shallow = self.models.len() < MAX_DEPTH;
        is_shallow && !self.models.contains(&model) && self.may_list(model)
    }

    /// Returns `true` if the properties of a model are listed once more.
    fn may_list(&mut self, model: ModelId) -> bool {
        let count = self.names.listed.entry(model).or_default();
        *count += 1;
        *count <= MAX_LISTED
    }

    /// Returns the plainest value of a type, for a property that is never null.
    fn present(&mut self, ty: &Type) -> Json {
        match ty {
            Type::String | Type::Sid(_) => Json::String(String::new()),
            Type::Uri => Json::String(self.names.context.api.server.url.clone()),
            Type::Boolean => Json::Bool(false),
            Type::Integer | Type::UnsignedInteger | Type::Number => Json::from(0),
            Type::Timestamp => Json::from("1970-01-01T00:00:00Z"),
            Type::Date => Json::from("1970-01-01"),
            Type::Duration => Json::from("PT0S"),
            Type::JsonText => Json::from("{}"),
            Type::Enumeration(id) => {
                let variants = &self.names.context.api.enumeration(*id).variants;
                let first = variants.first().map(|variant| variant.wire.clone());
                Json::String(first.unwrap_or_default())
            }
            Type::Array(_) => Json::Array(Vec::new()),
            Type::Map(_) => Json::Object(Map::new()),
            Type::Model(model) if self.may_contain(*model) => {
                self.models.push(*model);
                let fields = self.names.context.fields(*model);
                let members = fields.map(|field| {
                    let value = match field.presence {
                        Presence::Always => self.present(&field.ty),
                        Presence::Optional | Presence::Additional => Json::Null,
                    };
                    (field.wire.clone(), value)
                });
                let members = members.collect();
                self.models.pop();
                Json::Object(members)
            }
            Type::Json | Type::Model(_) => Json::Null,
        }
    }
}

/// Rules for the values of properties, by the first key of their paths.
struct Below<'a>(HashMap<String, Settings<'a>>);

impl<'a> Below<'a> {
    fn of(settings: Settings<'a>) -> Self {
        let mut below: HashMap<String, Settings<'a>> = HashMap::new();
        for (mut path, setting) in settings {
            if !path.is_empty() {
                let first = path.remove(0);
                below.entry(first).or_default().push((path, setting));
            }
        }
        Self(below)
    }

    fn take(&mut self, name: &str) -> Settings<'a> {
        self.0.remove(name).unwrap_or_default()
    }
}

/// Returns the JSON value of a default.
fn parsed(ty: &Type, default: &str) -> Json {
    let is_text = match ty {
        Type::Boolean | Type::Integer | Type::UnsignedInteger | Type::Number => false,
        other => other.is_scalar(),
    };
    let text = || Json::String(default.to_owned());
    if is_text {
        text()
    } else {
        serde_json::from_str(default).unwrap_or_else(|_| text())
    }
}
