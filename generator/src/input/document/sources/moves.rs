//! Tree of the values that overlays moved or added. Recording a value does not visit the others.

use std::collections::{BTreeSet, HashMap};

use super::{Origin, within};
use crate::diagnostics::Pointer;

/// Maximum number of elements that are removed one by one: shifting the tail is faster than visiting every element.
const MAX_SINGLE_REMOVALS: usize = 8;

/// Removes the elements at the given indices.
pub(in super::super) fn remove_indices<T>(
    elements: &mut Vec<T>,
    indices: &BTreeSet<usize>,
) {
    if indices.len() <= MAX_SINGLE_REMOVALS {
        for index in indices.iter().rev() {
            if *index < elements.len() {
                elements.remove(*index);
            }
        }
        return;
    }
    let mut index = 0;
    elements.retain(|_| {
        index += 1;
        !indices.contains(&(index - 1))
    });
}

/// The recorded origins of a value and its descendants.
#[derive(Debug, Default)]
pub(super) struct Moves {
    provenance: Provenance,
    /// Recorded children, by escaped token.
    inner: HashMap<String, Moves>,
    /// All remaining elements of an array from which elements were removed; empty otherwise.
    elements: Vec<Moves>,
}

/// The origin of a value, relative to its parent.
#[derive(Debug, Default)]
enum Provenance {
    /// The same position in the origin of its parent.
    #[default]
    Parent,
    /// Another element of the same array.
    Element(usize),
    /// An unrelated position.
    Elsewhere(Origin),
}

impl Moves {
    /// Returns the origin of a value. Values that did not move come from the document.
    pub(super) fn origin(&self, place: &Pointer) -> Origin {
        let mut node = self;
        let mut origin = Origin {
            text: 0,
            pointer: Pointer::root(),
        };
        // Length of the pointer consumed so far, and of the prefix that `origin` already includes.
        let (mut consumed, mut mapped) = (0, 0);
        for token in place.as_str().split('/').skip(1) {
            let Some(inner) = node.within(token) else {
                break;
            };
            match &inner.provenance {
                Provenance::Parent => {}
                Provenance::Element(index) => {
                    let array =
                        within(&origin.pointer, &place.as_str()[mapped..consumed]);
                    origin.pointer = array.index(*index);
                    mapped = consumed + 1 + token.len();
                }
                Provenance::Elsewhere(elsewhere) => {
                    origin = elsewhere.clone();
                    mapped = consumed + 1 + token.len();
                }
            }
            node = inner;
            consumed += 1 + token.len();
        }
        origin.within(&place.as_str()[mapped..])
    }

    /// Records the origin of a value and discards the records of its descendants.
    pub(super) fn set(&mut self, place: &Pointer, origin: Origin) {
        *self.at(place) = Self {
            provenance: Provenance::Elsewhere(origin),
            ..Self::default()
        };
    }

    /// Shifts the elements after those removed from an array, which had `length` elements.
    pub(super) fn close_up(
        &mut self,
        array: &Pointer,
        removed: &BTreeSet<usize>,
        length: usize,
    ) {
        let array = self.at(array);
        for index in array.elements.len()..length {
            let mut element = array.inner.remove(&index.to_string()).unwrap_or_default();
            if matches!(element.provenance, Provenance::Parent) {
                element.provenance = Provenance::Element(index);
            }
            array.elements.push(element);
        }
        remove_indices(&mut array.elements, removed);
    }

    fn within(&self, token: &str) -> Option<&Self> {
        let element = || self.elements.get(token.parse::<usize>().ok()?);
        element().or_else(|| self.inner.get(token))
    }

    fn at(&mut self, place: &Pointer) -> &mut Self {
        place.as_str().split('/').skip(1).fold(self, |node, token| {
            match token.parse::<usize>() {
                Ok(index) if index < node.elements.len() => &mut node.elements[index],
                _ => node.inner.entry(token.to_owned()).or_default(),
            }
        })
    }
}
