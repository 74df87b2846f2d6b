//! The places of a YAML text: which line each key and element stands on.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::limits::{MAX_COPIED, MAX_DEPTH};

/// A value's place: its line, and the places in it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The line where the value, or the key before it, starts; counted from 1.
    pub(super) line: usize,
    /// What stands there.
    pub(super) content: Content,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar,
    Sequence(Vec<Node>),
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// The member of a mapping or the element of a sequence that a pointer's token names.
    pub(super) fn child(&self, token: &str) -> Option<&Self> {
        match &self.content {
            Content::Scalar => None,
            Content::Sequence(nodes) => nodes.get(token.parse::<usize>().ok()?),
            Content::Mapping(members) => {
                members.iter().find(|(key, _)| key == token).map(|(_, node)| node)
            }
        }
    }

    /// How many values it holds, itself included.
    fn size(&self) -> usize {
        1 + match &self.content {
            Content::Scalar => 0,
            Content::Sequence(nodes) => nodes.iter().map(Self::size).sum(),
            Content::Mapping(members) => {
                members.iter().map(|(_, node)| node.size()).sum()
            }
        }
    }
}

/// The places of a text that was read before; `None` if it is stranger than what is read.
pub(super) fn outline(text: &str) -> Option<Node> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        builder.take(event, span.start.line())?;
    }
    builder.root
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
    fn take(&mut self, event: Event<'_>, line: usize) -> Option<()> {
        match event {
            Event::Scalar(text, _, anchor, _) => self.scalar(&text, anchor, line),
            Event::SequenceStart(anchor, _) => {
                return self.start(Content::Sequence(Vec::new()), anchor, line);
            }
            Event::MappingStart(anchor, _) => {
                return self.start(Content::Mapping(Vec::new()), anchor, line);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor)?.clone();
                self.copied += node.size();
                if self.copied > MAX_COPIED {
                    return None;
                }
                self.add(node, 0);
            }
            _ => {}
        }
        Some(())
    }

    fn scalar(&mut self, text: &str, anchor: usize, line: usize) {
        match self.open.last_mut() {
            Some(open)
                if open.key.is_none()
                    && matches!(open.node.content, Content::Mapping(_)) =>
            {
                open.key = Some((text.to_owned(), line));
            }
            _ => self.add(
                Node {
                    line,
                    content: Content::Scalar,
                },
                anchor,
            ),
        }
    }

    fn start(&mut self, content: Content, anchor: usize, line: usize) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            return None;
        }
        self.open.push(Open {
            node: Node { line, content },
            anchor,
            key: None,
        });
        Some(())
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.add(open.node, open.anchor);
        }
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
            (Content::Scalar, _) | (Content::Mapping(_), None) => {}
        }
    }
}
