//! Locations in the text of a file, with an excerpt of the text.

use std::ops::Range;

use serde::Serialize;

use crate::text::terminal::shown;

/// A location in a text: a range of characters within one line, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The start.
    pub start: Position,
    /// The end, after the last character.
    pub end: Position,
    excerpt: Excerpt,
}

/// A line and a column, each counted from 1; the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line number.
    pub line: usize,
    /// The column number.
    pub column: usize,
}

/// An excerpt of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Excerpt {
    /// The line, or the part of a long line around the location. Control characters are replaced.
    pub(crate) text: String,
    /// The start of the location in the excerpt, in bytes.
    pub(crate) start: usize,
    /// The end of the location in the excerpt, in bytes.
    pub(crate) end: usize,
}

/// Maximum length of a line that is shown in full, in characters.
const MAX_LINE: usize = 160;

/// Maximum number of characters of a longer line that are shown before, within and after the location.
const BEFORE: usize = 60;
const WITHIN: usize = 100;
const AFTER: usize = 40;

/// Marks omitted parts of a line.
const ELLIPSIS: &str = "...";

impl Location {
    /// Creates the location of a range of bytes in a line, with its start position and its length in characters.
    ///
    /// Both ends of the range must be on character boundaries.
    pub(crate) fn in_line(
        start: Position,
        length: usize,
        line: &str,
        range: Range<usize>,
    ) -> Self {
        let end = Position {
            line: start.line,
            column: start.column + length,
        };
        Self {
            start,
            end,
            excerpt: Excerpt::of(line, range),
        }
    }

    /// Returns the excerpt of the line.
    pub(crate) fn excerpt(&self) -> &Excerpt {
        &self.excerpt
    }

    /// Returns the part of the excerpt that the location covers.
    pub fn underlined(&self) -> &str {
        &self.excerpt.text[self.excerpt.start..self.excerpt.end]
    }
}

impl Excerpt {
    fn of(line: &str, range: Range<usize>) -> Self {
        let is_short = line.char_indices().nth(MAX_LINE).is_none();
        let limit = |characters| if is_short { MAX_LINE } else { characters };
        let (before, rest) = line.split_at(range.start);
        let (within, after) = rest.split_at(range.len());
        let from = before.char_indices().rev().nth(limit(BEFORE) - 1);
        let from = from.map_or(0, |(offset, _)| offset);
        let mut text = String::new();
        if from > 0 {
            text.push_str(ELLIPSIS);
        }
        text.extend(before[from..].chars().map(shown));
        let start = text.len();
        let is_truncated = push(&mut text, within, limit(WITHIN));
        let end = text.len();
        if !is_truncated {
            push(&mut text, after, limit(AFTER));
        }
        text.truncate(text.trim_end().len().max(end));
        Self { text, start, end }
    }
}

/// Appends at most `characters` characters of a text. Returns `true` if it was truncated.
fn push(text: &mut String, part: &str, characters: usize) -> bool {
    let end = part.char_indices().nth(characters).map(|(at, _)| at);
    text.extend(part[..end.unwrap_or(part.len())].chars().map(shown));
    if end.is_some() {
        text.push_str(ELLIPSIS);
    }
    end.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_truncated_around_the_location() {
        let line = format!("{}ä{}", "x".repeat(400_000), "y".repeat(400_000));
        let position = Position {
            line: 1,
            column: 400_001,
        };
        let location = Location::in_line(position, 1, &line, 400_000..400_002);
        assert_eq!(location.end.column, 400_002);
        assert_eq!(location.underlined(), "ä");
        assert_eq!(
            location.excerpt.text,
            format!("...{}ä{}...", "x".repeat(BEFORE), "y".repeat(AFTER))
        );
        let long = Location::in_line(position, 800_001, &line, 0..line.len());
        assert_eq!(long.excerpt.text, format!("{}...", "x".repeat(WITHIN)));
        assert_eq!(long.underlined(), long.excerpt.text);
    }

    #[test]
    fn control_characters_are_replaced_in_excerpts() {
        let start = Position { line: 1, column: 3 };
        let location =
            Location::in_line(start, 1, "\ta\u{1B}[31m\u{202E}b\u{7}   ", 1..2);
        assert_eq!(location.excerpt.text, " a\u{FFFD}[31m\u{FFFD}b\u{FFFD}");
    }
}
