//! Writes values as YAML.

use std::fmt::Write as _;

use serde_json::Value;

/// The value as a YAML document in block style, members in their order.
pub fn to_string(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text.push('\n');
    text
}

/// Writes a value behind what is already on the line.
fn write(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Array(elements) if !elements.is_empty() => {
            for (index, element) in elements.iter().enumerate() {
                start_line(text, index, indent);
                text.push_str("- ");
                write(text, element, indent + 1);
            }
        }
        Value::Object(members) if !members.is_empty() => {
            for (index, (name, member)) in members.iter().enumerate() {
                start_line(text, index, indent);
                write_text(text, name);
                text.push(':');
                let nested = matches!(member, Value::Object(members) if !members.is_empty())
                    || matches!(member, Value::Array(elements) if !elements.is_empty());
                if nested {
                    new_line(text, indent + 1);
                } else {
                    text.push(' ');
                }
                write(text, member, indent + 1);
            }
        }
        Value::String(string) => write_text(text, string),
        // Numbers, flags, null and what is empty look as in JSON. Writing to a string cannot fail.
        other => drop(write!(text, "{other}")),
    }
}

fn start_line(text: &mut String, index: usize, indent: usize) {
    if index > 0 {
        new_line(text, indent);
    }
}

fn new_line(text: &mut String, indent: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", indent));
}

/// Writes a word as it is and any other text as JSON does, which is YAML too.
fn write_text(text: &mut String, string: &str) {
    let is_word = string.starts_with(|first: char| first.is_ascii_alphabetic())
        && string.chars().all(|character| {
            character.is_ascii_alphanumeric() || "_-.".contains(character)
        });
    let is_reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|reserved| string.eq_ignore_ascii_case(reserved));
    if is_word && !is_reserved {
        text.push_str(string);
    } else {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", Value::from(string));
    }
}
