//! The JSON path of a value that cannot be decoded.

mod access;
mod forward;

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use serde::de::DeserializeSeed;

use crate::runtime::values::redacted::REDACTED;

/// Returns the path at which a seed fails, such as `participants[2].date_created`.
///
/// The names in it are those of struct fields and enum variants of the type. The keys of maps are not shown: they come
/// from the response, and may be personal data, such as the addresses that messages go to.
pub(crate) fn locate<'de, S: DeserializeSeed<'de>>(
    json: &'de [u8],
    seed: S,
) -> Option<String> {
    let track = Track::default();
    let mut reader = serde_json::Deserializer::from_slice(json);
    let failed = seed.deserialize(Tracked::new(&mut reader, &track)).is_err();
    failed.then(|| track.path())
}

/// The path to the value that is being read. After an error, it is the path to the value that failed.
#[derive(Default)]
struct Track {
    segments: RefCell<Vec<Segment>>,
    /// The last name that was read where a name was expected, if the type has that name.
    name: Cell<Option<&'static str>>,
}

#[derive(Clone, Copy)]
enum Segment {
    Index(usize),
    Name(&'static str),
    /// The key of a map, or a name that the type does not have.
    Key,
}

impl Track {
    /// Returns the number of segments.
    fn depth(&self) -> usize {
        self.segments.borrow().len()
    }

    /// Reads a value below the path of this depth.
    fn step<T, E>(
        &self,
        depth: usize,
        segment: Segment,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut segments = self.segments.borrow_mut();
        // Segments may remain from an error that was recovered from.
        segments.truncate(depth);
        segments.push(segment);
        drop(segments);
        let value = read()?;
        self.segments.borrow_mut().truncate(depth);
        Ok(value)
    }

    /// Returns the segment for the name that was read last.
    fn segment(&self) -> Segment {
        self.name.take().map_or(Segment::Key, Segment::Name)
    }

    /// Returns the path as a string; `.` for the whole document.
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

/// The names of a type. `own` is the name of a struct, by which a page declares the property of its items.
#[derive(Clone, Copy, Default)]
struct Names {
    own: Option<&'static str>,
    others: &'static [&'static str],
}

impl Names {
    /// Returns the name that is equal to a string.
    fn find(self, text: &str) -> Option<&'static str> {
        self.others.iter().copied().chain(self.own).find(|name| *name == text)
    }
}

/// A wrapper of a deserializer, visitor or seed that tracks the path.
struct Tracked<'t, T> {
    inner: T,
    track: &'t Track,
    /// The names of the type that is read.
    names: Names,
    /// The names of which one is expected next.
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

    /// Wraps a value for reading a type with these names.
    fn with_names(
        mut self,
        own: Option<&'static str>,
        others: &'static [&'static str],
    ) -> Self {
        self.names = Names { own, others };
        self
    }

    /// Expects one of these names next.
    fn expecting(mut self, expected: Names) -> Self {
        self.expected = expected;
        self
    }

    /// Records a string that was read.
    fn note(&self, text: &str) {
        if let Some(name) = self.expected.find(text) {
            self.track.name.set(Some(name));
        }
    }
}
