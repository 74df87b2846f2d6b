//! Reads YAML 1.2 into values that know their lines.
//!
//! Only what JSON can say is taken: one document, scalar keys, the core schema's types. An anchor is copied to where its
//! aliases stand, within a limit.

mod scalar;

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::Value;
use serde_json::map::{Entry, Map};

use super::limits::{MAX_COPIED, MAX_DEPTH};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use scalar::Scalar;

/// A value and the line where it, or the key before it, starts.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Counted from 1.
    pub(super) line: usize,
    /// What stands there.
    pub(super) content: Content,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar(Value),
    Sequence(Vec<Node>),
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// The value without its lines; a key that stands twice in a mapping is an error.
    pub(super) fn into_value(self) -> Result<Value, Diagnostics> {
        Ok(match self.content {
            Content::Scalar(value) => value,
            Content::Sequence(nodes) => Value::Array(
                nodes.into_iter().map(Self::into_value).collect::<Result<_, _>>()?,
            ),
            Content::Mapping(members) => {
                let mut values = Map::with_capacity(members.len());
                for (key, node) in members {
                    let line = node.line;
                    match values.entry(key) {
                        Entry::Vacant(member) => {
                            member.insert(node.into_value()?);
                        }
                        Entry::Occupied(first) => {
                            let message = format!(
                                "the key `{}` stands here for the second time",
                                first.key()
                            );
                            return Err(problem(line, message).into());
                        }
                    }
                }
                Value::Object(values)
            }
        })
    }

    /// The member of a mapping or the element of a sequence that a pointer's token names.
    pub(super) fn child(&self, token: &str) -> Option<&Self> {
        match &self.content {
            Content::Scalar(_) => None,
            Content::Sequence(nodes) => nodes.get(token.parse::<usize>().ok()?),
            Content::Mapping(members) => {
                members.iter().find(|(key, _)| key == token).map(|(_, node)| node)
            }
        }
    }

    /// How deeply values nest in it.
    fn depth(&self) -> usize {
        let inner = match &self.content {
            Content::Scalar(_) => return 0,
            Content::Sequence(nodes) => nodes.iter().map(Self::depth).max(),
            Content::Mapping(members) => {
                members.iter().map(|(_, node)| node.depth()).max()
            }
        };
        1 + inner.unwrap_or(0)
    }

    /// How many values it holds, itself included.
    fn size(&self) -> usize {
        1 + match &self.content {
            Content::Scalar(_) => 0,
            Content::Sequence(nodes) => nodes.iter().map(Self::size).sum(),
            Content::Mapping(members) => {
                members.iter().map(|(_, node)| node.size()).sum()
            }
        }
    }
}

/// Reads a text of one YAML document.
pub(super) fn parse(text: &str) -> Result<Node, Diagnostics> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Problem {
            line: error.marker().line(),
            message: format!("the YAML cannot be read: {}", error.info()),
        })?;
        builder.take(event, span.start.line())?;
    }
    builder
        .root
        .ok_or_else(|| Diagnostic::error(Pointer::root(), "the file is empty").into())
}

/// Something the text may not say, and where.
struct Problem {
    line: usize,
    message: String,
}

impl From<Problem> for Diagnostics {
    fn from(problem: Problem) -> Self {
        Diagnostic::error(Pointer::root(), problem.message).at_line(problem.line).into()
    }
}

fn problem(line: usize, message: impl Into<String>) -> Problem {
    Problem {
        line,
        message: message.into(),
    }
}

/// A mapping or sequence whose end was not seen yet.
struct Open {
    node: Node,
    anchor: usize,
    /// In a mapping, the key whose value comes next.
    key: Option<(String, usize)>,
}

/// Puts the parser's events together, without recursion.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, Node>,
    copied: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), Problem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(
                &Scalar {
                    text: &text,
                    style,
                    tag: tag.as_deref(),
                },
                anchor,
                line,
            ),
            Event::SequenceStart(anchor, tag) => {
                self.start(Content::Sequence(Vec::new()), anchor, tag.as_deref(), line)
            }
            Event::MappingStart(anchor, tag) => {
                self.start(Content::Mapping(Vec::new()), anchor, tag.as_deref(), line)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end();
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, line),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(problem(line, "the file holds more than one YAML document"))
            }
            Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::StreamStart
            | Event::StreamEnd
            | Event::Nothing => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        scalar: &Scalar<'_>,
        anchor: usize,
        line: usize,
    ) -> Result<(), Problem> {
        if self.expects_key() {
            return self.key(scalar, line);
        }
        let content = Content::Scalar(scalar.value(line)?);
        self.add(Node { line, content }, anchor);
        Ok(())
    }

    fn key(&mut self, scalar: &Scalar<'_>, line: usize) -> Result<(), Problem> {
        if scalar.text == "<<" && scalar.style == ScalarStyle::Plain {
            return Err(problem(line, "`<<` merges mappings in YAML 1.1 alone"));
        }
        if let Some(open) = self.open.last_mut() {
            open.key = Some((scalar.text.to_owned(), line));
        }
        Ok(())
    }

    fn start(
        &mut self,
        content: Content,
        anchor: usize,
        tag: Option<&Tag>,
        line: usize,
    ) -> Result<(), Problem> {
        if let Some(tag) = tag {
            return Err(unknown_tag(tag, line));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(line));
        }
        if self.expects_key() {
            return Err(problem(line, "a key is a mapping or a sequence"));
        }
        self.open.push(Open {
            node: Node { line, content },
            anchor,
            key: None,
        });
        Ok(())
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.add(open.node, open.anchor);
        }
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), Problem> {
        if self.expects_key() {
            return Err(problem(line, "a key is an alias"));
        }
        let node = self
            .anchors
            .get(&anchor)
            .ok_or_else(|| problem(line, "the alias stands inside its own anchor"))?;
        self.copied += node.size();
        if self.copied > MAX_COPIED {
            return Err(problem(
                line,
                format!("the aliases copy more than {MAX_COPIED} values"),
            ));
        }
        if self.open.len() + node.depth() > MAX_DEPTH {
            return Err(too_deep(line));
        }
        let node = node.clone();
        self.add(node, 0);
        Ok(())
    }

    /// Puts a complete value where it belongs.
    fn add(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match (&mut parent.node.content, parent.key.take()) {
            (Content::Sequence(nodes), _) => nodes.push(node),
            (Content::Mapping(members), Some((key, line))) => {
                members.push((key, Node { line, ..node }));
            }
            // A scalar has no members, and keys are taken before they come here.
            (Content::Scalar(_), _) | (Content::Mapping(_), None) => {}
        }
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            open.key.is_none() && matches!(open.node.content, Content::Mapping(_))
        })
    }
}

fn too_deep(line: usize) -> Problem {
    problem(line, format!("the values nest more than {MAX_DEPTH} deep"))
}

fn unknown_tag(tag: &Tag, line: usize) -> Problem {
    problem(line, format!("the tag `{}{}` is not supported", tag.handle, tag.suffix))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Value {
        parse(text)
            .and_then(Node::into_value)
            .unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn problem(text: &str) -> String {
        let problems = parse(text)
            .and_then(Node::into_value)
            .expect_err("the text is not to be read");
        let problem = problems.iter().next().expect("an error has a problem");
        format!("{}: {}", problem.line.unwrap_or(0), problem.found)
    }

    #[test]
    fn scalars_have_the_types_of_the_core_schema() {
        let text = "[1, -2, +3, 0o17, 0x1F, 1.5, -1e3, .5, 18446744073709551615, 007, true, False, null, ~, ]";
        let numbers = json!([
            1,
            -2,
            3,
            15,
            31,
            1.5,
            -1000.0,
            0.5,
            u64::MAX,
            7,
            true,
            false,
            null,
            null
        ]);
        assert_eq!(value(text), numbers);
        let text = "[yes, on, 1_000, 2020-01-01, 12:30:45, 1.2.3, 'true', \"1\", !!str 5, inf, nan, e3, +, .]";
        let texts = json!([
            "yes",
            "on",
            "1_000",
            "2020-01-01",
            "12:30:45",
            "1.2.3",
            "true",
            "1",
            "5",
            "inf",
            "nan",
            "e3",
            "+",
            "."
        ]);
        assert_eq!(value(text), texts);
    }

    #[test]
    fn keys_are_texts_in_document_order() {
        let read = value("z: 1\n200: 2\ntrue: 3\n");
        let keys: Vec<_> = read
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(keys, ["z", "200", "true"]);
    }

    #[test]
    fn aliases_copy_their_anchors() {
        assert_eq!(
            value("a: &x {b: [1]}\nc: *x\n"),
            json!({"a": {"b": [1]}, "c": {"b": [1]}})
        );
    }

    #[test]
    fn what_json_cannot_say_is_refused() {
        for (text, message) in [
            ("a: 1\nb: 2\na: 3\n", "3: the key `a` stands here for the second time"),
            ("a: 1\n---\nb: 2\n", "2: the file holds more than one YAML document"),
            ("a: .inf\n", "1: `.inf` is no finite number"),
            ("a: 1e999\n", "1: `1e999` is no finite number"),
            ("a: !local 1\n", "1: the tag `!local` is not supported"),
            ("a: !local [1]\n", "1: the tag `!local` is not supported"),
            ("a: &x {}\n<<: *x\n", "2: `<<` merges mappings in YAML 1.1 alone"),
            ("[a]: 1\n", "1: a key is a mapping or a sequence"),
            ("a: &x 1\n*x : 2\n", "2: a key is an alias"),
            ("a: &x [*x]\n", "1: the alias stands inside its own anchor"),
            ("# nothing\n", "0: the file is empty"),
            (
                "a:\n  b: 1\n c: 2\n",
                "3: the YAML cannot be read: while parsing a block mapping, did not find expected key",
            ),
        ] {
            assert_eq!(problem(text), message);
        }
    }

    #[test]
    fn depth_and_copies_are_limited() {
        let deep = |depth: usize| format!("{}{}", "- ".repeat(depth), "x");
        assert!(parse(&deep(MAX_DEPTH)).is_ok());
        assert_eq!(
            problem(&deep(MAX_DEPTH + 1)),
            "1: the values nest more than 64 deep"
        );
        assert!(problem(&deep(10_000)).contains("nest more than 64 deep"));
        let half = "[".repeat(40) + &"]".repeat(40);
        let whole = "[".repeat(40) + "*a" + &"]".repeat(40);
        assert_eq!(
            problem(&format!("a: &a {half}\nb: {whole}\n")),
            "2: the values nest more than 64 deep"
        );
        let laughs: Vec<_> = (1..10)
            .map(|level| {
                format!(
                    "a{level}: &a{level} [{}]",
                    vec![format!("*a{}", level - 1); 10].join(", ")
                )
            })
            .collect();
        let laughs =
            format!("a0: &a0 [{}]\n{}", ["x"; 10].join(", "), laughs.join("\n"));
        assert_eq!(problem(&laughs), "6: the aliases copy more than 1000000 values");
    }
}
