//! Converts the parser's character offsets to byte offsets.

use std::ops::Range;

use saphyr_parser::Span;

/// Distance in characters between two precomputed offsets.
const STEP: usize = 16;

/// Start offsets of the characters of a text.
pub(super) struct Characters<'text> {
    text: &'text str,
    /// The byte offset of every `STEP`th character; `None` for ASCII.
    steps: Option<Vec<usize>>,
}

impl<'text> Characters<'text> {
    pub(super) fn of(text: &'text str) -> Self {
        let offsets = || text.char_indices().step_by(STEP).map(|(offset, _)| offset);
        let steps = (!text.is_ascii()).then(|| offsets().collect());
        Self { text, steps }
    }

    pub(super) fn range(&self, span: Span) -> Range<usize> {
        self.offset(span.start.index())..self.offset(span.end.index())
    }

    /// Returns the byte offset of a character, or the end of the text if it has fewer.
    pub(super) fn offset(&self, index: usize) -> usize {
        let Some(steps) = &self.steps else {
            return index.min(self.text.len());
        };
        let Some(step) = steps.get(index / STEP) else {
            return self.text.len();
        };
        let nearest = self.text[*step..].char_indices().nth(index % STEP);
        nearest.map_or(self.text.len(), |(offset, _)| step + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found() {
        let text = "aä€😀".repeat(50);
        let characters = Characters::of(&text);
        for (index, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.offset(index), offset);
        }
        assert_eq!(characters.offset(200), text.len());
        assert_eq!(characters.offset(9_999), text.len());
    }
}
