//! The values that properties start with.

use serde_json::{Map, Value as Json};

use super::context::Context;
use crate::ir::fake::{Property, PropertyPath, Value};
use crate::ir::{Field, ModelId, Presence, Type};

/// The defaults of parameters that set properties.
pub(super) type Defaults<'a> = [(PropertyPath, &'a str)];

/// Returns the value that a property starts with. A nested object is null until one of its properties is set.
///
/// `models` are the models that enclose the property, the last one the nearest: a model in itself remains null.
pub(super) fn initial(
    context: &Context<'_>,
    field: &Field,
    defaults: &Defaults<'_>,
    models: &mut Vec<ModelId>,
) -> Value {
    let below: Vec<(PropertyPath, &str)> = defaults
        .iter()
        .filter_map(|(path, default)| {
            let (first, rest) = path.split_first()?;
            (*first == field.wire).then(|| (rest.to_vec(), *default))
        })
        .collect();
    if let Some((_, default)) = below.iter().find(|(rest, _)| rest.is_empty()) {
        return Value::Json(parsed(&field.ty, default).to_string());
    }
    match field.ty {
        Type::Model(model) if field.presence == Presence::Always => {
            Value::Json(present(context, &Type::Model(model), models).to_string())
        }
        Type::Model(model) if !models.contains(&model) => {
            models.push(model);
            let members = context.fields(model).map(|field| Property {
                name: field.wire.clone(),
                value: initial(context, field, &below, models),
            });
            let members = members.collect();
            models.pop();
            Value::Object(members)
        }
        _ if field.presence == Presence::Always => {
            Value::Json(present(context, &field.ty, models).to_string())
        }
        _ => Value::Json(Json::Null.to_string()),
    }
}

/// Returns the JSON value of a default.
fn parsed(ty: &Type, default: &str) -> Json {
    let is_text = match ty {
        Type::Boolean | Type::Integer | Type::UnsignedInteger | Type::Number => false,
        other => other.is_text() || other.is_scalar(),
    };
    let text = || Json::String(default.to_owned());
    if is_text {
        text()
    } else {
        serde_json::from_str(default).unwrap_or_else(|_| text())
    }
}

/// Returns the plainest value of a type, for a property that is never null.
fn present(context: &Context<'_>, ty: &Type, models: &mut Vec<ModelId>) -> Json {
    match ty {
        Type::String | Type::Sid(_) => Json::String(String::new()),
        Type::Uri => Json::String(context.api.server.url.clone()),
        Type::Boolean => Json::Bool(false),
        Type::Integer | Type::UnsignedInteger | Type::Number => Json::from(0),
        Type::Timestamp => Json::from("1970-01-01T00:00:00Z"),
        Type::Date => Json::from("1970-01-01"),
        Type::Duration => Json::from("PT0S"),
        Type::JsonText => Json::from("{}"),
        Type::Json => Json::Null,
        Type::Enumeration(id) => {
            let first = context.api.enumeration(*id).variants.first();
            Json::String(first.map(|variant| variant.wire.clone()).unwrap_or_default())
        }
        Type::Array(_) => Json::Array(Vec::new()),
        Type::Map(_) => Json::Object(Map::new()),
        Type::Model(model) if models.contains(model) => Json::Null,
        Type::Model(model) => {
            models.push(*model);
            let members = context.fields(*model).map(|field| {
                let value = match field.presence {
                    Presence::Always => present(context, &field.ty, models),
                    Presence::Optional | Presence::Additional => Json::Null,
                };
                (field.wire.clone(), value)
            });
            let members = members.collect();
            models.pop();
            Json::Object(members)
        }
    }
}
