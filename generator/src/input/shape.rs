//! Tables of the members that objects may have, and validation of values against them.
//!
//! `openapiv3` silently ignores unknown members and reports errors without their location. Validating against the tables
//! first reports all problems, each with its pointer.

mod check;
mod help;
mod ignored;

use serde_json::Value;

use crate::diagnostics::Pointer;
pub(crate) use check::check;
pub(crate) use ignored::ignored;

/// An object type of a file format. Members whose names start with `x-` are always allowed.
pub(crate) struct Object {
    /// The name that the specification of the format gives it.
    pub(crate) name: &'static str,
    /// The section of `components` whose entries a `$ref` in its place may refer to.
    pub(crate) section: Option<&'static str>,
    pub(crate) members: &'static [Member],
    /// The shape of further members whose names follow a pattern.
    pub(crate) others: Option<(Keys, &'static Shape)>,
    /// Members of which exactly one is required; empty if there is no such rule.
    pub(crate) exactly_one: &'static [&'static str],
}

/// The types of schemas in OpenAPI 3.0.
pub(crate) const SCHEMA_TYPES: &[&str] =
    &["string", "integer", "number", "boolean", "object", "array"];

/// A member of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
    /// What becomes of the member if the generator ignores it; empty otherwise.
    pub(crate) ignored: &'static str,
}

/// The type of a value.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Any,
    /// An example, which the pipeline ignores.
    Example,
    /// A map of Example Objects, which the pipeline ignores.
    Examples,
    Text,
    Flag,
    Number,
    /// A non-negative integer.
    Count,
    Choice(&'static [&'static str]),
    /// The type of a schema.
    SchemaType,
    /// `true` if the limit with this name is exclusive.
    ExclusiveLimit(&'static str),
    Is(&'static Object),
    SchemaOrFlag(&'static Object),
    List(&'static Shape),
    /// A non-empty array of any values.
    Values,
    /// An object with arbitrary keys.
    Map(&'static Shape),
}

/// The pattern of the keys of an object.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// API paths.
    Path,
    /// Runtime expressions for URLs.
    Expression,
    /// Status codes and ranges of status codes.
    Status,
}

/// Creates a required member.
pub(crate) const fn required(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        required: true,
        ignored: "",
    }
}

/// Creates an optional member.
pub(crate) const fn optional(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        required: false,
        ignored: "",
    }
}

impl Member {
    /// Marks a member that the generator ignores, and says what becomes of it.
    pub(crate) const fn ignored(self, ignored: &'static str) -> Self {
        Self { ignored, ..self }
    }
}

impl Object {
    /// Creates an object type with the given members.
    pub(crate) const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            section: None,
            members,
            others: None,
            exactly_one: &[],
        }
    }

    /// Allows a `$ref` to an entry of this section of `components` in place of the object.
    pub(crate) const fn in_section(self, section: &'static str) -> Self {
        Self {
            section: Some(section),
            ..self
        }
    }

    /// Allows further members whose names follow a pattern.
    pub(crate) const fn with_others(self, keys: Keys, shape: &'static Shape) -> Self {
        Self {
            others: Some((keys, shape)),
            ..self
        }
    }

    /// Requires exactly one of the given members.
    pub(crate) const fn with_exactly_one(
        self,
        exactly_one: &'static [&'static str],
    ) -> Self {
        Self {
            exactly_one,
            ..self
        }
    }

    /// Returns the shape of a member, or `None` if there is no such member.
    pub(crate) fn member(&self, name: &str) -> Option<Shape> {
        let named = self.members.iter().find(|member| member.name == name);
        match (named, self.others) {
            (Some(member), _) => Some(member.shape),
            (None, Some((keys, shape))) if keys.allow(name) => Some(*shape),
            _ => None,
        }
    }
}

impl Keys {
    fn allow(self, key: &str) -> bool {
        match self {
            Self::Path => key.starts_with('/'),
            Self::Expression => !is_extension(key),
            Self::Status => match key.as_bytes() {
                [b'1'..=b'5', b'X', b'X'] => true,
                [b'1'..=b'5', tens, units] => {
                    tens.is_ascii_digit() && units.is_ascii_digit()
                }
                _ => false,
            },
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Path => "a path that starts with `/`",
            Self::Expression => "an expression",
            Self::Status => {
                "`default`, a status code such as `200`, or a range such as `2XX`"
            }
        }
    }
}

/// A position in a document, whose [`Pointer`] is only built when a problem is reported.
#[derive(Clone, Copy)]
pub(crate) enum LazyPointer<'a> {
    Root,
    Member(&'a LazyPointer<'a>, &'a str),
    Element(&'a LazyPointer<'a>, usize),
}

impl LazyPointer<'_> {
    /// Returns the number of enclosing values.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Member(parent, _) | Self::Element(parent, _) => 1 + parent.depth(),
        }
    }

    /// Returns the name of the value at this position, for a sentence.
    fn subject(&self) -> String {
        match self {
            Self::Root => "the document".to_owned(),
            Self::Member(_, name) => format!("`{name}`"),
            Self::Element(..) => "this element".to_owned(),
        }
    }

    /// Returns `true` if the value is an entry of a section of `components`.
    pub(crate) fn is_component(&self) -> bool {
        matches!(
            self,
            Self::Member(Self::Member(Self::Member(Self::Root, "components"), _), _)
        )
    }

    /// Returns the pointer to this position.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Member(parent, name) => parent.pointer().join(name),
            Self::Element(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Returns `true` if the name starts with `x-`.
pub(crate) fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// Returns the message that a value is not allowed for a member or a position.
pub(crate) fn invalid(subject: &str, value: &Value) -> String {
    let found = described(value);
    if found.starts_with('`') {
        format!("invalid value {found} for {subject}")
    } else {
        format!("invalid value for {subject}: {found}")
    }
}

/// Describes a value briefly for a message.
pub(crate) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        // Quoted in the file; without quotes it would not be a string.
        Value::String(text) if serde_json::from_str::<Value>(text).is_ok() => {
            format!("the string `{text}`")
        }
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(text) if text.chars().count() <= 40 => format!("`{text}`"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(elements) if elements.is_empty() => "an empty array".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
