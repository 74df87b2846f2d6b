//! What an object of a document may hold, as tables, and the check of values against them.
//!
//! `openapiv3` reads what it knows and drops the rest without a word, and names no place when it fails. So the tables
//! say first what is wrong, all of it, each at its place.

mod check;

use serde_json::Value;

use crate::diagnostics::Pointer;
pub(crate) use check::check;

/// An object of a format: its members by name. Names that start with `x-` are always allowed.
pub(crate) struct Object {
    /// What the format's text calls it.
    pub(crate) name: &'static str,
    /// The section of the components whose entries may stand in for it through a `$ref`.
    pub(crate) section: Option<&'static str>,
    pub(crate) members: &'static [Member],
    /// What its other members are, if their names follow a pattern.
    pub(crate) others: Option<(Keys, &'static Shape)>,
    /// Members of which exactly one must be there; empty if there is no such rule.
    pub(crate) exactly_one: &'static [&'static str],
}

/// One member of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// What a value may be.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Any,
    /// Something the pipeline never reads.
    Example,
    /// A map of Example Objects, which the pipeline never reads.
    Examples,
    Text,
    Flag,
    Number,
    /// A whole number, 0 or more.
    Count,
    Choice(&'static [&'static str]),
    Is(&'static Object),
    SchemaOrFlag(&'static Object),
    List(&'static Shape),
    /// The values of a set, of which there is at least one.
    Values,
    /// An object whose names the document's author chooses.
    Map(&'static Shape),
}

/// The pattern of names in an object.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// Paths of the API.
    Path,
    /// Expressions that give a URL at run time.
    Expression,
    /// Statuses and ranges of statuses.
    Status,
}

/// A member that must be there.
pub(crate) const fn required(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        required: true,
    }
}

/// A member that may be missing.
pub(crate) const fn optional(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        required: false,
    }
}

impl Object {
    /// An object of which nothing but the members is to be known.
    pub(crate) const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            section: None,
            members,
            others: None,
            exactly_one: &[],
        }
    }

    /// The same object where a `$ref` to an entry of this section of the components may stand in for it.
    pub(crate) const fn in_section(self, section: &'static str) -> Self {
        Self {
            section: Some(section),
            ..self
        }
    }

    /// The same object with members whose names follow a pattern.
    pub(crate) const fn with_others(self, keys: Keys, shape: &'static Shape) -> Self {
        Self {
            others: Some((keys, shape)),
            ..self
        }
    }

    /// The same object with a choice of members.
    pub(crate) const fn with_exactly_one(
        self,
        exactly_one: &'static [&'static str],
    ) -> Self {
        Self {
            exactly_one,
            ..self
        }
    }

    /// The shape of a member, if it has one of this name.
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
                "`default`, a status such as `200`, or a range such as `2XX`"
            }
        }
    }
}

/// A place on the way down a document; its pointer is made when a problem needs it.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// How many values hold this place.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Member(parent, _) | Self::Element(parent, _) => 1 + parent.depth(),
        }
    }

    /// What stands at this place, as a sentence's subject.
    fn subject(&self) -> String {
        match self {
            Self::Root => "the document".to_owned(),
            Self::Member(_, name) => format!("`{name}`"),
            Self::Element(..) => "this element".to_owned(),
        }
    }

    /// Whether an entry of a section of the components stands at this place.
    pub(crate) fn is_component(&self) -> bool {
        matches!(
            self,
            Self::Member(Self::Member(Self::Member(Self::Root, "components"), _), _)
        )
    }

    /// The pointer to this place.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Member(parent, name) => parent.pointer().join(name),
            Self::Element(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Whether `x-` starts the name.
pub(crate) fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// A value as a message names it, short.
pub(crate) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        // What is quoted in the file, and would be something else without the quotes.
        Value::String(text) if serde_json::from_str::<Value>(text).is_ok() => {
            format!("the text `{text}`")
        }
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) if text.chars().count() <= 40 => format!("`{text}`"),
        Value::String(_) => "a text".to_owned(),
        Value::Array(elements) if elements.is_empty() => "an empty array".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
