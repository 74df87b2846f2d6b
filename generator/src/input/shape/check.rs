//! Validates values against the tables.

use serde_json::{Map, Value};

use super::help::help;
use super::{
    LazyPointer, Member, Object, SCHEMA_TYPES, Shape, invalid, is_extension, optional,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Validates a whole document. Unknown members are reported with the severity `unknown`.
pub(crate) fn check(
    value: &Value,
    object: &'static Object,
    unknown: Severity,
) -> Diagnostics {
    let mut check = Check {
        unknown,
        problems: Diagnostics::default(),
    };
    check.value(value, Shape::Is(object), &LazyPointer::Root);
    check.problems
}

/// The members of `x-twilio` that the generator reads.
const VENDOR: &[(&str, Shape)] = &[
    ("parent", Shape::Text),
    ("pathType", Shape::Choice(&["list", "instance"])),
    ("mountName", Shape::Text),
    ("className", Shape::Text),
];

/// The extension that tells how callers wait for the end of an operation.
static WAIT: Object = Object::new(
    "extension `x-wait`",
    &[
        optional("status", Shape::Text),
        optional("done", Shape::List(&Shape::Text)),
        optional("failed", Shape::List(&Shape::Text)),
        optional("operation", Shape::Text),
        optional("header", Shape::Text),
        optional("property", Shape::Text),
    ],
);

/// The extension `x-paging` of operations.
const PAGING: Object = Object::new(
    "Pagination Object",
    &[
        optional("kind", Shape::Choice(&["next-page-url", "next-page-uri", "token"])),
        optional("items", Shape::Text),
        optional("page-size", Shape::Text),
        optional("token", Shape::Text),
        optional("next", Shape::Text),
        optional("previous", Shape::Text),
    ],
);

struct Check {
    unknown: Severity,
    problems: Diagnostics,
}

impl Check {
    fn value(&mut self, value: &Value, shape: Shape, place: &LazyPointer<'_>) {
        match (shape, value) {
            (Shape::Any | Shape::Example | Shape::Examples, _)
            | (Shape::Text, Value::String(_))
            | (
                Shape::Flag | Shape::ExclusiveLimit(_) | Shape::SchemaOrFlag(_),
                Value::Bool(_),
            )
            | (Shape::Number, Value::Number(_)) => {}
            (Shape::Values, Value::Array(values)) if !values.is_empty() => {}
            (Shape::Count, Value::Number(number)) if number.is_u64() => {}
            (Shape::Choice(choices), Value::String(text))
                if choices.contains(&text.as_str()) => {}
            (Shape::SchemaType, Value::String(text))
                if SCHEMA_TYPES.contains(&text.as_str()) => {}
            (
                Shape::Is(object) | Shape::SchemaOrFlag(object),
                Value::Object(members),
            ) => {
                self.object(members, object, place);
            }
            (Shape::List(shape), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.value(element, *shape, &LazyPointer::Element(place, index));
                }
            }
            (Shape::Map(shape), Value::Object(members)) => {
                for (name, member) in members {
                    self.value(member, *shape, &LazyPointer::Member(place, name));
                }
            }
            _ => {
                let found = invalid(&place.subject(), value);
                self.problems.push(
                    Diagnostic::error(place.pointer(), found)
                        .expected(expected(shape))
                        .help(help(shape, value)),
                );
            }
        }
    }

    fn object(
        &mut self,
        members: &Map<String, Value>,
        object: &'static Object,
        place: &LazyPointer<'_>,
    ) {
        if object.section.is_some() && members.contains_key("$ref") {
            return;
        }
        for (name, value) in members {
            let place = LazyPointer::Member(place, name);
            match object.member(name) {
                Some(shape) => self.value(value, shape, &place),
                None if is_extension(name) => self.extension(name, value, &place),
                None => self.unknown(name, object, &place),
            }
        }
        for member in object.members.iter().filter(|member| member.required) {
            if !members.contains_key(member.name) {
                let found =
                    format!("`{}` is missing from the {}", member.name, object.name);
                let expected = expected(member.shape);
                self.problems
                    .push(Diagnostic::error(place.pointer(), found).expected(expected));
            }
        }
        self.alternatives(members, object, place);
    }

    /// Validates an extension that the generator reads. Others may have any value.
    fn extension(&mut self, name: &str, value: &Value, place: &LazyPointer<'_>) {
        match (name, value) {
            ("x-name", _) => self.value(value, Shape::Text, place),
            ("x-paging", _) => self.value(value, Shape::SchemaOrFlag(&PAGING), place),
            ("x-idempotency-key", _) => self.value(value, Shape::Flag, place),
            ("x-wait", _) => self.value(value, Shape::Is(&WAIT), place),
            ("x-twilio", Value::Object(members)) => {
                for (name, shape) in VENDOR {
                    if let Some(member) = members.get(*name) {
                        self.value(member, *shape, &LazyPointer::Member(place, name));
                    }
                }
            }
            ("x-twilio", _) => self.value(value, Shape::Map(&Shape::Any), place),
            _ => {}
        }
    }

    fn alternatives(
        &mut self,
        members: &Map<String, Value>,
        object: &Object,
        place: &LazyPointer<'_>,
    ) {
        let names = object.exactly_one.join("` or `");
        let present = object
            .exactly_one
            .iter()
            .filter(|name| members.contains_key(**name))
            .count();
        let found = match present {
            0 if !object.exactly_one.is_empty() => {
                format!("`{names}` is missing from the {}", object.name)
            }
            0 | 1 => return,
            _ => {
                let names = object.exactly_one.join("` and `");
                format!("`{names}` are mutually exclusive in the {}", object.name)
            }
        };
        self.problems.push(
            Diagnostic::error(place.pointer(), found).expected("exactly one of them"),
        );
    }

    fn unknown(&mut self, name: &str, object: &Object, place: &LazyPointer<'_>) {
        let found = if name == "$ref" {
            format!("`$ref` is not supported in the {}", object.name)
        } else {
            format!("unknown member `{name}` in the {}", object.name)
        };
        let mut problem = Diagnostic::error(place.pointer(), found).about_name();
        if let Some((keys, _)) = object.others {
            problem = problem.expected(keys.expected());
        } else if name == "$ref" {
            problem = problem.help("replace the reference by its target");
        } else {
            problem.severity = self.unknown;
            problem = problem.help(match similar(name, object) {
                Some(other) => format!("rename it to `{other}`, or remove it"),
                None => "correct the spelling, or remove it".to_owned(),
            });
        }
        self.problems.push(problem);
    }
}

/// Returns the member with the most similar name, if there is a similar one.
fn similar(name: &str, object: &Object) -> Option<&'static str> {
    const MIN_SIMILARITY: f64 = 0.8;
    let similarity = |member: &Member| {
        strsim::normalized_damerau_levenshtein(
            &name.to_lowercase(),
            &member.name.to_lowercase(),
        )
    };
    let similar = object.members.iter().map(|member| (similarity(member), member.name));
    let similar = similar.filter(|(similarity, _)| *similarity >= MIN_SIMILARITY);
    similar.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

fn expected(shape: Shape) -> String {
    match shape {
        Shape::Any | Shape::Example | Shape::Examples => "any value".to_owned(),
        Shape::Text => "a string".to_owned(),
        Shape::Flag | Shape::ExclusiveLimit(_) => "`true` or `false`".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Count => "a non-negative integer".to_owned(),
        Shape::Choice(choices) => one_of(choices),
        Shape::SchemaType => one_of(SCHEMA_TYPES),
        Shape::Is(object) => format!("{} {}", article(object.name), object.name),
        Shape::SchemaOrFlag(object) => {
            format!("{} {}, `true` or `false`", article(object.name), object.name)
        }
        Shape::List(_) => "an array".to_owned(),
        Shape::Values => "a non-empty array".to_owned(),
        Shape::Map(_) => "an object".to_owned(),
    }
}

fn one_of(choices: &[&str]) -> String {
    format!("one of `{}`", choices.join("`, `"))
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
