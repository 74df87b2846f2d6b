//! Puts the parser's events together.

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, ScalarStyle, Tag};
use serde_json::{Map, Value};

use super::super::limits::{MAX_DEPTH, MAX_KEYS, MAX_VALUES, Size, TOO_DEEP, TOO_MANY};
use super::super::outline::{Content, Flaw, Outline, Reading};
use super::scalar;
use crate::diagnostics::Pointer;

/// A complete value.
#[derive(Clone)]
struct Built {
    value: Value,
    outline: Outline,
    /// How much it holds.
    size: Size,
    /// How deeply its values nest.
    depth: usize,
    /// How many bytes the longest way of keys in it has.
    keys: usize,
}

/// A mapping or sequence whose end was not seen yet.
struct Open {
    start: usize,
    anchor: usize,
    content: OpenContent,
    size: Size,
    depth: usize,
    keys: usize,
    /// How many bytes the keys down to it have.
    outer_keys: usize,
}

enum OpenContent {
    Sequence(Vec<Value>, Vec<Outline>),
    Mapping {
        values: Map<String, Value>,
        outlines: IndexMap<String, Outline>,
        /// The key whose value comes next.
        key: Option<(String, Range<usize>)>,
    },
}

/// Puts the parser's events together, without recursion.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    root: Option<Built>,
    anchors: HashMap<usize, Built>,
    documents: usize,
    values: usize,
    copied: Size,
    flaws: Vec<Flaw>,
}

impl Builder {
    /// What was put together, and what was wrong with it.
    pub(super) fn finish(self) -> Reading {
        let (value, outline) = self
            .root
            .map_or((Value::Null, None), |root| (root.value, Some(root.outline)));
        Reading {
            value,
            outline,
            flaws: self.flaws,
        }
    }

    /// Notes a flaw behind which nothing is read.
    pub(super) fn stop(&mut self, flaw: Flaw) {
        self.flaws.push(flaw);
    }

    /// Takes the next event; fails where it makes no sense to go on.
    pub(super) fn take(
        &mut self,
        event: Event<'_>,
        range: Range<usize>,
    ) -> Result<(), Flaw> {
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

    fn start_document(&mut self, range: Range<usize>) -> Result<(), Flaw> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        Err(Flaw::new(range, "a second YAML document starts here")
            .expected("one document in the file")
            .help("put it into a file of its own"))
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), Flaw> {
        if self.awaits_key() {
            return self.key(text, range);
        }
        let value = scalar::value(text, style == ScalarStyle::Plain, tag)
            .unwrap_or_else(|problem| {
                let flaw = Flaw::new(range.clone(), problem.found);
                self.flaws.push(
                    flaw.expected(problem.expected)
                        .help(problem.help)
                        .at(self.next_place()),
                );
                Value::Null
            });
        self.add(Built::new(value, range, Content::Scalar), anchor)
    }

    fn key(&mut self, name: &str, range: Range<usize>) -> Result<(), Flaw> {
        let outer_keys = self.open.last().map_or(0, |open| open.outer_keys);
        if outer_keys + name.len() > MAX_KEYS {
            return Err(Flaw::long(range).at(self.place()));
        }
        if name == "<<" {
            let flaw =
                Flaw::new(range.clone(), "`<<` merges mappings in YAML 1.1 alone")
                    .expected("a document that YAML 1.2 and JSON can say")
                    .help("write out what is merged")
                    .at(self.place());
            self.flaws.push(flaw);
        }
        let place = self.open.len() - 1;
        if let OpenContent::Mapping { values, key, .. } = &mut self.open[place].content {
            let is_known = values.contains_key(name);
            *key = Some((name.to_owned(), range.clone()));
            if is_known {
                self.flaws.push(Flaw::twice(range, name).at(self.next_place()));
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
    ) -> Result<(), Flaw> {
        if self.awaits_key() {
            return Err(self.no_key("a key that is no text", range));
        }
        if self.open.len() == MAX_DEPTH {
            let found = format!("the values nest more than {MAX_DEPTH} deep");
            return Err(Flaw::new(range, found).help(TOO_DEEP).at(self.next_place()));
        }
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
            let flaw = scalar::Problem::of_tag(tag);
            self.flaws.push(
                Flaw::new(range.clone(), flaw.found)
                    .expected(flaw.expected)
                    .help(flaw.help)
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

    fn end(&mut self, end: usize) -> Result<(), Flaw> {
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

    /// Copies what an anchor marks.
    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Flaw> {
        if self.awaits_key() {
            return Err(self.no_key("an alias as a key", range));
        }
        let Some(built) = self.anchors.get(&anchor) else {
            let flaw = Flaw::new(range, "the alias stands within what it copies")
                .help("write out what is meant");
            return Err(flaw.at(self.next_place()));
        };
        if self.open.len() + built.depth > MAX_DEPTH {
            let found = format!("the values nest more than {MAX_DEPTH} deep");
            return Err(Flaw::new(range, found).help(TOO_DEEP).at(self.next_place()));
        }
        if self.inner_keys() + built.keys > MAX_KEYS {
            return Err(Flaw::long(range).at(self.next_place()));
        }
        self.copied.add(built.size);
        self.check_copied(&range)?;
        let built = built.clone();
        self.add(built, 0)
    }

    /// Refuses to copy more than the limits allow.
    fn check_copied(&self, range: &Range<usize>) -> Result<(), Flaw> {
        let Some(excess) = self.copied.excess() else {
            return Ok(());
        };
        let found = format!("the anchors and aliases copy more than {excess}");
        Err(Flaw::new(range.clone(), found)
            .help("write out what is meant, or use `$ref`")
            .at(self.next_place()))
    }

    /// How many bytes the keys down to the value that comes next have.
    fn inner_keys(&self) -> usize {
        self.open.last().map_or(0, |open| {
            let key = match &open.content {
                OpenContent::Mapping { key, .. } => key.as_ref(),
                OpenContent::Sequence(..) => None,
            };
            open.outer_keys + key.map_or(0, |(name, _)| name.len())
        })
    }

    /// Puts a complete value where it belongs.
    fn add(&mut self, mut built: Built, anchor: usize) -> Result<(), Flaw> {
        self.values += 1;
        let range = Range::from(built.outline.value);
        if self.values > MAX_VALUES {
            let found = format!("the file holds more than {MAX_VALUES} values");
            return Err(Flaw::new(range, found).help(TOO_MANY).at(self.next_place()));
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
                built.outline.name = None;
                values.push(built.value);
                outlines.push(built.outline);
            }
            OpenContent::Mapping {
                values,
                outlines,
                key,
            } => {
                // Keys are taken before they come here.
                if let Some((key, range)) = key.take() {
                    keys += key.len();
                    parent.size.text += key.len();
                    built.outline.name = Some(range.into());
                    values.insert(key.clone(), built.value);
                    outlines.entry(key).or_insert(built.outline);
                }
            }
        }
        parent.keys = parent.keys.max(keys);
        Ok(())
    }

    fn awaits_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            matches!(open.content, OpenContent::Mapping { key: None, .. })
        })
    }

    fn no_key(&self, found: &str, range: Range<usize>) -> Flaw {
        Flaw::new(range, found)
            .expected("a text as key, as in JSON")
            .help("write the key out; quote a text that starts with `*`, `[` or `{`")
            .at(self.place())
    }

    /// The place of the innermost mapping or sequence that is open.
    fn place(&self) -> Pointer {
        let outer = self.open.len().saturating_sub(1);
        self.open[..outer].iter().fold(Pointer::root(), |place, open| open.next(&place))
    }

    /// The place of the value that comes next.
    fn next_place(&self) -> Pointer {
        self.open.iter().fold(Pointer::root(), |place, open| open.next(&place))
    }
}

impl Open {
    /// The place of the value that comes next in it.
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
