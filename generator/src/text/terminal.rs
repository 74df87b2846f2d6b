//! Text for terminals, without control characters from documents, file names or arguments.
//!
//! Commands only print [`Text`]. Its words are literals; everything else is sanitized when it is added.

use std::fmt::{self, Display, Write as _};

use anstyle::Style;

/// Maximum number of characters shown of a value: far more than in any regular message.
const MAX_CHARACTERS: usize = 1_000;

/// Marks a truncated value.
const ELLIPSIS: &str = "...";

/// Text for a terminal: contains no control characters except for line breaks and explicitly added styles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Creates an empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sanitizes several lines of untrusted text. Keeps line breaks and does not truncate.
    pub fn block(text: &str) -> Self {
        Self(text.chars().map(shown_in_block).collect())
    }

    /// Appends literal words.
    pub fn words(mut self, words: &'static str) -> Self {
        self.0.push_str(words);
        self
    }

    /// Appends an untrusted value, sanitized by [`line()`].
    pub fn value(mut self, value: impl Display) -> Self {
        self.0.push_str(&line(&value.to_string()));
        self
    }

    /// Appends an untrusted value in a style.
    pub fn styled(mut self, style: Style, value: impl Display) -> Self {
        let value = line(&value.to_string());
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{style}{value}{style:#}");
        self
    }

    /// Starts a style, which is in effect until [`reset`](Self::reset).
    pub fn style(&mut self, style: Style) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{style}");
    }

    /// Resets all styles.
    pub fn reset(&mut self) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{}", anstyle::Reset);
    }

    /// Appends another text.
    pub fn append(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Returns `true` if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Extend<Self> for Text {
    fn extend<I: IntoIterator<Item = Self>>(&mut self, texts: I) {
        for text in texts {
            self.0.push_str(&text.0);
        }
    }
}

impl FromIterator<Text> for Text {
    fn from_iter<I: IntoIterator<Item = Text>>(texts: I) -> Self {
        let mut all = Self::new();
        all.extend(texts);
        all
    }
}

/// Formats text on one line of limited length: replaces line breaks by spaces, and [dangerous](is_dangerous) characters by
/// U+FFFD.
pub fn line(text: &str) -> String {
    let mut characters = text.chars().peekable();
    let mut line = String::new();
    for _ in 0..MAX_CHARACTERS {
        let Some(character) = characters.next() else {
            return line;
        };
        if character == '\r' && characters.next_if_eq(&'\n').is_some() {
            line.push(' ');
        } else {
            line.push(shown(character));
        }
    }
    if characters.peek().is_some() {
        line.push_str(ELLIPSIS);
    }
    line
}

/// Returns the replacement of a character in [`line()`].
pub fn shown(character: char) -> char {
    match character {
        '\t' | '\n' => ' ',
        other if is_dangerous(other) => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

fn shown_in_block(character: char) -> char {
    if character == '\n' {
        '\n'
    } else {
        shown(character)
    }
}

/// Returns `true` for control characters (C0, DEL, C1), line and paragraph separators, and invisible characters
/// (`Default_Ignorable_Code_Point`, a stable set), including all that change the direction of text.
pub fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Control sequences (SGR, title, BEL, 8-bit CSI and OSC, DEL, backspace) and deceptive characters.
    const HOSTILE: &str = "\u{1B}[31m\u{1B}]0;t\u{7}\u{9B}2J\u{9D}8;;x\u{9C}\u{7F}\u{8}\u{202E}\u{2066}\u{200B}\u{FEFF}\u{E0041}";

    #[test]
    fn a_value_is_sanitized_to_one_line() {
        let text = Text::new().words("a: ").value(HOSTILE).words("\n");
        assert!(text.as_str().starts_with("a: \u{FFFD}[31m\u{FFFD}]0;t"), "{text}");
        let is_safe = |character: char| !is_dangerous(character) || character == '\n';
        assert!(text.as_str().chars().all(is_safe), "{text:?}");
        assert_eq!(
            line("one\ntwo\r\nthree\u{2028}four\rfive\tsix"),
            "one two three\u{FFFD}four\u{FFFD}five six"
        );
        assert_eq!(line("naïve 日本語 🎉 `x|y`"), "naïve 日本語 🎉 `x|y`");
    }

    #[test]
    fn a_value_is_truncated() {
        let longest = "é".repeat(MAX_CHARACTERS);
        assert_eq!(line(&longest), longest);
        assert_eq!(line(&(longest.clone() + "x")), longest + ELLIPSIS);
    }

    #[test]
    fn a_block_keeps_its_lines() {
        let block = Text::block(&format!("one\n\ttwo{HOSTILE}\r\n"));
        assert_eq!(block.as_str().matches('\n').count(), 2);
        let is_safe = |character: char| !is_dangerous(character) || character == '\n';
        assert!(block.as_str().chars().all(is_safe), "{block:?}");
    }

    #[test]
    fn styles_in_values_are_removed() {
        let bold = Style::new().bold();
        let text = Text::new().styled(bold, "\u{1B}[5mx");
        assert_eq!(text.as_str(), "\u{1B}[1m\u{FFFD}[5mx\u{1B}[0m");
    }
}
