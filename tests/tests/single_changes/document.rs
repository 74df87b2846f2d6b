//! The document that is changed.

use serde_json::{Map, Value, json};
use tests::{documents, workspace};

/// A document, to be changed.
#[derive(Clone, Debug)]
pub struct Document(Value);

impl Document {
    /// The one before any change.
    pub fn base() -> Self {
        Self(documents::read(&workspace().join("tests/fixtures/changes/base.yaml")))
    }

    /// What it says.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The object at a pointer.
    pub fn at(&mut self, pointer: &str) -> &mut Map<String, Value> {
        let value = self.0.pointer_mut(pointer);
        value
            .and_then(Value::as_object_mut)
            .unwrap_or_else(|| panic!("there is no object at {pointer}"))
    }

    /// The list at a pointer.
    pub fn list(&mut self, pointer: &str) -> &mut Vec<Value> {
        let value = self.0.pointer_mut(pointer);
        value
            .and_then(Value::as_array_mut)
            .unwrap_or_else(|| panic!("there is no list at {pointer}"))
    }

    /// Puts a member into the object at a pointer.
    pub fn set(&mut self, pointer: &str, member: &str, value: Value) {
        self.at(pointer).insert(member.to_owned(), value);
    }

    /// Takes a member out of the object at a pointer.
    pub fn remove(&mut self, pointer: &str, member: &str) -> Value {
        let removed = self.at(pointer).shift_remove(member);
        removed.unwrap_or_else(|| panic!("{pointer} has no {member}"))
    }

    /// Gives a member of the object at a pointer another name, in its place.
    pub fn rename(&mut self, pointer: &str, old: &str, new: &str) {
        let members = std::mem::take(self.at(pointer));
        assert!(members.contains_key(old), "{pointer} has no {old}");
        let renamed = members.into_iter().map(|(name, value)| {
            (if name == old { new.to_owned() } else { name }, value)
        });
        *self.at(pointer) = renamed.collect();
    }

    /// The form fields of both operations that make a room.
    pub fn room_forms(&mut self, edit: impl Fn(&mut Map<String, Value>)) {
        for path in ["~1v1~1Rooms", "~1v1~1Services~1{ServiceSid}~1Rooms"] {
            edit(self.at(&format!("/paths/{path}/post{FORM}/properties")));
        }
    }

    /// Which of those fields are required.
    pub fn require_of_rooms(&mut self, fields: &[&str]) {
        for path in ["~1v1~1Rooms", "~1v1~1Services~1{ServiceSid}~1Rooms"] {
            self.set(&format!("/paths/{path}/post{FORM}"), "required", json!(fields));
        }
    }
}

/// From an operation to the schema of its form.
const FORM: &str = "/requestBody/content/application~1x-www-form-urlencoded/schema";

/// The form of the operation that makes a user.
pub const USER_FORM: &str = "/paths/~1v1~1Users/post/requestBody/content/application~1x-www-form-urlencoded/schema";

/// The properties of a schema.
pub fn properties(schema: &str) -> String {
    format!("/components/schemas/{schema}/properties")
}
