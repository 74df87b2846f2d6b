//! Reads JSON values and reports what is not as expected.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Pointer};
use crate::ir::fake::drafts::Name;

/// A value and its place.
#[derive(Clone)]
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    pub(super) pointer: Pointer,
}

/// An object and its place.
pub(super) struct Object<'v> {
    members: &'v Map<String, Value>,
    pub(super) pointer: Pointer,
}

/// Reports what is not as expected.
pub(super) struct Reader<'d> {
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl<'v> Object<'v> {
    /// Returns a member.
    pub(super) fn get(&self, name: &str) -> Option<Node<'v>> {
        Some(Node {
            value: self.members.get(name)?,
            pointer: self.pointer.join(name),
        })
    }

    /// Returns `true` if it has one of these members.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.members.contains_key(*name))
    }

    /// Returns all members with their names.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Name, Node<'v>)> {
        self.members.iter().map(|(name, value)| {
            let pointer = self.pointer.join(name);
            let node = Node {
                value,
                pointer: pointer.clone(),
            };
            let name = Name {
                text: name.clone(),
                pointer,
            };
            (name, node)
        })
    }
}

impl Reader<'_> {
    /// Returns an object with any members.
    pub(super) fn map<'v>(&mut self, node: &Node<'v>) -> Option<Object<'v>> {
        match node.value {
            Value::Object(members) => Some(Object {
                members,
                pointer: node.pointer.clone(),
            }),
            _ => self.unexpected(node, "an object"),
        }
    }

    /// Returns an object, and reports members that are not among the known ones.
    pub(super) fn object<'v>(
        &mut self,
        node: &Node<'v>,
        known: &[&str],
    ) -> Option<Object<'v>> {
        let object = self.map(node)?;
        for name in object.members.keys().filter(|name| !known.contains(&name.as_str()))
        {
            self.diagnostics.push(
                Diagnostic::error(
                    object.pointer.join(name),
                    format!("unknown member `{name}`"),
                )
                .about_name()
                .expected(format!("`{}`", known.join("`, `")))
                .help("correct or remove it in the document or in an overlay"),
            );
        }
        Some(object)
    }

    /// Returns a member of an object, and reports its absence.
    pub(super) fn required<'v>(
        &mut self,
        object: &Object<'v>,
        name: &str,
    ) -> Option<Node<'v>> {
        let member = object.get(name);
        if member.is_none() {
            self.diagnostics.push(
                Diagnostic::error(
                    object.pointer.clone(),
                    format!("`{name}` is missing"),
                )
                .expected(format!("the member `{name}`"))
                .help("add it in the document or in an overlay"),
            );
        }
        member
    }

    /// Returns the elements of a list.
    pub(super) fn list<'v>(&mut self, node: &Node<'v>) -> Vec<Node<'v>> {
        let Value::Array(elements) = node.value else {
            return self.unexpected(node, "a list").unwrap_or_default();
        };
        let elements = elements.iter().enumerate().map(|(index, value)| Node {
            value,
            pointer: node.pointer.index(index),
        });
        elements.collect()
    }

    /// Returns the strings of a list.
    pub(super) fn texts(&mut self, node: &Node<'_>) -> Vec<String> {
        let elements = self.list(node);
        elements.iter().filter_map(|element| self.text(element)).collect()
    }

    /// Returns the members of an object whose values are strings.
    pub(super) fn text_pairs(&mut self, node: &Node<'_>) -> Vec<(String, String)> {
        let Some(object) = self.map(node) else {
            return Vec::new();
        };
        let pairs = object.entries();
        pairs.filter_map(|(name, node)| Some((name.text, self.text(&node)?))).collect()
    }

    /// Returns the names of a list.
    pub(super) fn names(&mut self, node: &Node<'_>) -> Vec<Name> {
        let elements = self.list(node);
        elements.iter().filter_map(|element| self.name(element)).collect()
    }

    /// Returns a string.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        match node.value {
            Value::String(text) => Some(text.clone()),
            _ => self.unexpected(node, "a string"),
        }
    }

    /// Returns a name.
    pub(super) fn name(&mut self, node: &Node<'_>) -> Option<Name> {
        let text = self.text(node)?;
        Some(Name {
            text,
            pointer: node.pointer.clone(),
        })
    }

    /// Returns an integer of some size.
    pub(super) fn integer<N: TryFrom<u64>>(&mut self, node: &Node<'_>) -> Option<N> {
        let number = node.value.as_u64().and_then(|number| N::try_from(number).ok());
        number.or_else(|| self.unexpected(node, "an integer that is not negative"))
    }

    /// Returns a boolean.
    pub(super) fn flag(&mut self, node: &Node<'_>) -> Option<bool> {
        node.value.as_bool().or_else(|| self.unexpected(node, "`true` or `false`"))
    }

    /// Returns `true` if the value is `true`, which is the only one that makes sense.
    pub(super) fn mark(&mut self, node: &Node<'_>) -> bool {
        let is_set = node.value.as_bool() == Some(true);
        if !is_set {
            let _: Option<()> = self.unexpected(node, "`true`");
        }
        is_set
    }

    /// Returns one of several words.
    pub(super) fn word<T: Clone>(
        &mut self,
        node: &Node<'_>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = node.value.as_str();
        let found = words.iter().find(|(word, _)| Some(*word) == text);
        found.map(|(_, meaning)| meaning.clone()).or_else(|| {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.unexpected(node, &format!("`{}`", words.join("`, `")))
        })
    }

    /// Reports a value that is not as expected.
    pub(super) fn unexpected<T>(
        &mut self,
        node: &Node<'_>,
        expected: &str,
    ) -> Option<T> {
        let name = node.pointer.last().unwrap_or_default();
        let found = format!("`{name}` is {}", described(node.value));
        self.diagnostics.push(
            Diagnostic::error(node.pointer.clone(), found)
                .expected(expected)
                .help("correct it in the document or in an overlay"),
        );
        None
    }

    /// Reports a part of `x-fake` that lacks one of several members.
    pub(super) fn incomplete<T>(
        &mut self,
        pointer: &Pointer,
        what: &str,
        members: &[&str],
    ) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error(pointer.clone(), format!("{what} is missing"))
                .expected(format!("one of the members `{}`", members.join("`, `")))
                .help("add it in the document or in an overlay"),
        );
        None
    }
}

/// The number of characters up to which a message repeats a string.
const MAX_REPEATED: usize = 40;

/// Returns a value as messages show it.
fn described(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::String(text) if text.chars().count() <= MAX_REPEATED => {
            format!("the string `{text}`")
        }
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
