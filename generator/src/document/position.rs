//! Finds the line of a place in a source text, when a diagnostic needs it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::outline::{Content, Node, outline};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// The text of a file, and its name as the user gave it.
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    nodes: OnceCell<Option<Node>>,
}

impl SourceText {
    /// Takes a text as it was read.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            nodes: OnceCell::new(),
        }
    }

    /// The file's name as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// JSON if the text starts with a brace, as only JSON documents do.
    pub(super) fn format(&self) -> Format {
        if self.text.trim_start().starts_with('{') {
            Format::Json
        } else {
            Format::Yaml
        }
    }

    /// The line, counted from 1, of the place or of its nearest ancestor that the text has.
    ///
    /// In YAML that is the line of the key, not of the value behind it. A text that cannot be read has no lines.
    pub fn line(&self, pointer: &Pointer) -> Option<usize> {
        let mut node = self.nodes.get_or_init(|| self.read()).as_ref()?;
        for token in pointer.tokens() {
            match node.child(&token) {
                Some(child) => node = child,
                None => break,
            }
        }
        Some(node.line)
    }

    /// Fills the file and line of diagnostics about this text.
    pub(super) fn located(&self, problems: Diagnostics) -> Diagnostics {
        let locate = |mut problem: Diagnostic| {
            problem.line = self.line(&problem.pointer);
            problem
        };
        problems.in_file(self.name()).into_iter().map(locate).collect()
    }

    fn read(&self) -> Option<Node> {
        match self.format() {
            Format::Yaml => outline(&self.text),
            Format::Json => JsonReader::new(&self.text).read(),
        }
    }
}

/// Reads JSON into values that know their lines; `serde_json` itself tells no places.
struct JsonReader<'text> {
    text: &'text str,
    line_ends: Vec<usize>,
}

impl<'text> JsonReader<'text> {
    fn new(text: &'text str) -> Self {
        let line_ends = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(offset, _)| offset)
            .collect();
        Self { text, line_ends }
    }

    fn read(&self) -> Option<Node> {
        serde_json::from_str(self.text).ok().map(|value| self.node(value))
    }

    /// The depth of the recursion is bounded: `serde_json` read the text before.
    fn node(&self, value: &'text RawValue) -> Node {
        let json = value.get();
        let content = if let Ok(members) =
            serde_json::from_str::<BTreeMap<String, &RawValue>>(json)
        {
            Content::Mapping(
                members
                    .into_iter()
                    .map(|(key, value)| (key, self.node(value)))
                    .collect(),
            )
        } else if let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(json) {
            Content::Sequence(
                elements.into_iter().map(|value| self.node(value)).collect(),
            )
        } else {
            Content::Scalar
        };
        Node {
            line: self.line_of(json),
            content,
        }
    }

    /// The line of a part of the text.
    fn line_of(&self, part: &str) -> usize {
        let offset = part.as_ptr().addr() - self.text.as_ptr().addr();
        1 + self.line_ends.partition_point(|end| *end < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, pointer: &str) -> Option<usize> {
        SourceText::new("x", text).line(&Pointer::from(pointer))
    }

    #[test]
    fn yaml_places_are_the_lines_of_their_keys() {
        let text = "# comment\npaths:\n  /v1/a:\n    get:\n      tags:\n        - x\n        - y\n";
        assert_eq!(line(text, "/paths/~1v1~1a"), Some(3));
        assert_eq!(line(text, "/paths/~1v1~1a/get/tags/1"), Some(7));
    }

    #[test]
    fn json_places_are_the_lines_of_their_values() {
        let text = "\n{\n\t\"é\": {\n\t\t\"b\": [\n1,\n{\"\\ud83d\\ude00\": 2}]}}";
        assert_eq!(line(text, ""), Some(2));
        assert_eq!(line(text, "/é"), Some(3));
        assert_eq!(line(text, "/é/b/0"), Some(5));
        assert_eq!(line(text, "/é/b/1/😀"), Some(6));
    }

    #[test]
    fn a_place_the_text_lacks_has_its_nearest_ancestors_line() {
        assert_eq!(line("a:\n  b: 1\n", "/a/c/d"), Some(1));
        assert_eq!(line("{\n\"a\": {\n\"b\": 1}}", "/a/b/7"), Some(3));
        assert_eq!(line("a: [", "/a"), None);
    }
}
