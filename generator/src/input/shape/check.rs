//! Checks values against the tables.

use serde_json::{Map, Value};

use super::{Member, Object, Place, Shape, described, is_extension};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Checks a whole document; members that no table knows are reported as `unknown`.
pub(crate) fn check(
    value: &Value,
    object: &'static Object,
    unknown: Severity,
) -> Diagnostics {
    let mut check = Check {
        unknown,
        problems: Diagnostics::default(),
    };
    check.value(value, Shape::Is(object), &Place::Root);
    check.problems
}

struct Check {
    unknown: Severity,
    problems: Diagnostics,
}

impl Check {
    fn value(&mut self, value: &Value, shape: Shape, place: &Place<'_>) {
        match (shape, value) {
            (Shape::Any | Shape::Example | Shape::Examples, _)
            | (Shape::Text, Value::String(_))
            | (Shape::Flag | Shape::SchemaOrFlag(_), Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => {}
            (Shape::Values, Value::Array(values)) if !values.is_empty() => {}
            (Shape::Count, Value::Number(number)) if number.is_u64() => {}
            (Shape::Choice(choices), Value::String(text))
                if choices.contains(&text.as_str()) => {}
            (
                Shape::Is(object) | Shape::SchemaOrFlag(object),
                Value::Object(members),
            ) => {
                self.object(members, object, place);
            }
            (Shape::List(shape), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.value(element, *shape, &Place::Element(place, index));
                }
            }
            (Shape::Map(shape), Value::Object(members)) => {
                for (name, member) in members {
                    self.value(member, *shape, &Place::Member(place, name));
                }
            }
            _ => {
                let found = format!("{} is {}", place.subject(), described(value));
                self.problems.push(
                    Diagnostic::error(place.pointer(), found).expected(expected(shape)),
                );
            }
        }
    }

    fn object(
        &mut self,
        members: &Map<String, Value>,
        object: &'static Object,
        place: &Place<'_>,
    ) {
        if object.section.is_some() && members.contains_key("$ref") {
            return;
        }
        for (name, value) in members {
            let place = Place::Member(place, name);
            match object.member(name) {
                Some(shape) => self.value(value, shape, &place),
                None if is_extension(name) => {}
                None => self.unknown(name, object, &place),
            }
        }
        for member in object.members.iter().filter(|member| member.required) {
            if !members.contains_key(member.name) {
                let found = format!("the {} has no `{}`", object.name, member.name);
                let expected = format!("`{}`: {}", member.name, expected(member.shape));
                self.problems
                    .push(Diagnostic::error(place.pointer(), found).expected(expected));
            }
        }
        self.alternatives(members, object, place);
    }

    fn alternatives(
        &mut self,
        members: &Map<String, Value>,
        object: &Object,
        place: &Place<'_>,
    ) {
        let names = object.exactly_one.join("` or `");
        let there = object
            .exactly_one
            .iter()
            .filter(|name| members.contains_key(**name))
            .count();
        let found = match there {
            0 if !object.exactly_one.is_empty() => {
                format!("the {} has no `{names}`", object.name)
            }
            0 | 1 => return,
            _ => format!("the {} has more than one of `{names}`", object.name),
        };
        self.problems.push(
            Diagnostic::error(place.pointer(), found).expected("exactly one of them"),
        );
    }

    fn unknown(&mut self, name: &str, object: &Object, place: &Place<'_>) {
        let found = format!("the {} has no member `{name}`", object.name);
        let mut problem = Diagnostic::error(place.pointer(), found).about_name();
        if let Some((keys, _)) = object.others {
            problem = problem.expected(keys.expected());
        } else if name == "$ref" {
            problem = problem.help("write out what it refers to");
        } else {
            problem.severity = self.unknown;
            problem = problem.help(match similar(name, object) {
                Some(other) => format!("it may have to be `{other}`"),
                None => {
                    "correct the spelling, or remove it: the generator does not read it"
                        .to_owned()
                }
            });
        }
        self.problems.push(problem);
    }
}

/// The member whose name is most like this one, if any is.
fn similar(name: &str, object: &Object) -> Option<&'static str> {
    const ALIKE: f64 = 0.8;
    let likeness = |member: &Member| {
        strsim::normalized_damerau_levenshtein(
            &name.to_lowercase(),
            &member.name.to_lowercase(),
        )
    };
    let alike = object.members.iter().map(|member| (likeness(member), member.name));
    let alike = alike.filter(|(likeness, _)| *likeness >= ALIKE);
    alike.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

fn expected(shape: Shape) -> String {
    match shape {
        Shape::Any | Shape::Example | Shape::Examples => "anything".to_owned(),
        Shape::Text => "a text".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Count => "a whole number, 0 or more".to_owned(),
        Shape::Choice(choices) => format!("one of `{}`", choices.join("`, `")),
        Shape::Is(object) => format!("a {}", object.name),
        Shape::SchemaOrFlag(object) => format!("a {}, `true` or `false`", object.name),
        Shape::List(_) => "an array".to_owned(),
        Shape::Values => "an array of at least one value".to_owned(),
        Shape::Map(_) => "an object".to_owned(),
    }
}
