//! What overlays moved or put in, as a tree of places: noting one more costs no look at the others.

use std::collections::{BTreeSet, HashMap};

use super::{Origin, within};
use crate::diagnostics::Pointer;

/// How many elements are taken out of an array one by one: to move what is behind them is faster than to look at it.
const FEW: usize = 8;

/// Takes elements out of an array.
pub(in super::super) fn take_out<T>(elements: &mut Vec<T>, indices: &BTreeSet<usize>) {
    if indices.len() <= FEW {
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

/// What was noted of a place and of those in it.
#[derive(Debug, Default)]
pub(super) struct Moves {
    whence: Whence,
    /// The places in it of which something was noted, by their escaped tokens.
    inner: HashMap<String, Moves>,
    /// All elements of an array from which some were removed; empty for anything else.
    elements: Vec<Moves>,
}

/// Where a place comes from.
#[derive(Debug, Default)]
enum Whence {
    /// From where the place that holds it does.
    #[default]
    Inside,
    /// From another element of the array that holds it.
    Element(usize),
    /// From elsewhere.
    Outside(Origin),
}

impl Moves {
    /// Where a place comes from: what did not move stands in the document.
    pub(super) fn origin(&self, place: &Pointer) -> Origin {
        let mut node = self;
        let mut origin = Origin {
            text: 0,
            pointer: Pointer::root(),
        };
        // What was passed of the place, and how much of that the origin stands for.
        let (mut passed, mut told) = (0, 0);
        for token in place.as_str().split('/').skip(1) {
            let Some(inner) = node.within(token) else {
                break;
            };
            match &inner.whence {
                Whence::Inside => {}
                Whence::Element(index) => {
                    let array = within(&origin.pointer, &place.as_str()[told..passed]);
                    origin.pointer = array.index(*index);
                    told = passed + 1 + token.len();
                }
                Whence::Outside(outside) => {
                    origin = outside.clone();
                    told = passed + 1 + token.len();
                }
            }
            node = inner;
            passed += 1 + token.len();
        }
        origin.within(&place.as_str()[told..])
    }

    /// Notes where a place comes from; what was noted of those in it is gone with them.
    pub(super) fn set(&mut self, place: &Pointer, origin: Origin) {
        *self.at(place) = Self {
            whence: Whence::Outside(origin),
            ..Self::default()
        };
    }

    /// Moves the elements behind those that were removed from an array, which had `length` elements.
    pub(super) fn close_up(
        &mut self,
        array: &Pointer,
        removed: &BTreeSet<usize>,
        length: usize,
    ) {
        let array = self.at(array);
        for index in array.elements.len()..length {
            let mut element = array.inner.remove(&index.to_string()).unwrap_or_default();
            if matches!(element.whence, Whence::Inside) {
                element.whence = Whence::Element(index);
            }
            array.elements.push(element);
        }
        take_out(&mut array.elements, removed);
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
