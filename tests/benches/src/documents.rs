//! Documents of growing size, made from the one of this repository.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

/// Words that operations start with. What the operation is called depends on them.
const VERBS: [&str; 5] = ["Create", "Delete", "Fetch", "List", "Update"];

/// Returns a document with the paths and schemas of ours this many times, as JSON.
///
/// The copies differ from ours in the first noun of their paths, in the names of their schemas and in their operation IDs, so
/// that nothing in them can be merged with the original. There are no overlays: these name parts of the original.
#[must_use]
pub fn multiplied(times: usize) -> Vec<u8> {
    let original = original();
    let mut document = original.clone();
    for number in 2..=times {
        let copy = Copy(format!("Copy{number}"));
        copy.add(&original, &mut document);
    }
    document.to_string().into_bytes()
}

fn original() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../spec/twilio_conversations_v1.yaml");
    let text = fs::read_to_string(path).expect("the document exists");
    serde_norway::from_str(&text).expect("the document is YAML")
}

/// A copy with this word in its names.
struct Copy(String);

impl Copy {
    fn add(&self, original: &Value, document: &mut Value) {
        for (pointer, name) in [
            ("/paths", Self::path as fn(&Self, &str) -> String),
            ("/components/schemas", Self::schema),
        ] {
            let entries = members(original.pointer(pointer));
            let copies = entries
                .into_iter()
                .map(|(key, value)| (name(self, &key), self.renamed(value, "")));
            let target = document.pointer_mut(pointer).and_then(Value::as_object_mut);
            target.expect("the document has it").extend(copies);
        }
    }

    /// Renames everything in the value of a member.
    fn renamed(&self, value: Value, member: &str) -> Value {
        match value {
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| {
                    let value = self.renamed(value, &name);
                    (name, value)
                })
                .collect(),
            Value::Array(elements) => {
                elements.into_iter().map(|element| self.renamed(element, "")).collect()
            }
            Value::String(text) => self.text(member, text).into(),
            other => other,
        }
    }

    fn text(&self, member: &str, text: String) -> String {
        match member {
            "$ref" => match text.strip_prefix("#/components/schemas/") {
                Some(name) => format!("#/components/schemas/{}", self.schema(name)),
                None => text,
            },
            "operationId" => self.operation(&text),
            "parent" => self.path(&text),
            _ => text,
        }
    }

    /// `/v1/Users` becomes `/v1/Copy2Users`, and `/Users`, as in `x-twilio.parent`, `/Copy2Users`.
    fn path(&self, path: &str) -> String {
        let noun = path.strip_prefix("/v1/").or_else(|| path.strip_prefix('/'));
        let noun = noun.unwrap_or(path);
        let before = &path[..path.len() - noun.len()];
        format!("{before}{}{noun}", self.0)
    }

    /// `conversations.v1.user` becomes `conversations.v1.Copy2-user`.
    fn schema(&self, name: &str) -> String {
        match name.rsplit_once('.') {
            Some((before, last)) => format!("{before}.{}-{last}", self.0),
            None => format!("{}-{name}", self.0),
        }
    }

    /// `CreateUser` becomes `CreateCopy2User`.
    fn operation(&self, id: &str) -> String {
        let verb =
            VERBS.into_iter().find(|verb| id.starts_with(verb)).unwrap_or_default();
        format!("{verb}{}{}", self.0, &id[verb.len()..])
    }
}

fn members(value: Option<&Value>) -> Map<String, Value> {
    value.and_then(Value::as_object).cloned().expect("the document has it")
}
