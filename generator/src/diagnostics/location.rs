//! Places in the text of a file, with as much of the text as shows them.

use std::ops::Range;

use serde::Serialize;

use crate::text::terminal::shown;

/// A place in a text: a stretch of one line, or a point of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Where it starts.
    pub start: Position,
    /// Where it ends: behind its last character.
    pub end: Position,
    excerpt: Excerpt,
}

/// A line and a column, each counted from 1; the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character of the line.
    pub column: usize,
}

/// What is shown of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Excerpt {
    /// The line, or the part of a long one that holds the place; characters that would move the cursor are replaced.
    pub(crate) text: String,
    /// Where the place starts in it, in bytes.
    pub(crate) start: usize,
    /// Where it ends in it.
    pub(crate) end: usize,
}

/// How many characters a line may have to be shown as it is.
const SHORT: usize = 160;

/// How many characters of a longer line are shown before the place, of it, and behind it.
const BEFORE: usize = 60;
const WITHIN: usize = 100;
const BEHIND: usize = 40;

/// Stands for what is left out of a line.
const ELLIPSIS: &str = "...";

impl Location {
    /// The place of a range of bytes in a line; `start` is its position, and so many characters long it is.
    ///
    /// Both ends of the range are on borders of characters of the line.
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

    /// What is shown of the line.
    pub(crate) fn excerpt(&self) -> &Excerpt {
        &self.excerpt
    }

    /// What is shown of the place itself.
    pub fn underlined(&self) -> &str {
        &self.excerpt.text[self.excerpt.start..self.excerpt.end]
    }
}

impl Excerpt {
    fn of(line: &str, range: Range<usize>) -> Self {
        let is_short = line.char_indices().nth(SHORT).is_none();
        let most = |characters| if is_short { SHORT } else { characters };
        let (before, rest) = line.split_at(range.start);
        let (within, behind) = rest.split_at(range.len());
        let from = before.char_indices().rev().nth(most(BEFORE) - 1);
        let from = from.map_or(0, |(offset, _)| offset);
        let mut text = String::new();
        if from > 0 {
            text.push_str(ELLIPSIS);
        }
        text.extend(before[from..].chars().map(shown));
        let start = text.len();
        let is_cut = push(&mut text, within, most(WITHIN));
        let end = text.len();
        if !is_cut {
            push(&mut text, behind, most(BEHIND));
        }
        text.truncate(text.trim_end().len().max(end));
        Self { text, start, end }
    }
}

/// Adds the start of a text, at most so many characters; whether it was cut.
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
    fn long_lines_are_cut_around_the_place() {
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
            format!("...{}ä{}...", "x".repeat(BEFORE), "y".repeat(BEHIND))
        );
        let long = Location::in_line(position, 800_001, &line, 0..line.len());
        assert_eq!(long.excerpt.text, format!("{}...", "x".repeat(WITHIN)));
        assert_eq!(long.underlined(), long.excerpt.text);
    }

    #[test]
    fn nothing_in_an_excerpt_commands_the_terminal() {
        let start = Position { line: 1, column: 3 };
        let location =
            Location::in_line(start, 1, "\ta\u{1B}[31m\u{202E}b\u{7}   ", 1..2);
        assert_eq!(location.excerpt.text, " a\u{FFFD}[31m\u{FFFD}b\u{FFFD}");
    }
}
