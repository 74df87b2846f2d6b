//! Where in JSON a value stands that cannot be read.

mod access;
mod forward;

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use serde::de::DeserializeSeed;

use crate::runtime::values::redacted::REDACTED;

/// The place at which a seed fails, such as `participants[2].date_created`.
///
/// The names in it are those of struct fields and enum variants, which the type knows. The keys of maps are not shown:
/// they come from the response, and may be personal data, such as the addresses that messages go to.
pub(crate) fn locate<'de, S: DeserializeSeed<'de>>(
    json: &'de [u8],
    seed: S,
) -> Option<String> {
    let track = Track::default();
    let mut reader = serde_json::Deserializer::from_slice(json);
    let failed = seed.deserialize(Tracked::new(&mut reader, &track)).is_err();
    failed.then(|| track.path())
}

/// The way to the value that is read. When reading fails, it is that to the value that could not be read.
#[derive(Default)]
struct Track {
    segments: RefCell<Vec<Segment>>,
    /// The name that was read last where a name was expected, if it is one that the type knows.
    name: Cell<Option<&'static str>>,
}

#[derive(Clone, Copy)]
enum Segment {
    Index(usize),
    Name(&'static str),
    /// The key of a map, or a name that the type does not know.
    Key,
}

impl Track {
    /// How many segments there are.
    fn depth(&self) -> usize {
        self.segments.borrow().len()
    }

    /// Reads a value below the place of that depth.
    fn step<T, E>(
        &self,
        depth: usize,
        segment: Segment,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut segments = self.segments.borrow_mut();
        // Something may be left of a failure that did not matter.
        segments.truncate(depth);
        segments.push(segment);
        drop(segments);
        let value = read()?;
        self.segments.borrow_mut().truncate(depth);
        Ok(value)
    }

    /// The segment for the name that was read last.
    fn segment(&self) -> Segment {
        self.name.take().map_or(Segment::Key, Segment::Name)
    }

    /// The path as text; a point for the whole.
    fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.segments.borrow().iter() {
            if !path.is_empty() && !matches!(segment, Segment::Index(_)) {
                path.push('.');
            }
            // Writing to a string does not fail.
            let _ = match segment {
                Segment::Index(index) => write!(path, "[{index}]"),
                Segment::Name(name) => write!(path, "{name}"),
                Segment::Key => write!(path, "{REDACTED}"),
            };
        }
        if path.is_empty() {
            path.push('.');
        }
        path
    }
}

/// Names that a type knows. `own` is the name of a struct, by which a page says where its items stand.
#[derive(Clone, Copy, Default)]
struct Names {
    own: Option<&'static str>,
    others: &'static [&'static str],
}

impl Names {
    /// The name that is the same as a text.
    fn find(self, text: &str) -> Option<&'static str> {
        self.others.iter().copied().chain(self.own).find(|name| *name == text)
    }
}

/// What reads JSON, noting the place.
struct Tracked<'t, T> {
    inner: T,
    track: &'t Track,
    /// The names of what is read.
    names: Names,
    /// The names of which one is expected.
    expected: Names,
}

impl<'t, T> Tracked<'t, T> {
    fn new(inner: T, track: &'t Track) -> Self {
        Self {
            inner,
            track,
            names: Names::default(),
            expected: Names::default(),
        }
    }

    /// Reads something with these names.
    fn with_names(
        mut self,
        own: Option<&'static str>,
        others: &'static [&'static str],
    ) -> Self {
        self.names = Names { own, others };
        self
    }

    /// Reads one of these names.
    fn expecting(mut self, expected: Names) -> Self {
        self.expected = expected;
        self
    }

    /// Notes a text that was read.
    fn note(&self, text: &str) {
        if let Some(name) = self.expected.find(text) {
            self.track.name.set(Some(name));
        }
    }
}
