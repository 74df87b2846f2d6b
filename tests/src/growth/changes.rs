//! Differences between documents.

use serde_json::{Value, json};

use super::Construct;
use super::documents::{
    arguments, enum_values, enumerations, form_fields, many, models, one_model,
    parents_by_name, paths, properties, reference, scopes, singletons, twins,
};

/// Differences between an old and a new document.
pub const CHANGES: &[Construct<(Value, Value)>] = &[
    ("other paths", |n| (paths(n), renamed(&paths(n), "Thing", "Other"))),
    ("other parents", |n| (parents_by_name(n), singletons(n))),
    ("other scopes", |n| (scopes(n), renamed(&scopes(n), "ServiceSid", "ParentSid"))),
    ("scopes that are gone", |n| (scopes(n), scopes(2))),
    ("twins that part", |n| (twins(n), renamed(&twins(n), "service_thing1", "thing1"))),
    ("other properties", |n| {
        (properties(n), renamed(&properties(n), "field_", "part_"))
    }),
    ("properties described anew", properties_described_anew),
    ("other arguments", |n| (arguments(n), renamed(&arguments(n), "Given", "Taken"))),
    ("other form fields", |n| {
        (form_fields(n), renamed(&form_fields(n), "Field", "Part"))
    }),
    ("other values", |n| (enum_values(n), renamed(&enum_values(n), "value-", "worth-"))),
    ("other models", |n| (models(n), renamed(&models(n), "part_", "piece_"))),
    ("other enumerations", |n| {
        (enumerations(n), renamed(&enumerations(n), "field_", "part_"))
    }),
    ("one model for many", one_model_for_many),
];

/// Returns a document with all occurrences of a text replaced.
fn renamed(document: &Value, from: &str, to: &str) -> Value {
    serde_json::from_str(&document.to_string().replace(from, to))
        .expect("names are not what makes a text JSON")
}

fn one_model_for_many(n: usize) -> (Value, Value) {
    let properties = many(n, |i| (format!("field_{i}"), reference("part_0")));
    let mut one = models(n);
    one["components"]["schemas"]["room"]["properties"] = properties;
    (models(n), one)
}

fn properties_described_anew(n: usize) -> (Value, Value) {
    let described = |text: &str| {
        let schema = json!({"type": "string", "description": text});
        one_model(many(n, |i| (format!("field_{i}"), schema.clone())))
    };
    (described("Before."), described("After."))
}
