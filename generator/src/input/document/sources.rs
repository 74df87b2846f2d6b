//! Remembers where the parts of a document stood in its source.

mod moves;

use std::collections::{BTreeSet, HashMap};

use crate::diagnostics::{Pointer, Problems};
use crate::input::source::SourceText;
use moves::Moves;
pub(super) use moves::take_out;

/// Tells where in the files a place of the document comes from.
#[derive(Debug)]
pub struct Sources {
    /// The document, and the overlays in the order they were applied.
    texts: Vec<SourceText>,
    /// What overlays moved or put in.
    moves: Moves,
    /// What was copied to where it was referred to: the copy, and the original after the overlays.
    copied: HashMap<Pointer, Pointer>,
}

/// A place in one of the files.
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

    /// The place that an escaped way on from here leads to.
    fn within(&self, rest: &str) -> Self {
        Self {
            text: self.text,
            pointer: within(&self.pointer, rest),
        }
    }
}

impl Sources {
    /// The sources of a document that still is what was read.
    pub(super) fn new(text: SourceText) -> Self {
        Self {
            texts: vec![text],
            moves: Moves::default(),
            copied: HashMap::new(),
        }
    }

    /// Fills the file and the place of each diagnostic about the document; those that name another file are left alone.
    ///
    /// A place that was moved is reported where it stood in the document, one that an overlay put in where it stands in
    /// the overlay.
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

    /// The diagnostics about one of the files, with their places.
    pub(super) fn located_in<P: Problems>(&self, text: usize, problems: P) -> P {
        self.texts[text].located(problems)
    }

    /// Keeps the text of an overlay; its index is what [`Origin`] takes.
    pub(super) fn add(&mut self, overlay: SourceText) -> usize {
        self.texts.push(overlay);
        self.texts.len() - 1
    }

    /// Notes that what stands at `place` is a copy of what stands at `original`, which is no copy itself.
    pub(super) fn note_copy(&mut self, place: Pointer, original: Pointer) {
        self.copied.insert(place, original);
    }

    /// Notes that an overlay put in what stands at `place`.
    pub(super) fn note_addition(&mut self, place: &Pointer, origin: Origin) {
        self.moves.set(place, origin);
    }

    /// Notes that an overlay removed elements of the array at `array`, which had `length` elements.
    pub(super) fn note_removal(
        &mut self,
        array: &Pointer,
        removed: &BTreeSet<usize>,
        length: usize,
    ) {
        self.moves.close_up(array, removed, length);
    }

    /// Where the content of a place stands in the document as it was read; the place itself, if an overlay put it in.
    pub fn in_document(&self, place: &Pointer) -> Pointer {
        let origin = self.origin(place);
        if origin.text == 0 {
            origin.pointer
        } else {
            place.clone()
        }
    }

    /// Where the content of a place stands in the files.
    fn origin(&self, place: &Pointer) -> Origin {
        let mut original = place.clone();
        // Each step leaves less behind the original, so this ends.
        while let Some((copied, rest)) = nearest(&self.copied, &original) {
            original = within(copied, rest);
        }
        self.moves.origin(&original)
    }
}

/// What is noted for a place or its nearest ancestor, and the escaped way on from there.
fn nearest<'a, T>(
    notes: &'a HashMap<Pointer, T>,
    place: &'a Pointer,
) -> Option<(&'a T, &'a str)> {
    if notes.is_empty() {
        return None;
    }
    let mut ancestor = Some(place.clone());
    while let Some(known) = ancestor {
        if let Some(note) = notes.get(&known) {
            return Some((note, &place.as_str()[known.as_str().len()..]));
        }
        ancestor = known.parent();
    }
    None
}

/// The place that an escaped way on from another leads to.
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
    fn elements_behind_a_removed_one_come_from_one_further() {
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
    fn what_an_overlay_put_in_comes_from_there() {
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
