//! The document `fixtures/hostile.yaml`, with texts in it.

use serde_json::Value;
use tests::hostile_text::filled;
use tests::{documents, workspace};

/// The document as it stands.
pub fn bare() -> Value {
    documents::read(&workspace().join("tests/fixtures/hostile.yaml"))
}

/// The document with a text wherever one can stand.
pub fn with(text: &str) -> Value {
    filled(&bare(), text, "Room")
}

/// A document with the rooms of each text, named apart, and one text for what there is but once. `base` gives it further
/// paths and schemas, with a text behind each description.
pub fn with_all(texts: &[String], mut base: Value) -> Value {
    let mut next = texts.iter().cycle();
    append(&mut base, &mut next);
    let places = bare();
    for (index, text) in texts.iter().enumerate() {
        let filled = filled(&places, text, &format!("Room{}", in_letters(index)));
        merge(&mut base, filled);
    }
    // There is but one of each: what would open a doctest in the header, and what would end its line.
    let with = |part: &str| texts.iter().find(|text| text.contains(part)).cloned();
    base["info"]["title"] = with("//! ```").into();
    base["info"]["version"] = with("\r\n").into();
    base
}

/// A number in letters, which unlike digits are part of a word.
fn in_letters(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap_or(0));
    [letter(number / 26), letter(number)].iter().collect()
}

/// Puts texts behind all descriptions.
fn append<'t>(value: &mut Value, texts: &mut impl Iterator<Item = &'t String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "description" => {
                        text.extend(texts.next().map(String::as_str));
                    }
                    member => append(member, texts),
                }
            }
        }
        Value::Array(elements) => {
            for element in elements {
                append(element, texts);
            }
        }
        _ => {}
    }
}

/// Adds the members of one object to another, all the way down.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                match into.get_mut(&name) {
                    Some(member) => merge(member, value),
                    None => {
                        into.insert(name, value);
                    }
                }
            }
        }
        (Value::Array(into), Value::Array(from)) if into.is_empty() => *into = from,
        _ => {}
    }
}
