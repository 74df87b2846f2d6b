//! Remembers where the parts of a document stood in its source.

use std::collections::HashMap;

use super::position::SourceText;
use crate::diagnostic::Diagnostics;
use crate::pointer::Pointer;

/// Tells where in the source a place of the document comes from.
#[derive(Debug)]
pub struct Sources {
    text: SourceText,
    /// What overlays moved: the place now, and the place in the source.
    shifted: HashMap<Pointer, Pointer>,
    /// What was copied to where it was referred to: the copy, and the original after the overlays.
    copied: HashMap<Pointer, Pointer>,
}

impl Sources {
    /// The sources of a document that still is what was read.
    pub(super) fn new(text: SourceText) -> Self {
        Self {
            text,
            shifted: HashMap::new(),
            copied: HashMap::new(),
        }
    }

    /// Fills the file and line of each diagnostic about the document; those that name another file are left alone.
    ///
    /// A place that was moved is reported where it stood in the source. One that the source does not have, because an
    /// overlay made it, gets the line of its nearest ancestor.
    pub fn locate(&self, diagnostics: &mut Diagnostics) {
        for diagnostic in
            diagnostics.iter_mut().filter(|diagnostic| diagnostic.file.is_empty())
        {
            self.text.name().clone_into(&mut diagnostic.file);
            diagnostic.pointer = self.origin(&diagnostic.pointer);
            diagnostic.line = self.text.line(&diagnostic.pointer);
        }
    }

    /// The diagnostics with their files and lines.
    pub(super) fn located(&self, mut diagnostics: Diagnostics) -> Diagnostics {
        self.locate(&mut diagnostics);
        diagnostics
    }

    /// Notes that what stands at `place` is a copy of what stands at `original`, which is no copy itself.
    pub(super) fn note_copy(&mut self, place: Pointer, original: Pointer) {
        self.copied.insert(place, original);
    }

    /// Notes that an overlay removed the element `index` of the array at `array`, which had `length` elements.
    pub(super) fn note_removal(&mut self, array: &Pointer, index: usize, length: usize) {
        let before = std::mem::take(&mut self.shifted);
        for old in index + 1..length {
            let place = array.index(old);
            let origin = follow(&before, &place).unwrap_or(place);
            self.shifted.insert(array.index(old - 1), origin);
        }
        for (place, origin) in before {
            match element(array, &place) {
                None => self.shifted.insert(place, origin),
                Some((old, rest)) if old < index => {
                    self.shifted.insert(within(&array.index(old), rest), origin)
                }
                Some((old, _)) if old == index => None,
                Some((old, rest)) => {
                    self.shifted.insert(within(&array.index(old - 1), rest), origin)
                }
            };
        }
    }

    /// Where the content of a place stood in the source.
    pub fn origin(&self, place: &Pointer) -> Pointer {
        let mut original = place.clone();
        // Each step leaves less behind the original, so this ends.
        while let Some(nearer) = follow(&self.copied, &original) {
            original = nearer;
        }
        follow(&self.shifted, &original).unwrap_or(original)
    }
}

/// Where a place came from, by its nearest ancestor that moved.
fn follow(moves: &HashMap<Pointer, Pointer>, place: &Pointer) -> Option<Pointer> {
    if moves.is_empty() {
        return None;
    }
    let mut ancestor = Some(place.clone());
    while let Some(moved) = ancestor {
        if let Some(origin) = moves.get(&moved) {
            return Some(within(origin, &place.as_str()[moved.as_str().len()..]));
        }
        ancestor = moved.parent();
    }
    None
}

/// Which element of an array holds a place, and the escaped way on from there.
fn element<'place>(
    array: &Pointer,
    place: &'place Pointer,
) -> Option<(usize, &'place str)> {
    let rest = place.as_str().strip_prefix(array.as_str())?.strip_prefix('/')?;
    let index = rest.split('/').next().unwrap_or(rest);
    Some((index.parse().ok()?, &rest[index.len()..]))
}

/// The place that an escaped way on from another leads to.
fn within(place: &Pointer, rest: &str) -> Pointer {
    Pointer::from(format!("{place}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(sources: &Sources, place: &str) -> String {
        sources.origin(&Pointer::from(place)).to_string()
    }

    #[test]
    fn elements_behind_a_removed_one_come_from_one_further() {
        let mut sources = Sources::new(SourceText::new("x", ""));
        sources.note_removal(&Pointer::from("/a/3/b"), 0, 2);
        sources.note_removal(&Pointer::from("/a"), 1, 4);
        assert_eq!(origin(&sources, "/a/0/x"), "/a/0/x");
        assert_eq!(origin(&sources, "/a/1/x"), "/a/2/x");
        assert_eq!(origin(&sources, "/a/2/b/0/x"), "/a/3/b/1/x");
        assert_eq!(origin(&sources, "/a/2/c"), "/a/3/c");
        sources.note_removal(&Pointer::from("/a"), 0, 3);
        assert_eq!(origin(&sources, "/a/1/b/0"), "/a/3/b/1");
        assert_eq!(origin(&sources, "/ab"), "/ab");
    }

    #[test]
    fn a_copy_comes_from_its_original() {
        let mut sources = Sources::new(SourceText::new("x", ""));
        sources.note_removal(&Pointer::from("/components/c/x"), 0, 2);
        sources.note_copy(Pointer::from("/paths/p/1"), Pointer::from("/paths/q/0"));
        sources.note_copy(Pointer::from("/paths/q/0"), Pointer::from("/components/c"));
        sources
            .note_copy(Pointer::from("/components/c/h"), Pointer::from("/components/h"));
        assert_eq!(origin(&sources, "/paths/p/1/h/z"), "/components/h/z");
        assert_eq!(origin(&sources, "/paths/p/1/x/0"), "/components/c/x/1");
        assert_eq!(origin(&sources, "/paths/p"), "/paths/p");
    }
}
