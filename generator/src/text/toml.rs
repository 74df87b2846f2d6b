//! TOML values.

use std::fmt::Write;

use super::character::is_hidden;

/// Formats text as a TOML basic string, including quotes.
pub fn string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => string.extend(['\\', character]),
            '\n' => string.push_str("\\n"),
            '\r' => string.push_str("\\r"),
            '\t' => string.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                // Writing to a string does not fail.
                let _ = write!(string, "\\U{:08X}", u32::from(hidden));
            }
            other => string.push(other),
        }
    }
    string.push('"');
    string
}

/// Formats strings as a TOML array on one line.
pub fn array<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> String {
    let strings: Vec<String> =
        texts.into_iter().map(|text| string(text.as_ref())).collect();
    format!("[{}]", strings.join(","))
}

#[cfg(test)]
mod tests {
    use super::{array, string};

    #[test]
    fn strings_round_trip() {
        let all: String = (0..=0x2_ffff).filter_map(char::from_u32).collect();
        for text in ["", "plain", "\"]\nname = \"x", "\\", "\u{7f}", "'''", &all] {
            let manifest =
                format!("key = {}\nall = {}", string(text), array([text, text]));
            let table: toml::Table = manifest.parse().expect("it is TOML");
            assert_eq!(table["key"].as_str(), Some(text));
            assert_eq!(table["all"].as_array().map(Vec::len), Some(2));
            assert_eq!(manifest.lines().count(), 2);
        }
    }
}
