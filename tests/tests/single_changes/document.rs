//! The document that is changed.

use serde_json::{Map, Value, json};
use tests::{documents, workspace};

/// A document to edit.
#[derive(Clone, Debug)]
pub struct Document(Value);

impl Document {
    /// Returns the unmodified document.
    pub fn base() -> Self {
        Self(documents::read(&workspace().join("tests/fixtures/changes/base.yaml")))
    }

    /// Returns the document as a value.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Returns the object at a pointer.
    pub fn at(&mut self, pointer: &str) -> &mut Map<String, Value> {
        let value = self.0.pointer_mut(pointer);
        value
            .and_then(Value::as_object_mut)
            .unwrap_or_else(|| panic!("there is no object at {pointer}"))
    }

    /// Returns the array at a pointer.
    pub fn list(&mut self, pointer: &str) -> &mut Vec<Value> {
        let value = self.0.pointer_mut(pointer);
        value
            .and_then(Value::as_array_mut)
            .unwrap_or_else(|| panic!("there is no list at {pointer}"))
    }

    /// Sets a member of the object at a pointer.
    pub fn set(&mut self, pointer: &str, member: &str, value: Value) {
        self.at(pointer).insert(member.to_owned(), value);
    }

    /// Removes a member of the object at a pointer.
    pub fn remove(&mut self, pointer: &str, member: &str) -> Value {
        let removed = self.at(pointer).shift_remove(member);
        removed.unwrap_or_else(|| panic!("{pointer} has no {member}"))
    }

    /// Renames a member of the object at a pointer without moving it.
    pub fn rename(&mut self, pointer: &str, old: &str, new: &str) {
        let members = std::mem::take(self.at(pointer));
        assert!(members.contains_key(old), "{pointer} has no {old}");
        let renamed = members.into_iter().map(|(name, value)| {
            (if name == old { new.to_owned() } else { name }, value)
        });
        *self.at(pointer) = renamed.collect();
    }

    /// Edits the form fields of both operations that create a room.
    pub fn room_forms(&mut self, edit: impl Fn(&mut Map<String, Value>)) {
        for path in ["~1v1~1Rooms", "~1v1~1Services~1{ServiceSid}~1Rooms"] {
            edit(self.at(&format!("/paths/{path}/post{FORM}/properties")));
        }
    }

    /// Sets the required fields of both operations that create a room.
    pub fn require_of_rooms(&mut self, fields: &[&str]) {
        for path in ["~1v1~1Rooms", "~1v1~1Services~1{ServiceSid}~1Rooms"] {
            self.set(&format!("/paths/{path}/post{FORM}"), "required", json!(fields));
        }
    }
}

/// Path from an operation to the schema of its form.
pub const FORM: &str = "/requestBody/content/application~1x-www-form-urlencoded/schema";

/// The form of the operation that creates a user.
pub const USER_FORM: &str = "/paths/~1v1~1Users/post/requestBody/content/application~1x-www-form-urlencoded/schema";

/// Returns the pointer to the properties of a schema.
pub fn properties(schema: &str) -> String {
    format!("/components/schemas/{schema}/properties")
}
