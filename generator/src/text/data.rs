//! JSON and YAML output that is safe to print on a terminal.
//!
//! Control characters are written as escapes of the format, so that no information is lost.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::terminal::{Text, is_dangerous};

/// Serializes a value as pretty-printed JSON.
///
/// # Errors
///
/// Returns an error if JSON cannot represent the value, such as a map with keys that are not strings.
pub fn json(value: &impl Serialize) -> serde_json::Result<Text> {
    serde_json::to_string_pretty(value)
        .map(|json| Text::block(&escaped(&json)).words("\n"))
}

/// Serializes a value as a line of JSON.
///
/// # Errors
///
/// Returns an error in the same cases as [`json`].
pub fn json_line(value: &impl Serialize) -> serde_json::Result<Text> {
    serde_json::to_string(value).map(|json| Text::block(&escaped(&json)).words("\n"))
}

/// Serializes a value as YAML.
///
/// # Errors
///
/// Fails only if serialization fails, which no JSON value causes.
pub fn yaml(value: &Value) -> Result<Text, serde_yaml::Error> {
    let json = value.to_string();
    if !json.contains(is_dangerous) {
        return serde_yaml::to_string(value).map(|yaml| Text::block(&yaml));
    }
    // The YAML serializer does not escape all of them. It escapes U+FFFE, though, and quotes strings that contain it. So each
    // is replaced by U+FFFE, a word that does not occur elsewhere, and its code; in the output, the first two are replaced by
    // a backslash.
    let word = unused_word(&json);
    let mark = format!("\u{FFFE}{word}");
    let yaml = serde_yaml::to_string(&marked(value, &mark))?;
    Ok(Text::block(&yaml.replace(&format!("\\uFFFE{word}"), "\\")))
}

/// Returns a word that does not occur in a text.
fn unused_word(text: &str) -> String {
    let number = |rest: &str| {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        rest[digits..].starts_with('x').then(|| rest[..digits].parse().ok())?
    };
    let used: HashSet<usize> = text.split("escape").skip(1).filter_map(number).collect();
    let unused = (0..used.len()).find(|number| !used.contains(number));
    format!("escape{}x", unused.unwrap_or(used.len()))
}

/// Escapes control characters in JSON.
///
/// Outside of strings, JSON contains none of them except for line breaks, which are kept.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if is_dangerous(character) && character != '\n' {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// Replaces each control character in strings and keys by a mark and its code.
fn marked(value: &Value, mark: &str) -> Value {
    match value {
        Value::String(text) => Value::String(marked_text(text, mark)),
        Value::Array(values) => values.iter().map(|value| marked(value, mark)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (marked_text(name, mark), marked(value, mark)))
            .collect(),
        other => other.clone(),
    }
}

fn marked_text(text: &str, mark: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    for character in text.chars() {
        // The YAML serializer escapes the others itself.
        if is_dangerous(character) && !character.is_control() {
            let code = u32::from(character);
            let code = if code > 0xFFFF {
                format!("U{code:08X}")
            } else {
                format!("u{code:04X}")
            };
            marked.push_str(mark);
            marked.push_str(&code);
        } else {
            marked.push(character);
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hostile() -> Value {
        json!({
            "\u{1B}]0;t\u{7}": "a\u{9B}31m\u{7F}b",
            "lines": "one\ntwo\u{2028}three\r\n\tfour\u{202E}",
            "tags": ["\u{E0041}", "\\uFFFE escape0x", "\u{FFFE}escape1xu1B escape3x", "\u{FFFE}", "\u{200B}", "plain", "'", "\"", "\u{85}"],
            "number": 1.5,
        })
    }

    #[test]
    fn json_is_escaped_without_loss() {
        for text in [json(&hostile()), json_line(&hostile())] {
            let text = text.expect("valid JSON");
            assert!(!text.as_str().contains(|c| is_dangerous(c) && c != '\n'), "{text}");
            let read: Value = serde_json::from_str(text.as_str()).expect("it is JSON");
            assert_eq!(read, hostile());
        }
    }

    #[test]
    fn yaml_is_escaped_without_loss() {
        let text = yaml(&hostile()).expect("it is YAML");
        assert!(!text.as_str().contains(|c| is_dangerous(c) && c != '\n'), "{text}");
        assert!(!text.as_str().contains(char::REPLACEMENT_CHARACTER), "{text}");
        let read: Value = serde_yaml::from_str(text.as_str()).expect("it is YAML");
        assert_eq!(read, hostile());
    }

    #[test]
    fn harmless_yaml_is_plain() {
        let text = yaml(&json!({"a": "b", "c": "d\ne"})).expect("it is YAML");
        assert_eq!(text.as_str(), "a: b\nc: |-\n  d\n  e\n");
    }
}
