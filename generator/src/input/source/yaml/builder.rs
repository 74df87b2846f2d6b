//! Builds values from the events of the parser.

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, ScalarStyle, Tag};
use serde_json::{Map, Value};

use super::super::limits::{MAX_DEPTH, MAX_KEYS, MAX_VALUES, Size, TOO_DEEP, TOO_MANY};
use super::super::outline::{Content, Outline, Parsed, SyntaxError};
use super::scalar;
use crate::diagnostics::Pointer;

/// A complete value.
#[derive(Clone)]
struct Built {
    value: Value,
    outline: Outline,
    /// Size of the value.
    size: Size,
    /// Nesting levels in the value.
    depth: usize,
    /// Maximum total length in bytes of the keys on a path in it.
    keys: usize,
}

/// A mapping or sequence whose end has not been reached.
struct Open {
    start: usize,
    anchor: usize,
    content: OpenContent,
    size: Size,
    depth: usize,
    keys: usize,
    /// Total length in bytes of the keys leading to it.
    outer_keys: usize,
}

enum OpenContent {
    Sequence(Vec<Value>, Vec<Outline>),
    Mapping {
        values: Map<String, Value>,
        outlines: IndexMap<String, Outline>,
        /// The key of the next value.
        key: Option<(String, Range<usize>)>,
    },
}

/// Builds values from the events of the parser, without recursion.
#[derive(Default)]
pub(super) struct Builder {
    /// `true` if the locations of values are recorded, besides those of errors.
    is_outlining: bool,
    open: Vec<Open>,
    root: Option<Built>,
    anchors: HashMap<usize, Built>,
    documents: usize,
    values: usize,
    copied: Size,
    errors: Vec<SyntaxError>,
}

impl Builder {
    /// Creates a builder that records the locations of values.
    pub(super) fn outlining() -> Self {
        Self {
            is_outlining: true,
            ..Self::default()
        }
    }

    /// Returns the value, its outline if it was recorded, and its errors.
    pub(super) fn finish(self) -> Parsed {
        let (value, outline) = self
            .root
            .map_or((Value::Null, None), |root| (root.value, Some(root.outline)));
        Parsed {
            value,
            outline: outline.filter(|_| self.is_outlining),
            errors: self.errors,
        }
    }

    /// Adds a fatal error.
    pub(super) fn stop(&mut self, error: SyntaxError) {
        self.errors.push(error);
    }

    /// Handles the next event; fails if parsing cannot continue.
    pub(super) fn take(
        &mut self,
        event: Event<'_>,
        range: Range<usize>,
    ) -> Result<(), SyntaxError> {
        match event {
            Event::DocumentStart(_) => self.start_document(range),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), range)
            }
            Event::SequenceStart(anchor, tag) => {
                let content = OpenContent::Sequence(Vec::new(), Vec::new());
                self.start(content, anchor, tag.as_deref(), range)
            }
            Event::MappingStart(anchor, tag) => {
                let content = OpenContent::Mapping {
                    values: Map::new(),
                    outlines: IndexMap::new(),
                    key: None,
                };
                self.start(content, anchor, tag.as_deref(), range)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => self.alias(anchor, range),
            _ => Ok(()),
        }
    }

    fn start_document(&mut self, range: Range<usize>) -> Result<(), SyntaxError> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        Err(SyntaxError::new(range, "the file contains more than one YAML document")
            .expected("a single document")
            .help("move it to a separate file"))
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), SyntaxError> {
        if self.expects_key() {
            return self.key(text, range);
        }
        let value = scalar::value(text, style == ScalarStyle::Plain, tag)
            .unwrap_or_else(|problem| {
                let error = SyntaxError::new(range.clone(), problem.found);
                self.errors.push(
                    error
                        .expected(problem.expected)
                        .help(problem.help)
                        .at(self.next_place()),
                );
                Value::Null
            });
        self.add(Built::new(value, range, Content::Scalar), anchor)
    }

    fn key(&mut self, name: &str, range: Range<usize>) -> Result<(), SyntaxError> {
        let outer_keys = self.open.last().map_or(0, |open| open.outer_keys);
        if outer_keys + name.len() > MAX_KEYS {
            return Err(SyntaxError::long_key(range).at(self.pointer()));
        }
        if name == "<<" {
            let error =
                SyntaxError::new(range.clone(), "the merge key `<<` is not supported")
                    .expected("YAML 1.2, which has no merge keys")
                    .help("write out the merged members")
                    .at(self.pointer());
            self.errors.push(error);
        }
        let place = self.open.len() - 1;
        if let OpenContent::Mapping { values, key, .. } = &mut self.open[place].content {
            let is_known = values.contains_key(name);
            *key = Some((name.to_owned(), range.clone()));
            if is_known {
                self.errors
                    .push(SyntaxError::duplicate_key(range, name).at(self.next_place()));
            }
        }
        Ok(())
    }

    fn start(
        &mut self,
        content: OpenContent,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), SyntaxError> {
        if self.expects_key() {
            return Err(self.invalid_key("the key is not a scalar", range));
        }
        if self.open.len() == MAX_DEPTH {
            let found = format!("nesting exceeds {MAX_DEPTH} levels");
            return Err(SyntaxError::new(range, found)
                .help(TOO_DEEP)
                .at(self.next_place()));
        }
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
            let error = scalar::Problem::of_tag(tag);
            self.errors.push(
                SyntaxError::new(range.clone(), error.found)
                    .expected(error.expected)
                    .help(error.help)
                    .at(self.next_place()),
            );
        }
        let outer_keys = self.inner_keys();
        self.open.push(Open {
            start: range.start,
            anchor,
            content,
            size: Size { values: 1, text: 0 },
            depth: 0,
            keys: 0,
            outer_keys,
        });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), SyntaxError> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let (value, content) = match open.content {
            OpenContent::Sequence(values, outlines) => {
                (Value::Array(values), Content::Sequence(outlines))
            }
            OpenContent::Mapping {
                values, outlines, ..
            } => (Value::Object(values), Content::Mapping(outlines)),
        };
        let built = Built {
            size: open.size,
            depth: open.depth + 1,
            keys: open.keys,
            ..Built::new(value, open.start..end, content)
        };
        self.add(built, open.anchor)
    }

    /// Copies the node of an anchor.
    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), SyntaxError> {
        if self.expects_key() {
            return Err(self.invalid_key("the key is an alias", range));
        }
        let Some(built) = self.anchors.get(&anchor) else {
            let error =
                SyntaxError::new(range, "the alias refers to a node that contains it")
                    .help("replace the alias by a value");
            return Err(error.at(self.next_place()));
        };
        if self.open.len() + built.depth > MAX_DEPTH {
            let found = format!("nesting exceeds {MAX_DEPTH} levels");
            return Err(SyntaxError::new(range, found)
                .help(TOO_DEEP)
                .at(self.next_place()));
        }
        if self.inner_keys() + built.keys > MAX_KEYS {
            return Err(SyntaxError::long_key(range).at(self.next_place()));
        }
        self.copied.add(built.size);
        self.check_copied(&range)?;
        let built = built.clone();
        self.add(built, 0)
    }

    /// Fails if the copies exceed the limits.
    fn check_copied(&self, range: &Range<usize>) -> Result<(), SyntaxError> {
        let Some(excess) = self.copied.excess() else {
            return Ok(());
        };
        let found = format!("the anchors and aliases copy more than {excess}");
        Err(SyntaxError::new(range.clone(), found)
            .help("replace the aliases by values, or use `$ref`")
            .at(self.next_place()))
    }

    /// Returns the total length in bytes of the keys leading to the next value.
    fn inner_keys(&self) -> usize {
        self.open.last().map_or(0, |open| {
            let key = match &open.content {
                OpenContent::Mapping { key, .. } => key.as_ref(),
                OpenContent::Sequence(..) => None,
            };
            open.outer_keys + key.map_or(0, |(name, _)| name.len())
        })
    }

    /// Adds a complete value to its parent.
    fn add(&mut self, mut built: Built, anchor: usize) -> Result<(), SyntaxError> {
        self.values += 1;
        let range = Range::from(built.outline.value);
        if self.values > MAX_VALUES {
            let found = format!("the file contains more than {MAX_VALUES} values");
            return Err(SyntaxError::new(range, found)
                .help(TOO_MANY)
                .at(self.next_place()));
        }
        if anchor != 0 {
            self.copied.add(built.size);
            self.check_copied(&range)?;
            self.anchors.insert(anchor, built.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(built);
            return Ok(());
        };
        parent.size.add(built.size);
        parent.depth = parent.depth.max(built.depth);
        let mut keys = built.keys;
        match &mut parent.content {
            OpenContent::Sequence(values, outlines) => {
                values.push(built.value);
                if self.is_outlining {
                    built.outline.name = None;
                    outlines.push(built.outline);
                }
            }
            OpenContent::Mapping {
                values,
                outlines,
                key,
            } => {
                // A key was set before its value is added.
                if let Some((key, range)) = key.take() {
                    keys += key.len();
                    parent.size.text += key.len();
                    if self.is_outlining {
                        built.outline.name = Some(range.into());
                        outlines.entry(key.clone()).or_insert(built.outline);
                    }
                    values.insert(key, built.value);
                }
            }
        }
        parent.keys = parent.keys.max(keys);
        Ok(())
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            matches!(open.content, OpenContent::Mapping { key: None, .. })
        })
    }

    fn invalid_key(&self, found: &str, range: Range<usize>) -> SyntaxError {
        SyntaxError::new(range, found)
            .expected("a string, as in JSON")
            .help(
                "write out the key, and quote a string that starts with `*`, `[` or `{`",
            )
            .at(self.pointer())
    }

    /// Returns the pointer to the innermost open mapping or sequence.
    fn pointer(&self) -> Pointer {
        let outer = self.open.len().saturating_sub(1);
        self.open[..outer].iter().fold(Pointer::root(), |place, open| open.next(&place))
    }

    /// Returns the pointer to the next value.
    fn next_place(&self) -> Pointer {
        self.open.iter().fold(Pointer::root(), |place, open| open.next(&place))
    }
}

impl Open {
    /// Returns the pointer to the next value in it.
    fn next(&self, place: &Pointer) -> Pointer {
        match &self.content {
            OpenContent::Sequence(values, _) => place.index(values.len()),
            OpenContent::Mapping { key, .. } => {
                key.as_ref().map_or_else(|| place.clone(), |(name, _)| place.join(name))
            }
        }
    }
}

impl Built {
    fn new(value: Value, range: Range<usize>, content: Content) -> Self {
        let text = value.as_str().map_or(0, str::len);
        let size = Size { values: 1, text };
        Self {
            value,
            outline: Outline {
                name: None,
                value: range.into(),
                content,
            },
            size,
            depth: 0,
            keys: 0,
        }
    }
}
