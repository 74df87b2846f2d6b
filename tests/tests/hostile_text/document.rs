//! The document `fixtures/hostile.yaml` with hostile texts.

use serde_json::Value;
use tests::hostile_text::filled;
use tests::{documents, workspace};

/// Returns the document without texts.
pub fn bare() -> Value {
    documents::read(&workspace().join("tests/fixtures/hostile.yaml"))
}

/// Returns the document with a text in every member.
pub fn with(text: &str) -> Value {
    filled(&bare(), text, "Room")
}

/// Returns a document with separate rooms for each text, and one text for members that occur only once. `base` adds paths
/// and schemas, with a text appended to each description.
pub fn with_all(texts: &[String], mut base: Value) -> Value {
    let mut next = texts.iter().cycle();
    append(&mut base, &mut next);
    let places = bare();
    for (index, text) in texts.iter().enumerate() {
        let filled = filled(&places, text, &format!("Room{}", in_letters(index)));
        merge(&mut base, filled);
    }
    // One text that would start a doctest in the header, and one that would end its line.
    let with = |part: &str| texts.iter().find(|text| text.contains(part)).cloned();
    base["info"]["title"] = with("//! ```").into();
    base["info"]["version"] = with("\r\n").into();
    base
}

/// Formats a number in letters, which unlike digits do not separate words.
fn in_letters(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap_or(0));
    [letter(number / 26), letter(number)].iter().collect()
}

/// Appends texts to all descriptions.
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

/// Merges an object into another recursively.
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
