//! Source files and the locations of the values in them.
//!
//! Documents, overlays and the configuration are written in JSON, YAML or TOML. Parsing any of them returns the same two
//! things: a value, and an outline with the location of each part of it.

mod decode;
mod file;
mod json;
mod limits;
mod lines;
mod outline;
mod toml;
mod yaml;

use std::ops::Range;
use std::sync::OnceLock;

use serde_json::Value;

use crate::diagnostics::location::Location;
use crate::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer, Problems};

pub(crate) use decode::decode;
pub(crate) use file::{read, read_regular, read_text};
pub(crate) use limits::{
    MAX_BYTES, MAX_DEPTH, MAX_KEYS, Size, TOO_LONG, TOO_MANY, depth, longest_keys,
};
use lines::Lines;
use outline::{Outline, Parsed};

/// The syntax of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
    Toml,
}

impl Format {
    /// Returns `Json` if the text starts with a brace, and `Yaml` otherwise.
    pub(crate) fn of_document(text: &str) -> Self {
        if text.trim_start().starts_with('{') {
            Self::Json
        } else {
            Self::Yaml
        }
    }
}

/// The text of a file, its name as given by the user, and the locations of its values.
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    lines: OnceLock<Lines>,
    /// Recorded when the first value is located, except for formats whose parser always records it.
    outline: OnceLock<Option<Outline>>,
}

impl SourceText {
    /// Wraps a text without parsing it: only lines and columns can be located.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            lines: OnceLock::new(),
            outline: OnceLock::from(None),
        }
    }

    /// Parses a text. Reports all syntax errors with their locations.
    pub(crate) fn read(
        name: &str,
        text: String,
        format: Format,
    ) -> Result<(Self, Value), Failure> {
        let mut source = Self::new(name, text);
        let Parsed {
            value,
            outline,
            errors,
        } = match format {
            Format::Json => json::read(&source.text),
            Format::Yaml => yaml::read(&source.text),
            Format::Toml => toml::read(&source.text),
        };
        source.outline = match format {
            Format::Yaml => OnceLock::new(),
            Format::Json | Format::Toml => OnceLock::from(outline),
        };
        if errors.is_empty() {
            return Ok((source, value));
        }
        let diagnose = |error: outline::SyntaxError| {
            Diagnostic::error(error.pointer, error.found)
                .expected(error.expected)
                .help(error.help)
                .in_file(name)
                .at(source.location(error.range))
        };
        let problems: Diagnostics = errors.into_iter().map(diagnose).collect();
        problems.into_result().map(|_| (source, value))
    }

    /// Returns the name of the file as given by the user.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the location of a range of bytes. Offsets out of bounds or within a character are moved to the nearest
    /// boundary.
    pub fn location(&self, range: Range<usize>) -> Location {
        self.lines.get_or_init(|| Lines::of(&self.text)).location(&self.text, range)
    }

    /// Returns the location of a whole line, counted from 1.
    pub fn line(&self, line: usize) -> Location {
        let start = self.lines.get_or_init(|| Lines::of(&self.text)).start(line);
        let content = self.text[start..].lines().next().unwrap_or_default();
        let start = start + (content.len() - content.trim_start().len());
        self.location(start..start + content.trim().len())
    }

    /// Returns the location of the value at `pointer`, or of its nearest ancestor in the text.
    ///
    /// An object or array is located at its key. A scalar is located at its value, or at its key if `at_name` is set. Returns
    /// `None` if the text was not parsed.
    pub fn find(&self, pointer: &Pointer, at_name: bool) -> Option<Location> {
        let outline = self.outline.get_or_init(|| yaml::outline(&self.text));
        let mut node = outline.as_ref()?;
        let mut is_found = true;
        for token in pointer.tokens() {
            let Some(child) = node.child(&token) else {
                is_found = false;
                break;
            };
            node = child;
        }
        Some(self.location(node.focus(at_name || !is_found)))
    }

    /// Sets the file and location of diagnostics about this text.
    pub(crate) fn located<P: Problems>(&self, problems: P) -> P {
        problems.each(|problem| {
            if problem.file.is_empty() {
                self.name().clone_into(&mut problem.file);
            }
            if problem.location.is_none() {
                problem.location = self.find(&problem.pointer, problem.is_about_name);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the line, the column and the underlined text.
    fn location(format: Format, text: &str, pointer: &str, at_name: bool) -> String {
        let (source, _) = SourceText::read("x", text.to_owned(), format)
            .unwrap_or_else(|problems| panic!("{problems}"));
        let Some(location) = source.find(&Pointer::from(pointer), at_name) else {
            return "nowhere".to_owned();
        };
        let start = location.start;
        format!("{}:{} {}", start.line, start.column, location.underlined())
    }

    #[test]
    fn yaml_values_have_locations() {
        let text = "# comment\npaths:\n  /v1/ä:\n    'get':\n      tags:\n        - é: x\n          z: 1\n        - 'ÿ'\n      a: {b: [1, {c: 2}]}\n      n:\n";
        for (pointer, at_name, expected) in [
            ("", false, "2:1 paths:"),
            ("/paths", false, "2:1 paths"),
            ("/paths/~1v1~1ä", false, "3:3 /v1/ä"),
            ("/paths/~1v1~1ä/get/tags/0", false, "6:11 é: x"),
            ("/paths/~1v1~1ä/get/tags/0/é", false, "6:14 x"),
            ("/paths/~1v1~1ä/get/tags/0/é", true, "6:11 é"),
            ("/paths/~1v1~1ä/get/tags/1", false, "8:11 'ÿ'"),
            ("/paths/~1v1~1ä/get/a/b/1", false, "9:18 {c: 2}"),
            ("/paths/~1v1~1ä/get/a/b/1/c/d", false, "9:19 c"),
            ("/paths/~1v1~1ä/get/n", false, "10:7 n"),
            ("/paths/~1v1~1ä/get", false, "4:5 'get'"),
            ("/paths/nothing", false, "2:1 paths"),
            ("/nothing", false, "2:1 paths:"),
        ] {
            let found = location(Format::Yaml, text, pointer, at_name);
            assert_eq!(found, expected, "{pointer}");
        }
        assert_eq!(location(Format::Yaml, "", "/a", false), "nowhere");
        assert_eq!(location(Format::Yaml, "a: |\n  b\n  c\n", "/a", false), "2:3 b");
    }

    #[test]
    fn json_values_have_locations() {
        let text = "\n{\n\t\"é\": {\n\t\t\"b\": [\n1,\n{\"\\ud83d\\ude00\": 2}]}}";
        for (pointer, at_name, expected) in [
            ("", false, "2:1 {"),
            ("/é", false, "3:2 \"é\""),
            ("/é/b/0", false, "5:1 1"),
            ("/é/b/1", false, "6:1 {\"\\ud83d\\ude00\": 2}"),
            ("/é/b/1/😀", false, "6:18 2"),
            ("/é/b/1/😀", true, "6:2 \"\\ud83d\\ude00\""),
            ("/é/c", false, "3:2 \"é\""),
        ] {
            let found = location(Format::Json, text, pointer, at_name);
            assert_eq!(found, expected, "{pointer}");
        }
    }

    #[test]
    fn toml_values_have_locations() {
        let text = "[input]\ndocument = \"a\"\noverlays = [\"b\", \"c\"]\n[package]\nname.\"é\" = 1\n";
        for (pointer, at_name, expected) in [
            ("/input", false, "1:2 input"),
            ("/input/document", false, "2:12 \"a\""),
            ("/input/overlays/1", false, "3:18 \"c\""),
            ("/input/overlays", false, "3:1 overlays"),
            ("/package/name/é", false, "5:12 1"),
            ("/package/version", false, "4:2 package"),
        ] {
            let found = location(Format::Toml, text, pointer, at_name);
            assert_eq!(found, expected, "{pointer}");
        }
    }
}
