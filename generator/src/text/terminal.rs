//! Text for terminals, in which nothing that a document, a file name or an argument says is obeyed.
//!
//! [`Text`] is the only thing that the commands print. Words of ours go into it as literals; everything else is
//! cleaned on the way, so that a new printer cannot forget to.

use std::fmt::{self, Display, Write as _};

use anstyle::Style;

/// How many characters of a value are shown: far more than any message of ours has.
const MAX_CHARACTERS: usize = 1_000;

/// Stands for what is left out of a value.
const ELLIPSIS: &str = "...";

/// Text that a terminal shows and does not obey: no control characters but line ends and the styles of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// No text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Several lines that others wrote, or that a library made: line ends stay, and nothing is cut.
    pub fn block(text: &str) -> Self {
        Self(text.chars().map(shown_in_block).collect())
    }

    /// Adds words of ours.
    pub fn words(mut self, words: &'static str) -> Self {
        self.0.push_str(words);
        self
    }

    /// Adds what others wrote, as [`line()`] shows it.
    pub fn value(mut self, value: impl Display) -> Self {
        self.0.push_str(&line(&value.to_string()));
        self
    }

    /// Adds what others wrote in a style of ours.
    pub fn styled(mut self, style: Style, value: impl Display) -> Self {
        let value = line(&value.to_string());
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{style}{value}{style:#}");
        self
    }

    /// Starts a style, until it is [reset](Self::reset).
    pub fn style(&mut self, style: Style) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{style}");
    }

    /// Ends all styles.
    pub fn reset(&mut self) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{}", anstyle::Reset);
    }

    /// Adds another text.
    pub fn append(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text.
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

/// A text on one line of limited length: line ends become spaces, and what is [dangerous](is_dangerous) is replaced.
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

/// The character as one line shows it.
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

/// Whether a terminal obeys the character, or readers cannot see it: controls (C0, DEL, C1), line and paragraph
/// separators, and the characters that Unicode says are ignored by default (`Default_Ignorable_Code_Point`, a set that
/// does not grow), among which are all that turn the direction of text.
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

    /// Starts of commands: SGR, a title, BEL, 8-bit CSI and OSC, DEL, backspace; and what deceives readers.
    const HOSTILE: &str = "\u{1B}[31m\u{1B}]0;t\u{7}\u{9B}2J\u{9D}8;;x\u{9C}\u{7F}\u{8}\u{202E}\u{2066}\u{200B}\u{FEFF}\u{E0041}";

    #[test]
    fn a_value_is_one_clean_line() {
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
    fn a_value_is_cut() {
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
    fn styles_are_ours_alone() {
        let bold = Style::new().bold();
        let text = Text::new().styled(bold, "\u{1B}[5mx");
        assert_eq!(text.as_str(), "\u{1B}[1m\u{FFFD}[5mx\u{1B}[0m");
    }
}
