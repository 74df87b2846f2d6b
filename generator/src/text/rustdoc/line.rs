//! Lines of a doc comment.

use textwrap::{Options, WordSplitter};

use super::TIE;

/// The width of a line of prose, so that it stays below 100 columns wherever it is indented.
const WIDTH: usize = 88;

/// A line before it is broken into several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What stands before it: the marks of lists and quotes.
    pub(super) first: String,
    /// What stands before the lines that it goes on with.
    pub(super) next: String,
    pub(super) text: String,
    /// Whether it stays as it is, however long.
    pub(super) is_fixed: bool,
}

impl Line {
    /// A line that stays as it is.
    pub(super) fn fixed(text: String) -> Self {
        Line {
            text,
            is_fixed: true,
            ..Line::default()
        }
    }

    /// The lines that it is broken into.
    pub(super) fn wrapped(self) -> Vec<String> {
        let show = |line: &str| line.replace(TIE, " ");
        if self.is_fixed || self.text.is_empty() {
            return vec![show(&(self.first + &self.text))];
        }
        let options = Options::new(WIDTH)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(&self.first)
            .subsequent_indent(&self.next);
        textwrap::wrap(&self.text, options).iter().map(|line| show(line)).collect()
    }
}
