//! Maps the values of a document to their locations in the source files.

mod moves;

use std::collections::{BTreeSet, HashMap};

use crate::diagnostics::{Pointer, Problems};
use crate::input::source::SourceText;
use moves::Moves;
pub(super) use moves::remove_indices;

/// Maps pointers in a document to locations in the source files.
#[derive(Debug)]
pub struct Sources {
    /// The document, and the overlays in the order they were applied.
    texts: Vec<SourceText>,
    /// Values that overlays moved or added.
    moves: Moves,
    /// Components that replaced a reference: from the copy to the original, both after the overlays.
    copied: HashMap<Pointer, Pointer>,
}

/// A pointer into one of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// The index of the file; the document is the first.
    pub(super) text: usize,
    pub(super) pointer: Pointer,
}

impl Origin {
    pub(super) fn member(&self, name: &str) -> Self {
        Self {
            text: self.text,
            pointer: self.pointer.join(name),
        }
    }

    pub(super) fn element(&self, index: usize) -> Self {
        Self {
            text: self.text,
            pointer: self.pointer.index(index),
        }
    }

    /// Appends an escaped relative pointer.
    fn within(&self, rest: &str) -> Self {
        Self {
            text: self.text,
            pointer: within(&self.pointer, rest),
        }
    }
}

impl Sources {
    /// Creates the sources of an unmodified document.
    pub(super) fn new(text: SourceText) -> Self {
        Self {
            texts: vec![text],
            moves: Moves::default(),
            copied: HashMap::new(),
        }
    }

    /// Sets the file and location of each diagnostic about the document. Diagnostics about other files are not changed.
    ///
    /// A moved value is reported at its original location, a value added by an overlay at its location in the overlay.
    pub fn located<P: Problems>(&self, problems: P) -> P {
        problems.each(|diagnostic| {
            if !diagnostic.file.is_empty() {
                return;
            }
            let Origin { text, pointer } = self.origin(&diagnostic.pointer);
            let text = &self.texts[text];
            text.name().clone_into(&mut diagnostic.file);
            diagnostic.location = text.find(&pointer, diagnostic.is_about_name);
            diagnostic.pointer = pointer;
        })
    }

    /// Returns diagnostics about one of the files with their locations.
    pub(super) fn located_in<P: Problems>(&self, text: usize, problems: P) -> P {
        self.texts[text].located(problems)
    }

    /// Adds the text of an overlay and returns its index for [`Origin`].
    pub(super) fn add(&mut self, overlay: SourceText) -> usize {
        self.texts.push(overlay);
        self.texts.len() - 1
    }

    /// Records that the value at `place` is a copy of the one at `original`, which is not itself a copy.
    pub(super) fn note_copy(&mut self, place: Pointer, original: Pointer) {
        self.copied.insert(place, original);
    }

    /// Records that an overlay added the value at `place`.
    pub(super) fn note_addition(&mut self, place: &Pointer, origin: Origin) {
        self.moves.set(place, origin);
    }

    /// Records that an overlay removed elements of the array at `array`, which had `length` elements.
    pub(super) fn note_removal(
        &mut self,
        array: &Pointer,
        removed: &BTreeSet<usize>,
        length: usize,
    ) {
        self.moves.close_up(array, removed, length);
    }

    /// Returns the pointer of a value in the original document, or `place` itself if an overlay added the value.
    pub fn in_document(&self, place: &Pointer) -> Pointer {
        let origin = self.origin(place);
        if origin.text == 0 {
            origin.pointer
        } else {
            place.clone()
        }
    }

    /// Returns the file that a value comes from, and its pointer there.
    fn origin(&self, place: &Pointer) -> Origin {
        let mut original = place.clone();
        // Terminates, since each step shortens the rest.
        while let Some((copied, rest)) = nearest(&self.copied, &original) {
            original = within(copied, rest);
        }
        self.moves.origin(&original)
    }
}

/// Returns the entry for a pointer or its nearest ancestor, and the escaped relative pointer from there.
fn nearest<'a, T>(
    entries: &'a HashMap<Pointer, T>,
    place: &'a Pointer,
) -> Option<(&'a T, &'a str)> {
    if entries.is_empty() {
        return None;
    }
    let mut ancestor = Some(place.clone());
    while let Some(known) = ancestor {
        if let Some(entry) = entries.get(&known) {
            return Some((entry, &place.as_str()[known.as_str().len()..]));
        }
        ancestor = known.parent();
    }
    None
}

/// Appends an escaped relative pointer.
fn within(place: &Pointer, rest: &str) -> Pointer {
    Pointer::from(format!("{place}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remove(sources: &mut Sources, array: &str, index: usize, length: usize) {
        sources.note_removal(&Pointer::from(array), &BTreeSet::from([index]), length);
    }

    fn origin(sources: &Sources, place: &str) -> String {
        let Origin { text, pointer } = sources.origin(&Pointer::from(place));
        if text == 0 {
            pointer.to_string()
        } else {
            format!("overlay {text} {pointer}")
        }
    }

    #[test]
    fn elements_after_a_removed_one_keep_their_origin() {
        let mut sources = Sources::new(SourceText::new("x", ""));
        remove(&mut sources, "/a/3/b", 0, 2);
        remove(&mut sources, "/a", 1, 4);
        assert_eq!(origin(&sources, "/a/0/x"), "/a/0/x");
        assert_eq!(origin(&sources, "/a/1/x"), "/a/2/x");
        assert_eq!(origin(&sources, "/a/2/b/0/x"), "/a/3/b/1/x");
        assert_eq!(origin(&sources, "/a/2/c"), "/a/3/c");
        remove(&mut sources, "/a", 0, 3);
        assert_eq!(origin(&sources, "/a/1/b/0"), "/a/3/b/1");
        assert_eq!(origin(&sources, "/ab"), "/ab");
    }

    #[test]
    fn a_value_added_by_an_overlay_comes_from_the_overlay() {
        let mut sources = Sources::new(SourceText::new("x", ""));
        let overlay = sources.add(SourceText::new("y", ""));
        let update = Origin {
            text: overlay,
            pointer: Pointer::from("/actions/0/update"),
        };
        sources.note_addition(&Pointer::from("/a/2"), update.clone());
        remove(&mut sources, "/a", 0, 3);
        assert_eq!(origin(&sources, "/a/1/x"), "overlay 1 /actions/0/update/x");
        assert_eq!(origin(&sources, "/a/0"), "/a/1");
        sources.note_addition(&Pointer::from("/a"), update);
        assert_eq!(origin(&sources, "/a/1/x"), "overlay 1 /actions/0/update/1/x");
    }

    #[test]
    fn a_copy_comes_from_its_original() {
        let mut sources = Sources::new(SourceText::new("x", ""));
        remove(&mut sources, "/components/c/x", 0, 2);
        sources.note_copy(Pointer::from("/paths/p/1"), Pointer::from("/paths/q/0"));
        sources.note_copy(Pointer::from("/paths/q/0"), Pointer::from("/components/c"));
        sources
            .note_copy(Pointer::from("/components/c/h"), Pointer::from("/components/h"));
        assert_eq!(origin(&sources, "/paths/p/1/h/z"), "/components/h/z");
        assert_eq!(origin(&sources, "/paths/p/1/x/0"), "/components/c/x/1");
        assert_eq!(origin(&sources, "/paths/p"), "/paths/p");
    }
}
