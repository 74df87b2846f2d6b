//! Markdown for pull requests and changelogs, in which text of a document is always code or plain words.

use std::fmt::{self, Display};

use super::phrase::{Part, Phrase};
use super::terminal::line;

/// Punctuation at the end of a word that has no meaning in Markdown.
const PUNCTUATION: [char; 5] = [',', '.', ';', '!', '?'];

/// A builder for Markdown whose structure untrusted text cannot change.
///
/// Markup is only added as literals; everything else becomes a code span or plain words. GitHub detects mentions,
/// references and addresses after rendering, so escapes do not suppress them, but code spans do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Creates an empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends literal Markdown.
    pub fn literal(mut self, markdown: &'static str) -> Self {
        self.0.push_str(markdown);
        self
    }

    /// Appends a number.
    pub fn number(mut self, number: usize) -> Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Appends a version.
    pub fn version(mut self, version: &semver::Version) -> Self {
        // Letters, digits, `.`, `-` and `+` have no meaning in Markdown after a word.
        self.0.push_str(&version.to_string());
        self
    }

    /// Appends a code span.
    pub fn code(mut self, code: impl Display) -> Self {
        self.0.push_str(&span(&line(&code.to_string())));
        self
    }

    /// Appends untrusted prose. Words that could be interpreted as markup become code spans, as do those in backticks.
    pub fn prose(mut self, prose: impl Display) -> Self {
        let prose = line(&prose.to_string());
        let mut written: Vec<String> = Vec::new();
        let mut code: Vec<&str> = Vec::new();
        for (index, word) in prose.split_whitespace().enumerate() {
            if let Some((name, punctuation)) = quoted(word) {
                written.extend(take_span(&mut code));
                written.push(span(name) + punctuation);
            } else if is_plain(word) && (index > 0 || can_start(word)) {
                written.extend(take_span(&mut code));
                written.push(word.to_owned());
            } else {
                code.push(word);
            }
        }
        written.extend(take_span(&mut code));
        self.0.push_str(&written.join(" "));
        self
    }

    /// Appends a phrase.
    pub fn phrase(self, phrase: &Phrase) -> Self {
        phrase.parts().fold(self, |markdown, part| match part {
            Part::Words(words) => markdown.literal(words),
            Part::Code(code) => markdown.code(code),
            Part::Prose(prose) => markdown.prose(prose),
        })
    }

    /// Appends the row of a table.
    pub fn row<const COLUMNS: usize>(mut self, cells: [Self; COLUMNS]) -> Self {
        for Self(cell) in cells {
            // In tables, `\|` is a bar even in code. Renderers disagree about a preceding backslash.
            let cell = cell.replace("\\|", "\\ |").replace('|', "\\|");
            self.0.push_str("| ");
            self.0.push_str(&cell);
            self.0.push(' ');
        }
        self.0.push_str("|\n");
        self
    }

    /// Appends the first `max` code spans and the number of the remaining ones.
    pub fn first_codes<T: Display>(mut self, codes: &[T], max: usize) -> Self {
        for (index, code) in codes.iter().take(max).enumerate() {
            self = self.literal(if index > 0 { ", " } else { "" }).code(code);
        }
        match codes.len().saturating_sub(max) {
            0 => self,
            rest => self.literal(" and ").number(rest).literal(" more"),
        }
    }

    /// Returns `true` if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the Markdown as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Markdown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Formats a code span on one line.
fn span(code: &str) -> String {
    let code = if code.trim().is_empty() {
        "(empty)"
    } else {
        code
    };
    let mut longest = 0;
    let mut run = 0;
    for character in code.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_at_edge = |edge: [char; 1]| code.starts_with(edge) || code.ends_with(edge);
    // One space on each side is stripped by renderers.
    let pad = if is_at_edge(['`']) || is_at_edge([' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Takes the collected words as one code span.
fn take_span(words: &mut Vec<&str>) -> Option<String> {
    let words = std::mem::take(words);
    (!words.is_empty()).then(|| span(&words.join(" ")))
}

/// Splits a word in backticks into its contents and the punctuation after it.
fn quoted(word: &str) -> Option<(&str, &str)> {
    let (name, punctuation) = word.strip_prefix('`')?.split_once('`')?;
    let is_punctuation =
        punctuation.chars().all(|c| PUNCTUATION.contains(&c) || c == ':');
    (!name.is_empty() && is_punctuation).then_some((name, punctuation))
}

/// Returns `true` if a plain word at the start of a line does not start a list.
fn can_start(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) || word.ends_with(|c: char| c.is_ascii_digit())
}

/// Returns `true` if no renderer interprets a word as markup: letters or a number, with punctuation that ends words or
/// joins letters.
fn is_plain(word: &str) -> bool {
    if ["-", "\u{2013}", "\u{2014}", "&", "/"].contains(&word) {
        return true;
    }
    let word = word.trim_end_matches(PUNCTUATION);
    let word = word.strip_suffix(':').unwrap_or(word);
    let is_number = word
        .split('.')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let mut parts = word.split(['-', '\'', '\u{2019}']);
    let is_word =
        parts.all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
    // Seven or more hexadecimal digits may be a commit hash.
    let is_commit = word.len() >= 7 && word.chars().all(|c| c.is_ascii_hexdigit());
    (is_number || is_word) && !is_commit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Markdown::new().code(text).to_string()
    }

    fn prose(text: &str) -> String {
        Markdown::new().prose(text).to_string()
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("rooms::Room"), "`rooms::Room`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("``"), "``` `` ```");
        assert_eq!(code("`@everyone"), "`` `@everyone ``");
        assert_eq!(code(" x "), "`  x  `");
        assert_eq!(code("a\n\n# b\r\n<!--"), "`a  # b <!--`");
        assert_eq!(code(""), "`(empty)`");
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(code("\u{1B}[31m\u{202E}"), "`\u{FFFD}[31m\u{FFFD}`");
    }

    #[test]
    fn bars_stay_in_their_cells() {
        let row =
            |text: &str| Markdown::new().row([Markdown::new().code(text)]).to_string();
        assert_eq!(row("a|b"), "| `a\\|b` |\n");
        assert_eq!(row("a\\|b||"), "| `a\\ \\|b\\|\\|` |\n");
    }

    #[test]
    fn words_that_could_be_markup_are_code() {
        assert_eq!(prose("Twilio - Conversations"), "Twilio - Conversations");
        assert_eq!(
            prose("It's a well-known API, R & D."),
            "It's a well-known API, R & D."
        );
        for live in [
            "@everyone",
            "@org/team",
            "#123",
            "GH-1",
            "https://evil.example",
            "www.evil.example",
            "a@b.example",
            ":tada:",
            "![x](y)",
            "[x](y)",
            "<b>",
            "<!--",
            "&lt;",
            "*x*",
            "_x_",
            "~~x~~",
            "|",
            "1)",
            "+",
            "#",
            ">",
            "a|b",
            "$x$",
            "0123abc",
            "deadbeef",
            "owner/repo#1",
            "\\",
            "==",
            "---",
        ] {
            assert_eq!(prose(&format!("say {live} now")), format!("say `{live}` now"));
        }
        assert_eq!(
            prose("only one has `x|y`, ``z`"),
            "only one has `x|y`, ``` ``z` ```"
        );
        assert_eq!(prose("1. a"), "`1.` a");
        assert_eq!(
            prose("a <b c=\"d\"> e\n\n# f"),
            "a `<b` c `=\"d\">`".replace("` c `=", " c=").as_str().to_owned()
                + " e `#` f"
        );
    }
}
