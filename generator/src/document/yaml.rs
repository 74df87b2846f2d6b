//! Reads YAML 1.2 into values that know their lines.
//!
//! Only what JSON can say is taken: one document, scalar keys, the core schema's types. An anchor is copied to where its
//! aliases stand, within a limit.

use std::collections::HashMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::{Number, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// How deeply mappings and sequences may nest: the limit JSON documents have too.
const MAX_DEPTH: usize = 128;

/// How many values aliases may copy in all: far more than a document needs, far less than a memory holds.
const MAX_COPIED: usize = 1_000_000;

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
    Mapping(IndexMap<String, Node>),
}

impl Node {
    /// The value without its lines.
    pub(super) fn into_value(self) -> Value {
        match self.content {
            Content::Scalar(value) => value,
            Content::Sequence(nodes) => nodes.into_iter().map(Self::into_value).collect(),
            Content::Mapping(members) => Value::Object(
                members
                    .into_iter()
                    .map(|(key, node)| (key, node.into_value()))
                    .collect(),
            ),
        }
    }

    /// How many values it holds, itself included.
    fn size(&self) -> usize {
        1 + match &self.content {
            Content::Scalar(_) => 0,
            Content::Sequence(nodes) => nodes.iter().map(Self::size).sum(),
            Content::Mapping(members) => members.values().map(Self::size).sum(),
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
        Diagnostic::error(Pointer::root(), problem.message)
            .at_line(problem.line)
            .into()
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
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), line)
            }
            Event::SequenceStart(anchor, tag) => {
                self.start(Content::Sequence(Vec::new()), anchor, tag.as_deref(), line)
            }
            Event::MappingStart(anchor, tag) => self.start(
                Content::Mapping(IndexMap::new()),
                anchor,
                tag.as_deref(),
                line,
            ),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
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
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        line: usize,
    ) -> Result<(), Problem> {
        if let Some(Open {
            node:
                Node {
                    content: Content::Mapping(_),
                    ..
                },
            key: key @ None,
            ..
        }) = self.open.last_mut()
        {
            if text == "<<" && style == ScalarStyle::Plain {
                return Err(problem(line, "`<<` merges mappings in YAML 1.1 alone"));
            }
            *key = Some((text.to_owned(), line));
            return Ok(());
        }
        let quoted = style != ScalarStyle::Plain;
        let value = match tag {
            None if quoted => Value::String(text.to_owned()),
            None => plain_scalar(text)
                .map_err(|NotFinite| problem(line, format!("`{text}` is no finite number")))?,
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => {
                Value::String(text.to_owned())
            }
            Some(tag) => return Err(unknown_tag(tag, line)),
        };
        self.add(
            Node {
                line,
                content: Content::Scalar(value),
            },
            anchor,
        )
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
            return Err(problem(
                line,
                format!("the values nest more than {MAX_DEPTH} deep"),
            ));
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

    fn end(&mut self) -> Result<(), Problem> {
        // The parser pairs the starts and ends.
        self.open
            .pop()
            .map_or(Ok(()), |open| self.add(open.node, open.anchor))
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
        let node = node.clone();
        self.add(node, 0)
    }

    /// Puts a complete value where it belongs.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut parent.node.content, parent.key.take()) {
            (Content::Sequence(nodes), _) => nodes.push(node),
            (Content::Mapping(members), Some((key, line))) => match members.entry(key) {
                Entry::Occupied(first) => {
                    return Err(problem(
                        line,
                        format!(
                            "`{}` stands here and in line {}",
                            first.key(),
                            first.get().line
                        ),
                    ));
                }
                Entry::Vacant(place) => {
                    place.insert(Node { line, ..node });
                }
            },
            // A scalar has no members, and keys are taken before they come here.
            (Content::Scalar(_), _) | (Content::Mapping(_), None) => {}
        }
        Ok(())
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            open.key.is_none() && matches!(open.node.content, Content::Mapping(_))
        })
    }
}

fn unknown_tag(tag: &Tag, line: usize) -> Problem {
    problem(
        line,
        format!("the tag `{}{}` is not supported", tag.handle, tag.suffix),
    )
}

/// A number that JSON cannot say.
struct NotFinite;

/// The value of an unquoted scalar by the core schema of YAML 1.2.
fn plain_scalar(text: &str) -> Result<Value, NotFinite> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err(NotFinite),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if [".inf", ".Inf", ".INF"].contains(&unsigned) {
        return Err(NotFinite);
    }
    if !unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return Ok(Value::String(text.to_owned()));
    }
    match integer(text) {
        Some(integer) => Ok(Value::Number(integer)),
        None => float(text).unwrap_or_else(|| Ok(Value::String(text.to_owned()))),
    }
}

fn integer(text: &str) -> Option<Number> {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().map(Number::from);
        }
    }
    text.parse::<u64>()
        .map(Number::from)
        .or_else(|_| text.parse::<i64>().map(Number::from))
        .ok()
}

/// Nothing if the text is no number.
fn float(text: &str) -> Option<Result<Value, NotFinite>> {
    // What else Rust reads as a number (`inf`, `nan`) starts with no digit.
    let number = text.parse::<f64>().ok()?;
    Some(Number::from_f64(number).map(Value::Number).ok_or(NotFinite))
}
