//! Converts byte offsets to lines and columns.

use std::ops::Range;

use crate::diagnostics::location::{Location, Position};

/// Distance in bytes between two precomputed character counts.
const STEP: usize = 1024;

/// The start offsets of the lines of a text.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// Number of characters that start before every `STEP`th byte; `None` for ASCII.
    characters: Option<Vec<usize>>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let behind_ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            starts: std::iter::once(0).chain(behind_ends).collect(),
            characters: (!text.is_ascii()).then(|| count_by_step(text)),
        }
    }

    /// Returns the start of a line, counted from 1, or of the last line if there are fewer.
    pub(super) fn start(&self, line: usize) -> usize {
        let index = line.saturating_sub(1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// Returns the location of a range, cut off at the end of its first line.
    pub(super) fn location(&self, text: &str, range: Range<usize>) -> Location {
        let start = floor_char_boundary(text, range.start.min(text.len()));
        let line = self.starts.partition_point(|first| *first <= start);
        let line_start = self.start(line);
        let line_end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let content = &text[line_start..line_end.max(start)];
        let content = content.strip_suffix('\r').unwrap_or(content);
        let from = (start - line_start).min(content.len());
        let to = floor_char_boundary(text, range.end.clamp(start, line_end.max(start)))
            - line_start;
        let length = content[from..to.clamp(from, content.len())].trim_end().len();
        let characters = |from: usize, to: usize| {
            self.characters_before(text, line_start + to)
                - self.characters_before(text, line_start + from)
        };
        let position = Position {
            line,
            column: 1 + characters(0, from),
        };
        let range = from..from + length;
        Location::in_line(position, characters(from, from + length), content, range)
    }

    /// Returns the number of characters before an offset. Fast even for a single long line with many locations.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let Some(characters) = &self.characters else {
            return offset;
        };
        let step = offset / STEP;
        characters[step] + starts(&text.as_bytes()[step * STEP..offset])
    }
}

fn count_by_step(text: &str) -> Vec<usize> {
    let mut count = 0;
    let mut characters = vec![0];
    for step in text.as_bytes().chunks_exact(STEP) {
        count += starts(step);
        characters.push(count);
    }
    characters
}

/// Returns the number of characters that start in some bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// Returns the nearest character boundary at or before an offset.
fn floor_char_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, range: Range<usize>) -> String {
        let Location { start, end, .. } = Lines::of(text).location(text, range.clone());
        let location = Lines::of(text).location(text, range);
        format!(
            "{}:{}-{} {}",
            start.line,
            start.column,
            end.column,
            location.underlined()
        )
    }

    #[test]
    fn a_range_is_cut_off_at_the_end_of_its_line() {
        let text = "ab\r\ncäd  \nxy";
        assert_eq!(shown(text, 0..2), "1:1-3 ab");
        assert_eq!(shown(text, 1..9), "1:2-3 b");
        assert_eq!(shown(text, 3..9), "1:3-3 ");
        assert_eq!(shown(text, 4..11), "2:1-4 cäd");
        assert_eq!(shown(text, 6..11), "2:2-4 äd");
        assert_eq!(shown(text, 11..99), "3:1-3 xy");
        assert_eq!(shown(text, 99..99), "3:3-3 ");
        assert_eq!(shown("", 0..1), "1:1-1 ");
    }

    #[test]
    fn columns_of_long_lines_count_characters() {
        let text = format!("x\n{}é", "a€".repeat(STEP));
        for at in [0, 1, STEP / 2, STEP - 1, STEP] {
            let start = 2 + at * 4;
            let column = 2 * at + 1;
            let character = text[start..].chars().next().expect("the text is longer");
            let range = start..start + character.len_utf8();
            let expected = format!("2:{column}-{} {character}", column + 1);
            assert_eq!(shown(&text, range), expected);
        }
    }
}
